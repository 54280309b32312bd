import type { SlotView } from '../../../../shared/live/board-events.ts';
import type { Site } from '../../../support/parkwire.ts';
import type { Span } from './rules.ts';

/** What a Parkwire shows and has stored, read once after a step. */

export interface BookingFact {
  readonly id: string;
  readonly slot: string;
  readonly driverId: string;
  readonly state: string;
  readonly isCurrent: boolean;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly holdUntil: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
}

export interface StayFact {
  readonly id: string;
  readonly slot: string;
  readonly bookingId: string | null;
  readonly driverId: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly endReason: string | null;
  readonly foundBy: string | null;
  readonly chargedMinor: number | null;
  readonly gaps: readonly Span[];
}

export interface DisputeFact {
  readonly id: string;
  readonly driverId: string;
  readonly sessionId: string;
  readonly state: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly openedAt: number;
  readonly decidedBy: string | null;
}

export interface WalletFact {
  readonly cash: number;
  readonly promo: number;
  readonly held: number;
}

export interface Facts {
  readonly slots: readonly SlotView[];
  readonly bookings: readonly BookingFact[];
  readonly stays: readonly StayFact[];
  readonly disputes: readonly DisputeFact[];
  readonly wallets: ReadonlyMap<string, WalletFact>;
  /** Bookings whose deposit is still held. */
  readonly holds: ReadonlySet<string>;
}

export async function readFacts(site: Site): Promise<Facts> {
  const [{ slots }, bookings, stays, disputes, accounts, holds] = await Promise.all([
    site.board(),
    site.rows(
      `SELECT b.id, s.code AS slot, b.driver_id, b.state, b.is_current, b.starts_at, b.ends_at, b.hold_until, b.created_at,
         b.ended_at, b.end_reason FROM bookings b JOIN slots s ON s.id = b.slot_id ORDER BY b.created_at, b.id`,
    ),
    site.rows(
      `SELECT p.id, s.code AS slot, p.booking_id, p.driver_id, p.started_at, p.ended_at, p.end_reason, p.end_found_by,
         p.charged_minor, p.gaps FROM parking_sessions p JOIN slots s ON s.id = p.slot_id ORDER BY p.started_at, p.id`,
    ),
    site.rows('SELECT * FROM disputes'),
    site.rows(`SELECT owner_id, kind, balance FROM accounts WHERE owner = 'driver'`),
    site.rows(
      `SELECT t.booking_id FROM transfers t WHERE t.kind = 'hold' AND NOT EXISTS
         (SELECT 1 FROM transfers c WHERE c.key IN ('capture:' || t.booking_id, 'release:' || t.booking_id))`,
    ),
  ]);
  const wallets = new Map<string, WalletFact>();
  for (const { owner_id, kind, balance } of accounts) {
    wallets.set(owner_id, { ...(wallets.get(owner_id) ?? { cash: 0, promo: 0, held: 0 }), [kind]: balance });
  }
  return {
    slots,
    bookings: bookings.map((row) => ({
      id: row.id,
      slot: row.slot,
      driverId: row.driver_id,
      state: row.state,
      isCurrent: row.is_current === 1,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      holdUntil: row.hold_until,
      createdAt: row.created_at,
      endedAt: row.ended_at,
      endReason: row.end_reason,
    })),
    stays: stays.map((row) => ({
      id: row.id,
      slot: row.slot,
      bookingId: row.booking_id,
      driverId: row.driver_id,
      from: row.started_at,
      to: row.ended_at,
      endReason: row.end_reason,
      foundBy: row.end_found_by,
      chargedMinor: row.charged_minor,
      gaps: JSON.parse(row.gaps),
    })),
    disputes: disputes.map((row) => ({
      id: row.id,
      driverId: row.driver_id,
      sessionId: row.session_id,
      state: row.state,
      amountMinor: row.amount_minor,
      refundedMinor: row.refunded_minor,
      openedAt: row.opened_at,
      decidedBy: row.decided_by,
    })),
    wallets,
    holds: new Set(holds.map(({ booking_id }) => booking_id)),
  };
}

export const isLive = ({ state }: Pick<BookingFact, 'state'>): boolean => state === 'reserved' || state === 'active';

export const overlap = (a: BookingFact, from: number, to: number): boolean => a.startsAt < to && from < a.endsAt;
