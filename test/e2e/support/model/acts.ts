import { HOUR, MINUTE, SECOND } from '../../../support/manual-clock.ts';
import { messageForm } from '../../../support/webhooks.ts';
import { isLive, overlap } from './facts.ts';
import { DEPOSIT, LEAST_MS, LOT, PHONES, SLOTS } from './rules.ts';
import { actStaff } from './staff-acts.ts';
import { nth, type Step } from './steps.ts';
import type { World } from './world.ts';

const ORDER = ['activate', 'expire', 'watch', 'forget', 'balances', 'credit', 'deposits', 'offer', 'remind'] as const;

/** Carries a step out and says in a few words what came of it. Throws where an answer is not what it must be. */
export async function act(world: World, step: Step): Promise<string> {
  const { site, board } = world;
  // No two steps share a moment.
  site.clock.advance(SECOND);
  const slot = 'slot' in step ? (nth(SLOTS, step.slot) ?? 'A') : 'A';
  const driver = 'driver' in step ? who(world, step.do, step.driver) : 0;
  const phone = PHONES[driver] ?? PHONES[0];
  switch (step.do) {
    case 'book': {
      const free = world.now.slots.filter(({ state }) => state === 'free').map(({ code }) => code);
      return book(world, driver, (step.slot % 5 > 0 ? nth(free, step.slot) : undefined) ?? slot);
    }
    case 'resize':
      return heading(await world.text(phone, `${step.verb} ${step.minutes} min`));
    case 'move':
      return heading(await world.text(phone, `move ${slot}`));
    case 'cancel': {
      const words = await world.text(phone, 'cancel');
      return heading(words.includes('*yes*') ? await world.text(phone, 'yes') : words);
    }
    case 'park': {
      const strange = world.now.slots.filter(({ state }) => state === 'attention').map(({ code }) => code);
      const claimed = (step.slot % 5 > 0 ? nth(strange, step.slot) : undefined) ?? slot;
      return `${claimed}: ${heading(await world.text(phone, `park ${claimed}`))}`;
    }
    case 'not-me':
      return heading(await world.text(phone, 'not me'));
    case 'left':
      return left(world, driver);
    case 'wait':
      return heading(await world.text(phone, step.isOver ? 'leave the list' : 'wait'));
    case 'dispute':
      return heading(await world.text(phone, 'dispute I was not there'));
    case 'ask':
      return ask(world, phone, step.words);
    case 'race':
      return race(world, slot, step);
    case 'repeat-message': {
      const said = nth(world.said, step.which);
      if (!said) return 'nothing';
      const answer = await world.post(said.form);
      if (answer !== said.words) throw new Error(`a repeat was answered ${answer} instead of ${said.words}`);
      return `${said.form['Body']} again`;
    }
    case 'arrive':
      return drive(world, step.slot, true);
    case 'leave':
      return drive(world, step.slot, false);
    case 'voice':
      await board.speak(step.to);
      return board.voice;
    case 'power':
      return power(world, step.speaks);
    case 'forget-oldest':
      return forgetOldest(world);
    case 'repeat-event': {
      const event = nth(
        board.seen.filter(({ isDelivered }) => isDelivered),
        step.which,
      );
      if (event) await board.repeat(event);
      return event ? `${event.seq} of ${event.bootId}` : 'nothing';
    }
    case 'snapshot':
      return (await board.snapshot(slot)) ? slot : 'nothing';
    case 'pass':
      return pass(world, step);
    case 'restart':
      return restart(world, phone, slot, step);
    default:
      return actStaff(world, step, slot);
  }
}

const CHANGES: ReadonlySet<string> = new Set(['resize', 'move', 'cancel']);
const ENDS: ReadonlySet<string> = new Set(['not-me', 'left', 'dispute']);

