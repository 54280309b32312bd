import type { Ids } from './ports/ids.ts';
import type { Tx } from './ports/unit-of-work.ts';

/** Who does something as staff, and when. */
export interface Actor {
  readonly staffId: string;
  readonly now: number;
}

/** Every change by staff is in the audit log: who, what, when, before, after. Part of the same unit as the change. */
export function audit(
  tx: Tx,
  ids: Ids,
  actor: Actor,
  entry: { action: string; subject: string; before: unknown; after: unknown },
): void {
  tx.staff.addAudit({ id: ids.next(), at: actor.now, staffId: actor.staffId, ...entry });
}
