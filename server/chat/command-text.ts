import type { Intent } from './intent.ts';
import { languageWord } from './language-words.ts';

export type Suggestion = Extract<Intent, { kind: 'near-miss' }>['suggestion'];

/**
 * The words that make the grammar understand exactly this intent: what "did you mean" shows, and what is done when the
 * driver agrees.
 */
export function commandText(intent: Suggestion): string {
  switch (intent.kind) {
    case 'book':
    case 'park':
    case 'move':
      return intent.slot === null ? intent.kind : `${intent.kind} ${intent.slot}`;
    case 'extend':
    case 'shorten':
      if (intent.minutes === null) return intent.kind;
      // `extend 5` alone may well mean hours.
      return intent.minutes < 10 ? `${intent.kind} ${intent.minutes} min` : `${intent.kind} ${intent.minutes}`;
    case 'cancel':
      return intent.reference === null ? 'cancel' : `cancel ${intent.reference}`;
    case 'choose-lot':
      return `lot ${intent.lot}`;
    case 'dispute':
      return intent.words === '' ? 'dispute' : `dispute ${intent.words}`;
    case 'not-me':
      return 'not me';
    case 'top-up':
      return intent.amount === null ? 'top up' : `top up ${intent.amount}`;
    case 'leave-list':
      return 'leave the list';
    case 'guide':
      return 'new booking';
    case 'page':
      return `${intent.page} menu`;
    case 'language':
      return languageWord(intent.tag);
    case 'silence':
      return intent.isOn ? 'stop' : 'start';
    case 'free-days':
      return intent.days === 'today' ? 'free today' : 'free this week';
    default:
      return intent.kind;
  }
}

export function nearMiss(suggestion: Suggestion): Extract<Intent, { kind: 'near-miss' }> {
  return { kind: 'near-miss', suggestion, asText: commandText(suggestion) };
}
