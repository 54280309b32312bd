import { creditExpiry, creditLapse, lapsedCredit, RESTORED_CREDIT_DAYS, toGrantAgain } from '../domain/credit.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

const AT_ONCE = 200;

/** Credit that came back after the grant it was spent from had lapsed is granted anew, for a month. */
export async function keepRestoredCredit(
  repositories: Repositories,
  ids: Ids,
  now: number,
  restored: { driverId: string; currency: string; restoredMinor: number; promoMinor: number },
): Promise<void> {
  const { driverId, currency, restoredMinor, promoMinor } = restored;
  const grants = await repositories.credit.grantsOf(driverId, currency);
  if (grants.length === 0) return;
  const amountMinor = toGrantAgain(restoredMinor, promoMinor, grants, now);
  if (amountMinor === 0) return;
  const expiresAt = creditExpiry(now, RESTORED_CREDIT_DAYS);
  repositories.credit.addGrant({ id: ids.next(), driverId, currency, amountMinor, grantedAt: now, expiresAt });
}

/**
 * Moves credit that has lapsed back to the house. Safe to run as often as one likes, in any number of processes. Answers
 * how many drivers it looked at.
 */
export async function expireCredit(unitOfWork: UnitOfWork, ids: Ids, now: number): Promise<number> {
  const due = await unitOfWork.read((look) => look.credit.lapsed(now, AT_ONCE));
  for (const { driverId, currency, operatorId } of due) {
    await unitOfWork.run(async (tx) => {
      const wallet = (await tx.ledger.lockWallets([driverId], currency)).get(driverId);
      const grants = await tx.credit.grantsOf(driverId, currency);
      const amountMinor = wallet ? lapsedCredit(wallet.promoMinor, grants, now) : 0;
      // Named by the grant that lapsed last: a second sweep finds nothing more of it.
      const last = grants.filter(({ expiresAt }) => expiresAt <= now).at(-1);
      if (amountMinor > 0 && last && !(await tx.ledger.byKey(`credit-expiry:${last.id}`))) {
        const draft = creditLapse(driverId, amountMinor, currency, last.id);
        tx.ledger.post({ ...draft, id: ids.next(), operatorId, createdAt: now });
      }
      await tx.credit.markSwept(driverId, currency, now);
    });
  }
  return due.length;
}
