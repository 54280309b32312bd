import type { StaffDesk } from './staff-desk.ts';

/** What was asked and waits for a yes: as it was then, so that a yes does nothing else than what was asked. */
export type Pending =
  | { kind: 'out'; lot: string; slot: string; sessionId: string }
  | { kind: 'cancel'; lot: string; slot: string; bookingId: string; reference: string }
  | { kind: 'topup'; lot: string; driverId: string; amountMinor: number; reason: string; requestId: string };

/** A yes after that is to something else. */
const QUESTION_MS = 10 * 60_000;

export function pendingOf({ phone, now }: StaffDesk): Pending | null {
  const { pending, pendingAt } = phone;
  if (pending === null || pendingAt === null || now - pendingAt > QUESTION_MS) return null;
  return JSON.parse(pending) as Pending;
}

export function asking({ now }: StaffDesk, pending: Pending): { pending: string; pendingAt: number } {
  return { pending: JSON.stringify(pending), pendingAt: now };
}

export const NOTHING_ASKED = { pending: null, pendingAt: null };
