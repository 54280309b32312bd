import { standardWords } from './hindi-words.ts';
import type { Intent } from './intent.ts';
import { NO_CODES } from './known-codes.ts';
import { YES } from './lexicon.ts';
import { readWords } from './words.ts';

/**
 * Whether a text says yes to what was suggested and names it again, without another object: `haan book kar do`, `yes, cancel`.
 * Another command is not agreed to by it.
 */
export function agreesTo(suggested: Intent, intent: Intent, text: string): boolean {
  const [first] = standardWords(readWords(text), NO_CODES);
  if (first === undefined || !YES.has(first.text) || intent.kind !== suggested.kind) return false;
  if (intent.kind === 'cancel') return intent.reference === null;
  if ('slot' in intent && 'slot' in suggested) return intent.slot === null && suggested.slot !== null;
  if ('minutes' in intent && 'minutes' in suggested) return intent.minutes === null && suggested.minutes !== null;
  return false;
}
