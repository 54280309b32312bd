import { MINUTE } from '../../../support/manual-clock.ts';
import { isLive } from './facts.ts';
import { PHONES, tariffOf } from './rules.ts';
import { nth, type Step } from './steps.ts';
import type { World } from './world.ts';

type Of<Do extends Step['do']> = Extract<Step, { do: Do }>;

let requests = 0;

/** What staff do, by the API. */
export async function actStaff(world: World, step: Step, slot: string): Promise<string> {
  switch (step.do) {
    case 'book-ahead': {
      const from = new Date(world.site.now() + step.inMinutes * MINUTE).toISOString();
      const phone = PHONES[step.driver % PHONES.length];
      return ask(world, 'POST', '/api/bookings', { slot, phone, from, minutes: step.minutes });
    }
    case 'change':
      return change(world, step, slot);
    case 'call-off':
      return callOff(world, step);
    case 'complete':
      return complete(world, step);
    case 'top-up':
      return topUp(world, step);
    case 'refund':
      return refund(world, step);
    case 'decide':
      return decide(world, step);
    case 'write-off':
      return writeOff(world, step);
    case 'hand':
      return hand(world, step, slot);
    case 'service':
      return service(world, slot);
    case 'tariff':
      await world.site.api.patch('/api/lots/main', { tariff: tariffOf(step.rate) });
      world.rates.push({ from: world.site.now(), rate: step.rate });
      return `${step.rate} an hour`;
    default:
      throw new Error(`nobody knows how to ${step.do}`);
  }
}

/** Asks the API. A refusal is an answer too and changes nothing; anything else is a fault. */
async function ask(world: World, method: string, path: string, body?: unknown): Promise<string> {
  const { status, text, body: answer } = await request(world, method, path, body);
  if (status < 300) return `${answer?.reference ?? status}`;
  if (status >= 500) throw new Error(`${method} ${path}: ${status} ${text}`);
  const digest = (facts: World['now']) => JSON.stringify([facts.bookings, facts.stays, [...facts.wallets]]);
  const before = digest(world.now);
  if (digest(await world.look()) !== before) throw new Error(`${method} ${path} was refused and changed something`);
  return String(answer?.code ?? status);
}

/** As a person who signs in again where the login has run out. */
async function request({ site }: World, method: string, path: string, body?: unknown) {
  const answer = await site.api.request(method, path, body);
  if (answer.status !== 401) return answer;
  await site.api.login('admin', site.password);
  return site.api.request(method, path, body);
}

async function change(world: World, step: Of<'change'>, slot: string): Promise<string> {
  const booking = nth(world.now.bookings.filter(isLive), step.which);
  if (!booking) return 'nothing';
  const from = new Date(booking.startsAt + step.shiftMinutes * MINUTE).toISOString();
  const wanted = step.which % 2 === 0 ? { slot } : { minutes: step.minutes };
  return ask(world, 'PATCH', `/api/bookings/${booking.id}`, step.shiftMinutes > 0 ? { ...wanted, from } : wanted);
}

async function callOff(world: World, { which, byRule }: Of<'call-off'>): Promise<string> {
  const booking = nth(world.now.bookings.filter(isLive), which);
  if (!booking) return 'nothing';
  if (byRule) world.givenBackByRule.add(booking.id);
  return ask(world, 'POST', `/api/bookings/${booking.id}/cancel`, { byRule });
}

async function complete(world: World, { which }: Of<'complete'>): Promise<string> {
  const { site, board } = world;
  const booking = nth(
    world.now.bookings.filter(({ state }) => state === 'active'),
    which,
  );
  if (!booking) return 'nothing';
  world.disturb(booking.slot, site.now(), site.now());
  if (board.cars.get(booking.slot)) world.lies.get(booking.slot)?.push(site.now());
  return ask(world, 'POST', `/api/bookings/${booking.id}/complete`, {});
}

/** Money is put in, and the request comes twice. */
async function topUp(world: World, step: Of<'top-up'>): Promise<string> {
  const driverId = world.driverIds[step.driver % PHONES.length] ?? '';
  const body = { amountMinor: step.amount, requestId: `model-${++requests}` };
  for (let time = 0; time < 2; time++) await world.site.api.post(`/api/drivers/${driverId}/top-ups`, body);
  world.topUps.set(driverId, (world.topUps.get(driverId) ?? 0) + step.amount);
  return String(step.amount);
}

