import type { Booking } from '../domain/booking.ts';
import type { Lot } from '../domain/lot.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';

/** Tells a driver that a booking of theirs was taken back without their doing, and why. */
export async function tellWithdrawal(
  repositories: Repositories,
  ids: Ids,
  now: number,
  withdrawn: { booking: Booking; slotCode: string; lot: Lot; reason: 'car' | 'out-of-service' | 'staff' },
): Promise<void> {
  const { booking, slotCode, lot, reason } = withdrawn;
  const [identity] = await repositories.drivers.identitiesByIds([booking.identityId]);
  if (!identity) throw new Error(`identity ${booking.identityId} is not there`);
  const { reference } = booking;
  const reply = { kind: 'booking-withdrawn', slot: slotCode, reference, reason } as const;
  tell(repositories, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
}
