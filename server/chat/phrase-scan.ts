import type { Command, Phrase } from './command.ts';
import { LONGEST_PHRASE, phrases, SLOT_NOUNS, TURNS } from './lexicon.ts';
import type { Word } from './words.ts';

/** A phrase of the lexicon in a text. */
export interface Match extends Phrase {
  readonly at: number;
  readonly length: number;
}

/** All phrases of a text from left to right, the longest at each place, none overlapping. */
export function scanPhrases(words: readonly Word[]): Match[] {
  const matches: Match[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const match = phraseAt(words, at);
    if (match === null) continue;
    matches.push(match);
    at += match.length - 1;
  }
  return matches;
}

/** The longest phrase that begins at a word. */
export function phraseAt(words: readonly Word[], at: number): Match | null {
  let best: Match | null = null;
  let text = '';
  for (let length = 1; length <= LONGEST_PHRASE && at + length <= words.length; length += 1) {
    const word = words[at + length - 1]!;
    text = length === 1 ? word.text : `${text} ${word.text}`;
    const phrase = phrases.get(text);
    if (phrase !== undefined) best = { ...phrase, at, length };
    if (word.endsPhrase) break;
  }
  return best;
}

const ASKS_FOR_HELP_WITH = new Set(['me', 'us', 'to', 'with']);
const POSTPOSITIONS = new Set(['mein', 'me', 'par', 'pe', 'ko', 'ka', 'ki', 'ke', 'wala', 'mera', 'gaadi']);
const CAN_I = new Set(['to', 'i', 'we', 'for']);

/** The strong phrases that are commands of their own and not a part of another one's wording. */
export function strongMatches(words: readonly Word[], matches: readonly Match[], namesSlot: boolean): Match[] {
  const strong = matches.filter((match) => match.strength === 'strong');
  const listsSlots = strong.some(({ command }) => command === 'slots');
  const hasNumber = words.some(({ text }) => /^[0-9]+$/.test(text));
  const listsServices = strong.some(({ command }) => command === 'services');
  return strong.filter((match, i) => {
    const before = strong[i - 1];
    const after = strong[i + 1];
    if (match.command === 'help' && after !== undefined) {
      return !ASKS_FOR_HELP_WITH.has(words[match.at + match.length]?.text ?? '');
    }
    // `500 dalo` fills the wallet; a car or a name is put somewhere else.
    if (words[match.at]!.text === 'dalo' && match.length === 1 && !hasNumber) return false;
    // What is free is told with its price.
    if (match.command === 'price' && (listsSlots || listsServices)) return false;
    if (after !== undefined && isObjectOf(words, match, after)) return false;
    if (before === undefined) return true;
    // "top up my wallet", "pay my bills": what is filled or paid is the object here.
    const isPaid = match.command === 'balance' || match.command === 'history';
    if (isPaid && (before.command === 'top-up' || before.command === 'pay')) return turnsBetween(words, before, match);
    const isVerb = match.command === 'book' || match.command === 'park';
    // "book me any free slot": what is free is the object here.
    if (match.command === 'slots' && isBooking(before.command)) {
      const isList = namesSlot && words[match.at]!.text === 'slots';
      return isList || turnsBetween(words, before, match);
    }
    // "any slot free to park in?": the verb only says what for.
    if (isVerb && before.command === 'slots' && !namesSlot) return !CAN_I.has(words[match.at - 1]!.text);
    return true;
  });
}

/** `khali slot book karo`, `wallet recharge karo`: the object stands before its verb, and nothing else between them. */
function isObjectOf(words: readonly Word[], match: Match, verb: Match): boolean {
  if (words[match.at]?.isHindi !== true || words[verb.at - 1]!.endsPhrase) return false;
  const isObject =
    match.command === 'slots'
      ? isBooking(verb.command)
      : (match.command === 'balance' || match.command === 'history') &&
        (verb.command === 'top-up' || verb.command === 'pay');
  if (!isObject || words[match.at + match.length - 1]!.text === 'hai') return false;
  return words
    .slice(match.at + match.length, verb.at)
    .every(({ text }) => SLOT_NOUNS.has(text) || POSTPOSITIONS.has(text) || /^[0-9]+$/.test(text));
}

function isBooking(command: Command): boolean {
  return command === 'book' || command === 'park';
}

function turnsBetween(words: readonly Word[], before: Match, after: Match): boolean {
  for (let i = before.at + before.length; i < after.at; i += 1) {
    if (TURNS.has(words[i]!.text) || words[i]!.endsPhrase) return true;
  }
  return words[before.at + before.length - 1]!.endsPhrase;
}