async function refund(world: World, { which, part }: Of<'refund'>): Promise<string> {
  const payments = await world.site.rows(
    `SELECT t.id, t.kind, t.driver_id, t.session_id, t.booking_id FROM transfers t
     WHERE t.kind IN ('charge', 'fee', 'capture') ORDER BY t.created_at DESC, t.id`,
  );
  const payment = nth(payments, which);
  if (!payment) return 'nothing';
  const path = `/api/drivers/${payment.driver_id}/refunds`;
  const amount = part === null ? {} : { amountMinor: part };
  const body = { transferId: payment.id, reason: 'it rained', requestId: `model-${++requests}`, ...amount };
  const { status, body: answer, text } = await request(world, 'POST', path, body);
  if (status >= 500) throw new Error(`${path}: ${status} ${text}`);
  if (status !== 201) return String(answer.code);
  const again = await request(world, 'POST', path, body);
  if (again.body.transferId !== answer.transferId) throw new Error('the same request gave back twice');
  const [refunds, of] =
    payment.session_id === null ? [world.feeRefunds, payment.booking_id] : [world.stayRefunds, payment.session_id];
  refunds.set(of, (refunds.get(of) ?? 0) + answer.amountMinor);
  return `${answer.amountMinor} of a ${payment.kind}`;
}

async function decide(world: World, { which, refundMinor }: Of<'decide'>): Promise<string> {
  const dispute = nth(
    world.now.disputes.filter(({ state }) => state === 'open'),
    which,
  );
  if (!dispute) return 'nothing';
  const decision = refundMinor > 0 ? { refundMinor } : { reject: true };
  const path = `/api/disputes/${dispute.id}/decide`;
  return `${refundMinor}: ${await ask(world, 'POST', path, { ...decision, reason: 'as it is' })}`;
}

/** What a driver owes is given up; who owes nothing has nothing given up. */
async function writeOff(world: World, step: Of<'write-off'>): Promise<string> {
  const { now, driverIds } = world;
  const driverId = driverIds[step.driver % PHONES.length] ?? '';
  const { cash, promo } = now.wallets.get(driverId) ?? { cash: 0, promo: 0 };
  const owed = Math.max(0, -(cash + promo));
  const body = { reason: 'gone', requestId: `model-${++requests}` };
  const { status, text, body: answer } = await request(world, 'POST', `/api/drivers/${driverId}/write-offs`, body);
  if ((status === 201) !== owed > 0 || status >= 500) throw new Error(`of ${owed} owed: ${status} ${text}`);
  if (status !== 201) return String(answer.code);
  world.writtenOff.set(driverId, (world.writtenOff.get(driverId) ?? 0) + answer.amountMinor);
  return String(answer.amountMinor);
}

async function hand(world: World, { type, isTrue }: Of<'hand'>, slot: string): Promise<string> {
  const { site, board } = world;
  const isThere = board.cars.get(slot) ?? false;
  const oldest = board.queue[0]?.at ?? site.now();
  if (type === 'checked' && isSameCar(world, slot))
    return `checked ${slot}: ${await ask(world, 'POST', `/api/lots/main/slots/${slot}/observations`, { type })}`;
  const said = isTrue || type === 'checked' ? (isThere ? 'occupied' : 'vacated') : type;
  // What the board has kept until then about comings may be too late for what a person said.
  world.disturb(slot, said === 'occupied' ? oldest : site.now(), site.now());
  if ((said === 'occupied') !== isThere) world.lies.get(slot)?.push(site.now());
  return `${said} ${slot}: ${await ask(world, 'POST', `/api/lots/main/slots/${slot}/observations`, { type: said })}`;
}

/** Whether the car that really stands there is the one whose stay runs. */
function isSameCar({ board, now }: World, slot: string): boolean {
  const car = board.stays.get(slot)?.at(-1);
  const stay = now.stays.find((each) => each.slot === slot && each.to === null);
  return car?.to === null && stay !== undefined && car.from <= stay.from;
}

async function service(world: World, slot: string): Promise<string> {
  const outOfService = !world.outOfService.has(slot);
  await world.site.api.patch(`/api/lots/main/slots/${slot}`, { outOfService });
  if (outOfService) world.outOfService.add(slot);
  else world.outOfService.delete(slot);
  return `${slot} ${outOfService ? 'out of' : 'in'} service`;
}
