import { z } from 'zod';

/** The phones by which staff work in the chat. */

export const phoneCodeResponse = z.object({
  code: z.string(),
  /** What to send from the phone. */
  words: z.string(),
  expiresAt: z.iso.datetime(),
});

export type PhoneCode = z.infer<typeof phoneCodeResponse>;

export const staffPhoneResponse = z.object({
  id: z.string(),
  /** Whose it is. */
  login: z.string(),
  phone: z.string().nullable(),
  linkedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  alerts: z.boolean(),
});

export const staffPhonesResponse = z.object({ phones: z.array(staffPhoneResponse) });
export const staffPhoneChangeRequest = z.strictObject({ alerts: z.boolean() });
