import { fold } from '../words.ts';

/** One word or number of a text about days and times, folded, and which sign joins it to the next. */
export interface Token {
  readonly text: string;
  /** A sign right between it and the next; a dash may have spaces around it. */
  readonly isJoined: 'colon' | 'point' | 'comma' | 'slash' | 'dash' | null;
  /** A point stands behind it, as in `30.11.`, whatever follows. */
  readonly endsInPoint: boolean;
}

/** Something read at a word of a text, and how many words it took. */
export interface Part<T> {
  readonly value: T;
  readonly length: number;
}

const PIECE = /[\p{L}\p{M}\p{N}]+/gu;
const JOINTS: Readonly<Record<string, Token['isJoined']>> = {
  ':': 'colon',
  '.': 'point',
  ',': 'comma',
  '/': 'slash',
  '-': 'dash',
  '–': 'dash',
  '—': 'dash',
};
const LONE_DASH = /^ ?[-–—] ?$/;

/** Splits a text at whatever is neither letter nor digit. */
export function readTokens(text: string): Token[] {
  const folded = fold(text);
  const pieces = [...folded.matchAll(PIECE)];
  return pieces.map(({ 0: piece, index }, at) => {
    const to = index + piece.length;
    const next = pieces[at + 1]?.index;
    const between = next === undefined ? '' : folded.slice(to, Math.min(next, to + 4));
    const isJoined = LONE_DASH.test(between) ? 'dash' : between.length === 1 ? (JOINTS[between] ?? null) : null;
    return { text: piece, isJoined, endsInPoint: folded[to] === '.' };
  });
}

/** The text of a word, or nothing beyond either end. */
export function textAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text ?? '';
}
