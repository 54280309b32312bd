import type { LookUp, LookUpRepository } from '../../app/ports/look-up-repository.ts';
import type { TxSession } from '../tx.ts';

/** What stands for itself in a pattern of LIKE. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Finds who and what staff look for. It reads every driver once and no history; a page of at most `limit` comes back. */
export class SqlLookUp implements LookUpRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async drivers({ digits, plate, name }: LookUp, limit: number): Promise<string[]> {
    const bind: string[] = [];
    const ways: string[] = [];
    const like = (pattern: string): string => {
      bind.push(pattern);
      return `LIKE $${bind.length} ESCAPE '\\'`;
    };
    if (plate !== null) {
      ways.push(`SELECT id, 1 AS rank FROM drivers WHERE plate ${like(`%${literal(plate)}`)}`);
      ways.push(`SELECT id, 3 AS rank FROM drivers WHERE plate ${like(`%${literal(plate)}%`)}`);
    }
    if (digits !== null) {
      ways.push(`SELECT driver_id AS id, 2 AS rank FROM identities WHERE phone ${like(`%${literal(digits)}`)}`);
      ways.push(`SELECT driver_id AS id, 4 AS rank FROM identities WHERE phone ${like(`%${literal(digits)}%`)}`);
      ways.push(`SELECT id, 4 AS rank FROM drivers WHERE contact_phone ${like(`%${literal(digits)}%`)}`);
    }
    if (name !== null) {
      ways.push(`SELECT id, 5 AS rank FROM drivers WHERE LOWER(display_name) ${like(`${literal(name)}%`)}`);
      ways.push(`SELECT id, 6 AS rank FROM drivers WHERE LOWER(display_name) ${like(`%${literal(name)}%`)}`);
    }
    if (ways.length === 0) return [];
    const rows = await this.session.query<{ id: string }>(
      `SELECT id, MIN(rank) AS best FROM (${ways.join(' UNION ALL ')}) found GROUP BY id
       ORDER BY best, id DESC LIMIT ${Math.trunc(limit)}`,
      bind,
    );
    return rows.map(({ id }) => id);
  }

  async bookings(reference: string, limit: number): Promise<string[]> {
    // All characters of a reference sort before `~`.
    const rows = await this.session.query<{ id: string }>(
      `SELECT id FROM bookings WHERE reference >= $1 AND reference < $2 ORDER BY reference DESC LIMIT ${Math.trunc(limit)}`,
      [reference, `${reference}~`],
    );
    return rows.map(({ id }) => id);
  }
}
