import type { Bill, BillLine } from '../domain/bill.ts';
import type { Booking } from '../domain/booking.ts';
import type { Dispute } from '../domain/dispute.ts';
import { DomainError } from '../domain/errors.ts';
import type { GapCause } from '../domain/gap.ts';
import type { Interval } from '../domain/interval.ts';
import { type Witness, witnessesOf } from '../domain/line-evidence.ts';
import type { Lot } from '../domain/lot.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import { givenBack } from '../domain/refund.ts';
import { type BookingStep, stepsOf } from './booking-history.ts';
import { LotBook } from './lot-book.ts';
import type { Boot, Observation } from './ports/entities.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { paidBy } from './refunds.ts';
import { RunningCosts } from './running-cost.ts';
import {
  type ControllerSpan,
  controllersDuring,
  MOST_OBSERVATIONS,
  type TimelineObservation,
  withId,
} from './slot-evidence.ts';
import { billOf, priceOf } from './stay-bill.ts';

/** Something that was charged for the stay, and what the charge was made of then. */
export interface TimelineCharge {
  readonly transfer: StoredTransfer;
  /** From when to when it was billed. */
  readonly span: Interval;
  readonly lines: readonly TimelineLine[];
  /** The transfer that took it back; null for the charge that stands. */
  readonly takenBack: StoredTransfer | null;
}

export interface TimelineLine extends BillLine {
  /** Ids of the observations, boots, gaps or the booking it rests on. */
  readonly evidence: readonly string[];
}

/** Everything that is known of one stay, and what its bill rests on. */
export interface StayTimeline {
  readonly lot: Lot;
  readonly slotCode: string;
  readonly session: ParkingSession;
  /** Up to when it is billed: its end, or so far. */
  readonly billedUntil: number;
  readonly booking: Booking | null;
  readonly observations: readonly TimelineObservation[];
  readonly controllers: readonly ControllerSpan[];
  /** Up to when each boot vouches for what it had said. */
  readonly boots: readonly {
    readonly id: string;
    readonly controllerId: string;
    readonly bootId: string;
    readonly until: number;
  }[];
  readonly gaps: readonly {
    readonly id: string;
    readonly from: number;
    readonly to: number | null;
    readonly cause: GapCause | 'silence';
  }[];
  /** What was done to its booking: moves, extensions. */
  readonly steps: readonly BookingStep[];
  /** Of the stay, and of its booking's deposit and fees. */
  readonly transfers: readonly StoredTransfer[];
  /** Each charge of it, the oldest first; those from before charges kept what they were worked out from are not here. */
  readonly charges: readonly TimelineCharge[];
  /** What was given back of the charge that stands. */
  readonly refundedMinor: number;
  readonly dispute: Dispute | null;
  /** Null where nobody pays. */
  readonly bill: (Omit<Bill, 'lines'> & { readonly lines: readonly TimelineLine[] }) | null;
}

/** The timeline of a stay, by its id. */
export async function timelineById(unitOfWork: UnitOfWork, id: string, now: number): Promise<StayTimeline> {
  return unitOfWork.read(async (look) => {
    const [session] = await look.sessions.byIds([id]);
    if (!session) throw new DomainError('session-unknown', `there is no session ${id}`);
    return timelineOf(look, await LotBook.load(look), session, now);
  });
}

