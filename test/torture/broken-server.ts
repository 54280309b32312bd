/**
 * The server with one thing done wrong, to prove that the torture notices: `BROKEN` names it. The wrong parts are put in
 * from outside; nothing of the server knows them.
 */
import type { Tx } from '../../server/app/ports/unit-of-work.ts';
import { openForReading } from '../../server/db/reading.ts';
import { SqlLedger } from '../../server/db/repositories/ledger.ts';
import type { TxSession } from '../../server/db/tx.ts';
import { PostgresUnitOfWork } from '../../server/db/unit-of-work-postgres.ts';
import { SqliteUnitOfWork } from '../../server/db/unit-of-work-sqlite.ts';

/** So long the disk takes here: what is wrong has time to show. */
const SLOW_MS = 20;

/** Whoever waits for a commit is answered before it. */
function answerBeforeCommit(): void {
  for (const { prototype } of [SqliteUnitOfWork, PostgresUnitOfWork]) {
    const { run } = prototype;
    prototype.run = function <T>(this: SqliteUnitOfWork & PostgresUnitOfWork, fn: (tx: Tx) => Promise<T>) {
      return new Promise<T>((resolve, reject) => {
        const early = async (tx: Tx) => {
          const value = await fn(tx);
          resolve(value);
          await new Promise((go) => setTimeout(go, SLOW_MS));
          return value;
        };
        run.call(this, early).catch(reject);
      });
    } as typeof run;
  }
}

/** Balances are read beside the unit, computed here and written back, instead of moved in the database. */
function computeBalances(url: string): void {
  let beside: ReturnType<typeof openForReading> | null = null;
  const trigger = url.startsWith('sqlite:') ? '' : ' ON postings';
  const { post } = SqlLedger.prototype;
  SqlLedger.prototype.post = function (transfer) {
    const { session } = this as unknown as { session: TxSession };
    session.collect('broken:trigger', 49, 'once', null, async () => {
      await session.write(`DROP TRIGGER IF EXISTS postings_move_balance${trigger}`, []);
    });
    post.call(this, transfer);
    session.collect('broken:balances', 52, transfer.id, transfer, async (transfers: (typeof transfer)[]) => {
      for (const { postings, currency } of transfers) {
        for (const { account, amountMinor } of postings) {
          if (account.owner !== 'driver') continue;
          const id = `${account.driverId}:${account.kind}:${currency}`;
          const sql = 'SELECT balance FROM accounts WHERE id = $1';
          beside ??= openForReading(url);
          const [read] = await (await beside).query<{ balance: number }>(sql, [id]);
          await session.write('UPDATE accounts SET balance = $2 WHERE id = $1', [
            id,
            (read?.balance ?? 0) + amountMinor,
          ]);
        }
      }
    });
  };
}

const wrong: Readonly<Record<string, () => void>> = {
  'ack-before-commit': answerBeforeCommit,
  'read-modify-write': () => computeBalances(process.env['DATABASE_URL'] ?? ''),
};

const breakIt = wrong[process.env['BROKEN'] ?? ''];
if (!breakIt) throw new Error(`BROKEN is one of ${Object.keys(wrong).join(', ')}`);
breakIt();
await import('../../server/main.ts');
