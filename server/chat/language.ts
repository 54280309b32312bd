import { LOCALES } from './locales/languages.ts';

/** Of longer texts the beginning tells the language as well. */
const ENOUGH = 400;
const BREAK = /[^\p{L}\p{M}]+/u;
/** So many words of one language are no accident; one is enough where there is hardly another. */
const CLEARLY = 2;

/**
 * The language a text is written in; null where it does not say: commands, codes and numbers are the same in every
 * language. A language with letters of its own is known by them. Where letters are shared, as English and Hinglish share
 * them, words decide that only one of them has, and the language of the more words wins.
 */
export function detectLanguage(text: string): string | null {
  const beginning = text.slice(0, ENOUGH);
  for (const [language, { script }] of Object.entries(LOCALES)) if (script?.test(beginning)) return language;
  const words = beginning
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(BREAK)
    .filter((word) => word.length > 1);
  for (const [language, { plainWords }] of Object.entries(LOCALES)) {
    if (words.some((word) => plainWords.has(word))) return language;
  }
  const counted = Object.entries(LOCALES).map(([language, locale]) => ({
    language,
    count: new Set(words.filter((word) => locale.words.has(word))).size,
    // A name or a borrowed word beside it does not hide a word that no other language has.
    isEnough: locale.script !== null && words.length <= CLEARLY,
  }));
  counted.sort((a, b) => b.count - a.count);
  const [first, second] = counted;
  if (!first || first.count === (second?.count ?? 0)) return null;
  return first.count >= CLEARLY || (first.count === 1 && first.isEnough) ? first.language : null;
}
