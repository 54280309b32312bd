import { standardWords } from './hindi-words.ts';
import type { Intent } from './intent.ts';
import { NO_CODES } from './known-codes.ts';
import { readWords, type Word } from './words.ts';

type MenuIntent = Extract<
  Intent,
  { kind: 'guide' | 'page' | 'free-days' | 'upcoming' | 'hours' | 'faq' | 'agent' | 'report' | 'reports' }
>;

/** What the levels of the menu are called, as a whole message. */
const WORDS: readonly (readonly [MenuIntent, string])[] = [
  [{ kind: 'guide' }, 'new booking, make a booking, step by step, booking karni hai, नई बुकिंग, बुकिंग करनी है'],
  [{ kind: 'page', page: 'bookings' }, 'my bookings, bookings menu, meri booking, meri bookings, मेरी बुकिंग, मेरी बुकिंग्स'],
  [{ kind: 'page', page: 'availability' }, 'availability menu, availability and prices'],
  [{ kind: 'page', page: 'wallet' }, 'my wallet, wallet menu, mera wallet, मेरा वॉलेट'],
  [{ kind: 'page', page: 'problems' }, 'problems menu, problem menu, problems'],
  [{ kind: 'page', page: 'help' }, 'help menu'],
  [
    { kind: 'free-days', days: 'today' },
    'free today, slots today, today slots, availability today, aaj khali, आज खाली',
  ],
  [
    { kind: 'free-days', days: 'week' },
    'free this week, slots this week, this week, availability this week, is hafte, इस हफ्ते',
  ],
  [
    { kind: 'upcoming' },
    'upcoming, upcoming bookings, my upcoming bookings, later bookings, aane wali booking, आने वाली बुकिंग',
  ],
  [
    { kind: 'hours' },
    'hours, opening hours, timings, timing, when are you open, when do you open, when do you close, are you open, open hours, kab khulta hai, kab band hota hai, समय, कब खुलता है',
  ],
  [{ kind: 'faq' }, 'faq, contact, questions, contact number, phone number, address, संपर्क'],
  [
    { kind: 'agent' },
    'agent, human, a person, talk to a person, talk to someone, operator, speak to a human, insaan, kisi se baat, एजेंट, इंसान, किसी से बात',
  ],
  [{ kind: 'report' }, 'report, report a problem, new report, report problem, shikayat, शिकायत'],
  [{ kind: 'reports' }, 'reports, my reports, my cases, cases, meri shikayat, मेरी शिकायत'],
];

/** In the spelling that texts are read in, so that every way to write a Hindi name is understood. */
const MEANS = new Map(
  WORDS.flatMap(([intent, phrases]) =>
    phrases.split(', ').map((phrase): readonly [string, MenuIntent] => [spelled(phrase), intent]),
  ),
);
const LONGEST = 6;

/** A level of the menu, or something in one, by its name and nothing else. */
export function readMenuWord(words: readonly Word[]): MenuIntent | null {
  if (words.length > LONGEST) return null;
  const polite = /^(?:please|pls|plz)$/.test(words.at(-1)?.text ?? '') ? 1 : 0;
  return MEANS.get(textOf(words.slice(0, words.length - polite))) ?? null;
}

function textOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ');
}

function spelled(phrase: string): string {
  return textOf(standardWords(readWords(phrase), NO_CODES));
}
