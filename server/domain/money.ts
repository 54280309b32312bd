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

/** How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: Currency): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The minor units of an amount as people write it, `20` or `20.50`; null where it has more decimals than the currency. */
export function minorOf(amount: string, currency: Currency): number | null {
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(amount) ?? [];
  const decimals = decimalsOf(currency);
  if (whole === '' || fraction.length > decimals) return null;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
