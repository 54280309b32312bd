import type { ControllerEvent, ControllerEventRepository } from '../../app/ports/controller-care.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface EventRow {
  id: string;
  controller_id: string;
  at: number;
  kind: ControllerEvent['kind'];
  staff_id: string | null;
  detail: string;
}

const events = new Table<ControllerEvent>({
  name: 'controller_events',
  order: 25,
  key: ['id'],
  columns: { id: 'text', controller_id: 'text', at: 'int', kind: 'text', staff_id: 'text', detail: 'text' },
  toRow: (event) => [event.id, event.controllerId, event.at, event.kind, event.staffId, JSON.stringify(event.detail)],
});

function toEvent(row: EventRow): ControllerEvent {
  return {
    id: row.id,
    controllerId: row.controller_id,
    at: row.at,
    kind: row.kind,
    staffId: row.staff_id,
    detail: JSON.parse(row.detail) as ControllerEvent['detail'],
  };
}

/** What happened with each controller. */
export class SqlControllerEvents implements ControllerEventRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(event: ControllerEvent): void {
    events.insert(this.session, event.id, event);
    this.session.changedControllers.add(event.controllerId);
  }

  async ofController(
    controllerId: string,
    { before, limit }: { before: string | null; limit: number },
  ): Promise<ControllerEvent[]> {
    const sql = `SELECT * FROM controller_events WHERE controller_id = $1${before === null ? '' : ' AND id < $2'}
      ORDER BY id DESC LIMIT ${Math.trunc(limit)}`;
    const bind = before === null ? [controllerId] : [controllerId, before];
    return (await this.session.query<EventRow>(sql, bind)).map(toEvent);
  }

  async forget(before: number, keep: number): Promise<void> {
    await this.session.execute('DELETE FROM controller_events WHERE at < $1', [before]);
    await this.session.execute(
      `DELETE FROM controller_events WHERE id IN (
        SELECT id FROM (
          SELECT id, ROW_NUMBER() OVER (PARTITION BY controller_id ORDER BY id DESC) AS place FROM controller_events
        ) AS ranked WHERE place > $1)`,
      [keep],
    );
  }
}
