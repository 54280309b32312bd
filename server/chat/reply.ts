import type { Currency } from '../domain/money.ts';
import type { TariffTerms } from '../domain/tariff.ts';

/** A slot as the chat names it. */
export interface SlotLine {
  code: string;
  state: 'free' | 'reserved' | 'occupied' | 'attention' | 'out-of-service' | 'unknown';
}

/** A past stay or booking in `history`. Times in ms since the epoch. */
export interface HistoryLine {
  slot: string;
  reference: string | null;
  outcome: 'completed' | 'cancelled' | 'expired' | 'stay';
  at: number;
  durationSeconds: number | null;
  amountMinor: number | null;
}

/**
 * The closed outcome of a turn, or the occasion of a notification: everything the words need and nothing about how they
 * are put. Amounts are minor units of the context's currency, times are ms since the epoch.
 */
export type Reply =
  | { kind: 'menu'; lotName: string; welcome: { creditMinor: number } | null }
  | { kind: 'help'; lotName: string }
  | { kind: 'unknown-text'; lotName: string }
  | { kind: 'did-you-mean'; command: string; namesTime: boolean }
  | { kind: 'declined' }
  | { kind: 'nothing-to-confirm' }
  | { kind: 'slots'; lotName: string; slots: SlotLine[]; ratePerHourMinor: number | null }
  | { kind: 'which-slot'; purpose: 'book' | 'park'; free: string[] }
  | { kind: 'which-lot'; lots: { code: string; name: string }[] }
  | { kind: 'lot-chosen'; lotName: string; welcome: { creditMinor: number } | null }
  | { kind: 'lot-unknown'; asked: string; lots: { code: string; name: string }[] }
  | { kind: 'no-lot' }
  | {
      kind: 'booked';
      slot: string;
      lotName: string;
      reference: string;
      holdUntil: number;
      endsAt: number;
      ratePerHourMinor: number | null;
      welcome: { creditMinor: number } | null;
    }
  | { kind: 'slot-unknown'; asked: string; slots: string[] }
  | { kind: 'slot-taken'; slot: string; free: string[] }
  | { kind: 'slot-has-car'; slot: string; free: string[] }
  /** Its controller is silent, or it is out of service. */
  | { kind: 'slot-not-offered'; slot: string; reason: 'unknown' | 'out-of-service'; free: string[] }
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
  | { kind: 'parked'; slot: string; since: number; costMinor: number; reference: string }
  | { kind: 'no-car-there'; slot: string }
  | { kind: 'car-accounted-for'; slot: string }
  | { kind: 'status-none'; balanceMinor: number }
  | { kind: 'status-reserved'; slot: string; reference: string; holdUntil: number; endsAt: number }
  | {
      kind: 'status-active';
      slot: string;
      reference: string;
      since: number;
      costMinor: number;
      balanceMinor: number;
      endsAt: number;
      overstay: boolean;
    }
  | { kind: 'balance'; balanceMinor: number; promoMinor: number }
  | {
      kind: 'prices';
      lotName: string;
      terms: TariffTerms;
    }
  | { kind: 'top-up'; balanceMinor: number }
  | { kind: 'pay'; balanceMinor: number }
  | { kind: 'leave'; slot: string; costMinor: number }
  | {
      kind: 'extend';
      stay: { state: 'parked'; slot: string } | { state: 'reserved'; slot: string; holdUntil: number } | null;
    }
  | { kind: 'thanks' }
  | { kind: 'one-slot'; command: 'book' | 'park'; slots: string[] }
  | { kind: 'cancelled'; slot: string; reference: string }
  | { kind: 'nothing-to-cancel' }
  | { kind: 'reference-unknown'; reference: string }
  /** The stay has begun: driving away ends it. */
  | { kind: 'cancel-too-late'; slot: string }
  | { kind: 'history'; lines: HistoryLine[] }
  | { kind: 'not-me-done'; slot: string; holdUntil: number }
  | { kind: 'not-me-nothing' }
  | { kind: 'left-done'; slot: string; durationSeconds: number; amountMinor: number; balanceMinor: number }
  | { kind: 'left-nothing' }
  /** The sensor is alive and still sees the car. */
  | { kind: 'left-still-seen'; slot: string }
  | { kind: 'text-too-long'; limit: number }
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
  | { kind: 'no-show'; slot: string; reference: string }
  /** Taken back without being asked: somebody else's car stands there, the slot cannot be used, or staff cancelled it. */
  | { kind: 'booking-withdrawn'; slot: string; reference: string; reason: 'car' | 'out-of-service' | 'staff' }
  | { kind: 'arrival-late-revived'; slot: string; reference: string }
  | { kind: 'arrival-late-lost'; slot: string; reference: string }
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
