import {
  draftQuoteRequest,
  quoteQuery,
  quoteResponse,
  tariffCreateRequest,
  tariffResponse,
  tariffsResponse,
} from '../../../../shared/http/tariff.ts';
import { addTariff, quote, tariffsOf, withdrawTariff } from '../../../app/manage-tariffs.ts';
import { type Call, type Route, route } from '../route.ts';
import { quoteView, tariffChangeFrom, tariffView } from '../tariff-views.ts';
import type { ApiDeps } from './api-deps.ts';

/** A lot's tariffs, and what a stay would cost. */
export function tariffRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  const codeOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/tariffs',
      summary: 'Every version of the tariff, the one that takes effect last first',
      access: 'viewer',
      answer: tariffsResponse,
      handle: async (call) => ({ tariffs: (await tariffsOf(unitOfWork, codeOf(call))).map(tariffView) }),
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/tariffs',
      summary: 'Add a version, from now or from a later moment on; what is left out is as before',
      access: 'admin',
      body: tariffCreateRequest,
      answer: tariffResponse,
      status: 201,
      handle: async (call) => {
        const { effectiveFrom, ifVersion, ...change } = call.body;
        const from = effectiveFrom === undefined ? null : Date.parse(effectiveFrom);
        const when = { effectiveFrom: from, ifVersion };
        const actor = { staffId: call.staff.id, now: clock.now() };
        return tariffView(await addTariff(unitOfWork, ids, actor, codeOf(call), tariffChangeFrom(change), when));
      },
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/tariffs/{version}',
      summary: 'Take back a version that has not taken effect',
      access: 'admin',
      answer: tariffResponse,
      handle: async (call) => {
        const actor = { staffId: call.staff.id, now: clock.now() };
        const version = Number(call.params['version']);
        return tariffView(await withdrawTariff(unitOfWork, ids, actor, codeOf(call), version));
      },
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/quote',
      summary: 'What a stay would cost, by the lines its bill would have',
      access: 'viewer',
      query: quoteQuery,
      answer: quoteResponse,
      handle: async (call) => {
        const span = { from: Date.parse(call.query.from), to: Date.parse(call.query.to) };
        return quoteView(await quote(unitOfWork, codeOf(call), span, call.query.addOns ?? []), span);
      },
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/quote',
      summary: 'What a stay would cost by a tariff that is not saved; nothing is changed',
      access: 'viewer',
      body: draftQuoteRequest,
      answer: quoteResponse,
      handle: async (call) => {
        const { from, to, addOns = [], tariff } = call.body;
        const span = { from: Date.parse(from), to: Date.parse(to) };
        return quoteView(await quote(unitOfWork, codeOf(call), span, addOns, tariffChangeFrom(tariff)), span);
      },
    }),
  ];
}
