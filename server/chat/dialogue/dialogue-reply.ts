import type { CaseState } from '../../domain/reported-case.ts';
import type { Step } from './booking-form.ts';

/** Something that answers a question: each is shown with its number, and as a button or a row where a channel has those. */
export type Choice =
  | { is: 'any-slot' }
  | { is: 'slot'; code: string }
  /** A slot that is taken, at another time of the day that was asked for. */
  | { is: 'slot-at'; code: string; minuteOfDay: number }
  | { is: 'lot'; code: string; name: string; free: number; meters: number | null }
  | { is: 'now' }
  /** `day` since 1970-01-01 on the lot's calendar, `ahead` of today; `at` is a moment within it. */
  | { is: 'day'; day: number; at: number; ahead: number }
  | { is: 'time'; minuteOfDay: number }
  | { is: 'length'; minutes: number }
  | { is: 'add-on'; code: string; name: string; priceMinor: number }
  | { is: 'none' };

/** Why the answer before was none. */
export type Miss =
  | 'unclear'
  | 'past'
  | 'closed'
  | 'too-far'
  | 'too-short'
  | 'too-long'
  | 'slot-unknown'
  | 'slot-taken'
  | 'full'
  | 'lot-unknown'
  | 'phone-invalid'
  | 'plate-invalid'
  | 'number-unknown';

/** The levels of the menu. */
export type Page = 'bookings' | 'availability' | 'wallet' | 'problems' | 'help';

export interface AddOnLine {
  name: string;
  priceMinor: number;
}

/** What the chat says where it leads step by step. */
export type DialogueReply =
  | {
      kind: 'ask';
      step: Exclude<Step, 'confirm'>;
      /** Why it is asked again; null the first time. */
      miss: Miss | null;
      lotName: string;
      /** Of the day that a time is asked for; of the miss `too-far` so many days. */
      day: number | null;
      most: number;
      isOptional: boolean;
      choices: Choice[];
      /** Numbers stand for the choices; not where a number is an answer of its own. */
      isNumbered: boolean;
      offersPerson: boolean;
    }
  /** All that was said, with its price, before it is done. */
  | {
      kind: 'booking-summary';
      slot: string;
      lotName: string;
      startsAt: number;
      endsAt: number;
      isNow: boolean;
      amountMinor: number;
      depositMinor: number;
      addOns: AddOnLine[];
      plate: string | null;
      notes: string | null;
      /** Until when it can be given back for nothing; null where giving back never costs anything. */
      freeUntil: number | null;
      /** The answer before was neither yes nor no. */
      isAgain: boolean;
      /** It costs something else than the summary before said. */
      isRepriced: boolean;
    }
  | { kind: 'dialogue-left'; what: 'booking' | 'problem' }
  | { kind: 'menu-page'; page: Page; lotName: string }
  | {
      kind: 'availability';
      lotName: string;
      span: { from: number; to: number };
      /** It begins now. */
      isNow: boolean;
      free: string[];
      total: number;
      amountMinor: number | null;
    }
  | {
      kind: 'availability-days';
      lotName: string;
      days: { at: number; free: number; isClosed: boolean }[];
      total: number;
      /** One day that was asked for: it is booked by its date. */
      isOneDay: boolean;
    }
  | {
      kind: 'upcoming';
      lines: { slot: string; lotName: string; reference: string; startsAt: number; endsAt: number }[];
    }
  | {
      kind: 'hours';
      lotName: string;
      hours: { days: number[] | null; from: number; to: number }[] | null;
      isOpen: boolean;
    }
  | { kind: 'faq'; lotName: string; faq: { question: string; answer: string }[]; contact: string | null }
  | { kind: 'person'; lotName: string; contact: string | null }
  | { kind: 'problem-asked'; lotName: string; isAgain: boolean }
  | { kind: 'problem-noted'; number: string; hasMedia: boolean }
  | {
      kind: 'problem-list';
      cases: { number: string; words: string; state: CaseState; openedAt: number; answer: string | null }[];
    }
  /** Sent without being asked: an attendant worked on it. */
  | { kind: 'problem-changed'; number: string; state: CaseState; answer: string | null }
  | { kind: 'nearest-lots'; lots: { code: string; name: string; free: number; meters: number }[] }
  /** No reminders from now on, or again. */
  | { kind: 'silence'; isOn: boolean }
  | { kind: 'media-unread' };
