import {
  bookingHistoryResponse,
  disputeCreateRequest,
  disputeDecisionRequest,
  disputeResponse,
  disputesQuery,
  disputesResponse,
  timelineResponse,
} from '../../../../shared/http/evidence.ts';
import { bookingHistory } from '../../../app/booking-history.ts';
import { decideDispute, disputeForDriver, listDisputes } from '../../../app/serve-disputes.ts';
import { timelineById } from '../../../app/stay-timeline.ts';
import { disputeView, historyView, timelineView } from '../evidence-views.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** What bills rest on, and bills that drivers dispute. */
export function evidenceRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const idOf = ({ params }: Call<unknown, unknown>) => params['id'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/timeline',
      summary: 'Everything known of a stay, and what each line of its bill rests on',
      access: 'viewer',
      answer: timelineResponse,
      handle: async (call) => timelineView(await timelineById(unitOfWork, idOf(call), clock.now())),
    }),
    route({
      method: 'get',
      path: '/api/bookings/{id}/history',
      summary: 'What became of a booking and why, and the money that moved for it beside that of its stays',
      access: 'viewer',
      answer: bookingHistoryResponse,
      handle: async (call) => historyView(await bookingHistory(unitOfWork, idOf(call), clock.now())),
    }),
    route({
      method: 'post',
      path: '/api/bookings/{id}/dispute',
      summary: "Dispute the bill of a booking's stay on behalf of its driver",
      access: 'attendant',
      body: disputeCreateRequest,
      answer: disputeResponse,
      status: 201,
      handle: async (call) => {
        const request = { bookingId: idOf(call), words: call.body.words };
        return disputeView(await disputeForDriver(unitOfWork, ids, actor(call), request));
      },
    }),
    route({
      method: 'get',
      path: '/api/disputes',
      summary: 'Disputed bills, newest first',
      access: 'viewer',
      query: disputesQuery,
      answer: disputesResponse,
      handle: async ({ query: { state = null, driverId = null } }) => ({
        disputes: (await listDisputes(unitOfWork, { state, driverId })).map(disputeView),
      }),
    }),
    route({
      method: 'post',
      path: '/api/disputes/{id}/decide',
      summary: 'Give back a part of a disputed bill or all of it, or let it stand; the driver is told',
      access: 'attendant',
      body: disputeDecisionRequest,
      answer: disputeResponse,
      handle: async (call) => {
        const { refundMinor = 0, reason } = call.body;
        const request = { disputeId: idOf(call), refundMinor, reason };
        return disputeView(await decideDispute(unitOfWork, ids, actor(call), request));
      },
    }),
  ];
}
