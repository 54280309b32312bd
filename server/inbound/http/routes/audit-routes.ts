import { auditQuery, auditResponse } from '../../../../shared/http/staff.ts';
import { searchAudit } from '../../../app/audit-log.ts';
import { iso } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** What was changed, by whom and when. */
export function auditRoutes({ unitOfWork }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/audit',
      summary: 'The audit log, the newest first',
      access: 'admin',
      query: auditQuery,
      answer: auditResponse,
      handle: async ({ query: { from, to, ...query } }) => {
        const moment = (text: string | undefined) => (text === undefined ? null : Date.parse(text));
        const { entries, next } = await searchAudit(unitOfWork, { ...query, from: moment(from), to: moment(to) });
        const shown = entries.map(({ id, at, by, action, subject, lotCode, before, after }) => ({
          ...{ id, at: iso(at), by, action, subject, lot: lotCode, before, after },
        }));
        return { entries: shown, next };
      },
    }),
  ];
}