/** Gathers what is known of a stay, as one unit of work or one look sees it. */
export async function timelineOf(
  repositories: Repositories,
  book: LotBook,
  session: ParkingSession,
  now: number,
): Promise<StayTimeline> {
  const { startedAt, endedAt, slotId } = session;
  const ownTransfers = await repositories.ledger.ofSession(session.id);
  const charged = ownTransfers.flatMap((transfer) =>
    transfer.kind === 'charge' && transfer.basis?.kind === 'stay' ? [{ transfer, basis: transfer.basis }] : [],
  );
  // A charge that was taken back may reach further than the stay does by what is known now.
  const span = {
    from: Math.min(startedAt, ...charged.map(({ basis }) => basis.from)),
    to: Math.max(endedAt ?? Math.max(now, startedAt), ...charged.map(({ basis }) => basis.to)),
  };
  const [slot] = await repositories.slots.byIds([slotId]);
  if (!slot) throw new DomainError('slot-unknown', `there is no slot ${slotId}`);
  // A stay that its driver disowned has no booking any more; what was charged says which it had.
  const bookingId = session.bookingId ?? charged.at(-1)?.basis.bookingId ?? null;
  const [booking = null] = bookingId === null ? [] : await repositories.bookings.byIds([bookingId]);
  const observations = (await observationsOf(repositories, session, span)).map(withId);
  const { served, spans } = await controllersDuring(repositories, slotId, span);
  const boots = (await repositories.controllers.boots(bootsOf(observations, served, slot.seenBootId))).flatMap(
    ({ controllerId, bootId, evidenceUntil }) =>
      evidenceUntil === null
        ? []
        : [{ id: `boot:${controllerId}/${bootId}`, controllerId, bootId, until: evidenceUntil }],
  );
  const charge = await repositories.ledger.standingCharge(session.id);
  const open = isOpen(session);
  const costs = open ? await RunningCosts.load(repositories, book, [{ slot, session }], now) : null;
  const supportedUntil = costs?.supportedUntil(session) ?? endedAt ?? span.to;
  const billedUntil = costs?.billedUntil(session) ?? endedAt ?? span.to;
  const known = session.gaps.map((gap, index) => ({ ...gap, id: `gap:${index + 1}` }));
  const silence = { id: `gap:${known.length + 1}`, from: supportedUntil, to: null, cause: 'silence' as const };
  const gaps = open && supportedUntil < now ? [...known, silence] : known;
  const bill = session.driverId === null ? null : billOf(book, session, billedUntil);
  const witnesses: Witness[] = [
    ...observations
      .filter(({ status }) => status === 'applied' || status === 'no-effect')
      .map(({ id, occurredAt, receivedAt }) => ({ id, at: occurredAt ?? receivedAt, vouches: false })),
    ...boots.map(({ id, until }) => ({ id, at: until, vouches: true })),
  ];
  const evidenceOf = (line: BillLine): string[] => {
    if (line.kind === 'add-on') return booking ? [`booking:${booking.id}`] : [];
    const own = line.kind === 'no-evidence' ? gaps.filter(({ from }) => from === line.from).map(({ id }) => id) : [];
    const seen = line.kind === 'no-evidence' ? witnesses.filter(({ vouches }) => !vouches) : witnesses;
    return [...own, ...witnessesOf(line, seen)];
  };
  const explained = ({ lines }: Bill) => lines.map((line) => ({ ...line, evidence: evidenceOf(line) }));
  const charges = charged.flatMap(({ transfer, basis }): TimelineCharge[] => {
    const then = priceOf(book, session.lotId, basis);
    const takenBack = ownTransfers.find(({ reverses }) => reverses === transfer.id) ?? null;
    const { from, to } = basis;
    return then ? [{ transfer, span: { from, to }, lines: explained(then), takenBack }] : [];
  });
  const history = booking ? await stepsOf(repositories, booking.id) : { steps: [], transfers: [] };
  return {
    lot: book.lot(session.lotId),
    slotCode: slot.code,
    session,
    billedUntil,
    booking,
    observations,
    controllers: spans,
    boots,
    gaps,
    steps: history.steps,
    transfers: [...history.transfers, ...ownTransfers].sort(byTime),
    charges,
    refundedMinor: charge ? givenBack(await paidBy(repositories, charge)) : 0,
    dispute: await repositories.disputes.ofSession(session.id),
    bill: bill && { ...bill, lines: explained(bill) },
  };
}

/** What was seen during the stay, and what ended it where that was seen only later. */
async function observationsOf(
  { evidence }: Repositories,
  session: ParkingSession,
  span: Interval,
): Promise<Observation[]> {
  const during = await evidence.observations(session.slotId, span, MOST_OBSERVATIONS);
  if (session.endedAt === null) return during;
  const later = { from: span.to + 1, to: Number.MAX_SAFE_INTEGER };
  const [next] = await evidence.observations(session.slotId, later, 1);
  return next?.sessionId === session.id ? [...during, next] : during;
}

function byTime(a: StoredTransfer, b: StoredTransfer): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

/** The boots that spoke during the stay, and the one that speaks of the slot now. */
function bootsOf(
  observations: readonly Observation[],
  served: readonly { controllerId: string }[],
  seenBootId: string | null,
): Pick<Boot, 'controllerId' | 'bootId'>[] {
  const controllers = new Set(served.map(({ controllerId }) => controllerId));
  const spoke = observations.map(({ source, bootId }) => ({
    controllerId: source.replace(/^snapshot:/, '').split('/')[0] ?? '',
    bootId,
  }));
  const seen = seenBootId === null ? [] : served.map(({ controllerId }) => ({ controllerId, bootId: seenBootId }));
  const all = [...spoke, ...seen].filter(({ controllerId }) => controllers.has(controllerId));
  return [...new Map(all.map((boot) => [`${boot.controllerId}/${boot.bootId}`, boot])).values()];
}
