import { type Booking, type BookingPolicy, isArrivalOf, isLive, waitedAt } from './booking.ts';
import { type BootMoment, endAt, endOfStay, isOpen, type ParkingSession } from './parking-session.ts';

/** What a controller or a person saw at a slot. */
export interface Sighting {
  readonly type: 'occupied' | 'vacated';
  /** When it happened, ms since the epoch. */
  readonly at: number;
  readonly moment: BootMoment | null;
  /** What the sensor saw when the board woke, not a change. */
  readonly initial: boolean;
  /** Events right before this one are lost, so what they said is not known. */
  readonly afterLoss: boolean;
  /** Only bounds of the time are known. */
  readonly timeUncertain: boolean;
}

/** What the slot looked like before the sighting. */
export interface Situation {
  /** The latest session on the slot, open or ended. */
  readonly session: ParkingSession | null;
  /** The live booking that holds the slot now. */
  readonly booking: Booking | null;
  /** The booking on this slot that last ended without its car: expired, or withdrawn from its driver. */
  readonly lapsed: Booking | null;
  /** Whether the driver of `session`, or of `lapsed`, has since taken another booking or stay. */
  readonly sessionDriverBusy: boolean;
  readonly lapsedDriverBusy: boolean;
  /** The last moment for which evidence supports that the open session went on. */
  readonly supportedUntil: number;
  /** It is the word of an older boot than the one that spoke of the slot last. */
  readonly late: boolean;
}

/** What a sighting means. The closed list of the design's "What a detection means". */
export type Verdict =
  | { readonly kind: 'no-effect'; readonly reason: 'repeated' | 'still-there' | 'late' | 'nothing-there' }
  | { readonly kind: 'arrival'; readonly booking: Booking; readonly revived: boolean }
  | { readonly kind: 'unbooked'; readonly lostTo: Booking | null }
  | { readonly kind: 'rejoin'; readonly session: ParkingSession }
  | { readonly kind: 'backdate'; readonly session: ParkingSession }
  | { readonly kind: 'replaced'; readonly session: ParkingSession; readonly endedAt: number; readonly next: Verdict }
  | {
      readonly kind: 'departure';
      readonly session: ParkingSession;
      readonly endedAt: number;
      readonly reason: 'vacated' | 'gap';
    }
  | { readonly kind: 'correction'; readonly session: ParkingSession; readonly endedAt: number }
  /** The car that was found again after a stretch without evidence was another one: it had changed unseen. */
  | { readonly kind: 'changed'; readonly session: ParkingSession; readonly endedAt: number; readonly foundAt: number };

/** Decides what a sighting means. Pure; whoever calls it carries the verdict out. */
export function judge(sighting: Sighting, situation: Situation, policy: BookingPolicy): Verdict {
  return sighting.type === 'occupied' ? judgeOccupied(sighting, situation, policy) : judgeVacated(sighting, situation);
}

function judgeOccupied(sighting: Sighting, situation: Situation, policy: BookingPolicy): Verdict {
  const { session } = situation;
  if (session && isOpen(session)) {
    if (sighting.at < session.startedAt) {
      return session.startedInitial && !sighting.timeUncertain
        ? { kind: 'backdate', session }
        : { kind: 'no-effect', reason: 'late' };
    }
    if (sighting.afterLoss && !sighting.initial) {
      const endedAt = Math.max(session.startedAt, Math.min(situation.supportedUntil, sighting.at));
      const after = { ...situation, session: endAt(session, { at: endedAt, reason: 'gap', foundBy: 'supported' }) };
      return { kind: 'replaced', session, endedAt, next: judgeArrival(sighting, after, policy) };
    }
    return { kind: 'no-effect', reason: sighting.initial ? 'still-there' : 'repeated' };
  }
  if (session?.endedAt != null) {
    if (sighting.at < session.startedAt && session.startedInitial && !sighting.timeUncertain) {
      return { kind: 'backdate', session };
    }
    if (sighting.at < session.endedAt) return { kind: 'no-effect', reason: 'late' };
    if (rejoins(sighting, session, situation, policy)) return { kind: 'rejoin', session };
  }
  return judgeArrival(sighting, situation, policy);
}

