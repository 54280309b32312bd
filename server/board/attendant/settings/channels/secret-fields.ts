/** What an account of each provider needs, in the order of its form; those that are secret are never shown again. */
export const secretsOf = {
  twilio: ['authToken'],
  meta: ['appSecret', 'accessToken', 'verifyToken'],
} as const;

export const plainOf = {
  twilio: ['from', 'accountSid'],
  meta: ['phoneNumberId', 'businessAccountId'],
} as const;

export type FieldName =
  | (typeof secretsOf)[keyof typeof secretsOf][number]
  | (typeof plainOf)[keyof typeof plainOf][number];

const secret = /^.{8,512}$/;
const digits = /^\d{5,32}$/;

/** As the server takes them. */
export const shapes: Readonly<Record<FieldName, RegExp>> = {
  from: /^(whatsapp:)?\+\d{6,15}$/,
  accountSid: /^AC[0-9a-fA-F]{32}$/,
  phoneNumberId: digits,
  businessAccountId: /^(\d{5,32})?$/,
  authToken: secret,
  appSecret: secret,
  accessToken: secret,
  verifyToken: secret,
};
