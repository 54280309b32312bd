import {
  blockRequest,
  driverResponse,
  driversQuery,
  driversResponse,
  searchQuery,
  searchResponse,
  topUpRequest,
  topUpResponse,
  transfersResponse,
} from '../../../../shared/http/api.ts';
import { blockDriver } from '../../../app/block-driver.ts';
import { findDriversLike, lookUp } from '../../../app/look-up.ts';
import { MANY } from '../../../app/read-log.ts';
import { driverView as findDriver, findDrivers, topUpWallet, transfersOf } from '../../../app/serve-drivers.ts';
import { iso } from '../iso.ts';
import { statedPhone } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { driverView, transferView } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

/** Drivers and their wallets. */
export function driverRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, ids, clock, reads } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const idOf = ({ params }: Call<unknown, unknown>) => params['id'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/drivers',
      summary: 'Drivers, those with a phone number, or those whose plate, phone or name is like `q`',
      access: 'viewer',
      query: driversQuery,
      answer: driversResponse,
      handle: async (call) => {
        const { q, phone: stated } = call.query;
        const phone = stated === undefined ? null : await statedPhone(unitOfWork, stated);
        const found = await (q === undefined ? findDrivers(unitOfWork, phone) : findDriversLike(unitOfWork, q));
        await reads.note(actor(call), 'driver.read', phone === null ? [MANY] : found.map(({ driver }) => driver.id));
        return { drivers: found.map(driverView) };
      },
    }),
    route({
      method: 'get',
      path: '/api/drivers/{id}',
      summary: 'One driver',
      access: 'viewer',
      answer: driverResponse,
      handle: async (call) => {
        const found = await findDriver(unitOfWork, idOf(call));
        await reads.note(actor(call), 'driver.read', [found.driver.id]);
        return driverView(found);
      },
    }),
    ...(['block', 'unblock'] as const).map((what) =>
      route({
        method: 'post',
        path: `/api/drivers/{id}/${what}`,
        summary: what === 'block' ? 'Take no more bookings of a driver' : 'Take bookings of a driver again',
        access: 'attendant',
        body: blockRequest,
        answer: driverResponse,
        handle: async (call) => {
          const block = { isBlocked: what === 'block', reason: call.body.reason };
          await blockDriver(unitOfWork, ids, actor(call), idOf(call), block);
          return driverView(await findDriver(unitOfWork, idOf(call)));
        },
      }),
    ),
    route({
      method: 'get',
      path: '/api/search',
      summary: 'Slots, bookings and drivers that staff may mean by what they type',
      access: 'viewer',
      query: searchQuery,
      answer: searchResponse,
      handle: async (call) => {
        const { lot, q } = call.query;
        const { slots, bookings, drivers } = await lookUp(unitOfWork, lot, q);
        await reads.note(actor(call), 'driver.read', [MANY]);
        return {
          slots,
          bookings: bookings.map(({ id, reference, slotCode: slot, state, startsAt, driver }) => {
            return { id, reference, slot, state, startsAt: iso(startsAt), driver: driver.displayName };
          }),
          drivers: drivers.map(({ driver: { id, displayName, plate }, phone }) => ({ id, displayName, phone, plate })),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/drivers/{id}/transfers',
      summary: "A driver's transfers, newest first",
      access: 'viewer',
      answer: transfersResponse,
      handle: async (call) => {
        const transfers = await transfersOf(unitOfWork, idOf(call));
        await reads.note(actor(call), 'driver.read', [idOf(call)]);
        return { transfers: transfers.map(transferView) };
      },
    }),
    route({
      method: 'post',
      path: '/api/drivers/{id}/top-ups',
      summary: 'Put money into a wallet; the Idempotency-Key header or requestId makes a repeat harmless',
      access: 'attendant',
      body: topUpRequest,
      answer: topUpResponse,
      status: 201,
      handle: async (call) => {
        const { amountMinor, reason, requestId, currency, lot: lotCode } = call.body;
        const driverId = idOf(call);
        const named = requestId ?? call.request.get('idempotency-key')?.slice(0, 64) ?? ids.next();
        const request = {
          driverId,
          amountMinor,
          reason,
          requestId: named,
          ...(currency === undefined ? {} : { currency }),
          ...(lotCode === undefined ? {} : { lotCode }),
        };
        const done = await topUpWallet(unitOfWork, ids, actor(call), request);
        const { balanceMinor } = await findDriver(unitOfWork, driverId, done.currency);
        return { transferId: done.transferId, balanceMinor, currency: done.currency };
      },
    }),
  ];
}
