import { z } from 'zod';

/** A lot's own accounts at messaging providers. Secrets go in and never come out. */

const purpose = z.enum(['drivers', 'staff']).default('drivers');
const secret = z.string().min(8).max(512);
const metaId = z.string().regex(/^\d{5,32}$/, 'must be an id of digits, not the number itself');

export const channelConnectRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('twilio'),
    purpose,
    /** The number with its country code. */
    from: z
      .string()
      .regex(/^(whatsapp:)?\+\d{6,15}$/, 'must be a phone number such as +14155238886')
      .transform((number) => (number.startsWith('whatsapp:') ? number : `whatsapp:${number}`)),
    accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
    authToken: secret,
  }),
  z.strictObject({
    kind: z.literal('meta'),
    purpose,
    phoneNumberId: metaId,
    /** The WhatsApp Business account: with it the approval of templates is known. */
    businessAccountId: metaId.optional(),
    appSecret: secret,
    accessToken: secret,
    verifyToken: secret,
  }),
]);

/** What is left out stays. */
export const channelChangeRequest = z
  .strictObject({
    state: z.enum(['connected', 'disabled']).optional(),
    authToken: secret.optional(),
    appSecret: secret.optional(),
    accessToken: secret.optional(),
    verifyToken: secret.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'nothing to change');

const moment = z.iso.datetime().nullable();
const template = z.object({ name: z.string(), language: z.string(), status: z.string() });

export const channelResponse = z.object({
  /** Null for the account of the environment, which is not changed here. */
  id: z.string().nullable(),
  source: z.enum(['lot', 'environment']),
  kind: z.enum(['twilio', 'meta']),
  purpose: z.enum(['drivers', 'staff']),
  /** Twilio: `whatsapp:+1…`; Meta: the id of the number. */
  address: z.string(),
  account: z.string().nullable(),
  state: z.enum(['connected', 'disabled', 'closed']),
  /** False where its credentials were sealed under another CHANNEL_KEY: nobody is heard or answered until they are entered anew. */
  isReadable: z.boolean(),
  createdAt: moment,
  health: z.object({
    lastReceivedAt: moment,
    lastSentAt: moment,
    lastError: z.string().nullable(),
    lastErrorAt: moment,
    checkedAt: moment,
    /** What the provider said when it was asked last; null where it was not. */
    isWell: z.boolean().nullable(),
    detail: z.string().nullable(),
    /** Messages a day that the provider lets us begin, where it says so; and how many were sent in the last 24 hours. */
    quota: z.int().nullable(),
    sentLastDay: z.int(),
    /** Of Twilio's sandbox: about when whoever wrote last has to join again. */
    sandboxExpiresAt: moment,
    templates: z.array(template),
  }),
});
export type ChannelView = z.infer<typeof channelResponse>;
export const channelsResponse = z.object({
  channels: z.array(channelResponse),
  /** Whether CHANNEL_KEY is set: without it no account can be connected. */
  hasKey: z.boolean(),
  /** The address that providers are given to call; null where PUBLIC_URL is not set. */
  publicUrl: z.string().nullable(),
});
export type Channels = z.infer<typeof channelsResponse>;
export type ChannelConnect = z.input<typeof channelConnectRequest>;
export type ChannelChange = z.input<typeof channelChangeRequest>;

/** `to`: a number of your own to which a message of one line is sent; without it nobody is messaged. */
export const channelTestRequest = z.strictObject({ to: z.string().min(1).max(32).optional() });
export const channelTestResponse = z.object({
  isWell: z.boolean(),
  detail: z.string(),
  quota: z.int().nullable(),
  templates: z.array(template),
  /** What came of the message; null where none was asked for. */
  message: z.object({ outcome: z.string(), reason: z.string().nullable() }).nullable(),
});
export type ChannelTest = z.infer<typeof channelTestResponse>;
