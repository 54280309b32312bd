import type { UnitOfWork } from './ports/unit-of-work.ts';

/** Deletes what has expired and nobody will ask for again: logins of staff, and where drivers were in a dialogue. */
export async function forgetExpired(unitOfWork: UnitOfWork, now: number): Promise<void> {
  await unitOfWork.run(async (tx) => {
    await tx.staff.forgetSessions(now);
    await tx.conversations.forget(now);
  });
}
