import type { Intent } from './intent.ts';
import { LOCALES } from './locales/languages.ts';
import { fold, type Word } from './words.ts';

type LanguageIntent = Extract<Intent, { kind: 'language' }>;

const LONGEST = 7;
const folded = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(fold));

/** The question which languages there are. */
const LANGUAGE = folded('language languages lang bhasha bhaasha basha भाषा लैंग्वेज');
/** What may stand around the name of a language without saying anything else. */
const AROUND = folded(
  'please pls plz kindly in to the i want wanna use my me speak talk reply answer write switch change set choose select ' +
    'mein main mai me ko ki ka kar karo karein kare kijiye badlo badle badlein bolo baat likho chahiye only with ' +
    'में मे को की का कर करो करें कीजिए बदलो बदलें बोलो बात लिखो चाहिए कृपया',
);
const ASKED = new Map(
  Object.entries(LOCALES).flatMap(([language, { askedBy }]) => askedBy.map((word) => [fold(word), language] as const)),
);

/** A language by its name, or the question for one, as the whole message. */
export function readLanguage(words: readonly Word[]): LanguageIntent | null {
  if (words.length > LONGEST) return null;
  const named = new Set<string>();
  let asks = false;
  for (const { text } of words) {
    const language = ASKED.get(text);
    if (language !== undefined) named.add(language);
    else if (LANGUAGE.has(text)) asks = true;
    else if (!AROUND.has(text)) return null;
  }
  const [language] = named;
  if (named.size === 1 && language !== undefined) return { kind: 'language', tag: language };
  return asks || named.size > 1 ? { kind: 'language', tag: null } : null;
}

/** The word that asks for a language. */
export function languageWord(tag: string | null): string {
  return LOCALES[tag ?? '']?.askedBy[0] ?? 'language';
}
