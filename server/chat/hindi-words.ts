import { type Known, lotNamed, slotNamed } from './known-codes.ts';
import { SLOT_NOUNS } from './lexicon.ts';
import { HINDI_MARKERS } from './lexicon-hi.ts';
import { isDevanagari, standardSpelling } from './spellings-hi.ts';
import type { Word } from './words.ts';

const MARKERS: ReadonlySet<string> = new Set(HINDI_MARKERS);
const BOOKING_VERBS = new Set(['book', 'booking', 'reserve', 'park']);
/** The second words of `kar do`, `kar lu` and `kar diya`. */
const ORDERS = new Set(['do', 'de', 'dedo', 'lo', 'lena']);
const ASKED = new Set(['lu', 'lun', 'loon', 'du', 'dun', 'doon', 'लूं', 'लू', 'दूं', 'दू']);
const DONE = new Set(['diya', 'liya', 'gaya']);
const UNITS = new Set(['ghanta', 'minute', 'hour', 'hours', 'minutes', 'min']);
/** A `na` before one of these forbids; after them it only asks nicely. */
const FORBIDDEN = new Set(
  'karo karna hona ho karu dedo badhao ghatao book cancel radd park move extend shorten'.split(' '),
);
/** After these a lone `h` is `hai`. */
const BEFORE_HAI = new Set('karna khali chahiye kya kahan kitna jana raha gaya lena nahi gaadi theek sahi'.split(' '));
/** One of two slots is not to be lost. */
const JOINTS = new Set(['aur', 'ya']);
const AFTER_LOT = new Set(['lot', 'mein', 'me', 'par', 'pe', 'ka', 'ki', 'wala']);

/** The letters' names. Those that are words far more often count only where a slot must be meant. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    बी: 'b',
    सी: 'c',
    डी: 'd',
    ई: 'e',
    एफ: 'f',
    एच: 'h',
    जे: 'j',
    एल: 'l',
    एम: 'm',
    एन: 'n',
    पी: 'p',
    क्यू: 'q',
    आर: 'r',
  },
  ...{ ए: 'a', एस: 's', टी: 't', वी: 'v', डब्ल्यू: 'w', एक्स: 'x', वाई: 'y', जेड: 'z' },
};
const LETTERS_OR_WORDS: Readonly<Record<string, string>> = { जी: 'g', के: 'k', आई: 'i', ओ: 'o', यू: 'u' };
const LETTER_AND_NUMBER = /^([\u0900-\u097f]+)([0-9]+)$/;

/**
 * The words in the spelling of the lexicon, both scripts alike. In a Hindi text they are marked so; what is English is left as
 * it is, and so is the code of a slot.
 */
export function standardWords(words: readonly Word[], known: Known): readonly Word[] {
  const spelt = words.map((word, at) => {
    const text =
      slotNamed(known, word.text) === undefined
        ? (letterAt(words, at, known) ?? standardSpelling(word.text))
        : word.text;
    return text === word.text ? word : { ...word, text };
  });
  const read = joined(spelt);
  if (!words.some(({ text }) => isDevanagari(text)) && !read.some(isMarker)) return spelt;
  const verbAt = read.findIndex(({ text }) => BOOKING_VERBS.has(text));
  return read.map((word, at) => ({ ...word, ...inContext(read, at, verbAt, known), isHindi: true }));
}

/** In front `hai` greets like `hi`. */
function isMarker({ text }: Word, at: number): boolean {
  return MARKERS.has(text) && !(text === 'hai' && at === 0);
}

function letterAt(words: readonly Word[], at: number, known: Known): string | null {
  const { text } = words[at]!;
  const [, name, number] = LETTER_AND_NUMBER.exec(text) ?? [];
  const glued = LETTERS[name ?? ''] ?? LETTERS_OR_WORDS[name ?? ''];
  if (glued !== undefined) return `${glued}${number}`;
  const letter = LETTERS[text];
  const next = words[at + 1]?.text ?? '';
  const isNumbered = /^[0-9]/.test(next);
  if (letter !== undefined) return isNumbered || slotNamed(known, letter) !== undefined ? letter : null;
  const unsure = LETTERS_OR_WORDS[text];
  if (unsure === undefined || (slotNamed(known, unsure) === undefined && !isNumbered)) return null;
  const before = standardSpelling(words[at - 1]?.text ?? '');
  const after = standardSpelling(next);
  if (JOINTS.has(before) || JOINTS.has(after)) return unsure;
  const isNoun = SLOT_NOUNS.has(before);
  const isObject = after === '' || BOOKING_VERBS.has(after) || after === 'chahiye' || SLOT_NOUNS.has(after);
  // जी is "yes" and के is "of" nearly everywhere.
  const isWord = unsure === 'g' || unsure === 'k' || unsure === 'i';
  return (isWord ? isNoun && isObject : isNoun || isObject || isNumbered) ? unsure : null;
}

/** `kar do` as the one word that it is, unless the `do` is the number two. */
function joined(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const next = words[at + 1];
    const verb = word.endsPhrase || next === undefined ? null : verbOf(word.text, next.text);
    const isCount = next?.text === 'do' && UNITS.has(words[at + 2]?.text ?? '');
    if (verb === null || isCount) result.push(word);
    else {
      result.push({ ...next!, text: verb });
      at += 1;
    }
  }
  return result;
}

function verbOf(first: string, second: string): string | null {
  if (first === 'kar' && ORDERS.has(second)) return 'karo';
  if (first === 'kar' && DONE.has(second)) return 'kiya';
  if (first === 'kar' && ASKED.has(second)) return 'karu';
  return first === 'de' && second === 'do' ? 'dedo' : null;
}

/** What a word is in a Hindi sentence. */
function inContext(words: readonly Word[], at: number, verbAt: number, known: Known): Partial<Word> | null {
  const { text } = words[at]!;
  const next = words[at + 1]?.text ?? '';
  const before = words[at - 1]?.text ?? '';
  if (text === 'na' && FORBIDDEN.has(next)) return { text: 'mat' };
  if (text === 'h' && BEFORE_HAI.has(before)) return { text: 'hai' };
  if (text === 'main') return isLot(next, verbAt !== -1, known) ? null : { text: 'mai' };
  if (text !== 'a' || slotNamed(known, 'a') === undefined) return null;
  // `book a slot karo` has an English half.
  const isArticle = SLOT_NOUNS.has(next) && verbAt !== -1 && verbAt < at;
  return isArticle ? null : { isCode: true };
}

/** Whether `main` may be the lot of that name and not "I". */
function isLot(next: string, hasVerb: boolean, known: Known): boolean {
  return (hasVerb || AFTER_LOT.has(next)) && known.lots.length > 1 && lotNamed(known, 'main') !== undefined;
}
