import type { LotRepository } from '../../app/ports/repositories.ts';
import { DEFAULT_SETTINGS, type Lot, type LotSettings } from '../../domain/lot.ts';
import type { ApprovedTemplate, MessageTemplate } from '../../domain/message-template.ts';
import type { Tariff, TariffTerms } from '../../domain/tariff.ts';
import { type Dialect, forUpdate } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

export interface LotRow {
  id: string;
  operator_id: string;
  code: string;
  name: string;
  time_zone: string;
  currency: string;
  settings: string;
  version: number;
  retired_at: number | null;
  /** JSON array of the lot's own words; null where it has none. */
  templates: string | null;
}

interface TariffRow {
  id: string;
  lot_id: string;
  version: number;
  effective_from: number;
  is_withdrawn: number;
  terms: string;
}

const lots = new Table<{ lot: Lot; createdAt: number }>({
  name: 'lots',
  order: 10,
  key: ['id'],
  columns: {
    id: 'text',
    operator_id: 'text',
    code: 'text',
    name: 'text',
    time_zone: 'text',
    currency: 'text',
    settings: 'text',
    created_at: 'int',
  },
  toRow: ({ lot, createdAt }) => [
    lot.id,
    lot.operatorId,
    lot.code,
    lot.name,
    lot.timeZone,
    lot.currency,
    JSON.stringify(lot.settings),
    createdAt,
  ],
});

const tariffs = new Table<Tariff>({
  name: 'tariffs',
  order: 11,
  key: ['id'],
  columns: {
    id: 'text',
    lot_id: 'text',
    version: 'int',
    effective_from: 'int',
    terms: 'text',
  },
  toRow: ({ id, lotId, version, effectiveFrom, isWithdrawn: _, ...terms }) => [
    id,
    lotId,
    version,
    effectiveFrom,
    JSON.stringify(terms),
  ],
});

/** A lot with its own words in one query, because every unit begins with it. */
function selectLots(dialect: Dialect): string {
  const words = {
    sqlite: `json_group_array(json_object('kind', kind, 'language', language, 'body', body, 'enabled', enabled, 'approved', approved))`,
    postgres: `jsonb_agg(jsonb_build_object('kind', kind, 'language', language, 'body', body, 'enabled', enabled,
      'approved', approved))::text`,
  }[dialect];
  return `SELECT l.*, (SELECT ${words} FROM message_templates WHERE lot_id = l.id) AS templates FROM lots l`;
}

function toTemplates(json: string | null | undefined): MessageTemplate[] {
  // Whoever reads lots without their words, as the audit does, has none.
  if (json == null || json === '[]') return [];
  const rows = JSON.parse(json) as (Omit<MessageTemplate, 'enabled' | 'approved'> & {
    enabled: number;
    approved: string | null;
  })[];
  return rows.map(({ approved, enabled, ...row }) => ({
    ...row,
    enabled: enabled === 1,
    ...(approved === null ? {} : { approved: JSON.parse(approved) as ApprovedTemplate }),
  }));
}

/** A setting that a stored lot does not have yet takes its default. */
export function toLot(row: LotRow): Lot {
  return {
    id: row.id,
    operatorId: row.operator_id,
    code: row.code,
    name: row.name,
    timeZone: row.time_zone,
    currency: row.currency,
    settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<LotSettings>) },
    version: row.version,
    templates: toTemplates(row.templates),
    retiredAt: row.retired_at,
  };
}

const HOUR_MS = 3_600_000;
/** Whether one more may have guest credit in this hour of the clock. */
const PACE_HOLDS = '(CASE WHEN guest_credit_hour = $4 THEN guest_credit_in_hour ELSE 0 END) < $5';

