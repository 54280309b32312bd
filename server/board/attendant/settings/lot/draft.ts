import type { LotView } from './api.ts';

/** What differs of a lot, with the value that stands there now. */
export type LotChange = Partial<LotView>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The settings of `next` that are not as `base` has them; versions and the tariff are no settings. */
export function changesFrom(base: LotView, next: LotChange): LotChange {
  const changed = Object.entries(next).filter(
    ([key, value]) => key !== 'version' && key !== 'tariff' && !isSaid(base, key, value),
  );
  return Object.fromEntries(changed) as LotChange;
}

/** NaN, which marks what cannot be saved, is written like null: it is a change all the same. */
function isSaid(base: LotView, key: string, value: unknown): boolean {
  return !Number.isNaN(value) && same(base[key as keyof LotView], value);
}
