import { decimalsOf } from '../domain/money.ts';

/** Currencies that the provider counts in other units than ISO 4217 does: not offered. */
const COUNTED_OTHERWISE = new Set(['ISK', 'UGX', 'MGA']);

/** The amount as the provider counts it; null where the provider cannot take it. Three decimals must end in 0 there. */
export function providerAmount(amountMinor: number, currency: string): number | null {
  if (COUNTED_OTHERWISE.has(currency)) return null;
  return decimalsOf(currency) === 3 && amountMinor % 10 !== 0 ? null : amountMinor;
}
