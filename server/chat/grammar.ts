import { amountIn } from './amount.ts';
import type { Command } from './command.ts';
import { commandText, nearMiss, type Suggestion } from './command-text.ts';
import { correctWords, isVocabulary } from './correct.ts';
import { asksHow, hasDoubt, hasNegation } from './doubts.ts';
import { standardWords } from './hindi-words.ts';
import type { Intent } from './intent.ts';
import { type Known, lotNamed, slotNamed } from './known-codes.ts';
import { readLanguage } from './language-words.ts';
import { FILLERS, GREETINGS, OTHER_TIMES, SLOT_NOUNS, WISHES } from './lexicon.ts';
import { readMenuWord } from './menu-words.ts';
import { type Match, scanPhrases, strongMatches } from './phrase-scan.ts';
import { findReference } from './reference.ts';
import { readResize } from './resize.ts';
import { readSilence } from './silence-words.ts';
import { findSlotObject, TIME_OF_DAY } from './slot-object.ts';
import { readAnswer, readBareSlot, readCanonical, readChoice, readDispute, readLot, readSigns } from './whole-text.ts';
import { readWish } from './wish.ts';
import { hasDigit, LONGEST_TEXT, readWords, type Word } from './words.ts';

/** A booking in the middle of a speech is asked about first. */
const MOST_UNKNOWN_WORDS = 12;

/** So many commands of one text are named back. */
const MOST_NAMED = 3;
/** Beside the strong commands, what may be ordered as well: `book B wait`. */
const OTHER_ACTS: ReadonlySet<Command> = new Set([
  'cancel',
  'left',
  'leave',
  'wait',
  'leave-list',
  'not-me',
  'dispute',
]);

const CANCEL_VERBS = new Set(['cancel', 'unbook', 'radd']);

/** What a text means, and whether that is certain enough to be done. */
interface Reading {
  readonly intent: Suggestion;
  readonly isSure: boolean;
  /** Why the length it names cannot be taken. */
  readonly unclear?: 'end' | 'long';
  /** All slots it names, where one is too many. */
  readonly slots?: string[];
  readonly namesTime?: boolean;
}

/**
 * Reads a driver's text. It errs on the side of asking: a negation, a second command, another time or a misspelling make
 * a near miss, which is only suggested. Every step looks at each word a bounded number of times.
 */
export function interpret(text: string, known: Known): Intent {
  if (text.length > LONGEST_TEXT) return { kind: 'unknown' };
  return withAmount(read(text, known), text);
}

/** A top-up is of the amount that the text names. */
function withAmount(intent: Intent, text: string): Intent {
  if (intent.kind === 'top-up') return { ...intent, amount: amountIn(text) };
  if (intent.kind !== 'near-miss' || intent.suggestion.kind !== 'top-up') return intent;
  return { ...intent, ...nearMiss({ kind: 'top-up', amount: amountIn(text) }) };
}

function read(text: string, known: Known): Intent {
  const typed = readWords(text);
  if (typed.length === 0) return readSigns(text);
  const words = standardWords(typed, known);
  return (
    readDispute(text, typed) ??
    readCanonical(words, known) ??
    readLanguage(typed) ??
    readSilence(words) ??
    readAnswer(words) ??
    readMenuWord(words) ??
    readLot(typed, known) ??
    readChoice(words, known) ??
    readSentence(words, known, true)
  );
}

function readSentence(words: readonly Word[], known: Known, mayCorrect: boolean): Intent {
  const matches = scanPhrases(words);
  const verb = matches.find((match) => match.command === 'book' || match.command === 'park');
  const namesSlot = verb !== undefined && findSlotObject(words, verb.at, verb.length, known).slots.length > 0;
  const strong = strongMatches(words, matches, namesSlot);
  const first = strong[0];
  if (first === undefined) return readWithoutCommand(words, matches, known, mayCorrect);
  const reading = readCommand(words, first, matches, known);
  const isAlone = strong.every((match) => match.command === first.command);
  const { slots, intent } = reading;
  if (slots !== undefined && isAlone && (intent.kind === 'book' || intent.kind === 'park'))
    return { kind: 'one-slot', command: intent.kind, slots };
  // Whoever says the verb twice may have meant two things.
  const isTwice = strong.length > 1 && 'slot' in intent && intent.slot !== null;
  if (isAlone) return isTwice ? suggest(reading) : settle(reading);
  // What was read as a second command must not be dropped without a word.
  const named = strong
    .slice(0, MOST_NAMED)
    .map((match) => commandText(readCommand(words, match, matches, known).intent));
  const among = [...new Set(named)];
  const suggested = suggest(reading);
  return suggested.kind === 'near-miss' && among.length > 1 ? { ...suggested, among } : suggested;
}

