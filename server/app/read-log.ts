import type { Actor } from './audit.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

const HOUR_MS = 3_600_000;

/** What staff looked at: one driver, their messages, or lists of many. */
export type Reading = 'driver.read' | 'messages.read';

/** The subject of a look at a list of many drivers. */
export const MANY = 'many';

/**
 * That staff looked at a driver's data is in the audit log, once for each of them, driver and hour of the clock: a page that
 * asks every few seconds must not bury what else is in it. The entry's id says all that, so processes agree on it.
 */
export class ReadLog {
  private readonly unitOfWork: UnitOfWork;
  private readonly noted = new Set<string>();
  private hour = 0;

  constructor(unitOfWork: UnitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  /** Resolves when it is in the log; what was asked for is answered after that. */
  async note({ staffId, now }: Actor, action: Reading, subjects: readonly string[]): Promise<void> {
    const hour = Math.floor(now / HOUR_MS);
    if (hour !== this.hour) this.noted.clear();
    this.hour = hour;
    const fresh = subjects
      .map((subject) => ({ subject, id: `${action}:${staffId}:${subject}:${hour}` }))
      .filter(({ id }) => !this.noted.has(id));
    if (fresh.length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      for (const { id, subject } of fresh)
        tx.staff.addAuditOnce({ id, at: now, staffId, action, subject, lotId: null, before: null, after: null });
    });
    for (const { id } of fresh) this.noted.add(id);
  }
}
