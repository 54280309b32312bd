import { EXPORT_KINDS, type ExportKind, exportQuery } from '../../../../shared/http/exports.ts';
import { exportOf } from '../../../app/export-pages.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sendCsv } from '../csv.ts';
import { csvColumns } from '../csv-views.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** What is taken along out of Parkwire. It holds many people's data at once: for admins only. */
export function exportRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/exports/{kind}.csv',
      summary: 'Bookings, stays, transfers or messages of a lot as CSV, by days of the lot',
      access: 'admin',
      query: exportQuery,
      sends: 'text/csv',
      handle: async (call) => {
        const { params, query, response } = call;
        const kind = EXPORT_KINDS.find((each) => each === params['kind']);
        if (!kind) throw new DomainError('not-found', `there are exports of ${EXPORT_KINDS.join(', ')}`);
        const { from = null, to = null } = query;
        await send(kind, { lotCode: params['lot'] ?? '', from, to });

        async function send<Kind extends ExportKind>(
          one: Kind,
          asked: { lotCode: string; from: string | null; to: string | null },
        ): Promise<void> {
          const { lot, pages } = await exportOf(unitOfWork, ids, actor(call), { ...asked, kind: one });
          const name = ['lot', lot.code, one, from, to].filter((part) => part !== null).join('_');
          await sendCsv(response, `${name}.csv`, csvColumns(lot.currency)[one], pages);
        }
      },
    }),
  ];
}