function readWithoutCommand(
  words: readonly Word[],
  matches: readonly Match[],
  known: Known,
  mayCorrect: boolean,
): Intent {
  const whole = matches.find((match) => match.strength === 'whole' && isAllAround(words, match, known));
  if (whole !== undefined) return settle(readCommand(words, whole, matches, known));
  const reference = findReference(words);
  if (reference !== null && !reference.guessed && reference.length === words.length) return { kind: 'status' };
  const corrected = mayCorrect ? correctWords(words, known) : null;
  if (corrected !== null) {
    const intent = readCanonical(corrected, known) ?? readSentence(corrected, known, false);
    if (intent.kind !== 'unknown') return isQuestion(intent) ? intent : nearMiss(intent);
  }
  const weak =
    matches.find((match) => match.strength === 'weak' && match.command === 'book') ??
    matches.find((match) => match.strength === 'weak') ??
    // Beside other words a person is only spoken of.
    matches.find((match) => match.command === 'agent');
  // "how much is A" is about the slot; it does not want it.
  const bare = weak?.command === 'price' ? null : readBareSlot(words, known);
  if (bare !== null) return bare;
  const wish = readWish(words, known);
  if (wish !== null) return wish;
  if (weak !== undefined) return readWeak(words, weak, matches, known);
  return GREETINGS.has(words[0]!.text) ? { kind: 'menu' } : { kind: 'unknown' };
}

/** What is asked back anyway. */
function isQuestion(intent: Intent): intent is Exclude<Intent, Suggestion> {
  return ['near-miss', 'one-slot', 'how-long', 'choice', 'unknown'].includes(intent.kind);
}

/** `booked B12` may be news or a wish: with a slot it is asked about. */
function readWeak(words: readonly Word[], weak: Match, matches: readonly Match[], known: Known): Intent {
  if (weak.command === 'status') {
    const { slots } = findSlotObject(words, weak.at, weak.length, known);
    const slot = slots.find((code) => known.slots.includes(code));
    if (slot !== undefined) return nearMiss({ kind: 'book', slot });
  }
  if (weak.strength === 'whole') return { kind: 'help' };
  const reading = readCommand(words, weak, matches, known);
  // `A mein park karna hai` wishes; it does not order.
  if (weak.command === 'book' && 'slot' in reading.intent && reading.intent.slot !== null) return suggest(reading);
  return settle(reading);
}

function settle(reading: Reading): Intent {
  const { intent, unclear } = reading;
  if (unclear !== undefined && (intent.kind === 'extend' || intent.kind === 'shorten'))
    return { kind: 'how-long', verb: intent.kind, unclear };
  return reading.isSure ? reading.intent : suggest(reading);
}

function suggest({ intent, namesTime }: Reading): Intent {
  const suggested = nearMiss(intent);
  return namesTime ? { ...suggested, namesTime } : suggested;
}

function readCommand(words: readonly Word[], match: Match, matches: readonly Match[], known: Known): Reading {
  const isNegated = hasNegation(words, matches);
  switch (match.command) {
    case 'book':
    case 'park':
    case 'move':
      return readSlotCommand(match.command, words, match, matches, known, isNegated);
    case 'extend':
    case 'shorten':
      return readResize(match.command, words, match, isNegated);
    case 'dispute':
      return { intent: { kind: 'dispute', words: '', reference: null }, isSure: false };
    case 'cancel':
      return readCancel(words, match, known, isNegated);
    case 'not-me':
    case 'left': {
      const isPlain = isAllAround(words, match, known) && !hasDoubt(words);
      return { intent: { kind: match.command }, isSure: isPlain && !isNegated };
    }
    case 'modify':
      return readChange(words, match, known, isNegated);
    case 'top-up':
      return { intent: { kind: 'top-up', amount: null }, isSure: !isNegated };
    default:
      return { intent: { kind: match.command }, isSure: !isNegated };
  }
}

