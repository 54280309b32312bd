import { slotsResponse } from '../../../../shared/http/api.ts';
import { setUpResponse, slotsChooseRequest } from '../../../../shared/http/set-up.ts';
import { chooseSlots } from '../../../app/choose-slots.ts';
import { type FirstVisitDeps, finishFirstVisit, firstVisit } from '../../../app/first-visit.ts';
import { telephoneCountries } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { slotRow } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

export type SetUpRouteDeps = Pick<FirstVisitDeps, 'isOffered' | 'asksPassword'>;

/** The first set-up, and what it takes that later changes of a lot take too. */
export function setUpRoutes(deps: ApiDeps, more: SetUpRouteDeps): Route[] {
  const { unitOfWork, ids, clock } = deps;
  const visit: FirstVisitDeps = { ...more, unitOfWork, ids };
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const codeOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/set-up',
      summary: 'Whether the first set-up still waits, and what it has to know',
      access: 'admin',
      answer: setUpResponse,
      handle: async () => {
        const { lotCode, ...rest } = await firstVisit(visit);
        return { ...rest, lot: lotCode, countries: telephoneCountries() };
      },
    }),
    route({
      method: 'post',
      path: '/api/set-up/done',
      summary: 'The first set-up is done, or left out: nobody is asked again',
      access: 'admin',
      handle: async (call) => finishFirstVisit(visit, actor(call)),
    }),
    route({
      method: 'put',
      path: '/api/lots/{lot}/slots',
      summary: 'Say which slots a lot has; those not named are retired, and one that was retired comes back',
      access: 'admin',
      body: slotsChooseRequest,
      answer: slotsResponse,
      handle: async (call) => {
        const slots = await chooseSlots(unitOfWork, ids, actor(call), codeOf(call), call.body.slots);
        await deps.onNamesChange();
        return { slots: slots.map(slotRow) };
      },
    }),
  ];
}
