import { type Bill, priceStay } from '../domain/bill.ts';
import { DomainError } from '../domain/errors.ts';
import { DEFAULT_TARIFF, type Lot } from '../domain/lot.ts';
import type { Tariff } from '../domain/tariff.ts';
import { type Actor, audit } from './audit.ts';
import { LotBook } from './lot-book.ts';
import { lockLot, lotByCode } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { changedTerms, chosenAddOns, newestOf, nextTariff, type TariffChange } from './tariff-change.ts';

const YEAR_MS = 366 * 86_400_000;

/** Every version of a lot's tariff, the one that takes effect last first. */
export async function tariffsOf(unitOfWork: UnitOfWork, lotCode: string): Promise<readonly Tariff[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    return (await LotBook.load(look)).versions(lot.id);
  });
}

/**
 * Adds a version, for stays that begin at `effectiveFrom` or later; not in the past, where stays are priced already.
 * `ifVersion` is the newest version that was looked at: where there is a newer one, `tariff-changed`.
 */
export async function addTariff(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  change: TariffChange,
  { effectiveFrom, ifVersion }: { effectiveFrom: number | null; ifVersion?: number | undefined },
): Promise<Tariff> {
  const from = effectiveFrom ?? actor.now;
  if (from < actor.now) throw new DomainError('invalid-request', 'a tariff cannot take effect in the past');
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const book = await LotBook.load(tx);
    const versions = book.versions(lot.id);
    const newest = newestOf(versions);
    if (ifVersion !== undefined && ifVersion !== newest) {
      throw new DomainError('tariff-changed', `the newest version of the tariff is ${newest}, not ${ifVersion}`);
    }
    const before = book.tariffAt(lot.id, from);
    const tariff = nextTariff(ids, lot.id, versions, before ?? DEFAULT_TARIFF, change, from);
    tx.lots.addTariff(tariff);
    audit(tx, ids, actor, { action: 'tariff.add', subject: lotCode, before, after: tariff });
    return tariff;
  });
}

/**
 * Takes back a version that has not taken effect: stays that begin then are priced by the one before. `tariff-unknown`,
 * or `tariff-in-force` once a stay may have been priced by it. Again for one that is withdrawn already changes nothing.
 */
export async function withdrawTariff(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  version: number,
): Promise<Tariff> {
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const before = (await LotBook.load(tx)).versions(lot.id).find((each) => each.version === version);
    if (!before) throw new DomainError('tariff-unknown', `lot ${lotCode} has no version ${version} of its tariff`);
    if (before.isWithdrawn) return before;
    if (before.effectiveFrom <= actor.now) {
      throw new DomainError('tariff-in-force', `version ${version} has taken effect: add another one instead`);
    }
    await tx.lots.withdrawTariff(before.id);
    const after = { ...before, isWithdrawn: true };
    audit(tx, ids, actor, { action: 'tariff.withdraw', subject: lotCode, before, after });
    return after;
  });
}

export interface Quote {
  readonly lot: Lot;
  readonly tariff: Tariff;
  readonly bill: Bill;
}

/** What a stay would cost: the same lines as its bill. With a change, as if that were the tariff already. */
export async function quote(
  unitOfWork: UnitOfWork,
  lotCode: string,
  span: { from: number; to: number },
  addOnCodes: readonly string[],
  change: TariffChange | null = null,
): Promise<Quote> {
  if (span.to <= span.from) throw new DomainError('invalid-request', 'the end must be after the beginning');
  if (span.to - span.from > YEAR_MS) throw new DomainError('invalid-request', 'a quote is for a year at most');
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const inForce = (await LotBook.load(look)).tariffAt(lot.id, span.from);
    if (!inForce) throw new DomainError('tariff-missing', `lot ${lotCode} has no tariff`);
    const tariff = change ? { ...inForce, ...changedTerms(inForce, change) } : inForce;
    const addOns = chosenAddOns(tariff, addOnCodes);
    return { lot, tariff, bill: priceStay(span, tariff, lot.timeZone, { addOns }) };
  });
}
