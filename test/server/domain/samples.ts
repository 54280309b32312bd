import type { Booking, BookingPolicy } from '../../../server/domain/booking.ts';
import type { DueFee } from '../../../server/domain/deposit.ts';
import type { Sighting, Situation } from '../../../server/domain/detection.ts';
import { DEFAULT_SETTINGS } from '../../../server/domain/lot.ts';
import type { ParkingSession } from '../../../server/domain/parking-session.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Ten in the morning: the present of these tests. */
export const TEN = Date.parse('2026-11-20T10:00:00Z');

export const policy: BookingPolicy = DEFAULT_SETTINGS;

/** A reserved booking made at ten for two hours. */
export function booking(change: Partial<Booking> = {}): Booking {
  return {
    id: 'b1',
    reference: 'PW-ABCDEF',
    lotId: 'l',
    slotId: 'A',
    driverId: 'd1',
    identityId: 'i1',
    state: 'reserved',
    isCurrent: true,
    startsAt: TEN,
    endsAt: TEN + 2 * HOUR,
    holdUntil: TEN + 2 * HOUR,
    createdAt: TEN,
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    source: 'chat',
    addOns: [],
    notes: null,
    ...change,
  };
}

/** A session that has run since ten. */
export function session(change: Partial<ParkingSession> = {}): ParkingSession {
  return {
    id: 's1',
    lotId: 'l',
    slotId: 'A',
    bookingId: null,
    driverId: null,
    tariffId: null,
    startedAt: TEN,
    startMoment: null,
    startedInitial: false,
    endedAt: null,
    endReason: null,
    endFoundBy: null,
    revision: 0,
    chargedMinor: null,
    gaps: [],
    attestedUntil: null,
    toldMinor: null,
    addOns: [],
    disowned: null,
    ...change,
  };
}

export function occupied(at: number, change: Partial<Sighting> = {}): Sighting {
  return { type: 'occupied', at, moment: null, initial: false, afterLoss: false, timeUncertain: false, ...change };
}

export function vacated(at: number, change: Partial<Sighting> = {}): Sighting {
  return { ...occupied(at, change), type: 'vacated' };
}

/** A free slot nobody has anything to do with. */
export function situation(change: Partial<Situation> = {}): Situation {
  return {
    session: null,
    booking: null,
    lapsed: null,
    sessionDriverBusy: false,
    lapsedDriverBusy: false,
    supportedUntil: TEN,
    late: false,
    ...change,
  };
}

/** A fee for a late cancellation that is to come out of a deposit. */
export function dueFee(amountMinor: number): DueFee {
  return { amountMinor, note: 'cancel PK-1', basis: { kind: 'fee', why: 'cancel', amountMinor, freeUntil: 0 } };
}
