import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { Bind, RunQuery } from './engine.ts';

/**
 * Runs statements as rows-returning ones. Sequelize sends a text that begins with `INSERT INTO` down a path that drops
 * the rows of RETURNING and then throws where nobody can catch it; the empty comment keeps it off that path. Without
 * parameters none are passed: Sequelize would take the `$$` around a function's body for an escaped `$`.
 */
export function runOn(sequelize: () => Sequelize, transaction: Transaction | null = null): RunQuery {
  return async <T>(sql: string, bind: Bind = []): Promise<T[]> =>
    (await sequelize().query(`/**/ ${sql}`, {
      ...(bind.length > 0 ? { bind: [...bind] } : {}),
      type: QueryTypes.SELECT,
      raw: true,
      transaction,
    })) as T[];
}
