import type { Suggestion } from './command-text.ts';
import { asksHow, hasDoubt } from './doubts.ts';
import { findLength, isSmallTalk, type Length } from './duration.ts';
import { standardWords } from './hindi-words.ts';
import type { Intent } from './intent.ts';
import { NO_CODES } from './known-codes.ts';
import { HINDI_FILLERS } from './lexicon-hi.ts';
import type { Match } from './phrase-scan.ts';
import { hasDigit, readWords, type Word } from './words.ts';

type Verb = 'extend' | 'shorten';

/** What is meant, whether that is certain enough to be done, and why its length cannot be taken. */
interface Resize {
  readonly intent: Suggestion;
  readonly isSure: boolean;
  readonly unclear?: 'end' | 'long';
}

type LengthAnswer = Extract<Intent, { kind: Verb | 'how-long' }>;

/** They speak of a new end, which is not a length. */
const ENDS = new Set(
  'until till til upto before after oclock noon midnight tomorrow tonight total altogether minus'.split(' '),
);
const HINDI_ENDS = new Set(['tak', 'baje', 'kal', 'parso']);
const CLOCK = /^[0-9]{1,4}(?:am|pm)$/;
/** Beside small talk before the verb, all that may stand around a length that is done at once. */
const AROUND = new Set(
  (
    'my our the this that it me us a an another by for please pls plz plss kindly thanks thank thx ty you sir madam mam maam bro ' +
    'mate dear ji boss yaar na booking reservation time stay parking slot space spot bay place car karo kardo kar do now ok okay'
  ).split(' '),
);

const HINDI_AROUND: ReadonlySet<string> = new Set(HINDI_FILLERS.split(' '));

/**
 * Only a verb with a length behind it and nothing else is done at once; without a length it is asked for. A new end or a
 * total (`to 2h`), and a length with a minus, are not read as the length by which the booking changes.
 */
export function readResize(kind: Verb, words: readonly Word[], match: Match, isNegated: boolean): Resize {
  if (!isNegated && asksHow(words, match.at)) return { intent: { kind: 'help' }, isSure: true };
  const found = findLength(words);
  const asked: Resize = { intent: { kind, minutes: null }, isSure: !isNegated };
  const isEnd = namesEnd(words, match, typeof found === 'string' ? null : found);
  if (isEnd) return { ...asked, ...(!isNegated && { unclear: 'end' }) };
  if (found === 'too-long') return { ...asked, ...(!isNegated && { unclear: 'long' }) };
  if (typeof found === 'string') return asked;
  const first = match.at + match.length;
  const isPlain = words.every(({ text, isHindi }, i) => {
    // `ek ghanta badhao`: the length of a Hindi verb stands before it.
    if (found.used.has(i)) return i >= first || (isHindi === true && !words[i]!.endsPhrase);
    return i < match.at ? isSmallTalk(text) : i < first || AROUND.has(text) || HINDI_AROUND.has(text);
  });
  return { intent: { kind, minutes: found.minutes }, isSure: !isNegated && isPlain && !hasDoubt(words) };
}

/** The answer to "by how long?"; null where the text is none. */
export function readLengthAnswer(verb: Verb, text: string): LengthAnswer | null {
  const words = [{ text: verb, endsPhrase: false }, ...standardWords(readWords(text), NO_CODES)];
  const { intent, isSure, unclear } = readResize(
    verb,
    words,
    { command: verb, strength: 'strong', at: 0, length: 1 },
    false,
  );
  if (unclear !== undefined) return { kind: 'how-long', verb, unclear };
  return isSure && intent.kind === verb && intent.minutes !== null ? { kind: verb, minutes: intent.minutes } : null;
}

function namesEnd(words: readonly Word[], match: Match, found: Length | null): boolean {
  const lengthAt = found === null ? words.length : Math.min(...found.used);
  return words.some(({ text, isNegative, isHindi }, i) => {
    if (isHindi && HINDI_ENDS.has(text)) return true;
    if (i < match.at + match.length) return false;
    if (isNegative && (found === null || found.used.has(i))) return true;
    if (text === 'to' || text === 'into') return found === null ? hasDigit(words[i + 1]?.text ?? '') : i < lengthAt;
    return ENDS.has(text) || CLOCK.test(text) || (/^[ap]m$/.test(text) && /^[0-9]+$/.test(words[i - 1]!.text));
  });
}
