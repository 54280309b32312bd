/** One word of a driver's text, folded, and whether punctuation or a line end separates it from the next. */
export interface Word {
  readonly text: string;
  readonly endsPhrase: boolean;
  /** Between it and the next word stands a point or a comma without a space, as in `1.5h`. */
  readonly endsInPoint?: true;
  /** A minus stands before it, as in `-1h`; not the dash of `b-12`. */
  readonly isNegative?: true;
}

/** Longer texts are not commands; the app refuses them before, this only bounds the work. */
export const LONGEST_TEXT = 4000;

const APOSTROPHES = /['’‘ʼ`´＇]/g;
/** Zero-width and bidi controls, soft hyphens, variation selectors and keycaps: invisible, and pasted in all the time. */
const INVISIBLE = /\p{Cf}|\u034f|\u20e3|[\ufe00-\ufe0f]/gu;
const LATIN_MARKS = /[\u0300-\u036f]/g;
const FOREIGN_DIGIT = /[٠-٩۰-۹०-९০-৯੦-੯૦-૯୦-୯௦-௯౦-౯೦-೯൦-൯]/g;
const SQUARED = /[🅰🅱🔟]/gu;
const SQUARED_MEANS: Readonly<Record<string, string>> = { '🅰': 'a', '🅱': 'b', '🔟': '10' };
const MINUS = /^[^\p{L}\p{M}\p{N}]?[\p{Pd}−]$/u;
const POINT = /^[0-9][.,][0-9]$/;
const WORD_OR_BREAK = /[\p{L}\p{M}\p{N}]+|[.!?,;:\n\r…।]/gu;

/** Folds what keyboards and scripts make different: case, width, accents, invisible characters, digits of other scripts. */
export function fold(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, '')
    .replace(SQUARED, (sign) => SQUARED_MEANS[sign] ?? sign)
    .normalize('NFKD')
    .replace(LATIN_MARKS, '')
    .normalize('NFC')
    .replace(FOREIGN_DIGIT, (digit) => String(digitValue(digit)))
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

/** The Arabic blocks above start at a code point ending in 0, the Indian ones at one ending in 6. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0)!;
  return point < 0x900 ? point & 0xf : (point & 0xf) - 6;
}
