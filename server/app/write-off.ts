import { DomainError } from '../domain/errors.ts';
import { owed, writeOff, writeOffKey } from '../domain/ledger.ts';
import { type Actor, audit } from './audit.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';
import { currencyOfWallet, type WalletChoice } from './wallet-currency.ts';

export interface WriteOffRequest extends WalletChoice {
  /** Left out: all that is owed. */
  readonly amountMinor: number | null;
  readonly reason: string;
  /** Names the write-off. */
  readonly requestId: string;
}

export interface WrittenOff {
  readonly transferId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/**
 * Gives up a part or all of what a driver owes; the house bears it. Never more than is owed, whatever was paid or asked at
 * the same time. The same request again moves nothing and answers the same; for something else it is refused.
 */
export async function writeOffDebt(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: WriteOffRequest,
): Promise<WrittenOff> {
  return runAgainstRivals(unitOfWork, async (tx) => {
    const { driverId, reason, requestId } = request;
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const before = (await tx.ledger.byKey(writeOffKey(requestId)))?.currency ?? null;
    const currency = await currencyOfWallet(tx, request, before);
    const draftOf = (amountMinor: number) => writeOff(driverId, amountMinor, currency, requestId, reason);
    // From here on nobody else moves money of this wallet until we are done.
    const wallet = (await tx.ledger.lockWallets([driverId], currency)).get(driverId);
    const known = await tx.ledger.byKey(writeOffKey(requestId));
    if (known) {
      const amountMinor = Math.max(...known.postings.map((posting) => posting.amountMinor));
      if (known.inputHash !== tx.ledger.hashOf(draftOf(request.amountMinor ?? amountMinor)))
        throw new DomainError('idempotency-conflict', `the request ${requestId} was for another write-off`);
      return { transferId: known.id, amountMinor, currency };
    }
    const owedMinor = wallet ? owed(wallet) : 0;
    const amountMinor = request.amountMinor ?? owedMinor;
    if (amountMinor > owedMinor || amountMinor <= 0)
      throw new DomainError('write-off-too-large', `the driver owes ${owedMinor} ${currency}`, { owedMinor });
    const transferId = ids.next();
    const { operatorId } = driver;
    tx.ledger.post({ ...draftOf(amountMinor), id: transferId, operatorId, createdAt: actor.now });
    audit(tx, ids, actor, {
      action: 'wallet.write-off',
      subject: driverId,
      before: { owedMinor, currency },
      after: { transferId, amountMinor, owedMinor: owedMinor - amountMinor, currency, reason },
    });
    return { transferId, amountMinor, currency };
  });
}
