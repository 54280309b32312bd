import { interpret } from '../../chat/grammar.ts';
import type { Intent } from '../../chat/intent.ts';
import { readOneLine } from '../../chat/one-line.ts';
import { wallClock } from '../../domain/calendar.ts';
import type { Turn } from './turn.ts';

/** What a second opinion makes of a turn: the turn as if the driver had used our words, or a command to ask about first. */
export type SecondReading =
  | { readonly kind: 'as-if'; readonly turn: Turn }
  | { readonly kind: 'ask'; readonly command: string };

/** These only tell something, or ask for more; a wrong one does no harm. */
const HARMLESS: ReadonlySet<Intent['kind']> = new Set([
  'menu',
  'help',
  'slots',
  'free-days',
  'status',
  'upcoming',
  'history',
  'balance',
  'price',
  'services',
  'hours',
  'faq',
  'receipt',
  'why',
  'top-up',
  'pay',
  'leave',
  'modify',
  'guide',
  'page',
  'report',
  'reports',
  'thanks',
]);

/**
 * Reads the second opinion on a text that nobody here understands. Whatever books, costs, cancels or calls a person is
 * asked about first, however sure the other side is; a booking ahead is summed up with its price and asked about anyway.
 */
export function secondReading(turn: Turn, now: number): SecondReading | null {
  const { opinion, intent, pending, reasonOf, dialogue, place, media, known } = turn;
  if (opinion === null || intent.kind !== 'unknown' || place !== null || media.length > 0) return null;
  // It is an answer to what was asked meanwhile.
  if (pending !== null || reasonOf !== null || (dialogue !== null && dialogue.kind !== 'lots')) return null;
  const here = turn.lot ?? turn.home;
  if (!here) return null;
  const meant = interpret(opinion, known);
  const { day, minuteOfDay } = wallClock(now, here.timeZone);
  const line = readOneLine(opinion, known, day, [], minuteOfDay);
  const asIf = { kind: 'as-if', turn: { ...turn, text: opinion, intent: meant, opinion: null } } as const;
  // Of several lots it is asked which, before a line can be read at one.
  if (line !== null && (turn.lot !== null || line.lot !== null)) {
    const { day: onDay, time, part } = line.when ?? {};
    const isAhead = (onDay ?? time ?? part) !== undefined;
    return line.kind === 'slots' || isAhead ? asIf : { kind: 'ask', command: opinion };
  }
  if (HARMLESS.has(meant.kind) || asksForMore(meant)) return asIf;
  if (meant.kind === 'near-miss') return { kind: 'ask', command: meant.asText };
  return NO_COMMAND.has(meant.kind) ? null : { kind: 'ask', command: opinion };
}

const NO_COMMAND: ReadonlySet<Intent['kind']> = new Set(['unknown', 'choice', 'yes', 'no', 'one-slot', 'how-long']);

/** A command without its object does nothing but ask for it. */
function asksForMore(intent: Intent): boolean {
  if (intent.kind === 'book' || intent.kind === 'park' || intent.kind === 'move') return intent.slot === null;
  return (intent.kind === 'extend' || intent.kind === 'shorten') && intent.minutes === null;
}
