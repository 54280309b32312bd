import type { Currency } from '../domain/money.ts';
import type { TariffTerms } from '../domain/tariff.ts';
import type { DialogueReply } from './dialogue/dialogue-reply.ts';
import type { DisputeNotice, EvidenceReply } from './evidence-reply.ts';
import type { HandoverReply } from './handover-reply.ts';
import type { LanguageReply } from './language-reply.ts';
import type { StaffReply } from './staff/staff-reply.ts';
import type { WalletReply } from './wallet-reply.ts';

/** A slot as the chat names it. */
export interface SlotLine {
  code: string;
  state: 'free' | 'reserved' | 'occupied' | 'attention' | 'out-of-service' | 'unknown';
}

/** A booking for later, as `status` names it. */
export interface AheadLine {
  slot: string;
  reference: string;
  startsAt: number;
  endsAt: number;
}

/** A past stay or booking in `history`. Times in ms since the epoch. */
export interface HistoryLine {
  slot: string;
  reference: string | null;
  outcome: 'completed' | 'cancelled' | 'expired' | 'stay';
  at: number;
  durationSeconds: number | null;
  amountMinor: number | null;
  /** Of its own lot: the lines may be of several. */
  currency: Currency;
}

/** Why the first in line cannot take the slot. */
export type WaitRefusal =
  | 'already-booked'
  | 'already-parked'
  | 'balance-too-low'
  | 'too-many-no-shows'
  | 'driver-blocked';

/**
 * The closed outcome of a turn, or the occasion of a notification: everything the words need and nothing about how they
 * are put. Amounts are minor units of the context's currency, times are ms since the epoch.
 */
