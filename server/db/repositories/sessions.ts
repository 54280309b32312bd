import type { SessionRepository } from '../../app/ports/repositories.ts';
import type { EndFoundBy, ParkingSession, SessionEndReason } from '../../domain/parking-session.ts';
import { inputValues } from '../engine.ts';
import { flag, Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

export interface SessionRow {
  id: string;
  lot_id: string;
  slot_id: string;
  booking_id: string | null;
  driver_id: string | null;
  tariff_id: string | null;
  started_at: number;
  start_controller_id: string | null;
  start_boot_id: string | null;
  start_uptime_ms: number | null;
  started_initial: number;
  ended_at: number | null;
  end_reason: SessionEndReason | null;
  end_found_by: EndFoundBy | null;
  revision: number;
  charged_minor: number | null;
  gaps: string;
  add_ons: string;
  attested_until: number | null;
  told_minor: number | null;
  disowned_by: string | null;
  disowned_at: number | null;
  disowned_returned: number | null;
}

const columns = {
  id: 'text',
  lot_id: 'text',
  slot_id: 'text',
  booking_id: 'text',
  driver_id: 'text',
  tariff_id: 'text',
  started_at: 'int',
  start_controller_id: 'text',
  start_boot_id: 'text',
  start_uptime_ms: 'int',
  started_initial: 'int',
  ended_at: 'int',
  end_reason: 'text',
  end_found_by: 'text',
  revision: 'int',
  charged_minor: 'int',
  gaps: 'text',
  add_ons: 'text',
  attested_until: 'int',
  told_minor: 'int',
  disowned_by: 'text',
  disowned_at: 'int',
  disowned_returned: 'int',
} as const;

const sessions = new Table<ParkingSession>({
  name: 'parking_sessions',
  order: 40,
  key: ['id'],
  columns,
  rank: (s) => (s.endedAt === null ? 1 : 0),
  toRow: (s) => [
    s.id,
    s.lotId,
    s.slotId,
    s.bookingId,
    s.driverId,
    s.tariffId,
    s.startedAt,
    s.startMoment?.controllerId ?? null,
    s.startMoment?.bootId ?? null,
    s.startMoment?.uptimeMs ?? null,
    flag(s.startedInitial),
    s.endedAt,
    s.endReason,
    s.endFoundBy,
    s.revision,
    s.chargedMinor,
    JSON.stringify(s.gaps),
    JSON.stringify(s.addOns),
    s.attestedUntil,
    s.toldMinor,
    s.disowned?.driverId ?? null,
    s.disowned?.at ?? null,
    s.disowned?.returnedMinor ?? null,
  ],
});

export function toSession(row: SessionRow): ParkingSession {
  const { start_controller_id: controllerId, start_boot_id: bootId, start_uptime_ms: uptimeMs } = row;
  const { disowned_by: disownedBy, disowned_at: disownedAt } = row;
  return {
    id: row.id,
    lotId: row.lot_id,
    slotId: row.slot_id,
    bookingId: row.booking_id,
    driverId: row.driver_id,
    tariffId: row.tariff_id,
    startedAt: row.started_at,
    startMoment: controllerId && bootId && uptimeMs !== null ? { controllerId, bootId, uptimeMs } : null,
    startedInitial: row.started_initial === 1,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    endFoundBy: row.end_found_by,
    revision: row.revision,
    chargedMinor: row.charged_minor,
    gaps: JSON.parse(row.gaps) as ParkingSession['gaps'],
    addOns: JSON.parse(row.add_ons) as ParkingSession['addOns'],
    attestedUntil: row.attested_until,
    toldMinor: row.told_minor,
    disowned:
      disownedBy !== null && disownedAt !== null
        ? { driverId: disownedBy, at: disownedAt, returnedMinor: row.disowned_returned }
        : null,
  };
}

/** Parking sessions. */
export class SqlSessions implements SessionRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async byIds(ids: readonly string[]): Promise<ParkingSession[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM parking_sessions WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    return (await this.session.query<SessionRow>(sql, [JSON.stringify(ids)])).map(toSession);
  }

  async openOfDrivers(driverIds: readonly string[]): Promise<ParkingSession[]> {
    if (driverIds.length === 0) return [];
    const sql = `SELECT * FROM parking_sessions
      WHERE driver_id IN ${inputValues(this.session.dialect, 1)} AND ended_at IS NULL`;
    return (await this.session.query<SessionRow>(sql, [JSON.stringify(driverIds)])).map(toSession);
  }

  async latestOfDriver(driverId: string): Promise<ParkingSession | null> {
    const sql = `SELECT * FROM parking_sessions WHERE driver_id = $1 OR disowned_by = $1
      ORDER BY CASE WHEN driver_id = $1 THEN COALESCE(ended_at, started_at) ELSE disowned_at END DESC LIMIT 1`;
    const [row] = await this.session.query<SessionRow>(sql, [driverId]);
    return row ? toSession(row) : null;
  }

  async billsDisowned(driverId: string, since: number): Promise<number> {
    const sql = `SELECT COUNT(*) AS n FROM parking_sessions
      WHERE disowned_by = $1 AND disowned_at >= $2 AND disowned_returned IS NOT NULL`;
    return Number((await this.session.query<{ n: number | string }>(sql, [driverId, since]))[0]?.n ?? 0);
  }

  save(session: ParkingSession): void {
    sessions.upsert(this.session, session.id, session);
  }

  async ofDriver(driverId: string, limit: number): Promise<(ParkingSession & { slotCode: string })[]> {
    const sql = `SELECT p.*, s.code FROM parking_sessions p JOIN slots s ON s.id = p.slot_id
      WHERE p.driver_id = $1 ORDER BY p.started_at DESC LIMIT ${Math.trunc(limit)}`;
    const rows = await this.session.query<SessionRow & { code: string }>(sql, [driverId]);
    return rows.map((row) => ({ ...toSession(row), slotCode: row.code }));
  }
}
