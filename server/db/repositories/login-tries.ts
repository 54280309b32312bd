import type { LoginTryRepository } from '../../app/ports/staff-repository.ts';
import type { TxSession } from '../tx.ts';

/** Tries to sign in, and the browsers that have done so before. */
export class SqlLoginTries implements LoginTryRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async count(name: string, now: number, since: number): Promise<{ tries: number; since: number }> {
    const [row] = await this.session.execute<{ tries: number; since: number }>(
      `INSERT INTO login_tries (name, since, tries) VALUES ($1, $2, 1)
       ON CONFLICT (name) DO UPDATE SET
         tries = CASE WHEN login_tries.since > $3 THEN login_tries.tries + 1 ELSE 1 END,
         since = CASE WHEN login_tries.since > $3 THEN login_tries.since ELSE excluded.since END
       RETURNING tries, since`,
      [name, now, since],
    );
    return { tries: Number(row?.tries ?? 1), since: Number(row?.since ?? now) };
  }

  async takeBack(name: string): Promise<void> {
    await this.session.execute('UPDATE login_tries SET tries = tries - 1 WHERE name = $1 AND tries > 0', [name]);
  }

  async forget(now: number, began: number): Promise<void> {
    await this.session.execute('DELETE FROM login_tries WHERE since <= $1', [began]);
    await this.session.execute('DELETE FROM staff_browsers WHERE expires_at <= $1', [now]);
  }

  async addBrowser(browser: { tokenHash: string; staffId: string; expiresAt: number }): Promise<void> {
    await this.session.execute('INSERT INTO staff_browsers (token_hash, staff_id, expires_at) VALUES ($1, $2, $3)', [
      browser.tokenHash,
      browser.staffId,
      browser.expiresAt,
    ]);
  }

  async knowsBrowser({ tokenHash, staffId, now }: Parameters<LoginTryRepository['knowsBrowser']>[0]): Promise<boolean> {
    const rows = await this.session.query(
      'SELECT 1 AS one FROM staff_browsers WHERE token_hash = $1 AND staff_id = $2 AND expires_at > $3',
      [tokenHash, staffId, now],
    );
    return rows.length > 0;
  }
}
