import type { BookingFilter, BookingRepository } from '../../app/ports/repositories.ts';
import {
  type Booking,
  type BookingEndReason,
  type BookingSource,
  type BookingState,
  isLive,
} from '../../domain/booking.ts';
import type { Interval } from '../../domain/interval.ts';
import { inputValues } from '../engine.ts';
import { flag, Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

/** Longer than any booking may be (lots take 30 days at most). */
const LONGEST_BOOKING_MS = 31 * 86_400_000;

export interface BookingRow {
  id: string;
  reference: string;
  lot_id: string;
  slot_id: string;
  driver_id: string;
  identity_id: string;
  state: BookingState;
  is_current: number;
  starts_at: number;
  ends_at: number;
  hold_until: number;
  created_at: number;
  arrived_at: number | null;
  ended_at: number | null;
  end_reason: BookingEndReason | null;
  source: BookingSource;
  add_ons: string;
  notes: string | null;
}

/** What transfers `t` put into the house's accounts, by their postings `p`. */
const HOUSE = `JOIN postings p ON p.transfer_id = t.id JOIN accounts a ON a.id = p.account_id AND a.owner = 'house'`;

const bookings = new Table<Booking>({
  name: 'bookings',
  order: 35,
  key: ['id'],
  columns: {
    id: 'text',
    reference: 'text',
    lot_id: 'text',
    slot_id: 'text',
    driver_id: 'text',
    identity_id: 'text',
    state: 'text',
    is_current: 'int',
    starts_at: 'int',
    ends_at: 'int',
    hold_until: 'int',
    created_at: 'int',
    arrived_at: 'int',
    ended_at: 'int',
    end_reason: 'text',
    source: 'text',
    add_ons: 'text',
    notes: 'text',
  },
  rank: (b) => (isLive(b) ? 1 : 0),
  // Whoever holds the row of the slot, as the use cases do, waits for nobody here. Not by driver: a car that arrives on one slot would wait for
  // what its driver asks about another, and be waited for.
  turns: (b) => (isLive(b) ? [`slot ${b.slotId}`] : []),
  toRow: (b) => [
    b.id,
    b.reference,
    b.lotId,
    b.slotId,
    b.driverId,
    b.identityId,
    b.state,
    flag(b.isCurrent),
    b.startsAt,
    b.endsAt,
    b.holdUntil,
    b.createdAt,
    b.arrivedAt,
    b.endedAt,
    b.endReason,
    b.source,
    JSON.stringify(b.addOns),
    b.notes,
  ],
});

export function toBooking(row: BookingRow): Booking {
  return {
    id: row.id,
    reference: row.reference,
    lotId: row.lot_id,
    slotId: row.slot_id,
    driverId: row.driver_id,
    identityId: row.identity_id,
    state: row.state,
    isCurrent: row.is_current === 1,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    holdUntil: row.hold_until,
    createdAt: row.created_at,
    arrivedAt: row.arrived_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    source: row.source,
    addOns: JSON.parse(row.add_ons) as Booking['addOns'],
    notes: row.notes,
  };
}

/** Bookings. That no two live ones overlap is a rule of the database. */
export class SqlBookings implements BookingRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async byIds(ids: readonly string[]): Promise<Booking[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM bookings WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    return (await this.session.query<BookingRow>(sql, [JSON.stringify(ids)])).map(toBooking);
  }

  async currentOfDrivers(driverIds: readonly string[]): Promise<Booking[]> {
    if (driverIds.length === 0) return [];
    const sql = `SELECT * FROM bookings WHERE driver_id IN ${inputValues(this.session.dialect, 1)}
      AND is_current = 1 AND state IN ('reserved', 'active')`;
    return (await this.session.query<BookingRow>(sql, [JSON.stringify(driverIds)])).map(toBooking);
  }

  async liveOfDrivers(driverIds: readonly string[]): Promise<Booking[]> {
    if (driverIds.length === 0) return [];
    const sql = `SELECT * FROM bookings WHERE driver_id IN ${inputValues(this.session.dialect, 1)}
      AND state IN ('reserved', 'active')`;
    return (await this.session.query<BookingRow>(sql, [JSON.stringify(driverIds)])).map(toBooking);
  }

  async liveOfSlots(slotIds: readonly string[], span: Interval): Promise<Booking[]> {
    if (slotIds.length === 0) return [];
    const sql = `SELECT * FROM bookings WHERE slot_id IN ${inputValues(this.session.dialect, 1)}
      AND state IN ('reserved', 'active') AND starts_at < $3 AND ends_at > $2`;
    const bind = [JSON.stringify(slotIds), span.from, span.to];
    return (await this.session.query<BookingRow>(sql, bind)).map(toBooking);
  }

  async aheadBefore(moment: number, limit: number): Promise<Booking[]> {
    const sql = `SELECT * FROM bookings WHERE is_current = 0 AND state = 'reserved' AND starts_at < $1
      ORDER BY starts_at LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<BookingRow>(sql, [moment])).map(toBooking);
  }

  save(booking: Booking): void {
    bookings.upsert(this.session, booking.id, booking);
  }

  async holdsOver(now: number, limit: number): ReturnType<BookingRepository['holdsOver']> {
    // Those on silent slots wait; they must not keep the others from their turn.
    const sql = `SELECT b.id, b.slot_id FROM bookings b JOIN slots s ON s.id = b.slot_id
      WHERE b.state = 'reserved' AND b.is_current = 1 AND b.hold_until <= $1 AND s.health <> 'silent'
      ORDER BY b.hold_until LIMIT ${Math.trunc(limit)}`;
    const rows = await this.session.query<Pick<BookingRow, 'id' | 'slot_id'>>(sql, [now]);
    return rows.map((row) => ({ id: row.id, slotId: row.slot_id }));
  }

  async noShows(identityIds: readonly string[], since: number): Promise<Map<string, number[]>> {
    const found = new Map<string, number[]>();
    if (identityIds.length === 0) return found;
    const sql = `SELECT identity_id, ended_at FROM bookings
      WHERE identity_id IN ${inputValues(this.session.dialect, 1)} AND state = 'expired' AND end_reason = 'no-show'
      AND ended_at >= $2 ORDER BY ended_at`;
    const bind = [JSON.stringify(identityIds), since];
    for (const row of await this.session.query<{ identity_id: string; ended_at: number }>(sql, bind)) {
      found.set(row.identity_id, [...(found.get(row.identity_id) ?? []), row.ended_at]);
    }
    return found;
  }

  async list(filter: BookingFilter): ReturnType<BookingRepository['list']> {
    const bind: (string | number)[] = [];
    const where: string[] = [];
    const add = (condition: (parameter: string) => string, value: string | number) => {
      bind.push(value);
      where.push(condition(`$${bind.length}`));
    };
    if (filter.driverId) add((p) => `b.driver_id = ${p}`, filter.driverId);
    if (filter.lotId) add((p) => `b.lot_id = ${p}`, filter.lotId);
    if (filter.id) add((p) => `b.id = ${p}`, filter.id);
    const { states } = filter;
    if (states) {
      bind.push(JSON.stringify(states));
      where.push(`b.state IN ${inputValues(this.session.dialect, bind.length)}`);
    }
    if (filter.drivers) {
      bind.push(JSON.stringify(filter.drivers));
      where.push(`b.driver_id IN ${inputValues(this.session.dialect, bind.length)}`);
    }
    if (filter.slot) add((p) => `s.code = ${p}`, filter.slot);
    if (filter.reference) add((p) => `b.reference = ${p}`, filter.reference);
    const { span } = filter;
    if (span) {
      add((p) => `b.starts_at < ${p}`, span.to);
      // No booking is longer, so what began before is over: an index finds the rest.
      add((p) => `b.starts_at > ${p}`, span.from - LONGEST_BOOKING_MS);
      add((p) => `(b.state = 'active' OR COALESCE(b.ended_at, b.ends_at) > ${p})`, span.from);
    }
    if (filter.before)
      add((p) => `(b.created_at, b.id) < (SELECT o.created_at, o.id FROM bookings o WHERE o.id = ${p})`, filter.before);
    const sql = `SELECT b.*, s.code AS slot_code, l.code AS lot_code, d.display_name, d.plate,
        (SELECT i.phone FROM identities i WHERE i.id = b.identity_id) AS phone,
        (SELECT SUM(p.charged_minor) FROM parking_sessions p WHERE p.booking_id = b.id) AS charged,
        (SELECT p.id FROM parking_sessions p WHERE p.booking_id = b.id ORDER BY p.started_at DESC, p.id DESC LIMIT 1) AS session_id,
        (SELECT SUM(p.amount) FROM transfers t ${HOUSE} WHERE t.booking_id = b.id
          AND NOT EXISTS (SELECT 1 FROM transfers r WHERE r.reverses = t.id)) AS fee,
        (SELECT -SUM(p.amount) FROM parking_sessions stay JOIN transfers t ON t.session_id = stay.id ${HOUSE}
          WHERE stay.booking_id = b.id AND t.kind IN ('refund', 'withdrawal')) AS refunded,
        (SELECT f.date FROM follow_ups f WHERE f.booking_id = b.id) AS follow_up_date
      FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN lots l ON l.id = b.lot_id JOIN drivers d ON d.id = b.driver_id
      ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY ${span ? 'b.starts_at, b.id' : 'b.created_at DESC, b.id DESC'} LIMIT ${Math.trunc(filter.limit)}`;
    const rows = await this.session.query<
      BookingRow & {
        slot_code: string;
        lot_code: string;
        charged: number | string | null;
        session_id: string | null;
        fee: number | string | null;
        refunded: number | string | null;
        follow_up_date: string | null;
        display_name: string;
        plate: string | null;
        phone: string | null;
      }
    >(sql, bind);
    return rows.map((row) => ({
      ...toBooking(row),
      slotCode: row.slot_code,
      lotCode: row.lot_code,
      sessionId: row.session_id,
      // PostgreSQL sums 64-bit integers as NUMERIC, which arrives as text.
      chargedMinor: row.charged === null ? null : Number(row.charged),
      refundedMinor: Number(row.refunded ?? 0),
      feeMinor: Number(row.fee ?? 0),
      followUpDate: row.follow_up_date,
      driver: { displayName: row.display_name, phone: row.phone, plate: row.plate },
    }));
  }
}
