/** One word of a driver's text, folded, and whether punctuation or a line end separates it from the next. */
export interface Word {
  readonly text: string;
  readonly endsPhrase: boolean;
  /** Between it and the next word stands a point or a comma without a space, as in `1.5h`. */
  readonly endsInPoint?: true;
  /** A minus stands before it, as in `-1h`; not the dash of `b-12`. */
  readonly isNegative?: true;
  /** It stands in a Hindi sentence: the verb comes last, and no article is there to be taken for slot A. */
  readonly isHindi?: true;
  /** A letter that is a slot's code there. */
  readonly isCode?: true;
}

/** Longer texts are not commands; the app refuses them before, this only bounds the work. */
export const LONGEST_TEXT = 4000;

const APOSTROPHES = /['’‘ʼ`´＇]/g;
/** Zero-width and bidi controls, soft hyphens, variation selectors and keycaps: invisible, and pasted in all the time. */
const INVISIBLE = /\p{Cf}|\u034f|\u20e3|[\ufe00-\ufe0f]/gu;
const LATIN_MARKS = /[\u0300-\u036f]/g;
/** Decimal digits of any script but the Latin one. */
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;
/** The dot below that makes क़ of क: keyboards leave it out or write it apart. */
const NUKTA = /\u093c/g;
/** हाँ and हां are one word. */
const CANDRABINDU = /\u0901/g;
const SQUARED = /[🅰🅱🔟]/gu;
const SQUARED_MEANS: Readonly<Record<string, string>> = { '🅰': 'a', '🅱': 'b', '🔟': '10' };
const MINUS = /^[^\p{L}\p{M}\p{N}]?[\p{Pd}−]$/u;
const POINT = /^[0-9][.,][0-9]$/;
const WORD_OR_BREAK = /[\p{L}\p{M}\p{N}]+|[.!?,;:\n\r…।॥؟。]/gu;

/**
 * Folds what keyboards and scripts make different: case, width, accents, invisible characters, digits of other scripts.
 * The vowel signs of the Indian scripts are marks too, and stay with their letters.
 */
export function fold(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, '')
    .replace(SQUARED, (sign) => SQUARED_MEANS[sign] ?? sign)
    .normalize('NFKD')
    .replace(LATIN_MARKS, '')
    .replace(NUKTA, '')
    .replace(CANDRABINDU, '\u0902')
    .normalize('NFC')
    .replace(FOREIGN_DIGIT, digitValue)
    .toUpperCase()
    .toLowerCase();
}

/** Splits a text into folded words; emoji and other signs only separate. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  const folded = fold(text);
  for (const { 0: piece, index } of folded.matchAll(WORD_OR_BREAK)) {
    if (isWord(piece)) {
      const isNegative = MINUS.test(folded.slice(Math.max(0, index - 2), index));
      words.push({ text: piece, endsPhrase: false, ...(isNegative && { isNegative }) });
    } else if (words.length > 0) {
      const isPoint = POINT.test(folded.slice(index - 1, index + 2));
      words[words.length - 1] = { ...words.at(-1)!, endsPhrase: true, ...(isPoint && { endsInPoint: isPoint }) };
    }
  }
  return words;
}

export function isCodeText(text: string): boolean {
  return text.length <= 8 && /^[a-z0-9]+$/.test(text);
}

export function hasDigit(text: string): boolean {
  return /[0-9]/.test(text);
}

function isWord(piece: string): boolean {
  return /^[\p{L}\p{M}\p{N}]/u.test(piece);
}

const digitValues = new Map<string, string>();

/** The digits of a script stand in order, ten by ten, so a digit's value is how many of them stand before it. */
function digitValue(digit: string): string {
  const known = digitValues.get(digit);
  if (known !== undefined) return known;
  let before = 0;
  for (let point = digit.codePointAt(0)! - 1; /\p{Nd}/u.test(String.fromCodePoint(point)); point -= 1) before += 1;
  const value = String(before % 10);
  digitValues.set(digit, value);
  return value;
}
