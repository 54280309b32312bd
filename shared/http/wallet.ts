import { z } from 'zod';
import { lotCode } from '../identifiers.ts';
import { currencyCode } from './api.ts';

/** Refunds, write-offs and statements of wallets. */

export const refundRequest = z
  .strictObject({
    transferId: z.string().min(1).max(64).optional(),
    bookingId: z.string().min(1).max(64).optional(),
    /** Left out: all that can still be given back. */
    amountMinor: z.int().min(1).max(1_000_000_000).optional(),
    reason: z.string().trim().min(1).max(200),
    /** Names the refund: the same request again moves nothing. */
    requestId: z.string().min(1).max(64).optional(),
  })
  .refine((body) => (body.transferId === undefined) !== (body.bookingId === undefined), {
    message: 'transferId or bookingId: exactly one of them is needed',
  });
const movedResponse = z.object({
  transferId: z.string(),
  amountMinor: z.int(),
  balanceMinor: z.int(),
  currency: z.string(),
});
/** A refund by booking may give several payments back, each by a transfer of its own; `transferId` is the first. */
export const refundResponse = movedResponse.extend({ transferIds: z.array(z.string()).min(1) });

export const writeOffRequest = z.strictObject({
  /** Which wallet, by its currency or by a lot that takes it; needed only where the driver has several. */
  currency: currencyCode.optional(),
  lot: lotCode.optional(),
  /** Left out: all that is owed. */
  amountMinor: z.int().min(1).max(1_000_000_000).optional(),
  reason: z.string().trim().min(1).max(200),
  /** Names the write-off: the same request again moves nothing. */
  requestId: z.string().min(1).max(64).optional(),
});
export const writeOffResponse = movedResponse;

export const statementQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  currency: z.string().length(3).optional(),
});
const balances = z.object({ balanceMinor: z.int(), heldMinor: z.int() });
export const statementResponse = z.object({
  driverId: z.string(),
  currency: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** False where there are more lines than fit; ask again from `to`. */
  isComplete: z.boolean(),
  opening: balances,
  closing: balances,
  lines: z.array(
    z.object({
      at: z.iso.datetime(),
      kind: z.string(),
      words: z.string(),
      amountMinor: z.int(),
      heldMinor: z.int(),
      balanceMinor: z.int(),
      heldBalanceMinor: z.int(),
      bookingReference: z.string().nullable(),
      /** What explains it: `/api/sessions/{id}/timeline`, or `/api/bookings/{id}/history` where it is for no stay. */
      bookingId: z.string().nullable(),
      sessionId: z.string().nullable(),
      stay: z.object({ slot: z.string(), from: z.iso.datetime(), to: z.iso.datetime().nullable() }).nullable(),
      transferId: z.string(),
      note: z.string().nullable(),
    }),
  ),
});
export type Statement = z.infer<typeof statementResponse>;
