import { z } from 'zod';
import { lotCode } from '../identifiers.ts';

/** What was said between drivers and the car park. */

const status = z.enum(['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed']);
const direction = z.enum(['inbound', 'outbound']);
const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
};
const moment = z.iso.datetime({ offset: true });

export const messageResponse = z.object({
  id: z.string(),
  direction,
  transport: z.string(),
  driverId: z.string().nullable(),
  /** Of what was sent, the kind of notice or reply. */
  kind: z.string(),
  body: z.string(),
  status,
  /** Why it failed or waits. */
  reason: z.string().nullable(),
  attempts: z.int(),
  inReplyTo: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

export type Message = z.infer<typeof messageResponse>;

/** A message and how it fared: what it began with, then each change of its status. */
export const messageDetails = messageResponse.extend({
  /** The webhook that brought it, or that told last what became of it, as it came; null where it is not kept any more. */
  raw: z.string().nullable(),
  timeline: z.array(
    z.object({
      status,
      at: z.iso.datetime(),
      reason: z.string().nullable(),
      /** The provider's id of it then; one that was sent again has a second. */
      externalId: z.string().nullable(),
    }),
  ),
});

export const messagesQuery = z.strictObject({
  driverId: z.string().max(64).optional(),
  phone: z.string().max(32).optional(),
  status: status.optional(),
  direction: direction.optional(),
  kind: z.string().max(64).optional(),
  transport: z.enum(['twilio', 'meta', 'phone']).optional(),
  from: moment.optional(),
  to: moment.optional(),
  ...paging,
});
export const messagesResponse = z.object({ messages: z.array(messageResponse), total: z.int() });

export const messageCreateRequest = z
  .strictObject({
    driverId: z.string().min(1).max(64).optional(),
    phone: z.string().min(1).max(32).optional(),
    text: z.string().trim().min(1).max(1000),
    /** Whose country a national number is of; where all lots with a country share it, there is no need. */
    lot: lotCode.optional(),
  })
  .refine(({ driverId, phone }) => (driverId === undefined) !== (phone === undefined), 'driverId or phone');

export const contactsQuery = z.strictObject({ query: z.string().trim().min(1).max(100).optional(), ...paging });
export const contactResponse = z.object({
  driverId: z.string(),
  displayName: z.string(),
  phone: z.string().nullable(),
  lastMessageAt: z.iso.datetime().nullable(),
  /** So long after the driver's last message WhatsApp takes words of our own; null where they never wrote. */
  windowOpenUntil: z.iso.datetime().nullable(),
  counts: z.record(z.string(), z.int()),
});
export const contactsResponse = z.object({ contacts: z.array(contactResponse), total: z.int() });

export const messageStatsQuery = z.strictObject({ from: moment, to: moment });
export const messageStatsResponse = z.object({
  counts: z.array(z.object({ direction, status, kind: z.string(), count: z.int() })),
  /** How often each option of the menus was chosen, by number, button or words. */
  options: z.array(z.object({ option: z.string(), count: z.int() })),
  /** From a message to when its reply was given to the channel. */
  responseTimes: z.object({ count: z.int(), meanMs: z.int(), p50Ms: z.int(), p95Ms: z.int(), maxMs: z.int() }),
  errorRate: z.number(),
  bookings: z.int(),
  /** Null where there was no booking. */
  messagesPerBooking: z.number().nullable(),
});
export type MessageStats = z.infer<typeof messageStatsResponse>;
