import { isVocabulary } from './correct.ts';
import { readTokens } from './when/tokens.ts';
import { words as folded } from './when/word-table.ts';
import { fold } from './words.ts';

export interface Service {
  readonly code: string;
  readonly name: string;
}

/** Before a service they say that it is not wanted, which needs no more words. */
const WITHOUT = folded('without except bina बिना');
/** In Hindi it may stand behind: `EV ke bina`. */
const BINA = folded('bina बिना');
const BINA_JOINT = folded('ke के');

/**
 * Which services a line names: by code, by the whole name, or by a word of the name that no other service has and that means
 * nothing else (of `Car wash` only the second: everybody has a car). `used` are the words that said so.
 */
export function servicesIn(
  words: readonly string[],
  services: readonly Service[],
  isSlot: (word: string) => boolean,
): { readonly codes: string[]; readonly used: ReadonlySet<number> } {
  const used = new Set<number>();
  const codes = new Set<string>();
  const named = services.map(({ code, name }) => ({
    code,
    folded: fold(code),
    name: readTokens(name).map(({ text }) => text),
  }));
  for (let at = 0; at < words.length; at++) {
    for (const service of named) {
      const length = lengthAt(at, service);
      if (length === 0) continue;
      const [before, behind] = withoutAt(at, length);
      if (before + behind === 0) codes.add(service.code);
      for (let i = at - before; i < at + length + behind; i++) used.add(i);
      at += length - 1;
      break;
    }
  }
  return { codes: [...codes], used };

  /** How many words before and behind it say that it is not wanted; other negations stay, and keep the whole from being an order. */
  function withoutAt(at: number, length: number): [number, number] {
    if (WITHOUT.has(words[at - 1] ?? '')) return [1, 0];
    const joint = BINA_JOINT.has(words[at + length] ?? '') ? 1 : 0;
    return [0, BINA.has(words[at + length + joint] ?? '') ? joint + 1 : 0];
  }

  function lengthAt(at: number, { folded: code, name }: (typeof named)[number]): number {
    const word = words[at] ?? '';
    if (name.length > 0 && name.every((one, i) => words[at + i] === one) && !(name.length === 1 && isSlot(word)))
      return name.length;
    if (isSlot(word)) return 0;
    if (word === code) return 1;
    const isOwn = named.filter((other) => other.name.includes(word)).length === 1;
    return isOwn && name.includes(word) && word.length >= 2 && !isVocabulary(word) ? 1 : 0;
  }
}
