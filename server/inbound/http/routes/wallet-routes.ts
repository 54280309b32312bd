import {
  refundRequest,
  refundResponse,
  statementQuery,
  statementResponse,
  writeOffRequest,
  writeOffResponse,
} from '../../../../shared/http/wallet.ts';
import { refundDriver } from '../../../app/refund-driver.ts';
import { driverView as findDriver } from '../../../app/serve-drivers.ts';
import { type StatementLine, statementOf } from '../../../app/statement.ts';
import { writeOffDebt } from '../../../app/write-off.ts';
import { iso, isoOrNull } from '../iso.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** Refunds, write-offs and statements of a driver's wallet. */
export function walletRoutes({ unitOfWork, ids, clock, reads }: ApiDeps): Route[] {
  const idOf = ({ params }: Call<unknown, unknown>) => params['id'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/drivers/{id}/statement',
      summary:
        'Opening balance, every movement with the balance after it, closing balance; the last 30 days unless told',
      access: 'viewer',
      query: statementQuery,
      answer: statementResponse,
      handle: async (call) => {
        const { currency = null } = call.query;
        const to = call.query.to === undefined ? clock.now() + 1 : Date.parse(call.query.to);
        const from = call.query.from === undefined ? to - 30 * 86_400_000 : Date.parse(call.query.from);
        const statement = await statementOf(unitOfWork, idOf(call), { from, to, currency });
        const { opening, closing, driverId, isComplete } = statement;
        await reads.note({ staffId: call.staff.id, now: clock.now() }, 'driver.read', [driverId]);
        return {
          driverId,
          currency: statement.currency,
          from: iso(statement.from),
          to: iso(statement.to),
          isComplete,
          opening,
          closing,
          lines: statement.lines.map(lineView),
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/drivers/{id}/refunds',
      summary:
        'Give a payment back, or all of a booking, in part or whole; the Idempotency-Key header or requestId makes a repeat harmless',
      access: 'attendant',
      body: refundRequest,
      answer: refundResponse,
      status: 201,
      handle: async (call) => {
        const driverId = idOf(call);
        const { transferId, bookingId, amountMinor = null, reason, requestId } = call.body;
        const payment = transferId === undefined ? { bookingId: bookingId ?? '' } : { transferId };
        const named = requestId ?? call.request.get('idempotency-key')?.slice(0, 64) ?? ids.next();
        const actor = { staffId: call.staff.id, now: clock.now() };
        const request = { driverId, payment, amountMinor, reason, requestId: named };
        const { transferIds, amountMinor: paidBack, currency } = await refundDriver(unitOfWork, ids, actor, request);
        const { balanceMinor } = await findDriver(unitOfWork, driverId, currency);
        return { transferId: transferIds[0], transferIds, amountMinor: paidBack, balanceMinor, currency };
      },
    }),
    route({
      method: 'post',
      path: '/api/drivers/{id}/write-offs',
      summary:
        'Give up what a driver owes, in part or whole; the Idempotency-Key header or requestId makes a repeat harmless',
      access: 'admin',
      body: writeOffRequest,
      answer: writeOffResponse,
      status: 201,
      handle: async (call) => {
        const driverId = idOf(call);
        const { currency, lot: lotCode, amountMinor = null, reason, requestId } = call.body;
        const request = {
          driverId,
          amountMinor,
          reason,
          requestId: requestId ?? call.request.get('idempotency-key')?.slice(0, 64) ?? ids.next(),
          ...(currency === undefined ? {} : { currency }),
          ...(lotCode === undefined ? {} : { lotCode }),
        };
        const done = await writeOffDebt(unitOfWork, ids, { staffId: call.staff.id, now: clock.now() }, request);
        const { balanceMinor } = await findDriver(unitOfWork, driverId, done.currency);
        return { ...done, balanceMinor };
      },
    }),
  ];
}

function lineView(line: StatementLine): unknown {
  const { transfer, words, amountMinor, heldMinor, balanceMinor, heldBalanceMinor } = line;
  const { stay } = transfer;
  return {
    at: iso(transfer.createdAt),
    kind: transfer.kind,
    words,
    amountMinor,
    heldMinor,
    balanceMinor,
    heldBalanceMinor,
    bookingReference: transfer.reference,
    bookingId: transfer.ofBookingId,
    sessionId: transfer.sessionId,
    stay: stay ? { slot: stay.slot, from: iso(stay.from), to: isoOrNull(stay.to) } : null,
    transferId: transfer.id,
    note: transfer.note,
  };
}
