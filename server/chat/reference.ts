import type { Word } from './words.ts';

/** A booking reference in a text, and the words it took. */
export interface ReferenceFound {
  readonly reference: string;
  readonly at: number;
  readonly length: number;
  /** Its `PW` was left out, so it is a guess. */
  readonly guessed: boolean;
}

const BODY = /^[0-9a-hjkmnp-tv-z]{6}$/;

/**
 * Finds `PW-7K3M9Q`, with any case and separators. Crockford's alphabet has no I, L and O: they are read as the digits
 * they were meant to be. A `PW` with something else behind it is still a reference, one that nobody has.
 */
export function findReference(words: readonly Word[]): ReferenceFound | null {
  for (const [at, { text, endsPhrase }] of words.entries()) {
    const next = words[at + 1]?.text;
    if (text === 'pw' && next !== undefined && !endsPhrase && looksLikeBody(next)) {
      const rest = words[at + 2]?.text ?? '';
      const isSplit = rest !== '' && next.length + rest.length === 6 && /[0-9]/.test(next + rest);
      return found(isSplit ? next + rest : next, at, isSplit ? 3 : 2);
    }
    if (text.startsWith('pw') && looksLikeBody(text.slice(2))) return found(text.slice(2), at, 1);
  }
  for (const [at, { text }] of words.entries()) {
    if (/[0-9]/.test(text) && BODY.test(decode(text))) return { ...found(text, at, 1), guessed: true };
  }
  return null;
}

function found(body: string, at: number, length: number): ReferenceFound {
  const decoded = decode(body);
  const shown = BODY.test(decoded) ? decoded : body.slice(0, 12);
  return { reference: `PW-${shown.toUpperCase()}`, at, length, guessed: false };
}

/** A whole body, or a mistyped one: those have a digit, other words do not. */
function looksLikeBody(text: string): boolean {
  return /[0-9]/.test(text) || BODY.test(decode(text));
}

function decode(text: string): string {
  return text.replace(/[il]/g, '1').replace(/o/g, '0');
}
