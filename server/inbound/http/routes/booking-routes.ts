import {
  bookingCreateRequest,
  bookingResponse,
  bookingsQuery,
  bookingsResponse,
  slotDriverRequest,
} from '../../../../shared/http/api.ts';
import {
  availabilityQuery,
  availabilityResponse,
  bookingCancelRequest,
  bookingChangeRequest,
} from '../../../../shared/http/bookings.ts';
import { claimForDriver } from '../../../app/claim-for-driver.ts';
import { findBookings } from '../../../app/look-up.ts';
import { availability, bookForDriver, cancelForDriver, changeForDriver } from '../../../app/serve-bookings.ts';
import { bookingView as findBooking } from '../../../app/serve-drivers.ts';
import { DomainError } from '../../../domain/errors.ts';
import { iso } from '../iso.ts';
import { contactOf, statedPhone } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { seenOf } from '../seen.ts';
import { bookingView } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

const MINUTE = 60_000;

/** When a request says that a booking is; what it leaves out is left to the use-case. */
function stated(
  body: { from?: string | undefined; to?: string | undefined; minutes?: number | undefined },
  start: number,
) {
  const from = body.from === undefined ? null : Date.parse(body.from);
  const end = body.minutes === undefined ? null : (from ?? start) + body.minutes * MINUTE;
  return { from, to: body.to === undefined ? end : Date.parse(body.to) };
}

/** Bookings, for now and for later. */
export function bookingRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, ids, clock } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const idOf = ({ params }: Call<unknown, unknown>) => params['id'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/bookings',
      summary: 'Bookings, newest first; of a span of time in the order of their starts',
      access: 'viewer',
      query: bookingsQuery,
      answer: bookingsResponse,
      handle: async ({ query }) => {
        const { lot, driverId, state, slot, from, to, q, before, limit } = query;
        const found = await findBookings(unitOfWork, {
          ...(lot === undefined ? {} : { lotCode: lot }),
          ...(driverId === undefined ? {} : { driverId }),
          ...(state === undefined ? {} : { states: [state] }),
          ...(slot === undefined ? {} : { slot }),
          ...(from === undefined || to === undefined ? {} : { span: { from: Date.parse(from), to: Date.parse(to) } }),
          ...(q === undefined ? {} : { text: q }),
          ...(before === undefined ? {} : { before }),
          limit,
        });
        const isFull = found.length === limit && from === undefined;
        return { bookings: found.map(bookingView), next: isFull ? (found.at(-1)?.id ?? null) : null };
      },
    }),
    route({
      method: 'post',
      path: '/api/bookings',
      summary: 'Book a slot, now or for later, for a driver or for a phone number',
      access: 'attendant',
      body: bookingCreateRequest,
      answer: bookingResponse,
      status: 201,
      handle: async (call) => {
        const { slot: slotCode, driverId, phone, addOns = [] } = call.body;
        const lotCode = call.body.lot ?? (await onlyLot());
        // One moment for both: a booking from now on is as long as was asked for, to the millisecond.
        const by = actor(call);
        const { from, to } = stated(call.body, by.now);
        const wish = { lotCode, slotCode, addOns, window: to === null ? null : { from, to } };
        if (driverId !== undefined) return bookingView(await bookForDriver(unitOfWork, ids, by, { ...wish, driverId }));
        if (phone === undefined) throw new DomainError('invalid-request', 'driverId or phone: one of them is needed');
        const contact = contactOf(await statedPhone(unitOfWork, phone, lotCode));
        return bookingView(await bookForDriver(unitOfWork, ids, by, { ...wish, contact }));
      },
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/slots/{slot}/driver',
      summary:
        'Say whose car it is that nobody accounts for; the stay is theirs from its beginning on, and they are told',
      access: 'attendant',
      body: slotDriverRequest,
      answer: bookingResponse,
      status: 201,
      handle: async (call) => {
        const { lot: lotCode = '', slot: slotCode = '' } = call.params;
        const { driverId, phone, was } = call.body;
        if ((driverId === undefined) === (phone === undefined))
          throw new DomainError('invalid-request', 'driverId or phone: one of them is needed');
        const what = { lotCode, slotCode, ...(was && { seenSessionId: was.sessionId }) };
        const who =
          phone === undefined
            ? { driverId: driverId ?? '' }
            : { contact: contactOf(await statedPhone(unitOfWork, phone, lotCode)) };
        return bookingView(await claimForDriver(unitOfWork, ids, actor(call), { ...what, ...who }));
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
      method: 'patch',
      path: '/api/bookings/{id}',
      summary: 'Make a booking longer or shorter, begin at another time, or be on another slot; the driver is told',
      access: 'attendant',
      body: bookingChangeRequest,
      answer: bookingResponse,
      handle: async (call) => {
        const id = idOf(call);
        const { startsAt } = await findBooking(unitOfWork, id);
        const { slot } = call.body;
        const { from, to } = stated(call.body, startsAt);
        const change = {
          ...(slot === undefined ? {} : { slotCode: slot }),
          ...(from === null ? {} : { from }),
          ...(to === null ? {} : { to }),
        };
        return bookingView(await changeForDriver(unitOfWork, ids, actor(call), id, change, seenOf(call.body.was)));
      },
    }),
    route({
      method: 'post',
      path: '/api/bookings/{id}/cancel',
      summary: "Cancel a reserved booking; free of charge unless `byRule` says that the lot's fee is due",
      access: 'attendant',
      body: bookingCancelRequest,
      answer: bookingResponse,
      handle: async (call) =>
        bookingView(
          await cancelForDriver(unitOfWork, ids, actor(call), idOf(call), call.body.byRule, seenOf(call.body.was)),
        ),
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/availability',
      summary: 'The slots that nobody holds in a window',
      access: 'viewer',
      query: availabilityQuery,
      answer: availabilityResponse,
      handle: async (call) => {
        const { lot = '' } = call.params;
        const span = { from: Date.parse(call.query.from), to: Date.parse(call.query.to) };
        if (span.from >= span.to) throw new DomainError('invalid-request', 'to must be after from');
        const slots = await availability(unitOfWork, lot, span, clock.now());
        return { lot, from: iso(span.from), to: iso(span.to), slots };
      },
    }),
  ];

  async function onlyLot(): Promise<string> {
    const [first, second] = await unitOfWork.read((look) => look.lots.all());
    if (!first || second) throw new DomainError('invalid-request', 'lot: say which lot');
    return first.code;
  }
}