/** Whom a step is about: rather somebody for whom it means something. */
function who({ now, driverIds }: World, what: string, pick: number): number {
  const concerned = CHANGES.has(what)
    ? now.bookings.filter(isLive).map(({ driverId }) => driverId)
    : ENDS.has(what)
      ? now.stays.slice(-4).map(({ driverId }) => driverId)
      : [];
  const busy = now.bookings.filter((booking) => isLive(booking) && booking.isCurrent).map(({ driverId }) => driverId);
  const isConcerned = (id: string) => (what === 'book' ? !busy.includes(id) : concerned.includes(id));
  const known = driverIds.flatMap((id, index) => (isConcerned(id) ? index : []));
  return (pick % 5 > 0 ? nth(known, pick) : undefined) ?? pick % driverIds.length;
}

const heading = (words: string): string => words.split('\n')[0]?.slice(0, 90) ?? '';

/** A booking for now is had exactly where the board and the books say that it can be had. */
async function book(world: World, driver: number, slot: string): Promise<string> {
  const { site, now: facts, driverIds } = world;
  const at = site.now();
  const driverId = driverIds[driver] ?? '';
  const view = facts.slots.find(({ code }) => code === slot);
  const live = facts.bookings.filter(isLive);
  const own = live.filter((booking) => booking.driverId === driverId);
  const wallet = facts.wallets.get(driverId) ?? { cash: 0, promo: 0, held: 0 };
  const hasMoney = wallet.cash + wallet.promo >= Math.max(LOT.minBalanceMinor, DEPOSIT);
  const isBusy = own.some((booking) => booking.isCurrent || overlap(booking, at, at + LEAST_MS));
  const isHeld = live.some((booking) => booking.slot === slot && overlap(booking, at, at + LEAST_MS));
  const canBeHad = view?.state === 'free' && !isHeld && !isBusy && hasMoney;
  const words = await world.text(PHONES[driver] ?? '', `book ${slot}`);
  const isHad = words.startsWith('✅');
  if (isHad !== canBeHad) {
    throw new Error(`book ${slot}, ${view?.state}, held ${isHeld}, busy ${isBusy}, money ${hasMoney}: ${words}`);
  }
  return heading(words);
}

/** Everybody at once, and a car comes or goes. Of those who ask for the slot at the same moment at most one has it. */
async function race(world: World, slot: string, { words, drives }: Of<'race'>): Promise<string> {
  const { board } = world;
  const said = words.map((one) => (one === 'book' ? `book ${slot}` : one));
  const driving = drives && board.isSpeaking ? board.drive(slot, !board.cars.get(slot)) : Promise.resolve();
  const [answers] = await Promise.all([
    Promise.all(PHONES.map((phone, index) => world.text(phone, said[index] ?? ''))),
    driving,
  ]);
  const had = answers.filter((answer) => answer.startsWith('✅') && answer.includes('is yours'));
  if (words.every((one) => one === 'book') && had.length > 1) throw new Error(`${had.length} drivers have ${slot}`);
  return answers.map(heading).join(' | ');
}

/** Slots that nobody sees are never called free. */
async function ask(world: World, phone: string, words: string): Promise<string> {
  const answer = await world.text(phone, words);
  if (words !== 'slots') return heading(answer);
  const [, free = ''] = /Free: ([A-C, ]*)/.exec(answer) ?? [];
  for (const slot of SLOTS) {
    if (world.board.mustBeUnknown(slot) && free.includes(slot)) throw new Error(`${slot} is called free: ${answer}`);
  }
  return heading(answer);
}

async function left(world: World, driver: number): Promise<string> {
  const { site, board, driverIds, now: facts } = world;
  const mine = facts.stays.find(({ driverId, to }) => driverId === driverIds[driver] && to === null);
  const words = await world.text(PHONES[driver] ?? '', 'left');
  if (mine && words.startsWith('👋')) {
    world.disturb(mine.slot, site.now(), site.now());
    if (board.cars.get(mine.slot)) world.lies.get(mine.slot)?.push(site.now());
  }
  return heading(words);
}

