import type { UnitOfWork } from './ports/unit-of-work.ts';

/** So long whoever left a question open can be told that it does not stand any more. */
const DAY_MS = 86_400_000;

/**
 * Deletes what has expired and nobody will ask for again: logins of staff, where drivers were in a dialogue, and webhooks that
 * are older than `rawDays`.
 */
export async function forgetExpired(unitOfWork: UnitOfWork, now: number, rawDays: number): Promise<void> {
  await unitOfWork.run(async (tx) => {
    await tx.staff.forgetSessions(now);
    await tx.conversations.forget(now - DAY_MS);
    await tx.messageLog.forgetRaw(now - rawDays * DAY_MS);
  });
}
