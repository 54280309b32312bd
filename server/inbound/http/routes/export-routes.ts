import {
  driverRecord,
  EXPORT_KINDS,
  type ExportKind,
  eraseRequest,
  eraseResponse,
  exportQuery,
} from '../../../../shared/http/exports.ts';
import { eraseDriver } from '../../../app/erase-driver.ts';
import { everythingOf } from '../../../app/everything-of-driver.ts';
import { exportOf } from '../../../app/export-pages.ts';
import { DomainError } from '../../../domain/errors.ts';
import { sendCsv } from '../csv.ts';
import { csvColumns } from '../csv-views.ts';
import { iso } from '../iso.ts';
import { recordView } from '../record-view.ts';
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
    route({
      method: 'get',
      path: '/api/drivers/{id}/export',
      summary: 'Everything that is kept of a driver, as a file for the driver',
      access: 'admin',
      answer: driverRecord,
      handle: async (call) => {
        const id = call.params['id'] ?? '';
        const record = await everythingOf(unitOfWork, ids, actor(call), id);
        const file = `driver_${record.driver.id}.json`;
        call.response.set({ 'Content-Disposition': `attachment; filename="${file}"`, 'Cache-Control': 'no-store' });
        return recordView(record);
      },
    }),
    route({
      method: 'post',
      path: '/api/drivers/{id}/erase',
      summary: 'Forget who a driver is, for good; ledger and stays stay, of nobody',
      access: 'admin',
      body: eraseRequest,
      answer: eraseResponse,
      handle: async (call) => {
        const driverId = call.params['id'] ?? '';
        const { leaveBalance } = call.body;
        const { erasedAt } = await eraseDriver(unitOfWork, ids, actor(call), { driverId, leaveBalance });
        return { id: driverId, erasedAt: iso(erasedAt) };
      },
    }),
  ];
}
