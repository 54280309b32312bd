import { bookingResponse } from '../../../../shared/http/api.ts';
import {
  bookingCompleteRequest,
  languageQuery,
  templatePreviewRequest,
  templatePreviewResponse,
  templateRemoveRequest,
  templateRequest,
  templateResponse,
  templatesResponse,
} from '../../../../shared/http/templates.ts';
import { waitingListResponse, waitingRequest, waitingResponse } from '../../../../shared/http/waiting.ts';
import { completeBooking } from '../../../app/complete-booking.ts';
import {
  LONGEST_TEMPLATE,
  previewTemplate,
  removeTemplate,
  saveTemplate,
  type TemplateView,
  templatesOf,
} from '../../../app/manage-templates.ts';
import { joinForDriver, lineOf, removeFromLine, type WaitingView } from '../../../app/waiting-list.ts';
import { DomainError } from '../../../domain/errors.ts';
import { iso } from '../iso.ts';
import { contactOf, statedPhone } from '../phone.ts';
import { type Call, type Route, route } from '../route.ts';
import { seenOf } from '../seen.ts';
import { bookingView } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

const waitingView = (view: WaitingView): unknown => ({ ...view, joinedAt: iso(view.joinedAt) });
const templateView = (view: TemplateView): unknown => {
  const { approved = null, ...rest } = view;
  return { ...rest, approved };
};

/** Who waits for a slot, what drivers are told, and stays that are done. */
export function messagingRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const param = ({ params }: Call<unknown, unknown>, name: string) => params[name] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/waiting-list',
      summary: 'Who waits for a slot, the next to be served first',
      access: 'viewer',
      answer: waitingListResponse,
      handle: async (call) => ({ waiting: (await lineOf(unitOfWork, param(call, 'lot'))).map(waitingView) }),
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/waiting-list',
      summary: 'Put a driver in line for the next free slot; who stands there keeps the place',
      access: 'attendant',
      body: waitingRequest,
      answer: waitingResponse,
      status: 201,
      handle: async (call) => {
        const { driverId, phone } = call.body;
        if ((driverId === undefined) === (phone === undefined))
          throw new DomainError('invalid-request', 'driverId or phone: one of them is needed');
        const lot = param(call, 'lot');
        const who =
          phone === undefined
            ? { driverId: driverId ?? '' }
            : { contact: contactOf(await statedPhone(unitOfWork, phone, lot)) };
        return waitingView(await joinForDriver(unitOfWork, ids, actor(call), lot, who));
      },
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/waiting-list/{id}',
      summary: 'Take somebody out of the line',
      access: 'attendant',
      handle: (call) => removeFromLine(unitOfWork, ids, actor(call), param(call, 'lot'), param(call, 'id')),
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/templates',
      summary: 'What drivers are told, in whose words, and what can be filled in',
      access: 'viewer',
      query: languageQuery,
      answer: templatesResponse,
      handle: async (call) => ({
        templates: (await templatesOf(unitOfWork, param(call, 'lot'), clock.now(), call.query.language)).map(
          templateView,
        ),
        longest: LONGEST_TEMPLATE,
      }),
    }),
    route({
      method: 'put',
      path: '/api/lots/{lot}/templates/{kind}',
      summary: "Set the lot's own words for a message, or whether it is told at all",
      access: 'admin',
      body: templateRequest,
      answer: templateResponse,
      handle: async (call) =>
        templateView(
          await saveTemplate(unitOfWork, ids, actor(call), param(call, 'lot'), param(call, 'kind'), call.body),
        ),
    }),
    route({
      method: 'post',
      path: '/api/lots/{lot}/templates/{kind}/preview',
      summary: 'How words would read, with made-up particulars; nothing is changed',
      access: 'viewer',
      body: templatePreviewRequest,
      answer: templatePreviewResponse,
      handle: (call) => previewTemplate(unitOfWork, param(call, 'lot'), param(call, 'kind'), call.body, clock.now()),
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/templates/{kind}',
      summary: 'Go back to the standard words',
      access: 'admin',
      query: languageQuery,
      body: templateRemoveRequest,
      handle: (call) => {
        const [{ language }, { was }] = [call.query, call.body];
        const [lot, kind] = [param(call, 'lot'), param(call, 'kind')];
        return removeTemplate(unitOfWork, ids, actor(call), lot, kind, language, was);
      },
    }),
    route({
      method: 'post',
      path: '/api/bookings/{id}/complete',
      summary: 'Mark a stay done, with a date to come back on; a stay that still runs ends',
      access: 'attendant',
      body: bookingCompleteRequest,
      answer: bookingResponse,
      handle: async (call) => {
        const { followUpDate = null, was } = call.body;
        const request = { id: param(call, 'id'), followUpDate, seen: seenOf(was) };
        return bookingView(await completeBooking(unitOfWork, ids, actor(call), request));
      },
    }),
  ];
}
