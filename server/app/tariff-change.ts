import { DomainError } from '../domain/errors.ts';
import { DEFAULT_TARIFF } from '../domain/lot.ts';
import { type AddOn, faultIn, onlyStep, singleRate, type Tariff, type TariffTerms } from '../domain/tariff.ts';
import type { Ids } from './ports/ids.ts';

/** New terms as somebody states them: what is left out stays; a rate an hour alone replaces all rates by one. */
export type TariffChange = Partial<TariffTerms> & {
  readonly ratePerHourMinor?: number;
  readonly incrementSeconds?: number;
};

/** The terms after a change. Terms that leave an hour without a price are refused. */
export function changedTerms(before: TariffTerms, change: TariffChange): TariffTerms {
  const { ratePerHourMinor, incrementSeconds, ...said } = change;
  const { graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, addOns, taxBasisPoints } = before;
  const step = onlyStep(before) ?? onlyStep(DEFAULT_TARIFF);
  const rates =
    ratePerHourMinor === undefined && incrementSeconds === undefined
      ? before.rates
      : singleRate(ratePerHourMinor ?? step?.ratePerHourMinor ?? 0, incrementSeconds ?? step?.incrementSeconds ?? 900);
  if (ratePerHourMinor === undefined && incrementSeconds !== undefined && onlyStep(before) === null) {
    throw new DomainError(
      'invalid-request',
      'this tariff has several prices: state its rates, or ratePerHourMinor too',
    );
  }
  const terms = { graceSeconds, freeSeconds, dailyCapMinor, stayCapMinor, rates, addOns, taxBasisPoints, ...said };
  const fault = faultIn(terms);
  if (fault) throw new DomainError('invalid-request', fault);
  return terms;
}

/** The highest number of these versions; 0 where there are none. */
export function newestOf(versions: readonly Tariff[]): number {
  return versions.reduce((highest, tariff) => Math.max(highest, tariff.version), 0);
}

/** The version after those there are. */
export function nextTariff(
  ids: Ids,
  lotId: string,
  versions: readonly Tariff[],
  base: TariffTerms,
  change: TariffChange,
  effectiveFrom: number,
): Tariff {
  const version = newestOf(versions) + 1;
  return { ...changedTerms(base, change), id: ids.next(), lotId, version, effectiveFrom, isWithdrawn: false };
}

/** The add-ons of these codes, each once, as the tariff prices them. */
export function chosenAddOns(terms: TariffTerms, codes: readonly string[]): AddOn[] {
  return [...new Set(codes.map((code) => code.toUpperCase()))].map((code) => {
    const found = terms.addOns.find((addOn) => addOn.code === code);
    if (!found) {
      const offered = terms.addOns.map((addOn) => addOn.code).join(', ') || 'none';
      throw new DomainError('add-on-unknown', `there is no add-on ${code}; offered: ${offered}`);
    }
    return found;
  });
}
