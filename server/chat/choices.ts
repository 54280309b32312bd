import type { Page } from './dialogue/dialogue-reply.ts';
import type { CommandIntent, Intent } from './intent.ts';
import { LOCALES } from './locales/languages.ts';

/** A numbered list that a reply shows. */
export type ChoiceList = 'menu' | 'help' | 'lots' | 'languages' | `page-${Page}`;

/** What a driver may be asked a slot for. */
export type Asked = 'book' | 'park' | 'move';

type Fixed = Exclude<ChoiceList, 'lots'>;

const BACK: CommandIntent = { kind: 'menu' };

/** What the numbers of the fixed lists do, in the order in which the texts name them. */
export const CHOICES: Readonly<Record<Fixed, readonly CommandIntent[]>> = {
  menu: [
    { kind: 'guide' },
    { kind: 'page', page: 'bookings' },
    { kind: 'page', page: 'availability' },
    { kind: 'page', page: 'wallet' },
    { kind: 'page', page: 'problems' },
    { kind: 'page', page: 'help' },
  ],
  'page-bookings': [
    { kind: 'status' },
    { kind: 'upcoming' },
    { kind: 'history' },
    { kind: 'receipt' },
    { kind: 'cancel', reference: null },
    BACK,
  ],
  'page-availability': [
    { kind: 'slots' },
    { kind: 'free-days', days: 'today' },
    { kind: 'free-days', days: 'week' },
    { kind: 'price' },
    BACK,
  ],
  'page-wallet': [{ kind: 'balance' }, { kind: 'top-up', amount: null }, { kind: 'receipt' }, { kind: 'why' }, BACK],
  'page-problems': [
    { kind: 'report' },
    { kind: 'reports' },
    { kind: 'dispute', words: '', reference: null },
    { kind: 'not-me' },
    BACK,
  ],
  'page-help': [
    { kind: 'faq' },
    { kind: 'hours' },
    { kind: 'agent' },
    { kind: 'help' },
    { kind: 'language', tag: null },
    BACK,
  ],
  languages: Object.keys(LOCALES).map((tag) => ({ kind: 'language', tag })),
  help: [
    { kind: 'slots' },
    { kind: 'book', slot: null },
    { kind: 'status' },
    { kind: 'balance' },
    { kind: 'menu' },
    { kind: 'park', slot: null },
    { kind: 'cancel', reference: null },
    { kind: 'history' },
    { kind: 'not-me' },
    { kind: 'left' },
    { kind: 'extend', minutes: null },
    { kind: 'shorten', minutes: null },
    { kind: 'move', slot: null },
    { kind: 'why' },
    { kind: 'dispute', words: '', reference: null },
    { kind: 'wait' },
  ],
};

const OFFERED: ReadonlySet<Intent['kind']> = new Set(
  Object.values(CHOICES).flatMap((list) => list.map(({ kind }) => kind)),
);

/** What an option of the menus is counted as; null for what no menu offers. */
export function optionOf(intent: Intent): string | null {
  if (!OFFERED.has(intent.kind)) return null;
  if (intent.kind === 'page') return `page-${intent.page}`;
  if (intent.kind === 'free-days') return intent.days === 'week' ? 'free-week' : 'free-today';
  return intent.kind;
}

/** How a conversation notes the list that a number would answer. No text of a driver and no command begins so. */
export function listMark(list: ChoiceList): string {
  return `#${list}`;
}

/** How a conversation notes that the reason of a case may follow. */
export function reasonMark(disputeId: string): string {
  return `#reason ${disputeId}`;
}

/** The case whose reason may follow. */
export function reasonAskedOf(pending: string | null): string | null {
  return pending?.startsWith('#reason ') ? pending.slice('#reason '.length) : null;
}

/** How a conversation notes that a command waits for its slot, and how often the answer was none so far. */
export function missMark(misses: number, command: string): string {
  return `#miss ${misses} ${command}`;
}

/** The command that waits, and how often the answer to it was none. */
export function missesOf(pending: string): { command: string; misses: number } {
  const [, misses, command] = /^#miss (\d+) (.+)$/s.exec(pending) ?? [];
  return { command: command ?? pending, misses: Number(misses ?? 0) };
}

/** The list that a conversation waits on. */
export function listOf(pending: string | null): ChoiceList | null {
  const list = pending?.startsWith('#') ? pending.slice(1) : '';
  return list === 'lots' || Object.hasOwn(CHOICES, list) ? (list as ChoiceList) : null;
}

/**
 * What a number means: an answer to "which slot?" or to the list just shown, else the slot of that name, which is asked
 * about. Without any of these it counts for the menu, where nothing is done without asking; the longer list is not
 * guessed.
 */
export function choiceMeant(
  choice: Extract<Intent, { kind: 'choice' }>,
  asked: Asked | null,
  list: ChoiceList | null,
  lots: readonly string[],
): Exclude<Intent, { kind: 'choice' }> {
  const { number, slot } = choice;
  if (asked !== null) return { kind: asked, slot: slot ?? String(number) };
  if (list === 'lots') return { kind: 'choose-lot', lot: lots[number - 1] ?? String(number) };
  const listed = list === null ? undefined : CHOICES[list][number - 1];
  if (listed !== undefined) return listed;
  if (slot !== null) return { kind: 'near-miss', suggestion: { kind: 'book', slot }, asText: `book ${slot}` };
  return CHOICES.menu[number - 1] ?? { kind: 'unknown' };
}
