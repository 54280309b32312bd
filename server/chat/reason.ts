import type { Intent } from './intent.ts';
import { readWords } from './words.ts';

/** As many words are a command; more, where the reason of a case was asked for, are the reason. */
const MOST_COMMAND_WORDS = 3;
/** What changes nothing, or only asks: in a whole sentence its words were hardly meant as that command. */
const ASIDES: ReadonlySet<Intent['kind']> = new Set<Intent['kind']>([
  ...(['near-miss', 'one-slot', 'how-long', 'menu', 'help', 'slots', 'status', 'balance', 'history', 'why'] as const),
  ...([
    'hours',
    'services',
    'modify',
    'agent',
    'report',
    'price',
    'receipt',
    'pay',
    'leave',
    'left',
    'thanks',
  ] as const),
]);

/** Whether a text is what is wrong with a bill, where that was asked for: what is no command, or only a part of a sentence. */
export function isReason(intent: Intent, text: string): boolean {
  if (intent.kind === 'unknown') return true;
  return ASIDES.has(intent.kind) && readWords(text).length > MOST_COMMAND_WORDS;
}

/** What a driver says of a case without the reference of its booking. */
export function reasonIn(words: string, reference: string | null): string {
  return (reference === null ? words : words.replace(/^\s*pw[\s-]*[\p{Nd}a-z]{1,8}\s*[:,.-]*/iu, '')).trim();
}
