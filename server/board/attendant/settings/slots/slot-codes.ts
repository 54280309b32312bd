/** The most that is added at once. */
export const mostSlots = 1000;
const codePattern = /^[A-Z0-9]{1,8}$/;

/** What was typed as slot codes: the codes in their order, each once, and the pieces that are none. */
export interface TypedCodes {
  readonly codes: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Codes as people type many at once: `A1-A20, B, C07-C12`, separated by commas or spaces. A range keeps the digits its first code
 * has: `C07-C12` is C07, C08 and so on.
 */
export function codesOf(typed: string): TypedCodes {
  const codes: string[] = [];
  const wrong: string[] = [];
  const pieces = typed
    .toUpperCase()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;]+/);
  for (const piece of pieces.filter((one) => one !== '')) {
    const found = codePattern.test(piece) ? [piece] : rangeOf(piece);
    if (found === null || codes.length + found.length > mostSlots) wrong.push(piece);
    else codes.push(...found);
  }
  return { codes: [...new Set(codes)], wrong };
}

/** The codes of `A1-A20` or `A1-20`; null where it is no range, or one that runs backwards or too far. */
function rangeOf(piece: string): string[] | null {
  const [, letters, first = '', lastLetters, last = ''] =
    /^([A-Z0-9]*?)(\d{1,7})-([A-Z0-9]*?)(\d{1,7})$/.exec(piece) ?? [];
  if (letters === undefined || (lastLetters !== '' && lastLetters !== letters)) return null;
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || count > mostSlots) return null;
  const codes = Array.from(
    { length: count },
    (_, n) => letters + String(Number(first) + n).padStart(first.length, '0'),
  );
  return codes.every((code) => codePattern.test(code)) ? codes : null;
}