export type Reply =
  | WalletReply
  | StaffReply
  | DialogueReply
  | { kind: 'dialogue-help'; question: Reply }
  /** Something else was answered in between; the question stands. */
  | { kind: 'still-asking'; answer: Reply; question: Reply }
  /** The conversation before is over, and what was asked in it with it. */
  | { kind: 'started-afresh'; answer: Reply }
  /** What was written is no answer to what is asked, which is asked again. */
  | { kind: 'not-an-answer'; answer: Reply; offersPerson: boolean }
  /** A person answered; the driver wants the bot's answers again, and gets one at once. */
  | { kind: 'bot-again'; answer: Reply }
  | EvidenceReply
  | LanguageReply
  | HandoverReply
  | DisputeNotice
  | { kind: 'menu'; lotName: string; welcome: { creditMinor: number } | null }
  | { kind: 'help'; lotName: string; paysByLink?: boolean }
  | { kind: 'unknown-text'; lotName: string }
  | { kind: 'did-you-mean'; command: string; namesTime: boolean; commands?: readonly string[] }
  | { kind: 'declined' }
  | { kind: 'nothing-to-confirm' }
  | { kind: 'slots'; lotName: string; slots: SlotLine[]; ratePerHourMinor: number | null }
  | { kind: 'which-slot'; purpose: 'book' | 'park' | 'move'; free: string[] }
  | { kind: 'which-lot'; lots: { code: string; name: string }[] }
  | { kind: 'lot-chosen'; lotName: string; welcome: { creditMinor: number } | null }
  | { kind: 'lot-unknown'; asked: string; lots: { code: string; name: string }[] }
  | { kind: 'no-lot' }
  | {
      kind: 'booked';
      slot: string;
      lotName: string;
      reference: string;
      startsAt: number;
      holdUntil: number;
      endsAt: number;
      ratePerHourMinor: number | null;
      /** Held as a deposit. */
      depositMinor?: number;
      welcome: { creditMinor: number } | null;
    }
  | { kind: 'slot-unknown'; asked: string; slots: string[] }
  | { kind: 'slot-taken'; slot: string; free: string[] }
  | { kind: 'slot-has-car'; slot: string; free: string[] }
  /** Its controller is silent, or it is out of service. */
  | { kind: 'slot-not-offered'; slot: string; reason: 'unknown' | 'out-of-service'; free: string[] }
  /** A window that was asked for is taken; what could be had instead. */
  | {
      kind: 'window-taken';
      slot: string;
      from: number;
      to: number;
      slots: string[];
      times: { from: number; to: number }[];
      verb: 'book' | 'move';
    }
  | {
      kind: 'window-refused';
      fault: 'past' | 'too-short' | 'too-long' | 'too-far-ahead' | 'closed';
      minimumSeconds: number;
      maximumSeconds: number;
      aheadDays: number;
    }
  /** Another booking of the driver's lies in that time. */
  | { kind: 'bookings-overlap'; slot: string; reference: string; startsAt: number }
  | { kind: 'too-many-bookings'; limit: number }
  | { kind: 'balance-too-low'; balanceMinor: number; neededMinor: number }
  | {
      kind: 'already-booked';
      slot: string;
      reference: string;
      state: 'reserved' | 'active';
      asked: { command: 'book' | 'park'; slot: string };
    }
  | { kind: 'already-parked'; slot: string }
  | { kind: 'too-many-no-shows'; count: number; until: number }
  | { kind: 'tariff-missing' }
  | { kind: 'driver-blocked' }
  | { kind: 'parked'; slot: string; since: number; costMinor: number | null; reference: string }
  | { kind: 'no-car-there'; slot: string }
  | { kind: 'car-accounted-for'; slot: string }
  | { kind: 'status-none'; balanceMinor: number; ahead: AheadLine[] }
  | {
      kind: 'status-reserved';
      slot: string;
      reference: string;
      holdUntil: number;
      endsAt: number;
      ahead: AheadLine[];
    }
  | {
      kind: 'status-active';
      slot: string;
      reference: string;
      since: number;
      /** Null where the stay has no price. */
      costMinor: number | null;
      balanceMinor: number;
      endsAt: number;
      overstay: boolean;
      ahead: AheadLine[];
    }
  | { kind: 'balance'; balanceMinor: number; promoMinor: number }
  | {
      kind: 'prices';
      lotName: string;
      terms: TariffTerms;
    }
  | { kind: 'pay'; balanceMinor: number }
  | { kind: 'leave'; slot: string; costMinor: number | null }
  | { kind: 'thanks' }
  /** What of a booking can be changed, and how. */
  | { kind: 'modify' }
  | { kind: 'one-slot'; command: 'book' | 'park'; slots: string[] }
  | { kind: 'cancelled'; slot: string; reference: string; feeMinor: number }
  /** It costs a fee, or it is one of several: nothing is done before a yes. */
  | { kind: 'cancel-asked'; slot: string; reference: string; startsAt: number; feeMinor: number }
  /** `unclear`: it named a new end or a total, or more than any change. */
  | { kind: 'how-long'; verb: 'extend' | 'shorten'; unclear: 'end' | 'long' | null }
  | { kind: 'nothing-to-change' }
  | { kind: 'booking-changed'; slot: string; reference: string; startsAt: number; endsAt: number; isParked: boolean }
  /** The car is there: a stay stays where it is. */
  | { kind: 'move-too-late'; slot: string }
  /** The slot is booked from `until` on; the booking ends at `now` as before. */
  | { kind: 'extend-blocked'; slot: string; until: number; now: number }
  | { kind: 'nothing-to-cancel' }
  | { kind: 'reference-unknown'; reference: string }
  /** The stay has begun: driving away ends it. */
  | { kind: 'cancel-too-late'; slot: string }
  | { kind: 'history'; lines: HistoryLine[] }
  | { kind: 'not-me-done'; slot: string; holdUntil: number | null }
  /** The stay had ended and was charged. `holdUntil` is null where the booking is over. */
  | {
      kind: 'not-me-returned';
      slot: string;
      from: number;
      to: number;
      returnedMinor: number;
      balanceMinor: number;
      holdUntil: number | null;
    }
  | { kind: 'not-me-limit'; slot: string; count: number; days: number }
  | { kind: 'not-me-nothing' }
  | { kind: 'left-done'; slot: string; durationSeconds: number; amountMinor: number; balanceMinor: number }
  | { kind: 'left-nothing' }
  /** The sensor is alive and still sees the car. */
  | { kind: 'left-still-seen'; slot: string }
  | { kind: 'text-too-long'; limit: number }
  /** The sender floods us; nothing more is answered for a while. */
  | { kind: 'too-many-messages' }
  | { kind: 'no-text' }
  | { kind: 'try-again' }
  // Notifications, sent without being asked.
  | { kind: 'car-detected'; slot: string; at: number; reference: string; ratePerHourMinor: number | null }
  | {
      kind: 'bill';
      slot: string;
      from: number;
      to: number;
      durationSeconds: number;
      amountMinor: number;
      /** What was given back of it by now. */
      refundedMinor: number;
      balanceMinor: number;
    }
  | {
      kind: 'bill-corrected';
      slot: string;
      from: number;
      to: number;
      durationSeconds: number;
      amountMinor: number;
      previousMinor: number;
      balanceMinor: number;
    }
  /** Taken back without being asked: somebody else's car stands there, the slot cannot be used, or staff cancelled it. */
  | { kind: 'booking-withdrawn'; slot: string; reference: string; reason: 'car' | 'out-of-service' | 'staff' }
  | { kind: 'no-show'; slot: string; reference: string; feeMinor: number }
  /** With the fee that goes back. */
  | { kind: 'arrival-late-revived'; slot: string; reference: string; feeMinor: number }
  | { kind: 'arrival-late-lost'; slot: string; reference: string; feeMinor: number }
  | {
      kind: 'booking-moved';
      from: string;
      slot: string;
      reference: string;
      obstacle: 'taken' | 'out-of-service' | 'unknown';
      startsAt: number;
      endsAt: number;
    }
  /** Neither its slot nor another could be had. */
  | { kind: 'slot-unavailable'; slot: string; reference: string; next: { code: string; from: number }[] }
  /** The driver was on another booking all the time it was held. */
  | { kind: 'booking-unused'; slot: string; reference: string }
  // The waiting list.
  /** `place` counts from 1; `isNew` where the driver has just joined. */
  | { kind: 'waiting'; lotName: string; place: number; isNew: boolean; holdMinutes: number }
  | { kind: 'wait-needless'; lotName: string; free: string[] }
  | { kind: 'wait-has-slot'; slot: string }
  | { kind: 'wait-left'; lotName: string }
  | { kind: 'wait-not-in-line' }
  | { kind: 'status-waiting'; lotName: string; place: number; balanceMinor: number }
  | { kind: 'wait-offer'; slot: string; lotName: string; reference: string; holdUntil: number }
  | { kind: 'wait-lapsed'; slot: string; lotName: string; reference: string }
  | { kind: 'wait-dropped'; lotName: string; reason: WaitRefusal }
  // Reminders.
  | { kind: 'day-before'; slot: string; lotName: string; reference: string; startsAt: number; endsAt: number }
  | { kind: 'before-start'; slot: string; lotName: string; reference: string; startsAt: number; endsAt: number }
  | { kind: 'before-end'; slot: string; reference: string; endsAt: number }
  | { kind: 'no-show-warning'; slot: string; reference: string; holdUntil: number }
  /** `at` is a moment of the day that was set. */
  | { kind: 'follow-up'; slot: string; lotName: string; reference: string; at: number }
  | { kind: 'low-balance'; balanceMinor: number; neededMinor: number };

export type ReplyKind = Reply['kind'];

/** What the words depend on beside the outcome. */
export interface ReplyContext {
  locale: string;
  timeZone: string;
  currency: Currency;
  /** The time of the turn. With it times are told as today's or tomorrow's and stays with their duration so far. */
  now?: number;
}

/** The reply itself, without the words around it. */
export function coreOf(reply: Reply): Reply {
  switch (reply.kind) {
    case 'started-afresh':
    case 'still-asking':
    case 'bot-again':
    case 'not-an-answer':
      return coreOf(reply.answer);
    default:
      return reply;
  }
}
