import { noteRefusals } from '../../app/controllers/note-refusals.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';

/** One entry of a controller's log within so long, however often it was refused. */
const ENTRY_EVERY_MS = 60_000;
/** More client ids are not counted each: whoever makes them up fills no memory. */
const MOST_IDS = 1000;
const LONGEST_ID = 32;

interface Refused {
  readonly reasons: Map<string, number>;
  notedAt: number;
}

/** Counts what the broker refused of each client id, and writes it into the logs of those that are controllers. */
export class RefusedLogins {
  private readonly deps: { unitOfWork: UnitOfWork; ids: Ids; clock: Clock };
  private readonly byId = new Map<string, Refused>();

  constructor(deps: { unitOfWork: UnitOfWork; ids: Ids; clock: Clock }) {
    this.deps = deps;
  }

  count(clientId: string, reason: string): void {
    // No controller is called that.
    if (clientId.length > LONGEST_ID) return;
    const known = this.byId.get(clientId);
    if (!known && this.byId.size >= MOST_IDS) return;
    const refused = known ?? { reasons: new Map(), notedAt: Number.NEGATIVE_INFINITY };
    refused.reasons.set(reason, (refused.reasons.get(reason) ?? 0) + 1);
    this.byId.set(clientId, refused);
  }

  /** Writes what is due; what is not stays counted. */
  async flush(): Promise<void> {
    const { clock, unitOfWork, ids } = this.deps;
    const now = clock.now();
    const due: { controllerId: string; reason: string; count: number }[] = [];
    for (const [controllerId, refused] of this.byId) {
      if (now - refused.notedAt < ENTRY_EVERY_MS) continue;
      if (refused.reasons.size === 0) this.byId.delete(controllerId);
      for (const [reason, count] of refused.reasons) due.push({ controllerId, reason, count });
      refused.reasons.clear();
      refused.notedAt = now;
    }
    if (due.length > 0) await noteRefusals(unitOfWork, ids, now, due);
  }
}