/** Lots and their tariffs. */
export class SqlLots implements LotRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async all(): Promise<Lot[]> {
    const rows = await this.session.query<LotRow>(
      `${selectLots(this.session.dialect)} WHERE retired_at IS NULL ORDER BY created_at, code`,
    );
    return rows.map(toLot);
  }

  async byCode(code: string): Promise<Lot | null> {
    const sql = `${selectLots(this.session.dialect)} WHERE code = $1 AND retired_at IS NULL`;
    const [row] = await this.session.query<LotRow>(sql, [code]);
    return row ? toLot(row) : null;
  }

  async lockByCode(code: string): Promise<Lot | null> {
    const lock = forUpdate(this.session.dialect);
    // Read by a statement of its own: one that waited for the lock shows the lot's words as they were before the wait.
    if (lock) await this.session.query(`SELECT id FROM lots WHERE code = $1 AND retired_at IS NULL${lock}`, [code]);
    return this.byCode(code);
  }

  add(lot: Lot, createdAt: number): void {
    lots.insert(this.session, lot.id, { lot, createdAt });
  }

  async saveSettings(lot: Parameters<LotRepository['saveSettings']>[0]): Promise<void> {
    await this.session.execute(
      'UPDATE lots SET name = $2, time_zone = $3, currency = $4, settings = $5, version = $6 WHERE id = $1',
      [lot.id, lot.name, lot.timeZone, lot.currency, JSON.stringify(lot.settings), lot.version],
    );
  }

  async hasMovedMoney(lotId: string): Promise<boolean> {
    const rows = await this.session.query(
      `SELECT 1 AS moved FROM transfers t JOIN lots l ON l.currency = t.currency WHERE l.id = $1 LIMIT 1`,
      [lotId],
    );
    return rows.length > 0;
  }

  async hasStays(lotId: string): Promise<boolean> {
    const rows = await this.session.query(
      `SELECT 1 AS found FROM slots WHERE lot_id = $1 AND session_id IS NOT NULL
       UNION ALL SELECT 1 FROM bookings WHERE lot_id = $1 AND state IN ('reserved', 'active') LIMIT 1`,
      [lotId],
    );
    return rows.length > 0;
  }

  async operatorId(): Promise<string | null> {
    const [row] = await this.session.query<{ id: string }>(`SELECT id FROM operators WHERE code = 'main'`);
    return row?.id ?? null;
  }

  async addOperator(id: string, code: string, name: string): Promise<void> {
    await this.session.execute('INSERT INTO operators (id, code, name) VALUES ($1, $2, $3)', [id, code, name]);
  }

  async setUpAt(): Promise<number | null> {
    const [row] = await this.session.query<{ set_up_at: number | null }>(
      `SELECT set_up_at FROM operators WHERE code = 'main'`,
    );
    return row?.set_up_at ?? null;
  }

  async finishSetUp(now: number): Promise<boolean> {
    const rows = await this.session.execute(
      `UPDATE operators SET set_up_at = $1 WHERE code = 'main' AND set_up_at IS NULL RETURNING id`,
      [now],
    );
    return rows.length > 0;
  }

  async tariffs(): Promise<Tariff[]> {
    const rows = await this.session.query<TariffRow>(
      'SELECT * FROM tariffs ORDER BY lot_id, effective_from DESC, version DESC',
    );
    return rows.map((row) => ({
      id: row.id,
      lotId: row.lot_id,
      version: row.version,
      effectiveFrom: row.effective_from,
      isWithdrawn: row.is_withdrawn === 1,
      ...(JSON.parse(row.terms) as TariffTerms),
    }));
  }

  addTariff(tariff: Tariff): void {
    tariffs.insert(this.session, tariff.id, tariff);
  }

  async withdrawTariff(id: string): Promise<void> {
    await this.session.execute('UPDATE tariffs SET is_withdrawn = 1 WHERE id = $1', [id]);
  }

  async spendGuestBudget(...[lotId, amountMinor, budgetMinor, pace]: Parameters<LotRepository['spendGuestBudget']>) {
    const { perHour, now } = pace ?? { perHour: Number.MAX_SAFE_INTEGER, now: 0 };
    const rows = await this.session.execute<{ given: number }>(
      `UPDATE lots SET
         guest_credit_spent = guest_credit_spent + CASE WHEN ${PACE_HOLDS} THEN $2 ELSE 0 END,
         guest_credit_refused = guest_credit_refused + CASE WHEN ${PACE_HOLDS} THEN 0 ELSE 1 END,
         guest_credit_in_hour = CASE WHEN guest_credit_hour = $4 THEN guest_credit_in_hour + 1 ELSE 1 END,
         guest_credit_hour = $4
       WHERE id = $1 AND guest_credit_spent + $2 <= $3
       RETURNING CASE WHEN guest_credit_in_hour <= $5 THEN 1 ELSE 0 END AS given`,
      [lotId, amountMinor, budgetMinor, Math.floor(now / HOUR_MS), perHour],
    );
    return rows[0]?.given === 1;
  }
}
