import type { Gap } from './gap.ts';
import type { AddOn } from './tariff.ts';

/** Where on a board's own monotonic clock a session began. */
export interface BootMoment {
  readonly controllerId: string;
  readonly bootId: string;
  readonly uptimeMs: number;
}

/** Why a session ended: the sensor saw it, it ended in a stretch without evidence, or a person said so. */
export type SessionEndReason = 'vacated' | 'gap' | 'attendant' | 'driver';

/**
 * How the moment of an end was found: a board saw it; or nobody did, and it is the last one that evidence supports; or a
 * person said it was then.
 */
export type EndFoundBy = 'detected' | 'supported' | 'by-hand';

/** An end of a session, as whoever ends it knows it. */
export interface StayEnd {
  readonly at: number;
  readonly reason: SessionEndReason;
  readonly foundBy: EndFoundBy;
}

/** A driver said that the car was not theirs. */
export interface Disowned {
  readonly driverId: string;
  readonly at: number;
  /** What they had been charged and got back; null where they said so before the bill. */
  readonly returnedMinor: number | null;
}

/** A car actually standing in a slot, from detection to departure. Times in ms since the epoch. */
export interface ParkingSession {
  readonly id: string;
  readonly lotId: string;
  readonly slotId: string;
  readonly bookingId: string | null;
  /** Who pays; null for a car nobody accounts for. */
  readonly driverId: string | null;
  readonly tariffId: string | null;
  readonly startedAt: number;
  readonly startMoment: BootMoment | null;
  /** It was there when the board woke; it may have come earlier. */
  readonly startedInitial: boolean;
  readonly endedAt: number | null;
  readonly endReason: SessionEndReason | null;
  readonly endFoundBy: EndFoundBy | null;
  /** Counts settlements, so that a corrected charge has a key of its own. */
  readonly revision: number;
  /** What the driver has been charged; null before the first settlement and when nobody pays. */
  readonly chargedMinor: number | null;
  /** Stretches that no observation supports, in order. */
  readonly gaps: readonly Gap[];
  /** Up to then a person saw the car there, whatever its board said; null where nobody looked. */
  readonly attestedUntil: number | null;
  /** What the driver was last told that it cost, while a correction of it is on its way; else null. */
  readonly toldMinor: number | null;
  /** Services that go on its bill. */
  readonly addOns: readonly AddOn[];
  /** Who last said that it is not theirs. */
  readonly disowned: Disowned | null;
}

export function isOpen(session: ParkingSession): boolean {
  return session.endedAt === null;
}

/** The session with its end. */
export function endAt(session: ParkingSession, { at, reason, foundBy }: StayEnd): ParkingSession {
  return { ...session, endedAt: at, endReason: reason, endFoundBy: foundBy };
}

/**
 * When a session ended that a board saw end. Within a boot a stay lasts the difference of uptimes, whatever the
 * server's clock did meanwhile.
 */
export function endOfStay(session: ParkingSession, at: number, moment: BootMoment | null): number {
  const start = session.startMoment;
  if (start && moment && start.controllerId === moment.controllerId && start.bootId === moment.bootId) {
    return session.startedAt + Math.max(0, moment.uptimeMs - start.uptimeMs);
  }
  return Math.max(session.startedAt, at);
}
