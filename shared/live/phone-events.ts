import { z } from 'zod';

/** The Socket.IO namespace of the browser phone, in demo and development only. */
export const PHONE_NAMESPACE = '/phone';

/** One chat message as the browser phone shows it. */
export const phoneMessage = z.object({
  id: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  body: z.string(),
  at: z.iso.datetime(),
  status: z.string(),
  /** What can be chosen under it: `text` is as good as written. */
  options: z.array(z.object({ text: z.string(), title: z.string() })),
});
export type PhoneMessage = z.infer<typeof phoneMessage>;

export type PhoneJoinAnswer = { ok: true; messages: PhoneMessage[] } | { ok: false; code: string };

/**
 * `message` carries both what the driver wrote and what came back, so that two open phones stay in step. `cars` tells the
 * codes of all slots with a simulated car on them, on connecting and whenever one moved; it comes only where there are such cars.
 */
export interface PhoneServerEvents {
  message: (message: PhoneMessage) => void;
  cars: (standing: string[]) => void;
}

export interface PhoneClientEvents {
  join: (request: { phone: string }, answer: (result: PhoneJoinAnswer) => void) => void;
}

/** `POST /api/dev/messages` */
export const devMessageRequest = z.strictObject({
  phone: z.string().min(1).max(32),
  message: z.string().min(1).max(4000),
  /** The same id again gets the same reply and has no second effect. */
  messageId: z.string().min(1).max(64).optional(),
});

/** `POST /api/dev/cars`: drive the demo's simulated car in or out of a slot. */
export const devCarRequest = z.strictObject({
  slot: z.string().regex(/^[A-Z0-9]{1,8}$/),
  action: z.enum(['in', 'out']),
});

/** `GET /api/dev/phone`: what the phone page needs to draw itself. */
export const devPhoneInfo = z.object({
  mode: z.enum(['demo', 'development']),
  lot: z.object({ code: z.string(), name: z.string() }),
  slots: z.array(z.string()),
  /** Whether simulated cars can be driven from here. */
  cars: z.boolean(),
  /** Slots where the visitor's car may be driven; on the others cars come and go by themselves. */
  visitorSlots: z.array(z.string()),
});
export type DevPhoneInfo = z.infer<typeof devPhoneInfo>;
