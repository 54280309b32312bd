import type { Engine } from '../../support/databases.ts';
import type { Site } from '../../support/parkwire.ts';

/** What each request may move by itself: when a session was used, and who holds which job. */
const MOVING = ['staff_sessions', 'leases'];

/** Every row of every table as text, by table: two dumps are the same where nothing was changed. */
export async function databaseDump(site: Site, engine: Engine): Promise<Record<string, string>> {
  const tables = await site.rows<{ name: string }>(
    engine.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
      : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const dump: Record<string, string> = {};
  for (const { name } of tables) {
    if (MOVING.includes(name)) continue;
    // That staff looked at somebody is written down, and changes nothing else.
    const where = name === 'audit_log' ? ` WHERE action NOT IN ('driver.read', 'messages.read')` : '';
    const rows = (await site.rows(`SELECT * FROM ${name}${where}`)).map((row) => JSON.stringify(row));
    dump[name] = rows.sort().join('\n');
  }
  return dump;
}
