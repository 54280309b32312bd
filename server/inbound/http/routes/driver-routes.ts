import {
  bookingCreateRequest,
  bookingResponse,
  bookingsQuery,
  bookingsResponse,
  driverResponse,
  driversQuery,
  driversResponse,
  topUpRequest,
  topUpResponse,
  transfersResponse,
} from '../../../../shared/http/api.ts';
import {
  bookForDriver,
  cancelForDriver,
  bookingView as findBooking,
  driverView as findDriver,
  findDrivers,
  listBookings,
  topUpWallet,
  transfersOf,
} from '../../../app/serve-drivers.ts';
import { DomainError } from '../../../domain/errors.ts';
import { toE164 } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { bookingView, driverView, transferView } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

/** Drivers, their wallets and their bookings. */
export function driverRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, ids, clock } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const idOf = ({ params }: Call<unknown, unknown>) => params['id'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/drivers',
      summary: 'Drivers, or those with a phone number',
      access: 'viewer',
      query: driversQuery,
      answer: driversResponse,
      handle: async ({ query }) => {
        const phone = query.phone === undefined ? null : toE164(query.phone);
        return { drivers: (await findDrivers(unitOfWork, phone)).map(driverView) };
      },
    }),
    route({
      method: 'get',
      path: '/api/drivers/{id}',
      summary: 'One driver',
      access: 'viewer',
      answer: driverResponse,
      handle: async (call) => driverView(await findDriver(unitOfWork, idOf(call))),
    }),
    route({
      method: 'get',
      path: '/api/drivers/{id}/transfers',
      summary: "A driver's transfers, newest first",
      access: 'viewer',
      answer: transfersResponse,
      handle: async (call) => ({ transfers: (await transfersOf(unitOfWork, idOf(call))).map(transferView) }),
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
    route({
      method: 'get',
      path: '/api/bookings',
      summary: 'Bookings, newest first',
      access: 'viewer',
      query: bookingsQuery,
      answer: bookingsResponse,
      handle: async ({ query }) => {
        const lots = await unitOfWork.read((look) => look.lots.all());
        const lotId = query.lot === undefined ? undefined : (lots.find(({ code }) => code === query.lot)?.id ?? '');
        const found = await listBookings(unitOfWork, {
          ...(lotId === undefined ? {} : { lotId }),
          ...(query.driverId === undefined ? {} : { driverId: query.driverId }),
          ...(query.state === undefined ? {} : { states: [query.state] }),
          limit: 200,
        });
        return { bookings: found.map(bookingView) };
      },
    }),
    route({
      method: 'post',
      path: '/api/bookings',
      summary: 'Book a slot now, for a driver or for a phone number',
      access: 'attendant',
      body: bookingCreateRequest,
      answer: bookingResponse,
      status: 201,
      handle: async (call) => {
        const { slot: slotCode, driverId, phone } = call.body;
        const lotCode = call.body.lot ?? (await onlyLot());
        if (driverId !== undefined) {
          return bookingView(await bookForDriver(unitOfWork, ids, actor(call), { lotCode, slotCode, driverId }));
        }
        if (phone === undefined) throw new DomainError('invalid-request', 'driverId or phone: one of them is needed');
        const e164 = toE164(phone);
        const contact = {
          channel: 'whatsapp',
          userId: e164,
          phone: e164,
          profileName: null,
          transport: 'twilio' as const,
          ourAddress: null,
          byStaff: true,
        };
        return bookingView(await bookForDriver(unitOfWork, ids, actor(call), { lotCode, slotCode, contact }));
      },
    }),
    route({
      method: 'get',
      path: '/api/bookings/{id}',
      summary: 'One booking',
      access: 'viewer',
      answer: bookingResponse,
      handle: async (call) => bookingView(await findBooking(unitOfWork, idOf(call))),
    }),
    route({
      method: 'post',
      path: '/api/bookings/{id}/cancel',
      summary: 'Cancel a reserved booking',
      access: 'attendant',
      answer: bookingResponse,
      handle: async (call) => bookingView(await cancelForDriver(unitOfWork, ids, actor(call), idOf(call))),
    }),
  ];

  async function onlyLot(): Promise<string> {
    const [first, second] = await unitOfWork.read((look) => look.lots.all());
    if (!first || second) throw new DomainError('invalid-request', 'lot: say which lot');
    return first.code;
  }
}
