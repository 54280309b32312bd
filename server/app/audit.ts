import type { Booking } from '../domain/booking.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx } from './ports/unit-of-work.ts';

/** Who does something as staff, and when. */
export interface Actor {
  readonly staffId: string;
  readonly now: number;
}

/** Who changes a booking without being staff; stands in the log where staff have their id. */
export type Other = 'driver' | 'system';

/**
 * Every change by staff is in the audit log: who, what, when, where, before, after. Part of the same unit as the change. Where no `lotId` is
 * given it is the lot that `after` or `before` names as its own.
 */
export function audit(
  tx: Pick<Tx, 'staff'>,
  ids: Ids,
  actor: Actor,
  entry: { action: string; subject: string; before: unknown; after: unknown; lotId?: string },
): void {
  const lotId = entry.lotId ?? lotOf(entry.after) ?? lotOf(entry.before);
  tx.staff.addAudit({ id: ids.next(), at: actor.now, staffId: actor.staffId, ...entry, lotId });
}

function lotOf(state: unknown): string | null {
  const { lotId } = (state ?? {}) as { lotId?: unknown };
  return typeof lotId === 'string' ? lotId : null;
}

/** What a driver or Parkwire itself changed about a booking is in the same log, so that its history can be told. */
export function auditBooking(
  tx: Pick<Tx, 'staff'>,
  ids: Ids,
  by: Other,
  now: number,
  change: { action: `booking.${string}`; before: Booking; after: Booking; because?: string },
): void {
  const { action, before, after, because } = change;
  const kept = because === undefined ? after : { ...after, because };
  audit(tx, ids, { staffId: by, now }, { action, subject: before.id, before, after: kept });
}
