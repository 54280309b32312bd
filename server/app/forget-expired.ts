import { forgetAuditedWords } from './erase-driver.ts';
import { TRIES_MS } from './login-throttle.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { sessionLimits } from './staff-access.ts';

/** So long whoever left a question open can be told that it does not stand any more. */
const DAY_MS = 86_400_000;
/** Rows that one unit forgets: others wait no longer than that takes. */
const BATCH = 500;
/** Drivers that one unit forgets: each has entries in the audit log. */
const FEW = 50;

export interface Kept {
  /** For how many days messages keep their webhook. */
  readonly webhookDays: number;
  /** After how many days personal data is forgotten; 0 for never. */
  readonly retentionDays: number;
}

/**
 * Deletes what has expired and nobody will ask for again: logins of staff and tries at them, where drivers were in a dialogue, and old webhooks.
 * Where a retention is set, what is older loses its words, and drivers of whom nothing was heard or seen since their name,
 * plate and number to call.
 */
export async function forgetExpired(unitOfWork: UnitOfWork, now: number, kept: Kept): Promise<void> {
  await unitOfWork.run(async (tx) => {
    await tx.staff.forgetSessions(sessionLimits(now));
    await tx.loginTries.forget(now, now - TRIES_MS);
    await tx.conversations.forget(now - DAY_MS);
    await tx.messageLog.forgetRaw(now - kept.webhookDays * DAY_MS);
  });
  if (kept.retentionDays > 0) await forgetPeople(unitOfWork, now, now - kept.retentionDays * DAY_MS);
}

async function forgetPeople(unitOfWork: UnitOfWork, now: number, before: number): Promise<void> {
  let forgotten: number;
  do forgotten = await unitOfWork.run((tx) => tx.erasures.forgetMessages(before, BATCH));
  while (forgotten === BATCH);
  do {
    forgotten = await unitOfWork.run(async (tx) => {
      const drivers = await tx.erasures.forgetNames(before, FEW);
      for (const id of drivers) await forgetAuditedWords(tx, id, now);
      return drivers.length;
    });
  } while (forgotten === FEW);
  await unitOfWork.run((tx) => tx.erasures.forgetWords(before));
}
