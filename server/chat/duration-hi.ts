import type { Word } from './words.ts';

/** Whole numbers in Hindi words, in the spelling of spellings-hi.ts. */
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ ek: 1, do: 2, teen: 3, char: 4, paanch: 5, chhah: 6, saat: 7, aath: 8, nau: 9, das: 10, pandrah: 15, bees: 20 },
  ...{ tees: 30, chalis: 40, paintalis: 45, pachas: 50 },
};
/** Fractions that are numbers of their own, in minutes of an hour. */
const HOURS_IN_MINUTES: Readonly<Record<string, number>> = { aadha: 30, paun: 45, sava: 75, dedh: 90, dhai: 150 };
/** What they add to the number behind them: `saadhe teen` is three and a half, `paun do` one and three quarters. */
const ADDED: Readonly<Record<string, number>> = { saadhe: 30, sava: 15, paun: -15 };
const UNITS: Readonly<Record<string, number>> = {
  ghanta: 60,
  hour: 60,
  hours: 60,
  hr: 60,
  minute: 1,
  minutes: 1,
  min: 1,
  mins: 1,
};

interface HindiLength {
  readonly minutes: number;
  /** So many words. */
  readonly count: number;
}

/** A length that has a Hindi word for its number, `aadha ghanta` or `ek ghanta tees minute`; null where there is none. */
export function hindiLengthAt(words: readonly Word[], at: number): HindiLength | null {
  const first = partAt(words, at);
  if (first === null) return null;
  if (first.unit !== 60) return isSpoken(words, at) ? first : null;
  const joint = words[at + first.count]?.text === 'aur' ? 1 : 0;
  const rest = partAt(words, at + first.count + joint);
  if (rest?.unit !== 1) return isSpoken(words, at) ? first : null;
  const count = first.count + joint + rest.count;
  const isHindi = isSpoken(words, at) || joint === 1 || isSpoken(words, at + first.count + joint);
  return isHindi ? { minutes: first.minutes + rest.minutes, count } : null;
}

/** Digits with a unit are read elsewhere, but for what they are joined to here. */
function isSpoken(words: readonly Word[], at: number): boolean {
  return !/^[0-9]/.test(words[at]!.text);
}

function partAt(words: readonly Word[], at: number): (HindiLength & { unit: number }) | null {
  const text = words[at]?.text ?? '';
  const next = words[at + 1]?.text ?? '';
  const minutes = HOURS_IN_MINUTES[text];
  if (minutes !== undefined && UNITS[next] === 60) return { minutes, count: 2, unit: 60 };
  const added = ADDED[text];
  if (added !== undefined) {
    const number = numberOf(next);
    const isHours = UNITS[words[at + 2]?.text ?? ''] === 60;
    return number !== null && isHours ? { minutes: number * 60 + added, count: 3, unit: 60 } : null;
  }
  const number = numberOf(text);
  const unit = UNITS[next];
  return number === null || unit === undefined ? null : { minutes: number * unit, count: 2, unit };
}

function numberOf(text: string): number | null {
  return NUMBERS[text] ?? (/^[0-9]{1,6}$/.test(text) ? Number(text) : null);
}
