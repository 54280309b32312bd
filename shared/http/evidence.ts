import { z } from 'zod';
import { transferResponse } from './api.ts';
import { billLine } from './tariff.ts';

/** What a stay's bill rests on, and bills that drivers dispute. */

const moment = z.iso.datetime();

const timelineObservation = z.object({
  id: z.string(),
  /** A controller's id, `snapshot:` and its id, or `staff`. */
  source: z.string(),
  type: z.string(),
  occurredAt: moment.nullable(),
  receivedAt: moment,
  foundBy: z.string().nullable(),
  clamped: z.boolean(),
  initial: z.boolean(),
  afterLoss: z.boolean(),
  status: z.string(),
  reason: z.string().nullable(),
});

export const disputeResponse = z.object({
  id: z.string(),
  number: z.string(),
  driverId: z.string(),
  bookingId: z.string().nullable(),
  sessionId: z.string(),
  transferId: z.string(),
  currency: z.string(),
  amountMinor: z.int(),
  words: z.string(),
  state: z.enum(['open', 'refunded', 'rejected']),
  openedAt: moment,
  openedBy: z.string(),
  decidedAt: moment.nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  refundedMinor: z.int(),
});

const bookingPlace = z.object({ slot: z.string(), startsAt: moment, endsAt: moment, state: z.string() });
const bookingChange = z.object({
  at: moment,
  /** Of staff their id; else `driver` or `system`. */
  by: z.string(),
  action: z.string(),
  /** Why Parkwire did it by itself. */
  because: z.string().nullable(),
  before: bookingPlace.nullable(),
  after: bookingPlace.nullable(),
});

/** A controller was online, or was not, for that long. */
const controllerSpan = z.object({
  controller: z.string(),
  bootId: z.string().nullable(),
  status: z.string(),
  from: moment,
  to: moment.nullable(),
  noticedAt: moment,
});

export const bookingHistoryResponse = z.object({
  /** When it was made. */
  createdAt: moment,
  changes: z.array(bookingChange),
  /** Of its last slot, from when it was made to its end. */
  observations: z.array(timelineObservation),
  controllers: z.array(controllerSpan),
  transfers: z.array(transferResponse),
});

const explainedLine = billLine.extend({ evidence: z.array(z.string()) });

export const timelineResponse = z.object({
  session: z.object({
    id: z.string(),
    lot: z.string(),
    slot: z.string(),
    driverId: z.string().nullable(),
    startedAt: moment,
    endedAt: moment.nullable(),
    endReason: z.string().nullable(),
    /** Up to when it is billed: its end, or so far. */
    billedUntil: moment,
    chargedMinor: z.int().nullable(),
    /** Who last said that it was not their car, and what they got back; null of it where that was before the bill. */
    disowned: z.object({ driverId: z.string(), at: moment, returnedMinor: z.int().nullable() }).nullable(),
  }),
  booking: z
    .object({ id: z.string(), reference: z.string(), createdAt: moment, startsAt: moment, endsAt: moment })
    .nullable(),
  /** What was done to the booking: moves, extensions. */
  changes: z.array(bookingChange),
  observations: z.array(timelineObservation),
  controllers: z.array(controllerSpan),
  boots: z.array(z.object({ id: z.string(), controller: z.string(), bootId: z.string(), until: moment })),
  gaps: z.array(z.object({ id: z.string(), from: moment, to: moment.nullable(), cause: z.string() })),
  /** Of the stay, and of its booking's deposit and fees. */
  transfers: z.array(transferResponse),
  /** Each charge with the lines it was made of then, also those that were taken back. */
  charges: z.array(
    z.object({
      transferId: z.string(),
      at: moment,
      from: moment,
      to: moment,
      amountMinor: z.int(),
      lines: z.array(explainedLine),
      takenBack: z.object({ transferId: z.string(), at: moment, reason: z.string().nullable() }).nullable(),
    }),
  ),
  dispute: disputeResponse.nullable(),
  bill: z
    .object({
      currency: z.string(),
      amountMinor: z.int(),
      taxMinor: z.int(),
      lines: z.array(explainedLine),
    })
    .nullable(),
});

export const disputeCreateRequest = z.strictObject({ words: z.string().trim().min(1).max(500) });

export const disputesQuery = z.strictObject({
  state: z.enum(['open', 'refunded', 'rejected']).optional(),
  driverId: z.string().max(64).optional(),
});
export const disputesResponse = z.object({ disputes: z.array(disputeResponse) });

export const disputeDecisionRequest = z
  .strictObject({
    refundMinor: z.int().min(1).max(1_000_000_000_000).optional(),
    reject: z.literal(true).optional(),
    reason: z.string().trim().min(1).max(200),
  })
  .refine(({ refundMinor, reject }) => (refundMinor === undefined) !== (reject === undefined), {
    message: 'either refundMinor or reject',
    path: ['refundMinor'],
  });

export type StayTimeline = z.infer<typeof timelineResponse>;
export type BookingHistory = z.infer<typeof bookingHistoryResponse>;
export type Dispute = z.infer<typeof disputeResponse>;
