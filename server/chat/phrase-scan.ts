import { type Command, LONGEST_PHRASE, type Phrase, phrases, TURNS } from './lexicon.ts';
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
const CAN_I = new Set(['to', 'i', 'we', 'for']);

/** The strong phrases that are commands of their own and not a part of another one's wording. */
export function strongMatches(words: readonly Word[], matches: readonly Match[], namesSlot: boolean): Match[] {
  const strong = matches.filter((match) => match.strength === 'strong');
  const listsSlots = strong.some(({ command }) => command === 'slots');
  return strong.filter((match, i) => {
    const before = strong[i - 1];
    const after = strong[i + 1];
    if (match.command === 'help' && after !== undefined) {
      return !ASKS_FOR_HELP_WITH.has(words[match.at + match.length]?.text ?? '');
    }
    // What is free is told with its price.
    if (match.command === 'price' && listsSlots) return false;
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

function isBooking(command: Command): boolean {
  return command === 'book' || command === 'park';
}

function turnsBetween(words: readonly Word[], before: Match, after: Match): boolean {
  for (let i = before.at + before.length; i < after.at; i += 1) {
    if (TURNS.has(words[i]!.text) || words[i]!.endsPhrase) return true;
  }
  return words[before.at + before.length - 1]!.endsPhrase;
}
