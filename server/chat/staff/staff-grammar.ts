import { amountIn } from '../amount.ts';
import type { StaffCommand } from './staff-command.ts';

const SLOT = /^[A-Z0-9]{1,8}$/;
const CASE_NUMBER = /^DP-[A-Z0-9]{6}$/;
const ANSWERS: Readonly<Record<string, 'yes' | 'no'>> = {
  yes: 'yes',
  y: 'yes',
  no: 'no',
  n: 'no',
  हाँ: 'yes',
  हां: 'yes',
  जी: 'yes',
  नहीं: 'no',
};

/**
 * Reads what staff text; null for everything else, which is a driver's, because a linked phone may be a driver's too.
 * Only whole commands count: nothing is corrected or guessed here, for what follows may end a stay or move money.
 */
export function readStaffText(text: string, lots: readonly string[]): StaffCommand | null {
  const words = text
    .normalize('NFKC')
    .replace(/[.!?।]+$/u, '')
    .trim()
    .split(/\s+/);
  const [first = '', ...rest] = words;
  const verb = first.toLowerCase();
  const answer = Object.hasOwn(ANSWERS, verb) ? ANSWERS[verb] : undefined;
  if (answer && rest.length === 0) return { kind: answer };
  switch (verb) {
    case 'link':
      return rest.length === 1 && /^[a-z0-9]{6}$/i.test(rest[0] ?? '')
        ? { kind: 'link', code: (rest[0] ?? '').toUpperCase() }
        : null;
    case 'staff':
      return rest.length === 0 ? { kind: 'staff' } : null;
    case 'board': {
      if (rest.length === 0) return { kind: 'board', lot: null };
      const lot = lotIn(rest, lots);
      return lot === null ? null : { kind: 'board', lot };
    }
    case 'who':
    case 'in':
    case 'out':
    case 'free':
      return slotCommand(verb, rest, lots);
    case 'plate': {
      const plate = plateOf(rest.join(''));
      return /^[\p{L}\p{N}]{2,12}$/u.test(plate) ? { kind: 'plate', plate } : null;
    }
    case 'topup':
      return topUp(rest);
    case 'top':
      return rest[0]?.toLowerCase() === 'up' ? topUp(rest.slice(1)) : null;
    case 'alerts':
      return alerts(rest);
    case 'refund':
    case 'reject':
      return decision(verb, rest);
    case 'ok':
      return seen(rest);
    default:
      return null;
  }
}

/** Whether a text is a command of staff, or was meant to be one that names a driver. */
export function isStaffText(text: string, lots: readonly string[]): boolean {
  return readStaffText(text, lots) !== null || /^\s*top\s?up\s*\+/i.test(text);
}

/** A plate as it is compared: capitals, no spaces or dashes. */
export function plateOf(text: string): string {
  return text.replace(/[\s\-.]/g, '').toUpperCase();
}

function lotIn(words: readonly string[], lots: readonly string[]): string | null {
  if (words.length !== 1) return null;
  const said = words[0]?.toLowerCase();
  return lots.find((code) => code.toLowerCase() === said) ?? null;
}

function slotCommand(
  kind: 'who' | 'in' | 'out' | 'free',
  [code = '', ...rest]: readonly string[],
  lots: readonly string[],
): StaffCommand | null {
  const slot = code.toUpperCase();
  const lot = rest.length === 0 ? null : lotIn(rest, lots);
  if (!SLOT.test(slot) || (rest.length > 0 && lot === null)) return null;
  return { kind, slot, lot };
}

/** A number with its country code comes first; a driver who tops up their own wallet names none. */
function topUp(words: readonly string[]): StaffCommand | null {
  const [first = ''] = words;
  if (!/^\+\d/.test(first)) return null;
  const isPart = (word: string) => /^[\d()-]+$/.test(word);
  let parts = 1;
  // A number in groups ends before the last group of digits, which is the amount.
  if (digitsOf(first).length < 8) {
    while (isPart(words[parts] ?? '')) parts += 1;
    if (!/^\d*[.,]\d/.test(words[parts] ?? '')) parts -= 1;
  }
  const phone = `+${digitsOf(words.slice(0, parts).join(''))}`;
  const said = words[parts] ?? '';
  const amount = /^\d[\d.,]*$/.test(said) ? amountIn(said) : null;
  if (!/^\+[1-9]\d{7,14}$/.test(phone) || amount === null) return null;
  return { kind: 'topup', phone, amount, reason: words.slice(parts + 1).join(' ') || null };
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function alerts([said, ...rest]: readonly string[]): StaffCommand | null {
  if (rest.length > 0) return null;
  if (said === undefined) return { kind: 'alerts', isOn: null };
  const word = said.toLowerCase();
  return word === 'on' || word === 'off' ? { kind: 'alerts', isOn: word === 'on' } : null;
}

function decision(kind: 'refund' | 'reject', words: readonly string[]): StaffCommand | null {
  if (words.length === 0) return { kind, number: null, reason: null };
  const number = (words[0] ?? '').toUpperCase();
  if (!CASE_NUMBER.test(number)) return null;
  return { kind, number, reason: words.slice(1).join(' ') || null };
}

function seen(words: readonly string[]): StaffCommand | null {
  if (words.length === 0) return { kind: 'ok', slot: null };
  const slot = (words[0] ?? '').toUpperCase();
  return words.length === 1 && SLOT.test(slot) ? { kind: 'ok', slot } : null;
}
