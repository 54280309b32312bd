import type { CommandRepository, ControllerCommand } from '../../app/ports/controller-care.ts';
import { forUpdate, inputValues } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface CommandRow {
  id: string;
  controller_id: string;
  name: ControllerCommand['name'];
  args: string;
  staff_id: string;
  created_at: number;
  expires_at: number;
  status: ControllerCommand['status'];
  detail: string | null;
  answered_at: number | null;
}

const commands = new Table<ControllerCommand>({
  name: 'controller_commands',
  order: 25,
  key: ['id'],
  columns: {
    id: 'text',
    controller_id: 'text',
    name: 'text',
    args: 'text',
    staff_id: 'text',
    created_at: 'int',
    expires_at: 'int',
    status: 'text',
    detail: 'text',
    answered_at: 'int',
  },
  toRow: (c) => [
    c.id,
    c.controllerId,
    c.name,
    JSON.stringify(c.args),
    c.staffId,
    c.createdAt,
    c.expiresAt,
    c.status,
    c.detail,
    c.answeredAt,
  ],
});

function toCommand(row: CommandRow): ControllerCommand {
  return {
    id: row.id,
    controllerId: row.controller_id,
    name: row.name,
    args: JSON.parse(row.args) as ControllerCommand['args'],
    staffId: row.staff_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    status: row.status,
    detail: row.detail,
    answeredAt: row.answered_at,
  };
}

/** What staff told controllers to do, and what they answered. */
export class SqlCommands implements CommandRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(command: ControllerCommand): void {
    commands.insert(this.session, command.id, command);
    this.session.changedControllers.add(command.controllerId);
  }

  save(command: ControllerCommand): void {
    commands.upsert(this.session, command.id, command);
    this.session.changedControllers.add(command.controllerId);
  }

  byIds(ids: readonly string[]): Promise<ControllerCommand[]> {
    return this.find(ids, '');
  }

  lockByIds(ids: readonly string[]): Promise<ControllerCommand[]> {
    return this.find(ids, forUpdate(this.session.dialect));
  }

  async ofController(controllerId: string, limit: number): Promise<ControllerCommand[]> {
    const sql = `SELECT * FROM controller_commands WHERE controller_id = $1
      ORDER BY created_at DESC, id DESC LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<CommandRow>(sql, [controllerId])).map(toCommand);
  }

  async toSend(now: number, again: readonly string[] | 'all'): Promise<ControllerCommand[]> {
    const { dialect } = this.session;
    const online = `FROM controller_commands m JOIN controllers c ON c.id = m.controller_id
      WHERE c.status = 'online' AND c.retired_at IS NULL AND m.expires_at > $1`;
    const named = again === 'all' ? '' : ` AND m.controller_id IN ${inputValues(dialect, 2)}`;
    const bind = again === 'all' ? [now] : [now, JSON.stringify(again)];
    const rows = await this.session.query<CommandRow>(
      `SELECT m.* ${online} AND m.status = 'waiting' UNION ALL SELECT m.* ${online} AND m.status = 'sent'${named} ORDER BY id`,
      bind,
    );
    return rows.map(toCommand);
  }

  async overdue(moment: number): Promise<ControllerCommand[]> {
    const sql = `SELECT * FROM controller_commands WHERE status = 'waiting' AND expires_at < $1
      UNION ALL SELECT * FROM controller_commands WHERE status = 'sent' AND expires_at < $1 ORDER BY id`;
    return (await this.session.query<CommandRow>(sql, [moment])).map(toCommand);
  }

  private async find(ids: readonly string[], lock: string): Promise<ControllerCommand[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM controller_commands WHERE id IN ${inputValues(this.session.dialect, 1)} ORDER BY id${lock}`;
    return (await this.session.query<CommandRow>(sql, [JSON.stringify(ids)])).map(toCommand);
  }

  async forget(before: number): Promise<void> {
    await this.session.execute('DELETE FROM controller_commands WHERE created_at < $1', [before]);
  }
}
