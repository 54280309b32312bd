import { fold } from './words.ts';

const AMOUNTS = /\d+(?:[.,]\d+)*/g;

/** The one amount that a text names, with a point before its decimals; null where it names none or several. */
export function amountIn(text: string): string | null {
  const found = fold(text).match(AMOUNTS);
  const [amount] = found ?? [];
  if (amount === undefined || found?.length !== 1 || amount.length > 16) return null;
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(amount)) return amount.replaceAll(',', '');
  const plain = amount.replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? plain : null;
}
