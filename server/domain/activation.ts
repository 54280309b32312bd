import { arrivalFrom, type Booking, type BookingPolicy } from './booking.ts';
import type { ParkingSession } from './parking-session.ts';
import type { SlotFacts } from './slot.ts';

/** What the slot and the driver of a booking for later look like when its time comes. */
export interface Due {
  readonly booking: Booking;
  readonly outOfService: boolean;
  readonly health: SlotFacts['health'];
  /** The live booking that holds the slot now. */
  readonly holder: Booking | null;
  /** The open session on the slot. */
  readonly session: ParkingSession | null;
  /** The live booking that holds the driver now. */
  readonly driverOn: Booking | null;
}

export type Obstacle = 'taken' | 'out-of-service' | 'unknown';

/** A booking that could not have the slot it was for. */
export interface Displaced {
  readonly reference: string;
  /** The slot it was moved to; null where it was called off. */
  readonly movedTo: string | null;
  readonly obstacle: Obstacle;
  readonly at: number;
}

/** What is to be done with a booking for later. */
export type Activation =
  | { readonly kind: 'wait' }
  | { readonly kind: 'activate' }
  /** The car that stands there came in the booking's time. */
  | { readonly kind: 'arrival'; readonly session: ParkingSession }
  /** The driver still stands there: the booking they are on goes on to this one's end. */
  | { readonly kind: 'prolong'; readonly current: Booking }
  /** To another slot. Where none is free: `otherwise`. */
  | { readonly kind: 'move'; readonly obstacle: Obstacle; readonly otherwise: 'wait' | 'activate' | 'call-off' }
  | { readonly kind: 'driver-elsewhere' }
  /** Its time went by while the slot could not be had: there is nothing left to move or to wait for. */
  | { readonly kind: 'call-off'; readonly obstacle: Obstacle };

/** Decides what becomes of a booking for later at a moment. Pure; the same answer however often it is asked. */
export function judgeDue(due: Due, now: number, policy: BookingPolicy): Activation {
  const { booking, driverOn, session, holder } = due;
  if (now < arrivalFrom(booking, policy)) return { kind: 'wait' };
  if (driverOn && driverOn.slotId === booking.slotId && session?.bookingId === driverOn.id) {
    return now < booking.startsAt ? { kind: 'wait' } : { kind: 'prolong', current: driverOn };
  }
  const obstacle = obstacleOf(due, now, policy);
  if (obstacle === 'passing') {
    if (now < booking.endsAt) return { kind: 'wait' };
    return driverOn ? { kind: 'driver-elsewhere' } : { kind: 'call-off', obstacle: 'taken' };
  }
  if (obstacle !== null) {
    if (driverOn && now >= booking.holdUntil) return { kind: 'driver-elsewhere' };
    const otherwise = otherwiseFor(due, now);
    const isLost = now >= booking.holdUntil && otherwise === 'call-off';
    return isLost ? { kind: 'call-off', obstacle } : { kind: 'move', obstacle, otherwise };
  }
  if (driverOn) return { kind: now >= booking.holdUntil ? 'driver-elsewhere' : 'wait' };
  if (session) return { kind: 'arrival', session };
  return { kind: holder ? 'wait' : 'activate' };
}

/** What keeps the slot from its driver. `passing`: somebody who still has a right to it. */
function obstacleOf(due: Due, now: number, policy: BookingPolicy): Obstacle | 'passing' | null {
  const { booking, holder, session } = due;
  if (due.outOfService) return 'out-of-service';
  if (holder && now < holder.endsAt) return 'passing';
  if (session) {
    const isStrange = session.driverId === null && session.disowned?.driverId !== booking.driverId;
    const cameInTime = isStrange && session.startedAt >= arrivalFrom(booking, policy);
    return cameInTime && holder === null && due.driverOn === null ? null : 'taken';
  }
  if (due.health === 'silent') return 'unknown';
  return holder ? 'passing' : null;
}

/**
 * A slot that we cannot see, on which no car is known, stays the driver's where there is no better one: that we are blind
 * takes nobody's right away.
 */
function otherwiseFor(due: Due, now: number): 'wait' | 'activate' | 'call-off' {
  if (now < due.booking.startsAt) return 'wait';
  const mayStandFree = !due.outOfService && due.session === null && due.holder === null;
  if (!mayStandFree) return 'call-off';
  return due.driverOn ? 'wait' : 'activate';
}
