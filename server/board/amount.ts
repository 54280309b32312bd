/** Amounts as people type them. Digits are shifted and never multiplied or rounded: what is read is what was typed. */

/** Why a text is no amount. `ambiguous` is what means a thousand to some and one to others, such as `1,150`. */
export type AmountFault = 'empty' | 'malformed' | 'ambiguous' | 'too-fine';

/** An amount in its smallest units, or what is wrong with the text. */
export type ReadAmount =
  | { readonly minor: number; readonly fault?: undefined }
  | { readonly minor: null; readonly fault: AmountFault };

/** The most digits before the sign with which every amount is still an exact number. */
const MOST_DIGITS = 15;

/**
 * Reads `12.5` or `12,50` with so many digits behind the decimal sign. Nothing groups thousands: three digits behind a sign
 * are refused, unless the unit has as many.
 */
export function readAmount(typed: string, digits: number): ReadAmount {
  const text = typed.trim();
  if (text === '') return { minor: null, fault: 'empty' };
  const [, whole, fraction = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return { minor: null, fault: isGrouped(text) ? 'ambiguous' : 'malformed' };
  if (fraction.length > digits) return { minor: null, fault: isGrouped(text) ? 'ambiguous' : 'too-fine' };
  if (whole.length + digits > MOST_DIGITS) return { minor: null, fault: 'malformed' };
  return { minor: Number(whole + fraction.padEnd(digits, '0')) };
}

/** Whether the signs may be meant for thousands, or for lakhs: `1,150`, `1.150,00`, `1,00,000`. */
const isGrouped = (text: string): boolean => /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}(?:[.,]\d+)?$/.test(text);

/** Smallest units as people type them, `12.50`; `readAmount` reads it back as the same. */
export function amountText(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
