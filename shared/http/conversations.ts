import { z } from 'zod';
import { messageResponse } from './messages.ts';

/** Conversations that people answer instead of the bot. */

const moment = z.iso.datetime();

export const conversationResponse = z.object({
  driverId: z.string(),
  displayName: z.string(),
  phone: z.string().nullable(),
  plate: z.string().nullable(),
  /** So long WhatsApp takes words of our own; null where the driver never wrote. */
  windowOpenUntil: moment.nullable(),
  /** The open hand-over, or the latest; null where nobody ever took the conversation over. */
  handover: z
    .object({
      openedAt: moment,
      openedBy: z.enum(['driver', 'staff']),
      lot: z.string().nullable(),
      /** Login of who answers; null where nobody has taken it. */
      takenBy: z.string().nullable(),
      /** The driver wrote last. */
      isWaiting: z.boolean(),
      heardAt: moment,
      answeredAt: moment.nullable(),
      closedAt: moment.nullable(),
      closedBy: z.enum(['driver', 'staff', 'time']).nullable(),
    })
    .nullable(),
  /** What the bot waits for, as it is kept; null where it has asked nothing. */
  question: z.object({ pending: z.string().nullable(), dialogue: z.string().nullable(), expiresAt: moment }).nullable(),
  latest: messageResponse.nullable(),
});
export type ConversationView = z.infer<typeof conversationResponse>;

export const conversationsQuery = z.strictObject({ state: z.literal('handed-over').default('handed-over') });
export const conversationsResponse = z.object({
  conversations: z.array(conversationResponse),
  /** Of these, how many drivers wait for an answer. */
  waiting: z.int(),
});

export const takeRequest = z.strictObject({ force: z.boolean().default(false) });
export const answerRequest = z.strictObject({ text: z.string().trim().min(1).max(1000) });
export const handBackRequest = z.strictObject({ tell: z.boolean().default(true) });