/** The same stay goes on: a flapping sensor, a driver who parked again more neatly. */
function rejoins(sighting: Sighting, ended: ParkingSession, situation: Situation, policy: BookingPolicy): boolean {
  return (
    ended.endReason === 'vacated' &&
    !sighting.initial &&
    !sighting.afterLoss &&
    situation.booking === null &&
    !situation.sessionDriverBusy &&
    sighting.at - (ended.endedAt ?? 0) <= policy.rejoinSeconds * 1000
  );
}

function judgeArrival(sighting: Sighting, situation: Situation, policy: BookingPolicy): Verdict {
  const { booking, lapsed } = situation;
  // Until the hold ran out the slot waited for this driver; a car that came later is somebody else's.
  const lapsedCovers = lapsed !== null && waitedAt(lapsed, sighting.at, policy);
  const bookingHolds = booking !== null && isLive(booking);
  const givenToAnother = bookingHolds && booking.driverId !== lapsed?.driverId && sighting.at < booking.createdAt;
  if (lapsed && lapsedCovers && givenToAnother) return { kind: 'unbooked', lostTo: lapsed };
  if (booking?.state === 'reserved' && isArrivalOf(booking, sighting.at, policy)) {
    return { kind: 'arrival', booking, revived: false };
  }
  if (lapsed && lapsedCovers) {
    return bookingHolds || situation.lapsedDriverBusy
      ? { kind: 'unbooked', lostTo: lapsed }
      : { kind: 'arrival', booking: lapsed, revived: true };
  }
  return { kind: 'unbooked', lostTo: null };
}

function judgeVacated(sighting: Sighting, situation: Situation): Verdict {
  const { session } = situation;
  if (!session) return { kind: 'no-effect', reason: 'nothing-there' };
  if (isOpen(session)) {
    if (sighting.at < session.startedAt) return { kind: 'no-effect', reason: 'late' };
    const doubtful = sighting.initial || sighting.afterLoss || sighting.timeUncertain;
    const endedAt = doubtful
      ? Math.max(session.startedAt, Math.min(situation.supportedUntil, sighting.at))
      : endOfStay(session, sighting.at, sighting.moment);
    const foundAt = foundAgain(sighting, situation, session);
    if (foundAt !== null) return { kind: 'changed', session, endedAt, foundAt };
    return { kind: 'departure', session, endedAt, reason: doubtful ? 'gap' : 'vacated' };
  }
  return judgeLateVacated(sighting, situation, session);
}

/** When a newer boot found a car on the slot, after the moment at which the older boot saw one leave. */
function foundAgain(sighting: Sighting, situation: Situation, session: ParkingSession): number | null {
  if (!situation.late) return null;
  return session.gaps.find(({ to }) => to > sighting.at)?.to ?? null;
}

/**
 * The board's own word on a stay that was ended without it: learned late, it corrects the bill. Where nobody saw the end,
 * either way; a person's word on the moment, only in the driver's favour.
 */
function judgeLateVacated(sighting: Sighting, situation: Situation, session: ParkingSession): Verdict {
  const recorded = session.endedAt ?? session.startedAt;
  const usable =
    !sighting.initial && !sighting.timeUncertain && !sighting.afterLoss && sighting.at >= session.startedAt;
  if (!usable) return { kind: 'no-effect', reason: 'repeated' };
  const endedAt = endOfStay(session, sighting.at, sighting.moment);
  const foundAt = foundAgain(sighting, situation, session);
  if (foundAt !== null) return { kind: 'changed', session, endedAt, foundAt };
  if (session.endFoundBy === 'detected') return { kind: 'no-effect', reason: 'repeated' };
  const corrects = session.endFoundBy === 'supported' ? endedAt !== recorded : endedAt < recorded;
  return corrects ? { kind: 'correction', session, endedAt } : { kind: 'no-effect', reason: 'late' };
}
