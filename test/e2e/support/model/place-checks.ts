import { topics } from '../../../../shared/mqtt/topics.ts';
import { isLive, overlap } from './facts.ts';
import { SLOTS } from './rules.ts';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

/** What an LED shows, by the state of its slot alone. */
const LOOK: Readonly<Record<string, string>> = {
  free: 'green solid',
  reserved: 'blue solid',
  occupied: 'red solid',
  attention: 'red blink',
  'out-of-service': 'amber solid',
};

/** What is wrong with slots, bookings and who stands where. */
export async function placeFaults(world: World, step: Step | null): Promise<string[]> {
  const found: string[] = [];
  for (const slot of SLOTS) found.push(...slotFaults(world, slot));
  found.push(...bookingFaults(world), ...(step ? stepFaults(world, step) : []));
  found.push(...(await publishedFaults(world)));
  return found;
}

function slotFaults(world: World, slot: string): string[] {
  const { board, now, before, lies, outOfService } = world;
  const found: string[] = [];
  const view = now.slots.find(({ code }) => code === slot);
  const stay = now.stays.find((each) => each.slot === slot && each.to === null) ?? null;
  if (!view) return [`there is no slot ${slot}`];
  const { state, led } = view;
  const look = `${led.desired.color} ${led.desired.pattern}`;
  if (state !== 'unknown' && look !== LOOK[state]) found.push(`${slot} is ${state} and its LED ${look}`);
  const was = before.slots.find(({ code }) => code === slot);
  if (state === 'unknown' && was?.state === 'unknown' && was.led.desired.rev !== led.desired.rev)
    found.push(`${slot} is unknown and its LED changed`);
  if (outOfService.has(slot) !== (state === 'out-of-service')) found.push(`${slot} is ${state}`);
  if (outOfService.has(slot)) return found;
  if (board.mustBeUnknown(slot) && state !== 'unknown') found.push(`nobody sees ${slot} and it is called ${state}`);
  if (board.mustBeKnown(slot) && state === 'unknown') found.push(`${slot} is seen and called unknown`);
  if (state === 'unknown') return found;
  const seen = stay ? (stay.driverId === null ? 'attention' : 'occupied') : view.booking ? 'reserved' : 'free';
  if (state !== seen) found.push(`${slot} is called ${state} and is ${seen}`);
  const isBelieved = Math.max(0, ...(lies.get(slot) ?? [])) < (board.saidAt.get(slot) ?? 0);
  if (board.isInStep && isBelieved && (stay !== null) !== board.cars.get(slot))
    found.push(`${slot} is called ${state}, a car ${board.cars.get(slot) ? 'stands' : 'does not stand'} there`);
  return found;
}

/** Live bookings are apart, and a stay and its booking belong together. */
function bookingFaults({ now }: World): string[] {
  const found: string[] = [];
  const live = now.bookings.filter(isLive);
  for (const [index, one] of live.entries()) {
    for (const other of live.slice(index + 1)) {
      if (one.slot !== other.slot && one.driverId !== other.driverId) continue;
      if (overlap(one, other.startsAt, other.endsAt)) found.push(`${one.id} and ${other.id} overlap`);
      if (one.isCurrent && other.isCurrent) found.push(`${one.id} and ${other.id} are both current`);
    }
    const view = now.slots.find(({ code }) => code === one.slot);
    if (one.isCurrent && view?.booking?.id !== one.id)
      found.push(`slot ${one.slot} does not know its booking ${one.id}`);
    const stays = now.stays.filter(({ bookingId, to }) => bookingId === one.id && to === null);
    if (stays.length !== (one.state === 'active' ? 1 : 0))
      found.push(`${one.id} is ${one.state} with ${stays.length} open stays`);
    if (one.state === 'active' && !one.isCurrent) found.push(`${one.id} is active and not current`);
  }
  for (const stay of now.stays) {
    if ((stay.driverId === null) !== (stay.bookingId === null))
      found.push(`stay ${stay.id} has a driver or a booking alone`);
    const booking = now.bookings.find(({ id }) => id === stay.bookingId);
    if (booking && (booking.driverId !== stay.driverId || booking.slot !== stay.slot))
      found.push(`stay ${stay.id} and booking ${booking.id} are not of the same driver and slot`);
    if (stay.to === null && booking && booking.state !== 'active')
      found.push(`stay ${stay.id} runs, its booking is ${booking.state}`);
  }
  const open = now.stays.filter(({ to }) => to === null);
  for (const slot of SLOTS)
    if (open.filter((stay) => stay.slot === slot).length > 1) found.push(`${slot} has two open stays`);
  return found;
}

/** What this step may not have done, or must have. */
function stepFaults(world: World, step: Step): string[] {
  const { board, before, now, site } = world;
  if (step.do === 'voice' || step.do === 'restart') return lateFaults(world);
  if (step.do !== 'pass') return [];
  const found: string[] = [];
  for (const was of before.bookings) {
    const booking = now.bookings.find(({ id }) => id === was.id);
    if (was.state !== 'reserved' || !was.isCurrent || !booking) continue;
    const unseen = [before, now].every(({ slots }) => slots.find(({ code }) => code === was.slot)?.state === 'unknown');
    if (unseen && !isLive(booking)) found.push(`${was.id} ended as ${booking.endReason} while nobody saw ${was.slot}`);
    const isOver = step.jobs > 0 && was.holdUntil <= site.now() && board.mustBeKnown(was.slot);
    if (isOver && booking.state === 'reserved' && booking.holdUntil <= site.now())
      found.push(`${was.id} should have ended`);
  }
  return found;
}

/**
 * A car that came in time and is learned of now is the arrival of the booking that waited for it: also where it was taken
 * for a no-show since, unless the slot was given to another or the driver has another.
 */
function lateFaults(world: World): string[] {
  const { board, before, now, keptArrivals, lies } = world;
  const found: string[] = [];
  for (const arrival of keptArrivals.splice(0)) {
    const { slot, at, bookingId } = arrival;
    const event = board.seen.find((seen) => seen.slot === slot && seen.at === at && seen.type === 'occupied');
    if (event && !event.isDelivered && board.queue.includes(event)) keptArrivals.push(arrival);
    const was = before.bookings.find(({ id }) => id === bookingId);
    const stay = now.stays.find((each) => each.slot === slot && each.from === at);
    if (!event?.isDelivered || !was || was.slot !== slot || !stay || lies.get(slot)?.some((lie) => lie >= at)) continue;
    const later = before.bookings.filter(({ id, createdAt }) => id !== bookingId && createdAt >= was.createdAt);
    const isGiven = later.some((booking) => booking.slot === slot || booking.driverId === was.driverId);
    const waits = was.state === 'reserved' && was.isCurrent;
    if ((waits || (was.endReason === 'no-show' && !isGiven)) && stay.bookingId !== bookingId)
      found.push(`the late arrival on ${slot} at ${at} is not that of the ${was.state} booking ${bookingId}`);
  }
  return found;
}

/** What the board is told of its LEDs is what the server wants them to show. */
async function publishedFaults({ board, site, now }: World): Promise<string[]> {
  if (board.voice === 'gone') return [];
  const { controller } = board;
  const isTold = ({ code, led }: (typeof now.slots)[number]) =>
    controller.bodies(topics.ledDesired('main', controller.id, code)).at(-1)?.rev === led.desired.rev;
  const told = await site.until('the LEDs are told', () => now.slots.every(isTold)).catch(() => false);
  return told ? [] : now.slots.filter((slot) => !isTold(slot)).map(({ code }) => `the LED of ${code} was not told`);
}
