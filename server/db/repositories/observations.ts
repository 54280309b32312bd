import type { Observation, ObservationStatus } from '../../app/ports/entities.ts';
import type { ObservationRepository } from '../../app/ports/repositories.ts';
import { inputRows, inputValues } from '../engine.ts';
import { flag, Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

export interface ObservationRow {
  source: string;
  boot_id: string;
  seq: number;
  slot_id: string | null;
  slot_code: string;
  type: string;
  initial: number;
  uptime_ms: number | null;
  sent_uptime_ms: number | null;
  clock_at: number | null;
  received_at: number;
  occurred_at: number | null;
  found_by: Observation['foundBy'];
  clamped: number;
  after_loss: number;
  status: ObservationStatus;
  reason: string | null;
  session_id: string | null;
}

const observations = new Table<Observation>({
  name: 'observations',
  order: 60,
  key: ['source', 'boot_id', 'seq'],
  columns: {
    source: 'text',
    boot_id: 'text',
    seq: 'int',
    slot_id: 'text',
    slot_code: 'text',
    type: 'text',
    initial: 'int',
    uptime_ms: 'int',
    sent_uptime_ms: 'int',
    clock_at: 'int',
    received_at: 'int',
    occurred_at: 'int',
    found_by: 'text',
    clamped: 'int',
    after_loss: 'int',
    status: 'text',
    reason: 'text',
    session_id: 'text',
  },
  toRow: (o) => [
    o.source,
    o.bootId,
    o.seq,
    o.slotId,
    o.slotCode,
    o.type,
    flag(o.initial),
    o.uptimeMs,
    o.sentUptimeMs,
    o.clockAt,
    o.receivedAt,
    o.occurredAt,
    o.foundBy,
    flag(o.clamped),
    flag(o.afterLoss),
    o.status,
    o.reason,
    o.sessionId,
  ],
});

const losses = new Table<Parameters<ObservationRepository['addLost']>[0]>({
  name: 'lost_observations',
  order: 61,
  key: ['controller_id', 'boot_id', 'from_seq'],
  columns: { controller_id: 'text', boot_id: 'text', from_seq: 'int', to_seq: 'int', noticed_at: 'int' },
  toRow: (loss) => [loss.controllerId, loss.bootId, loss.fromSeq, loss.toSeq, loss.noticedAt],
});

export function toObservation(row: ObservationRow): Observation {
  return {
    source: row.source,
    bootId: row.boot_id,
    seq: row.seq,
    slotId: row.slot_id,
    slotCode: row.slot_code,
    type: row.type,
    initial: row.initial === 1,
    uptimeMs: row.uptime_ms,
    sentUptimeMs: row.sent_uptime_ms,
    clockAt: row.clock_at,
    receivedAt: row.received_at,
    occurredAt: row.occurred_at,
    foundBy: row.found_by,
    clamped: row.clamped === 1,
    afterLoss: row.after_loss === 1,
    status: row.status,
    reason: row.reason,
    sessionId: row.session_id,
  };
}

/** What was seen. A row is written when it is stored and once more when it is applied; never deleted. */
export class SqlObservations implements ObservationRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async pending(boots: readonly { controllerId: string; bootId: string; ackedSeq: number }[]): Promise<Observation[]> {
    if (boots.length === 0) return [];
    const sql = `WITH ${inputRows(this.session.dialect, { s: 'text', b: 'text', n: 'int' })}
      SELECT o.* FROM input JOIN observations o ON o.source = s AND o.boot_id = b AND o.seq > n`;
    const rows = await this.session.query<ObservationRow>(sql, [
      JSON.stringify(boots.map(({ controllerId, bootId, ackedSeq }) => [controllerId, bootId, ackedSeq])),
    ]);
    return rows.map(toObservation);
  }

  save(observation: Observation): void {
    const { source, bootId, seq } = observation;
    observations.upsert(this.session, `${source}/${bootId}/${seq}`, observation);
  }

  addLost(loss: Parameters<ObservationRepository['addLost']>[0]): void {
    losses.insertIfAbsent(this.session, `${loss.controllerId}/${loss.bootId}/${loss.fromSeq}`, loss);
  }

  async latestAt(slotIds: readonly string[]): Promise<Map<string, number>> {
    // One look at the end of the index for each slot; grouping would read every observation there ever was.
    const sql = `SELECT s.id, (SELECT MAX(o.occurred_at) FROM observations o WHERE o.slot_id = s.id) AS at FROM slots s
      WHERE s.id IN ${inputValues(this.session.dialect, 1)}`;
    const rows = await this.session.query<{ id: string; at: number | null }>(sql, [JSON.stringify(slotIds)]);
    return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
  }
}