/** A car comes, mostly where it is waited for or after a booking made on the way; or one goes. */
async function drive(world: World, which: number, isThere: boolean): Promise<string> {
  const { board } = world;
  const able = SLOTS.filter((slot) => board.cars.get(slot) !== isThere);
  const isExpected = isThere && which % 5 > 0;
  if (isExpected && reservedOf(world, able).length === 0) {
    const driver = who(world, 'book', which);
    const free = world.now.slots.filter(({ code, state }) => state === 'free' && (able as string[]).includes(code));
    const slot = nth(free, which)?.code;
    if (slot) await book(world, driver, slot);
    await world.look();
  }
  const slot = (isExpected ? nth(reservedOf(world, able), which) : undefined) ?? nth(able, which);
  if (!slot) return 'nothing';
  const holder = world.now.slots.find(({ code }) => code === slot)?.booking;
  await board.drive(slot, isThere);
  const isWaitedFor = holder?.state === 'reserved' && world.site.now() < Date.parse(holder.holdUntil);
  if (isThere && board.isPowered && !board.isInStep && isWaitedFor)
    world.keptArrivals.push({ slot, at: world.site.now(), bookingId: holder.id });
  if (!isThere || !board.isInStep || !board.mustBeKnown(slot) || holder?.state !== 'reserved') return slot;
  const { bookings } = await world.look();
  const booking = bookings.find(({ id }) => id === holder.id);
  const from = Date.parse(holder.startsAt) - 30 * MINUTE;
  const arrives = world.site.now() >= from && world.site.now() < Date.parse(holder.endsAt);
  if (arrives && booking?.state !== 'active')
    throw new Error(`the arrival on ${slot} is not that of ${holder.reference}`);
  return `${slot}, booked`;
}

function reservedOf({ now }: World, slots: readonly string[]): string[] {
  return now.slots.flatMap(({ code, booking }) => (booking && slots.includes(code) ? code : []));
}

async function power(world: World, speaks: boolean): Promise<string> {
  const { board } = world;
  await board.switchPower();
  if (board.isPowered && speaks) await board.speak();
  return board.isPowered ? `on, ${board.voice}` : 'off';
}

function forgetOldest(world: World): string {
  const { board, site } = world;
  const lost = board.forgetOldest();
  if (!lost) return 'nothing';
  // It may have been any slot's.
  for (const slot of SLOTS) world.disturb(slot, lost.at, site.now());
  world.lies.get(lost.slot)?.push(site.now());
  return `${lost.seq} of ${lost.slot}`;
}

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

async function pass(world: World, step: Of<'pass'>): Promise<string> {
  const { site, board } = world;
  for (let piece = 0; piece < step.pieces; piece++) {
    site.clock.advance(Math.round(step.ms / step.pieces));
    await board.telemetry();
    for (let time = 0; time < step.jobs; time++) await runJobs(world, step.from);
  }
  return `${Math.round(step.ms / SECOND)} s${step.jobs === 0 ? ' without jobs' : ''}`;
}

/** Every job once, beginning with any of them. */
export async function runJobs({ site, board }: World, from: number): Promise<void> {
  for (let index = 0; index < ORDER.length; index++) {
    const job = ORDER[(index + from) % ORDER.length] ?? 'watch';
    await site.parkwire.jobs[job]();
    // Bookings are only looked at after it is settled who is silent.
    if (job === 'watch') board.lastWatched = site.now();
  }
}

/** Another process takes over, perhaps in the middle of something that is then said again. */
async function restart(world: World, phone: string, slot: string, step: Of<'restart'>): Promise<string> {
  const { site, board } = world;
  const form = messageForm(phone, `book ${slot}`);
  const sent: Promise<unknown>[] = [];
  if (step.inFlight === 'message') sent.push(site.webhook(form).catch(() => undefined));
  if (step.inFlight === 'event' && board.voice === 'stuck') sent.push(...board.sendUnheard());
  await site.restart();
  await Promise.all(sent);
  if (step.ms < HOUR) site.clock.advance(step.ms);
  await board.serverRestarted();
  if (step.inFlight === 'message') world.said.push({ form, words: await world.post(form) });
  return `with ${step.inFlight} in flight`;
}
