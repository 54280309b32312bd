import { fold } from './words.ts';

/** Words that are Hindi in Latin letters and nothing in English. */
const HINGLISH: ReadonlySet<string> = new Set(
  (
    'kal aaj abhi parso kya kyun kyon kaise kahan kab kaun kitna kitne kitni chahiye chaiye chahie hai hain hoon tha thi ' +
    'karo kardo karna karni karein kijiye dijiye batao bataiye mujhe mera meri mere apna apni aapka gaadi gadi jagah khali ' +
    'paisa paise baje sham shaam subah dopahar raat ghanta ghante nahi nahin haan koi bhi aur liye wala wali madad ' +
    'namaste namaskar shukriya dhanyavad dhanyawad kripya bhai ji mein se tak rakhna band khulta'
  ).split(' '),
);
/** One of these alone says it. */
const PLAINLY_HINDI: ReadonlySet<string> = new Set([
  'namaste',
  'namaskar',
  'chahiye',
  'dhanyavad',
  'shukriya',
  'kripya',
]);
const MOST_WORDS = 60;

/**
 * The language that a text is clearly in, where it is not the default one: Devanagari letters, or Hindi in Latin letters. Null
 * where it says nothing: codes, numbers, commands.
 */
export function languageOf(text: string): 'hi' | null {
  const letters = text.slice(0, 400).match(/\p{L}/gu) ?? [];
  const devanagari = letters.filter((letter) => /\p{Script=Devanagari}/u.test(letter)).length;
  if (devanagari > 0 && devanagari * 2 >= letters.length) return 'hi';
  const words = fold(text.slice(0, 400))
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .slice(0, MOST_WORDS);
  if (words.some((word) => PLAINLY_HINDI.has(word))) return 'hi';
  const found = new Set(words.filter((word) => HINGLISH.has(word)));
  return found.size >= 2 ? 'hi' : null;
}
