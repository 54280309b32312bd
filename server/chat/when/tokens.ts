import { fold } from '../words.ts';

/** One word or number of a text about days and times, folded, and which sign joins it to the next without a space. */
export interface Token {
  readonly text: string;
  readonly isJoined: 'colon' | 'point' | 'slash' | 'dash' | null;
  /** Where it stands in the folded text. */
  readonly from: number;
  readonly to: number;
}

const PIECE = /[\p{L}\p{M}\p{N}]+/gu;
const JOINTS: Readonly<Record<string, Token['isJoined']>> = {
  ':': 'colon',
  '.': 'point',
  '/': 'slash',
  '-': 'dash',
  '–': 'dash',
};

/** Splits a text at whatever is neither letter nor digit. */
export function readTokens(text: string): Token[] {
  const folded = fold(text);
  return [...folded.matchAll(PIECE)].map(({ 0: piece, index }) => {
    const to = index + piece.length;
    const isTight = /[\p{L}\p{N}]/u.test(folded[to + 1] ?? '');
    return { text: piece, isJoined: isTight ? (JOINTS[folded[to] ?? ''] ?? null) : null, from: index, to };
  });
}
