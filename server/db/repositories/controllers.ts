import type { Boot, Controller, ControllerStatus, Telemetry } from '../../app/ports/entities.ts';
import type { ControllerRepository } from '../../app/ports/repositories.ts';
import type { OffsetWindow } from '../../domain/occurrence.ts';
import { forUpdate, inputRows, inputValues, jsonRows } from '../engine.ts';
import { flag, Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface ControllerRow {
  id: string;
  lot_id: string;
  lot_code: string;
  secret_hash: string;
  next_secret_hash: string | null;
  telemetry: string | null;
  board_slots: string | null;
  status: ControllerStatus;
  boot_id: string | null;
  fw: string | null;
  last_seen_at: number | null;
}

interface BootRow {
  controller_id: string;
  boot_id: string;
  offsets: string;
  first_seen_at: number;
  base_seq: number;
  acked_seq: number;
  has_pending: number;
  last_occurred_at: number | null;
  evidence_until: number | null;
  unheard: string;
}

const controllers = new Table<{ controller: Controller; createdAt: number }>({
  name: 'controllers',
  order: 20,
  key: ['id'],
  columns: {
    id: 'text',
    lot_id: 'text',
    secret_hash: 'text',
    status: 'text',
    boot_id: 'text',
    fw: 'text',
    last_seen_at: 'int',
    created_at: 'int',
  },
  toRow: ({ controller: c, createdAt }) => [
    c.id,
    c.lotId,
    c.secretHash,
    c.status,
    c.bootId,
    c.fw,
    c.lastSeenAt,
    createdAt,
  ],
});

const boots = new Table<Boot>({
  name: 'boots',
  order: 22,
  key: ['controller_id', 'boot_id'],
  columns: {
    controller_id: 'text',
    boot_id: 'text',
    offsets: 'text',
    first_seen_at: 'int',
    base_seq: 'int',
    acked_seq: 'int',
    has_pending: 'int',
    last_occurred_at: 'int',
    evidence_until: 'int',
    unheard: 'text',
  },
  toRow: (boot) => [
    boot.controllerId,
    boot.bootId,
    JSON.stringify(boot.offsets),
    boot.firstSeenAt,
    boot.baseSeq,
    boot.ackedSeq,
    flag(boot.hasPending),
    boot.lastOccurredAt,
    boot.evidenceUntil,
    JSON.stringify(boot.unheard),
  ],
});

const SELECT = 'SELECT c.*, l.code AS lot_code FROM controllers c JOIN lots l ON l.id = c.lot_id';

function toController(row: ControllerRow): Controller {
  return {
    id: row.id,
    lotId: row.lot_id,
    lotCode: row.lot_code,
    secretHash: row.secret_hash,
    nextSecretHash: row.next_secret_hash,
    status: row.status,
    bootId: row.boot_id,
    fw: row.fw,
    lastSeenAt: row.last_seen_at,
    telemetry: row.telemetry === null ? null : (JSON.parse(row.telemetry) as Telemetry),
    boardSlots: row.board_slots === null ? null : (JSON.parse(row.board_slots) as string[]),
  };
}

function toBoot(row: BootRow): Boot {
  return {
    controllerId: row.controller_id,
    bootId: row.boot_id,
    offsets: JSON.parse(row.offsets) as OffsetWindow,
    firstSeenAt: row.first_seen_at,
    baseSeq: row.base_seq,
    ackedSeq: row.acked_seq,
    hasPending: row.has_pending === 1,
    lastOccurredAt: row.last_occurred_at,
    evidenceUntil: row.evidence_until,
    unheard: JSON.parse(row.unheard) as Record<string, number>,
  };
}

/** Controllers and their boots. */
export class SqlControllers implements ControllerRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async byId(id: string): Promise<Controller | null> {
    const [row] = await this.session.query<ControllerRow>(`${SELECT} WHERE c.id = $1 AND c.retired_at IS NULL`, [id]);
    return row ? toController(row) : null;
  }

  async byIds(ids: readonly string[]): Promise<Controller[]> {
    if (ids.length === 0) return [];
    const sql = `${SELECT} WHERE c.id IN ${inputValues(this.session.dialect, 1)} AND c.retired_at IS NULL ORDER BY c.id`;
    return (await this.session.query<ControllerRow>(sql, [JSON.stringify(ids)])).map(toController);
  }

  async lockByIds(ids: readonly string[]): Promise<Controller[]> {
    if (ids.length === 0) return [];
    const { dialect } = this.session;
    const sql = `${SELECT} WHERE c.id IN ${inputValues(dialect, 1)} AND c.retired_at IS NULL ORDER BY c.id${forUpdate(dialect, 'c')}`;
    return (await this.session.query<ControllerRow>(sql, [JSON.stringify(ids)])).map(toController);
  }

  async inLot(lotId: string): Promise<Controller[]> {
    const sql = `${SELECT} WHERE c.lot_id = $1 AND c.retired_at IS NULL ORDER BY c.id`;
    return (await this.session.query<ControllerRow>(sql, [lotId])).map(toController);
  }

  add(controller: Controller, createdAt: number): void {
    controllers.insert(this.session, controller.id, { controller, createdAt });
  }

  save(controller: Controller): void {
    const { id, status, bootId, fw, lastSeenAt } = controller;
    const telemetry = controller.telemetry && JSON.stringify(controller.telemetry);
    const boardSlots = controller.boardSlots && JSON.stringify(controller.boardSlots);
    const row = [id, status, bootId, fw, lastSeenAt, telemetry, boardSlots];
    this.session.collect('controllers:save', 21, id, row, async (rows) => {
      const texts = { c_id: 'text', c_status: 'text', c_boot: 'text', c_fw: 'text' } as const;
      const columns = { ...texts, c_seen: 'int', c_telemetry: 'text', c_slots: 'text' } as const;
      await this.session.write(
        `WITH ${inputRows(this.session.dialect, columns)}
         UPDATE controllers SET status = c_status, boot_id = c_boot, fw = c_fw, last_seen_at = c_seen,
           telemetry = c_telemetry, board_slots = c_slots
         FROM input WHERE id = c_id`,
        [jsonRows(rows)],
      );
    });
  }

  async saveSecrets(id: string, secretHash: string, next: string | null): Promise<void> {
    const sql = 'UPDATE controllers SET secret_hash = $2, next_secret_hash = $3 WHERE id = $1';
    await this.session.execute(sql, [id, secretHash, next]);
  }

  async configOf(id: string): Promise<Readonly<Record<string, number>> | null> {
    const sql = 'SELECT config FROM controllers WHERE id = $1';
    const [row] = await this.session.query<{ config: string | null }>(sql, [id]);
    return row?.config ? (JSON.parse(row.config) as Record<string, number>) : null;
  }

  async saveConfig(id: string, config: Readonly<Record<string, number>>): Promise<void> {
    await this.session.execute('UPDATE controllers SET config = $2 WHERE id = $1', [id, JSON.stringify(config)]);
  }

  async retire(id: string, at: number): Promise<void> {
    const sql = 'UPDATE controllers SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL';
    await this.session.execute(sql, [id, at]);
  }

  async isRetired(id: string): Promise<boolean> {
    const sql = 'SELECT id FROM controllers WHERE id = $1 AND retired_at IS NOT NULL';
    return (await this.session.query(sql, [id])).length > 0;
  }

  async retiredUncleared(limit: number): Promise<{ id: string; lotCode: string }[]> {
    const sql = `${SELECT} WHERE c.retired_at IS NOT NULL AND c.retained_cleared = 0 ORDER BY c.id LIMIT ${Math.trunc(limit)}`;
    const rows = await this.session.query<ControllerRow>(sql);
    return rows.map((row) => ({ id: row.id, lotCode: row.lot_code }));
  }

  async markCleared(id: string): Promise<void> {
    await this.session.execute('UPDATE controllers SET retained_cleared = 1 WHERE id = $1', [id]);
  }

  async silentSince(moment: number): Promise<Controller[]> {
    const sql = `${SELECT} WHERE c.status = 'online' AND c.last_seen_at < $1 AND c.retired_at IS NULL ORDER BY c.id`;
    return (await this.session.query<ControllerRow>(sql, [moment])).map(toController);
  }

  async boots(keys: readonly { controllerId: string; bootId: string }[]): Promise<Boot[]> {
    if (keys.length === 0) return [];
    const sql = `WITH ${inputRows(this.session.dialect, { c: 'text', b: 'text' })}
      SELECT boots.* FROM boots WHERE (controller_id, boot_id) IN (SELECT c, b FROM input)`;
    const rows = await this.session.query<BootRow>(sql, [
      JSON.stringify(keys.map(({ controllerId, bootId }) => [controllerId, bootId])),
    ]);
    return rows.map(toBoot);
  }

  async bootPresentAt(controllerId: string, moment: number): Promise<Boot | null> {
    const sql = `SELECT * FROM boots WHERE controller_id = $1 AND first_seen_at <= $2 AND offsets <> '[]'
      ORDER BY first_seen_at DESC LIMIT 1`;
    const [row] = await this.session.query<BootRow>(sql, [controllerId, moment]);
    return row ? toBoot(row) : null;
  }

  async lastOccurred(controllerIds: readonly string[]): Promise<Map<string, number>> {
    if (controllerIds.length === 0) return new Map();
    const sql = `SELECT controller_id, MAX(last_occurred_at) AS at FROM boots
      WHERE controller_id IN ${inputValues(this.session.dialect, 1)} AND last_occurred_at IS NOT NULL GROUP BY controller_id`;
    const rows = await this.session.query<{ controller_id: string; at: number }>(sql, [JSON.stringify(controllerIds)]);
    return new Map(rows.map((row) => [row.controller_id, row.at]));
  }

  saveBoot(boot: Boot): void {
    boots.upsert(this.session, `${boot.controllerId}/${boot.bootId}`, boot);
  }
}
