import type { CaseRepository } from '../../app/ports/case-repository.ts';
import type { CaseMedia, CaseState, ReportedCase } from '../../domain/reported-case.ts';
import { forUpdate } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface CaseRow {
  id: string;
  number: string;
  lot_id: string;
  driver_id: string;
  identity_id: string;
  words: string;
  media: string;
  state: CaseState;
  opened_at: number;
  changed_at: number;
  answer: string | null;
}

const cases = new Table<ReportedCase>({
  name: 'cases',
  order: 71,
  key: ['id'],
  columns: {
    id: 'text',
    number: 'text',
    lot_id: 'text',
    driver_id: 'text',
    identity_id: 'text',
    words: 'text',
    media: 'text',
    state: 'text',
    opened_at: 'int',
    changed_at: 'int',
    answer: 'text',
  },
  toRow: (c) => [
    c.id,
    c.number,
    c.lotId,
    c.driverId,
    c.identityId,
    c.words,
    JSON.stringify(c.media),
    c.state,
    c.openedAt,
    c.changedAt,
    c.answer,
  ],
});

function toCase(row: CaseRow): ReportedCase {
  return {
    id: row.id,
    number: row.number,
    lotId: row.lot_id,
    driverId: row.driver_id,
    identityId: row.identity_id,
    words: row.words,
    media: JSON.parse(row.media) as CaseMedia[],
    state: row.state,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    answer: row.answer,
  };
}

/** Problems that drivers reported. */
export class SqlCases implements CaseRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  add(reported: ReportedCase): void {
    cases.insert(this.session, reported.id, reported);
  }

  save(reported: ReportedCase): void {
    cases.upsert(this.session, reported.id, reported);
  }

  async lockById(id: string): Promise<ReportedCase | null> {
    const sql = `SELECT * FROM cases WHERE id = $1${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<CaseRow>(sql, [id]);
    return row ? toCase(row) : null;
  }

  async ofDriver(driverId: string, limit: number): Promise<ReportedCase[]> {
    const sql = `SELECT * FROM cases WHERE driver_id = $1 ORDER BY opened_at DESC, id DESC LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<CaseRow>(sql, [driverId])).map(toCase);
  }

  async openedSince(driverId: string, since: number): Promise<number> {
    const sql = 'SELECT COUNT(*) AS n FROM cases WHERE driver_id = $1 AND opened_at >= $2';
    const [row] = await this.session.query<{ n: number | string }>(sql, [driverId, since]);
    return Number(row?.n ?? 0);
  }

  async list(
    state: CaseState | null,
    limit: number,
    offset: number,
  ): Promise<{ cases: ReportedCase[]; total: number }> {
    const [where, bind] = state === null ? ['', []] : [' WHERE state = $1', [state]];
    const page = `ORDER BY opened_at DESC, id DESC LIMIT ${Math.trunc(limit)} OFFSET ${Math.trunc(offset)}`;
    const rows = await this.session.query<CaseRow>(`SELECT * FROM cases${where} ${page}`, bind);
    const [count] = await this.session.query<{ n: number | string }>(`SELECT COUNT(*) AS n FROM cases${where}`, bind);
    return { cases: rows.map(toCase), total: Number(count?.n ?? 0) };
  }
}
