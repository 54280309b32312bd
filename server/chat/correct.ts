import { type Known, slotNamed } from './known-codes.ts';
import { AFTER_SLOT, FILLERS, GREETINGS, NEGATIONS, NO, NOT_TYPOS, phrases, SLOT_NOUNS, YES } from './lexicon.ts';
import { HINDI_WORDS } from './spellings-hi.ts';
import { nearestCommandWord, nearestMine } from './typo.ts';
import type { Word } from './words.ts';

/** More strange words than this, and it is a sentence about something else. */
const MOST_STRANGE_WORDS = 3;

/** Whether the grammar has any use for this word. */
export function isVocabulary(text: string): boolean {
  return (
    FILLERS.has(text) ||
    SLOT_NOUNS.has(text) ||
    NEGATIONS.has(text) ||
    AFTER_SLOT.has(text) ||
    GREETINGS.has(text) ||
    YES.has(text) ||
    NO.has(text) ||
    phrases.has(text) ||
    HINDI_WORDS.has(text)
  );
}

/** The words with one misspelt command put right (`bok`) or taken apart (`bookA`); null when there is none. */
export function correctWords(words: readonly Word[], known: Known): Word[] | null {
  const strange: number[] = [];
  for (const [at, { text }] of words.entries()) {
    if (isVocabulary(text) || slotNamed(known, text) !== undefined) continue;
    strange.push(at);
    if (strange.length > MOST_STRANGE_WORDS) return null;
  }
  for (const at of strange) {
    const word = words[at]!;
    const replacement = takeApart(word, known) ?? disown(words, at) ?? respell(word);
    if (replacement !== null) return [...words.slice(0, at), ...replacement, ...words.slice(at + 1)];
  }
  return null;
}

function takeApart(word: Word, known: Known): Word[] | null {
  for (const verb of ['book', 'park', 'reserve']) {
    const rest = word.text.slice(verb.length);
    if (word.text.startsWith(verb) && slotNamed(known, rest) !== undefined) {
      return [
        { text: verb, endsPhrase: false },
        { text: rest, endsPhrase: word.endsPhrase },
      ];
    }
  }
  return null;
}

/** `not mee`, and little else: in a sentence `not` goes with many words. */
function disown(words: readonly Word[], at: number): Word[] | null {
  const { text } = words[at]!;
  const isBehindNot = words.length <= 4 && words[at - 1]?.text === 'not' && !NOT_TYPOS.has(text);
  const mine = isBehindNot ? nearestMine(text) : null;
  return mine === null ? null : [{ text: mine, endsPhrase: words[at]!.endsPhrase }];
}

/** `dispte`: what follows are the driver's own words, and must not be lost. */
export function isNearlyDispute(word: Word): boolean {
  return !isVocabulary(word.text) && respell(word)?.[0]?.text === 'dispute';
}

function respell(word: Word): Word[] | null {
  if (NOT_TYPOS.has(word.text)) return null;
  // Held keys: `helppp`.
  const text = word.text.length > 20 ? null : nearestCommandWord(word.text.replace(/(.)\1{2,}/g, '$1'));
  return text === null ? null : [{ text, endsPhrase: word.endsPhrase }];
}
