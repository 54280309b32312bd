/** An amount in minor units of an ISO 4217 currency: 1250 USD is $12.50, 1250 JPY is ¥1,250. Always an integer. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** A currency code: three capital letters, as in ISO 4217. */
export type Currency = string;

/**
 * The one rounding rule: half up, of numerator / denominator, on integers. Products stay exact through BigInt, so a rate
 * times a month of seconds cannot lose a unit.
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('the denominator must be positive');
  const doubled = 2n * numerator + denominator;
  const divisor = 2n * denominator;
  const quotient = doubled / divisor;
  const rounded = doubled % divisor < 0n ? quotient - 1n : quotient;
  const result = Number(rounded);
  if (!Number.isSafeInteger(result)) throw new RangeError('the amount is too large');
  return result;
}
