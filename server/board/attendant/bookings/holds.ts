import type { Booking } from '../../../../shared/http/api.ts';

const holding = new Set<Booking['state']>(['reserved', 'active', 'completed']);

/** Those that hold or held their slot; what was given back or never used leaves the place free. */
export const holdsItsSlot = ({ state }: Booking): boolean => holding.has(state);

/** Until when it has its slot: a car that stays on holds it until it leaves. */
export function endOf({ state, endsAt, endedAt }: Booking, now: number): number {
  return endedAt !== null ? Date.parse(endedAt) : Math.max(Date.parse(endsAt), state === 'active' ? now : 0);
}
