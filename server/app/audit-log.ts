import { DomainError } from '../domain/errors.ts';
import type { AuditEntry } from './ports/audit-entry.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** What to look for; whatever is left out will do. Lots by code, staff by login, or `driver` or `system`. */
export interface AuditSearch {
  readonly lot?: string | undefined;
  readonly staff?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from: number | null;
  readonly to: number | null;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface AuditView extends AuditEntry {
  /** The login of whoever did it; else `driver` or `system`. */
  readonly by: string;
  readonly lotCode: string | null;
}

/** One page of the audit log, the newest first; `next` is `before` of the page after it, null on the last one. */
export async function searchAudit(
  unitOfWork: UnitOfWork,
  search: AuditSearch,
): Promise<{ entries: AuditView[]; next: string | null }> {
  return unitOfWork.read(async (look) => {
    const logins = await look.staff.logins();
    const lots = await look.lots.all();
    const lot = lots.find(({ code }) => code === search.lot);
    if (search.lot !== undefined && !lot) throw new DomainError('lot-unknown', `there is no lot ${search.lot}`);
    const found = await look.auditLog.page(
      {
        lotId: lot?.id ?? null,
        staffId: search.staff === undefined ? null : idOf(logins, search.staff),
        action: search.action ?? null,
        subject: search.subject ?? null,
        from: search.from,
        to: search.to,
        before: search.before ?? null,
      },
      search.limit + 1,
    );
    const entries = found.slice(0, search.limit).map((entry) => ({
      ...entry,
      by: logins.get(entry.staffId) ?? entry.staffId,
      lotCode: lots.find(({ id }) => id === entry.lotId)?.code ?? null,
    }));
    return { entries, next: found.length > search.limit ? (entries.at(-1)?.id ?? null) : null };
  });
}

function idOf(logins: ReadonlyMap<string, string>, login: string): string {
  if (login === 'driver' || login === 'system') return login;
  for (const [id, known] of logins) if (known === login) return id;
  throw new DomainError('staff-unknown', `there is no login ${login}`);
}
