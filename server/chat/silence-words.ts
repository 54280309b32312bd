import type { Intent } from './intent.ts';
import { fold, type Word } from './words.ts';

type Silence = Extract<Intent, { kind: 'silence' }>;

/** The usual opt-out words of messaging, in both languages. They count only as the whole message: a sentence may hold them too. */
const OFF =
  'stop, stopall, stop all, unsubscribe, opt out, optout, stop messages, stop reminders, band karo, bandh karo, message band karo, बंद करो, बंद कर दो, मैसेज बंद करो';
const ON = 'start, unstop, resume, subscribe, start messages, start reminders, shuru karo, chalu karo, शुरू करो, चालू करो';

const MEANS = new Map<string, Silence>([
  ...OFF.split(', ').map((phrase) => [fold(phrase), { kind: 'silence', isOn: true }] as const),
  ...ON.split(', ').map((phrase) => [fold(phrase), { kind: 'silence', isOn: false }] as const),
]);
const LONGEST = 3;

export function readSilence(words: readonly Word[]): Silence | null {
  if (words.length > LONGEST) return null;
  return MEANS.get(words.map(({ text }) => text).join(' ')) ?? null;
}
