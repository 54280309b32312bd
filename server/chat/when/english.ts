import { GB } from 'chrono-node/en';
import type { ClockTime } from './read-clock.ts';

/** What only these words can say beyond our own reading; without any of them nothing is looked for. */
const HINT = /\b(?:in|from|next|this|week|weekend|month|fortnight|end|later|after)\b/i;
/** A length, an article that may be slot A, and words that mean something else when they stand alone. */
const NONE = /^(?:(?:for|an?)\b.*|may|mar|march|jan|sat|sun|mon|second|now)$/i;
const LONGEST = 200;
const DAY_MS = 86_400_000;

/**
 * A day or a time in the English that our own reading does not know: `in 2 hours`, `a week from now`, `this weekend`. The day comes
 * first in numbers. `for 2 hours` is a length and is left alone, though chrono takes it for a moment. Null where there is none.
 */
export function englishWhen(
  text: string,
  today: number,
  minuteOfDay: number,
): { day: number; time: ClockTime | null; found: string } | null {
  if (text.length > LONGEST || !HINT.test(text)) return null;
  // The lot's own clock, as if it were that of UTC: what comes out is of the same clock.
  const instant = new Date(today * DAY_MS + minuteOfDay * 60_000);
  const [first] = GB.parse(text, { instant, timezone: 0 }, { forwardDate: true });
  if (!first || NONE.test(first.text)) return null;
  const at = first.start.date().getTime();
  const day = Math.floor(at / DAY_MS);
  const isTimed = first.start.isCertain('hour');
  const time = isTimed ? { minuteOfDay: Math.floor((at - day * DAY_MS) / 60_000), isHalfDay: false } : null;
  return day < today ? null : { day, time, found: first.text };
}
