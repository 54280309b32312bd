import type { Rollout, RolloutBoard, RolloutRepository } from '../../app/ports/firmware-repository.ts';
import { forUpdate, inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface RolloutRow {
  id: string;
  lot_id: string;
  image_id: string;
  state: Rollout['state'];
  version: number;
  back_within_ms: number;
  started_at: number;
  started_by: string;
  changed_at: number;
  stopped_by: string | null;
}

interface BoardRow {
  rollout_id: string;
  controller_id: string;
  position: number;
  state: RolloutBoard['state'];
  reason: RolloutBoard['reason'];
  detail: string | null;
  command_id: string | null;
  boot_id: string | null;
  fw_before: string | null;
  turn_at: number | null;
  told_at: number | null;
  ended_at: number | null;
}

const boards = new Table<RolloutBoard>({
  name: 'rollout_boards',
  order: 27,
  key: ['rollout_id', 'controller_id'],
  columns: {
    rollout_id: 'text',
    controller_id: 'text',
    position: 'int',
    state: 'text',
    reason: 'text',
    detail: 'text',
    command_id: 'text',
    boot_id: 'text',
    fw_before: 'text',
    turn_at: 'int',
    told_at: 'int',
    ended_at: 'int',
  },
  toRow: (b) => [
    ...[b.rolloutId, b.controllerId, b.position, b.state, b.reason, b.detail],
    ...[b.commandId, b.bootId, b.fwBefore, b.turnAt, b.toldAt, b.endedAt],
  ],
});

const toRollout = (row: RolloutRow): Rollout => ({
  id: row.id,
  lotId: row.lot_id,
  imageId: row.image_id,
  state: row.state,
  version: row.version,
  backWithinMs: row.back_within_ms,
  startedAt: row.started_at,
  startedBy: row.started_by,
  changedAt: row.changed_at,
  stoppedBy: row.stopped_by,
});

const toBoard = (row: BoardRow): RolloutBoard => ({
  rolloutId: row.rollout_id,
  controllerId: row.controller_id,
  position: row.position,
  state: row.state,
  reason: row.reason,
  detail: row.detail,
  commandId: row.command_id,
  bootId: row.boot_id,
  fwBefore: row.fw_before,
  turnAt: row.turn_at,
  toldAt: row.told_at,
  endedAt: row.ended_at,
});

const ACTIVE = `state IN ('running', 'stopped') OR id IN (SELECT rollout_id FROM rollout_boards WHERE state = 'sent')`;

/** The way of firmware images onto boards. */
export class SqlRollouts implements RolloutRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async ofLot(lotId: string, limit: number): Promise<Rollout[]> {
    const sql = `SELECT * FROM rollouts WHERE lot_id = $1 ORDER BY started_at DESC, id DESC LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<RolloutRow>(sql, [lotId])).map(toRollout);
  }

  async byId(id: string): Promise<Rollout | null> {
    const [row] = await this.session.query<RolloutRow>('SELECT * FROM rollouts WHERE id = $1', [id]);
    return row ? toRollout(row) : null;
  }

  async lockById(id: string): Promise<Rollout | null> {
    const sql = `SELECT * FROM rollouts WHERE id = $1${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<RolloutRow>(sql, [id]);
    return row ? toRollout(row) : null;
  }

  async active(): Promise<Rollout[]> {
    const sql = `SELECT * FROM rollouts WHERE ${ACTIVE} ORDER BY id`;
    return (await this.session.query<RolloutRow>(sql)).map(toRollout);
  }

  async uses(imageId: string): Promise<boolean> {
    const sql = `SELECT 1 AS one FROM rollouts WHERE image_id = $1 AND (${ACTIVE}) LIMIT 1`;
    return (await this.session.query(sql, [imageId])).length > 0;
  }

  async add(rollout: Rollout): Promise<void> {
    const { id, lotId, imageId, state, version, backWithinMs, startedAt, startedBy, changedAt, stoppedBy } = rollout;
    await this.session.execute(
      `INSERT INTO rollouts (id, lot_id, image_id, state, version, back_within_ms, started_at, started_by, changed_at, stopped_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, lotId, imageId, state, version, backWithinMs, startedAt, startedBy, changedAt, stoppedBy],
    );
  }

  async save({ id, state, version, changedAt, stoppedBy }: Rollout): Promise<void> {
    const sql = 'UPDATE rollouts SET state = $2, version = $3, changed_at = $4, stopped_by = $5 WHERE id = $1';
    await this.session.execute(sql, [id, state, version, changedAt, stoppedBy]);
    // Whoever looks at its boards looks at it too.
    for (const { controllerId } of await this.boards([id])) this.session.changedControllers.add(controllerId);
  }

  async boards(rolloutIds: readonly string[]): Promise<RolloutBoard[]> {
    if (rolloutIds.length === 0) return [];
    const sql = `SELECT * FROM rollout_boards WHERE rollout_id IN ${inputValues(this.session.dialect, 1)}
      ORDER BY rollout_id, position`;
    return (await this.session.query<BoardRow>(sql, [JSON.stringify(rolloutIds)])).map(toBoard);
  }

  async boardsOfCommands(commandIds: readonly string[]): Promise<RolloutBoard[]> {
    if (commandIds.length === 0) return [];
    const sql = `SELECT * FROM rollout_boards WHERE command_id IN ${inputValues(this.session.dialect, 1)}`;
    return (await this.session.query<BoardRow>(sql, [JSON.stringify(commandIds)])).map(toBoard);
  }

  saveBoard(board: RolloutBoard): void {
    boards.upsert(this.session, `${board.rolloutId}/${board.controllerId}`, board);
    this.session.changedControllers.add(board.controllerId);
  }
}
