import type { Site } from '../../../support/parkwire.ts';

/** What the histories of a run came to: so that one sees what was tried and what was not. */
export class Tally {
  private readonly counts = new Map<string, number>();

  async add(site: Site): Promise<void> {
    const rows = await site.rows<{ what: string; n: number }>(
      `SELECT 'transfer ' || kind AS what, COUNT(*) AS n FROM transfers GROUP BY kind
       UNION ALL SELECT 'booking ' || state || COALESCE(' ' || end_reason, ''), COUNT(*) FROM bookings GROUP BY state, end_reason
       UNION ALL SELECT 'stay ' || COALESCE(end_reason || ' ' || end_found_by, 'open') ||
         CASE WHEN driver_id IS NULL THEN ' of nobody' ELSE '' END, COUNT(*) FROM parking_sessions
         GROUP BY end_reason, end_found_by, driver_id IS NULL
       UNION ALL SELECT 'event ' || status || COALESCE(' ' || reason, ''), COUNT(*) FROM observations GROUP BY status, reason
       UNION ALL SELECT 'told ' || kind, COUNT(*) FROM messages WHERE direction = 'outbound' AND in_reply_to IS NULL GROUP BY kind`,
    );
    for (const { what, n } of rows) this.counts.set(what, (this.counts.get(what) ?? 0) + n);
  }

  lines(): string[] {
    return [...this.counts].sort().map(([what, n]) => `${what.padEnd(48)}${String(n).padStart(6)}`);
  }
}
