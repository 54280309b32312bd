import type { AuditEntryView } from '../../../../shared/http/staff.ts';
import { request } from '../../api-client.ts';

/** What is looked for; empty where anything will do. */
export interface AuditQuery {
  readonly lot: string;
  readonly staff: string;
  readonly action: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
}

export interface AuditPage {
  readonly entries: readonly AuditEntryView[];
  readonly next: string | null;
}

/** One page, the newest first. */
export async function fetchAudit(query: AuditQuery, before: string | null): Promise<AuditPage> {
  const given = Object.entries(query).filter(([, value]) => value !== '');
  const search = new URLSearchParams([...given, ...(before === null ? [] : [['before', before]])] as [
    string,
    string,
  ][]);
  return (await request('GET', `/api/audit?${search}`)) as AuditPage;
}
