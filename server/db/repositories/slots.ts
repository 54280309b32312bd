import type { Slot } from '../../app/ports/entities.ts';
import type { RetainedLeft, SlotAssignment, SlotRepository } from '../../app/ports/repositories.ts';
import type { LedLook } from '../../domain/led.ts';
import type { SlotFacts, SlotState } from '../../domain/slot.ts';
import { forUpdate, inputRows, inputValues } from '../engine.ts';
import { flag, Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface SlotRow {
  id: string;
  lot_id: string;
  code: string;
  position: number;
  version: number;
  state: SlotState;
  out_of_service: number;
  health: SlotFacts['health'];
  controller_id: string | null;
  session_id: string | null;
  booking_id: string | null;
  lapsed_booking_id: string | null;
  seen_boot_id: string | null;
  seen_seq: number | null;
  led_color: LedLook['color'];
  led_pattern: LedLook['pattern'];
  led_rev: number;
  led_changed_at: number;
  led_drift: number;
  reported_color: LedLook['color'] | null;
  reported_pattern: LedLook['pattern'] | null;
  reported_rev: number | null;
  reported_at: number | null;
  overstays: number;
  displaced: string | null;
}

const slots = new Table<Slot>({
  name: 'slots',
  order: 30,
  key: ['id'],
  columns: {
    id: 'text',
    lot_id: 'text',
    code: 'text',
    position: 'int',
    version: 'int',
    state: 'text',
    out_of_service: 'int',
    health: 'text',
    controller_id: 'text',
    session_id: 'text',
    booking_id: 'text',
    lapsed_booking_id: 'text',
    seen_boot_id: 'text',
    seen_seq: 'int',
    led_color: 'text',
    led_pattern: 'text',
    led_rev: 'int',
    led_changed_at: 'int',
    led_drift: 'int',
    reported_color: 'text',
    reported_pattern: 'text',
    reported_rev: 'int',
    reported_at: 'int',
    overstays: 'int',
    displaced: 'text',
  },
  toRow: (slot) => [
    slot.id,
    slot.lotId,
    slot.code,
    slot.position,
    slot.version,
    slot.state,
    flag(slot.outOfService),
    slot.health,
    slot.controllerId,
    slot.sessionId,
    slot.bookingId,
    slot.lapsedBookingId,
    slot.seenBootId,
    slot.seenSeq,
    slot.led.color,
    slot.led.pattern,
    slot.led.rev,
    slot.ledChangedAt,
    flag(slot.ledDrift),
    slot.reported?.color ?? null,
    slot.reported?.pattern ?? null,
    slot.reported?.rev ?? null,
    slot.reported?.at ?? null,
    flag(slot.overstays),
    slot.displaced === null ? null : JSON.stringify(slot.displaced),
  ],
});

function toSlot(row: SlotRow): Slot {
  const { reported_color, reported_pattern, reported_rev, reported_at } = row;
  return {
    id: row.id,
    lotId: row.lot_id,
    code: row.code,
    position: row.position,
    version: row.version,
    state: row.state,
    outOfService: row.out_of_service === 1,
    health: row.health,
    controllerId: row.controller_id,
    sessionId: row.session_id,
    bookingId: row.booking_id,
    lapsedBookingId: row.lapsed_booking_id,
    seenBootId: row.seen_boot_id,
    seenSeq: row.seen_seq,
    led: { color: row.led_color, pattern: row.led_pattern, rev: row.led_rev },
    ledChangedAt: row.led_changed_at,
    ledDrift: row.led_drift === 1,
    reported:
      reported_color && reported_pattern && reported_rev !== null && reported_at !== null
        ? { color: reported_color, pattern: reported_pattern, rev: reported_rev, at: reported_at }
        : null,
    overstays: row.overstays === 1,
    displaced: row.displaced === null ? null : JSON.parse(row.displaced),
  };
}

/** Slots, and which controller serves each. */
export class SqlSlots implements SlotRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async inLot(lotId: string): Promise<Slot[]> {
    const sql = 'SELECT * FROM slots WHERE lot_id = $1 AND retired_at IS NULL ORDER BY position, code';
    return (await this.session.query<SlotRow>(sql, [lotId])).map(toSlot);
  }

  async byIds(ids: readonly string[]): Promise<Slot[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM slots WHERE id IN ${inputValues(this.session.dialect, 1)} ORDER BY id`;
    return (await this.session.query<SlotRow>(sql, [JSON.stringify(ids)])).map(toSlot);
  }

  async lockByIds(ids: readonly string[]): Promise<Slot[]> {
    if (ids.length === 0) return [];
    const { dialect } = this.session;
    const sql = `SELECT * FROM slots WHERE id IN ${inputValues(dialect, 1)} ORDER BY id${forUpdate(dialect)}`;
    return (await this.session.query<SlotRow>(sql, [JSON.stringify(ids)])).map(toSlot);
  }

  async lockByCodes(keys: readonly { lotId: string; code: string }[]): Promise<Slot[]> {
    if (keys.length === 0) return [];
    const { dialect } = this.session;
    const sql = `WITH ${inputRows(dialect, { lot: 'text', slot: 'text' })}
      SELECT s.* FROM slots s WHERE (s.lot_id, s.code) IN (SELECT lot, slot FROM input) AND s.retired_at IS NULL
      ORDER BY s.id${forUpdate(dialect, 's')}`;
    const rows = keys.map(({ lotId, code }) => [lotId, code]);
    return (await this.session.query<SlotRow>(sql, [JSON.stringify(rows)])).map(toSlot);
  }

  add(slot: Slot): void {
    slots.insert(this.session, slot.id, slot);
    this.session.changedSlots.add(slot.id);
  }

  save(slot: Slot): void {
    slots.upsert(this.session, slot.id, slot);
    this.session.changedSlots.add(slot.id);
  }

  async retire(ids: readonly string[], at: number): Promise<void> {
    if (ids.length === 0) return;
    const sql = `UPDATE slots SET retired_at = $2, out_of_service = 1 WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    await this.session.execute(sql, [JSON.stringify(ids), at]);
    for (const id of ids) this.session.changedSlots.add(id);
  }

  async retiredInLot(lotId: string): Promise<Slot[]> {
    const sql = 'SELECT * FROM slots WHERE lot_id = $1 AND retired_at IS NOT NULL ORDER BY position, code';
    return (await this.session.query<SlotRow>(sql, [lotId])).map(toSlot);
  }

  async retiredOf(slotIds: readonly string[]): Promise<string[]> {
    if (slotIds.length === 0) return [];
    const sql = `SELECT id FROM slots WHERE id IN ${inputValues(this.session.dialect, 1)} AND retired_at IS NOT NULL ORDER BY id`;
    return (await this.session.query<{ id: string }>(sql, [JSON.stringify(slotIds)])).map(({ id }) => id);
  }

  async bringBack(slotIds: readonly string[]): Promise<void> {
    const sql = `UPDATE slots SET retired_at = NULL WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    await this.session.execute(sql, [JSON.stringify(slotIds)]);
  }

  async servedBy(controllerIds: readonly string[]): Promise<string[]> {
    if (controllerIds.length === 0) return [];
    const sql = `SELECT id FROM slots WHERE controller_id IN ${inputValues(this.session.dialect, 1)} AND retired_at IS NULL`;
    const rows = await this.session.query<{ id: string }>(sql, [JSON.stringify(controllerIds)]);
    return rows.map(({ id }) => id);
  }

  async assignments(controllerIds: readonly string[]): Promise<SlotAssignment[]> {
    const sql = `SELECT a.controller_id, a.slot_id, s.code, a.from_at, a.to_at FROM slot_assignments a
      JOIN slots s ON s.id = a.slot_id WHERE a.controller_id IN ${inputValues(this.session.dialect, 1)}`;
    const rows = await this.session.query<{
      controller_id: string;
      slot_id: string;
      code: string;
      from_at: number;
      to_at: number | null;
    }>(sql, [JSON.stringify(controllerIds)]);
    return rows.map((row) => ({
      controllerId: row.controller_id,
      slotId: row.slot_id,
      code: row.code,
      from: row.from_at,
      to: row.to_at,
    }));
  }

  async assign(slotId: string, controllerId: string, at: number): Promise<void> {
    await this.session.execute('UPDATE slot_assignments SET to_at = $2 WHERE slot_id = $1 AND to_at IS NULL', [
      slotId,
      at,
    ]);
    await this.session.execute(
      'INSERT INTO slot_assignments (slot_id, controller_id, from_at, to_at) VALUES ($1, $2, $3, NULL)',
      [slotId, controllerId, at],
    );
  }

  async unassign(slotId: string, at: number): Promise<void> {
    const sql = 'UPDATE slot_assignments SET to_at = $2 WHERE slot_id = $1 AND to_at IS NULL';
    await this.session.execute(sql, [slotId, at]);
  }

  /** A slot that came back to its controller has topics that count again. */
  async retainedLeft(limit: number): Promise<RetainedLeft[]> {
    const sql = `SELECT DISTINCT a.slot_id, a.controller_id, l.code AS lot_code, s.code FROM slot_assignments a
      JOIN slots s ON s.id = a.slot_id JOIN lots l ON l.id = s.lot_id
      WHERE a.to_at IS NOT NULL AND a.retained_cleared = 0 AND NOT EXISTS (SELECT 1 FROM slot_assignments b
        WHERE b.slot_id = a.slot_id AND b.controller_id = a.controller_id AND b.to_at IS NULL)
      ORDER BY a.slot_id, a.controller_id LIMIT ${Math.trunc(limit)}`;
    const rows = await this.session.query<{ slot_id: string; controller_id: string; lot_code: string; code: string }>(
      sql,
    );
    return rows.map((row) => ({
      slotId: row.slot_id,
      controllerId: row.controller_id,
      lotCode: row.lot_code,
      code: row.code,
    }));
  }

  async markCleared({ slotId, controllerId }: Pick<RetainedLeft, 'slotId' | 'controllerId'>): Promise<void> {
    const sql = `UPDATE slot_assignments SET retained_cleared = 1
      WHERE slot_id = $1 AND controller_id = $2 AND to_at IS NOT NULL`;
    await this.session.execute(sql, [slotId, controllerId]);
  }

  async drifting(changedBefore: number): Promise<Slot[]> {
    const sql = `SELECT s.* FROM slots s WHERE s.health = 'online' AND s.led_drift = 0 AND s.retired_at IS NULL
      AND s.led_changed_at < $1 AND (s.reported_rev IS NULL OR (s.reported_rev <> s.led_rev AND s.reported_at < $1))`;
    return (await this.session.query<SlotRow>(sql, [changedBefore])).map(toSlot);
  }

  async overstayingUnnoted(now: number): Promise<string[]> {
    const sql = `SELECT s.id FROM slots s JOIN bookings b ON b.id = s.booking_id
      WHERE b.state = 'active' AND b.ends_at <= $1 AND s.overstays = 0`;
    return (await this.session.query<{ id: string }>(sql, [now])).map(({ id }) => id);
  }

  async ledRevisions(): Promise<{ slotId: string; controllerId: string; rev: number }[]> {
    const rows = await this.session.query<{ id: string; controller_id: string; led_rev: number }>(
      'SELECT id, controller_id, led_rev FROM slots WHERE controller_id IS NOT NULL AND retired_at IS NULL',
    );
    return rows.map((row) => ({ slotId: row.id, controllerId: row.controller_id, rev: row.led_rev }));
  }

  async withControllers(slotIds: readonly string[]): Promise<{ slot: Slot; lotCode: string }[]> {
    const sql = `SELECT s.*, l.code AS lot_code FROM slots s JOIN lots l ON l.id = s.lot_id
      WHERE s.controller_id IS NOT NULL AND s.retired_at IS NULL AND s.id IN ${inputValues(this.session.dialect, 1)}`;
    const rows = await this.session.query<SlotRow & { lot_code: string }>(sql, [JSON.stringify(slotIds)]);
    return rows.map((row) => ({ slot: toSlot(row), lotCode: row.lot_code }));
  }
}
