import {
  boardResponse,
  handObservationRequest,
  handObservationResponse,
  lotChangeRequest,
  lotCreateRequest,
  lotResponse,
  lotsResponse,
  slotChangeRequest,
  slotsCreateRequest,
  slotsResponse,
} from '../../../../shared/http/api.ts';
import { boardOf } from '../../../app/board-view.ts';
import {
  addSlots,
  changeLot,
  createLot,
  type LotChanges,
  lotByCode,
  lotDetails,
  setOutOfService,
} from '../../../app/manage-lots.ts';
import { observeByHand } from '../../../app/observe-by-hand.ts';
import { retireSlot } from '../../../app/retire-slots.ts';
import { DomainError } from '../../../domain/errors.ts';
import { settingsFrom } from '../opening-hours-views.ts';
import { checkCountry } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { tariffChangeFrom } from '../tariff-views.ts';
import { boardView, lotView, slotRow } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

/** Without what was not said: an absent field changes nothing. */
function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Lots, slots and boards. */
export function lotRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, ids, clock } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const codeOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/lots',
      summary: 'All lots',
      access: 'viewer',
      answer: lotsResponse,
      handle: async () => ({ lots: (await lotDetails(unitOfWork, clock.now())).map(lotView) }),
    }),
    route({
      method: 'post',
      path: '/api/lots',
      summary: 'Create a lot with its slots and its tariff',
      access: 'admin',
      body: lotCreateRequest,
      answer: lotResponse,
      status: 201,
      handle: async (call) => {
        const { code, name, timeZone = 'UTC', currency = 'USD', tariff = {}, slots = [], ...settings } = call.body;
        checkCountry(settings.country);
        const place = { code, name, timeZone, currency };
        const draft = { ...place, slots, settings: defined(settingsFrom(settings)), tariff: tariffChangeFrom(tariff) };
        const created = await createLot(unitOfWork, ids, actor(call), draft);
        await deps.onNamesChange();
        return lotView(created);
      },
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}',
      summary: 'One lot',
      access: 'viewer',
      answer: lotResponse,
      handle: async (call) => {
        const found = (await lotDetails(unitOfWork, clock.now())).find(({ lot }) => lot.code === codeOf(call));
        if (!found) throw new DomainError('lot-unknown', `there is no lot ${codeOf(call)}`);
        return lotView(found);
      },
    }),
    route({
      method: 'patch',
      path: '/api/lots/{lot}',
      summary: 'Change settings or tariff; a changed tariff is for stays that begin after it',
      access: 'admin',
      body: lotChangeRequest,
      answer: lotResponse,
      handle: async (call) => {
        const { name, timeZone, currency, tariff, ifVersion, ...settings } = call.body;
        checkCountry(settings.country);
        const changes: LotChanges = {
          ...defined({ name, timeZone, currency, ifVersion }),
          ...(tariff ? { tariff: tariffChangeFrom(tariff) } : {}),
          settings: defined(settingsFrom(settings)),
        };
        return lotView(await changeLot(unitOfWork, ids, actor(call), codeOf(call), changes));
      },
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/slots',
      summary: 'The slots of a lot',
      access: 'viewer',
      answer: slotsResponse,
      handle: async (call) => ({
        slots: await unitOfWork.read(async (look) => {
          const lot = await lotByCode(look, codeOf(call));
          return (await look.slots.inLot(lot.id)).map(slotRow);
        }),
      }),
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/slots',
      summary: 'Add slots; the code of a retired one brings it back',
      access: 'admin',
      body: slotsCreateRequest,
      answer: slotsResponse,
      status: 201,
      handle: async (call) => {
        const slots = await addSlots(unitOfWork, ids, actor(call), codeOf(call), call.body.slots);
        await deps.onNamesChange();
        return { slots: slots.map(slotRow) };
      },
    }),
    route({
      method: 'patch',
      path: '/api/lots/{lot}/slots/{slot}',
      summary: 'Take a slot out of service or put it back',
      access: 'attendant',
      body: slotChangeRequest,
      handle: async (call) => {
        const { slot = '' } = call.params;
        await setOutOfService(unitOfWork, ids, actor(call), codeOf(call), slot, call.body.outOfService);
      },
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/slots/{slot}',
      summary: 'Retire a slot on which nothing is live and that no controller serves; what happened on it stays',
      access: 'admin',
      handle: async (call) => {
        const { slot = '' } = call.params;
        await retireSlot(unitOfWork, ids, actor(call), codeOf(call), slot);
        await deps.onNamesChange();
      },
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/slots/{slot}/observations',
      summary: 'An attendant saw a car come or leave',
      access: 'attendant',
      body: handObservationRequest,
      answer: handObservationResponse,
      status: 201,
      handle: async (call) => {
        const { slot: slotCode = '' } = call.params;
        const { type, was } = call.body;
        const seen = was === undefined ? {} : { seenSessionId: was.sessionId };
        return observeByHand(unitOfWork, ids, actor(call), { lotCode: codeOf(call), slotCode, type, ...seen });
      },
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/board',
      summary: 'Everything the board shows',
      access: 'viewer',
      answer: boardResponse,
      handle: async (call) => {
        const board = await boardOf(unitOfWork, codeOf(call), clock.now());
        if (!board) throw new DomainError('lot-unknown', `there is no lot ${codeOf(call)}`);
        return boardView(board);
      },
    }),
  ];
}