function readSlotCommand(
  kind: 'book' | 'park' | 'move',
  words: readonly Word[],
  match: Match,
  matches: readonly Match[],
  known: Known,
  isNegated: boolean,
): Reading {
  if (!isNegated && asksHow(words, match.at)) return { intent: { kind: 'help' }, isSure: true };
  const { slots, used } = findSlotObject(words, match.at, match.length, known);
  const slot = slots[0] ?? null;
  if (slot === null) {
    const atOtherTime = kind !== 'move' && words.some(({ text }) => OTHER_TIMES.has(text) || TIME_OF_DAY.test(text));
    const isWish = words[match.at]!.text === 'park' && words.slice(0, match.at).some(({ text }) => WISHES.has(text));
    return {
      intent: { kind: isWish ? 'book' : kind, slot },
      isSure: !isNegated && !atOtherTime,
      namesTime: atOtherTime,
    };
  }
  let unknownWords = 0;
  let isElsewhere = false;
  let namesTime = false;
  for (const [i, { text }] of words.entries()) {
    if (used.has(i)) continue;
    if (hasDigit(text)) isElsewhere = true;
    if (OTHER_TIMES.has(text) || TIME_OF_DAY.test(text)) namesTime = true;
    if (known.lots.length > 1 && !FILLERS.has(text) && lotNamed(known, text) !== undefined) isElsewhere = true;
    if (isVocabulary(text)) continue;
    unknownWords += 1;
    // A letter alone was meant as a second slot.
    if (/^[a-z]$/.test(text)) isElsewhere = true;
  }
  const isSpeech = unknownWords > MOST_UNKNOWN_WORDS;
  if (slots.length > 1 && !isNegated && !isSpeech) return { intent: { kind, slot }, isSure: false, slots };
  const hasOther = matches.some(({ command }) => command !== kind && OTHER_ACTS.has(command));
  const isClear = slots.length === 1 && !isElsewhere && !namesTime && !isSpeech && !hasOther && !hasDoubt(words);
  return { intent: { kind, slot }, isSure: !isNegated && isClear, namesTime };
}

/** `change my booking to B`, `A se B mein badlo`: what is changed is the slot, and that is asked. */
function readChange(words: readonly Word[], match: Match, known: Known, isNegated: boolean): Reading {
  const { slots } = findSlotObject(words, match.at, match.length, known);
  const isFrom = (slot: string): boolean =>
    words.some(
      ({ text }, i) =>
        slotNamed(known, text) === slot && (words[i + 1]?.text === 'se' || words[i - 1]?.text === 'from'),
    );
  const [slot, ...others] = slots.filter((code) => known.slots.includes(code) && !isFrom(code));
  if (slot !== undefined && others.length === 0) return { intent: { kind: 'move', slot }, isSure: false };
  return { intent: { kind: 'modify' }, isSure: !isNegated };
}

function readCancel(words: readonly Word[], match: Match, known: Known, isNegated: boolean): Reading {
  if (!isNegated && asksHow(words, match.at)) return { intent: { kind: 'help' }, isSure: true };
  const found = findReference(words);
  const isTaken = (i: number) => found !== null && i >= found.at && i < found.at + found.length;
  const isInMatch = (i: number) => i >= match.at && i < match.at + match.length;
  const around = [...words.entries()].filter(([i]) => !isTaken(i) && !isInMatch(i));
  const isPlain = around.every(([, { text }]) => FILLERS.has(text) || SLOT_NOUNS.has(text) || GREETINGS.has(text));
  const isOrder = match.strength === 'whole' || CANCEL_VERBS.has(words[match.at]!.text);
  const namesSlot = found === null && findSlotObject(words, match.at, match.length, known).slots.length > 0;
  return {
    intent: { kind: 'cancel', reference: found?.reference ?? null },
    isSure: !isNegated && isPlain && isOrder && !namesSlot && found?.guessed !== true && !hasDoubt(words),
  };
}

/** Whether nothing but small talk and slots stands around a phrase. */
function isAllAround(words: readonly Word[], match: Match, known: Known): boolean {
  return words.every(({ text }, i) => {
    if (i >= match.at && i < match.at + match.length) return true;
    if (FILLERS.has(text) || SLOT_NOUNS.has(text) || GREETINGS.has(text)) return true;
    // Beside a number `hours` are how long.
    return slotNamed(known, text) !== undefined && !(match.command === 'hours' && hasDigit(text));
  });
}
