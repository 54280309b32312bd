import { caseChangeRequest, caseResponse, casesQuery, casesResponse } from '../../../../shared/http/cases.ts';
import { type CaseView, listCases, workOnCase } from '../../../app/serve-cases.ts';
import { iso } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** Problems that drivers reported. */
export function caseRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/cases',
      summary: 'Problems that drivers reported, the newest first',
      access: 'viewer',
      query: casesQuery,
      answer: casesResponse,
      handle: async ({ query: { state = null, limit, offset } }) => {
        const { cases, total } = await listCases(unitOfWork, { state, limit, offset });
        return { cases: cases.map(caseView), total };
      },
    }),
    route({
      method: 'patch',
      path: '/api/cases/{id}',
      summary: 'Work on a reported problem, solve it or answer; the driver is told',
      access: 'attendant',
      body: caseChangeRequest,
      answer: caseResponse,
      handle: async ({ params, body, staff }) =>
        caseView(await workOnCase(unitOfWork, ids, { staffId: staff.id, now: clock.now() }, params['id'] ?? '', body)),
    }),
  ];
}

function caseView({ id, number, lotCode, driverId, driverName, words, media, state, ...rest }: CaseView): unknown {
  const { openedAt, changedAt, answer } = rest;
  return {
    ...{ id, number, lot: lotCode, driverId, driver: driverName, words, media, state, answer },
    openedAt: iso(openedAt),
    changedAt: iso(changedAt),
  };
}
