import type { Observation } from '../../app/ports/entities.ts';
import type { EvidenceRepository, HealthChange } from '../../app/ports/evidence-repositories.ts';
import type { Interval } from '../../domain/interval.ts';
import { inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';
import { type ObservationRow, toObservation } from './observations.ts';

interface HealthRow {
  controller_id: string;
  at: number;
  noticed_at: number;
  status: HealthChange['status'];
  boot_id: string | null;
}

const healthChanges = new Table<HealthChange>({
  name: 'controller_health',
  order: 24,
  key: ['controller_id', 'at', 'noticed_at', 'status'],
  columns: { controller_id: 'text', at: 'int', noticed_at: 'int', status: 'text', boot_id: 'text' },
  toRow: (change) => [change.controllerId, change.at, change.noticedAt, change.status, change.bootId],
});

function toHealth(row: HealthRow): HealthChange {
  return {
    controllerId: row.controller_id,
    at: row.at,
    noticedAt: row.noticed_at,
    status: row.status,
    bootId: row.boot_id,
  };
}

/** What timelines are made of. */
export class SqlEvidence implements EvidenceRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  addHealth(change: HealthChange): void {
    const { controllerId, at, noticedAt, status } = change;
    healthChanges.insertIfAbsent(this.session, `${controllerId}/${at}/${noticedAt}/${status}`, change);
  }

  async health(controllerIds: readonly string[], { from, to }: Interval): Promise<HealthChange[]> {
    if (controllerIds.length === 0) return [];
    const sql = `SELECT h.* FROM controller_health h
      WHERE h.controller_id IN ${inputValues(this.session.dialect, 1)} AND h.at <= $3 AND h.at >= COALESCE(
        (SELECT MAX(b.at) FROM controller_health b WHERE b.controller_id = h.controller_id AND b.at <= $2), $2)
      ORDER BY h.at, h.noticed_at, h.controller_id`;
    return (await this.session.query<HealthRow>(sql, [JSON.stringify(controllerIds), from, to])).map(toHealth);
  }

  async healthAfter(controllerIds: readonly string[], moment: number): Promise<HealthChange[]> {
    if (controllerIds.length === 0) return [];
    const sql = `SELECT h.* FROM controller_health h
      WHERE h.controller_id IN ${inputValues(this.session.dialect, 1)} AND h.at =
        (SELECT MIN(a.at) FROM controller_health a WHERE a.controller_id = h.controller_id AND a.at > $2)
      ORDER BY h.at, h.noticed_at, h.controller_id`;
    const rows = await this.session.query<HealthRow>(sql, [JSON.stringify(controllerIds), moment]);
    const first = new Map(rows.toReversed().map((row) => [row.controller_id, row]));
    return rows.filter((row) => first.get(row.controller_id) === row).map(toHealth);
  }

  async controllersOf(slotId: string): ReturnType<EvidenceRepository['controllersOf']> {
    const sql = 'SELECT controller_id, from_at, to_at FROM slot_assignments WHERE slot_id = $1 ORDER BY from_at';
    const rows = await this.session.query<{ controller_id: string; from_at: number; to_at: number | null }>(sql, [
      slotId,
    ]);
    return rows.map((row) => ({ controllerId: row.controller_id, from: row.from_at, to: row.to_at }));
  }

  async observations(slotId: string, { from, to }: Interval, limit: number): Promise<Observation[]> {
    const sql = `SELECT * FROM observations WHERE slot_id = $1 AND occurred_at BETWEEN $2 AND $3
      ORDER BY occurred_at, received_at, seq LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<ObservationRow>(sql, [slotId, from, to])).map(toObservation);
  }

  async sessionsOf(bookingId: string): Promise<string[]> {
    const sql = 'SELECT id FROM parking_sessions WHERE booking_id = $1 ORDER BY started_at, id';
    return (await this.session.query<{ id: string }>(sql, [bookingId])).map(({ id }) => id);
  }
}
