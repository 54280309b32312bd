import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import type { Unsettled } from './ports/erasure-repository.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** Fields of audit entries that hold words about people; what happened is told without them. */
const WORDS = new Set(['notes', 'words', 'answer', 'media', 'reason', 'text', 'name', 'displayName', 'plate', 'phone']);

export interface ErasureRequest {
  readonly driverId: string;
  /** The wallet is left as it is, whatever it holds or owes: said by whoever asks. */
  readonly leaveBalance: boolean;
}

/**
 * Takes away who a driver is: name, numbers, plate, and every word that was said. Ledger, stays and observations stay, of a
 * driver who is nobody; a later message from the same number makes a new driver. Refused while a booking or stay goes on or
 * a dispute is open, and while the wallet holds or owes money unless the request says that it is left so. Again, it does
 * nothing. Answers since when they are erased.
 */
export async function eraseDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  { driverId, leaveBalance }: ErasureRequest,
): Promise<{ erasedAt: number }> {
  return unitOfWork.run(async (tx) => {
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const earlier = await tx.erasures.lockErasedAt(driverId);
    if (earlier !== null) return { erasedAt: earlier };
    const unsettled = await tx.erasures.unsettled(driverId);
    refuseUnsettled(unsettled, leaveBalance);
    await forgetAuditedWords(tx, driverId, actor.now);
    await tx.erasures.erase(driverId, actor.now);
    const left = { balances: unsettled.balances };
    audit(tx, ids, actor, { action: 'driver.erase', subject: driverId, before: null, after: left });
    return { erasedAt: actor.now };
  });
}

/** Takes the words about a driver from the audit log; its entries stay. */
export async function forgetAuditedWords(tx: Pick<Tx, 'erasures'>, driverId: string, now: number): Promise<void> {
  for (const entry of await tx.erasures.auditAbout(driverId)) {
    const reworded = { ...entry, before: withoutWords(entry.before), after: withoutWords(entry.after) };
    if (JSON.stringify(reworded) !== JSON.stringify(entry)) await tx.erasures.rewordAudit(reworded, now);
  }
}

function refuseUnsettled({ liveBookings, openStays, openDisputes, balances }: Unsettled, leaveBalance: boolean): void {
  if (liveBookings + openStays > 0) {
    throw new DomainError(
      'driver-in-use',
      `the driver has live bookings (${liveBookings}) or stays (${openStays}): end them first`,
    );
  }
  if (openDisputes > 0) throw new DomainError('driver-in-use', 'the driver disputes a bill: decide that first');
  if (balances.length > 0 && !leaveBalance) {
    const sums = balances.map(({ currency, amountMinor }) => `${amountMinor} ${currency}`).join(', ');
    throw new DomainError(
      'balance-open',
      `the wallet stands at ${sums} (minor units): refund it, write it off, or say leaveBalance`,
    );
  }
}

/** The same value with null where words about people are. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, WORDS.has(key) ? null : withoutWords(one)]),
  );
}
