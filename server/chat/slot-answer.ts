import { standardWords } from './hindi-words.ts';
import { readBareSlot } from './whole-text.ts';
import { readWords } from './words.ts';

/** The slot that the answer to "which slot?" names, small talk and the Hindi names of letters included; null where it is none. */
export function slotAnswered(text: string, slots: readonly string[]): string | null {
  const known = { slots, lots: [] };
  const words = standardWords(readWords(text), known);
  const suggestion = readBareSlot(words, known)?.suggestion;
  return suggestion?.kind === 'book' ? suggestion.slot : null;
}
