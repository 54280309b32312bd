import { createHmac, randomBytes } from 'node:crypto';

export type Form = Readonly<Record<string, string>>;

export interface WebhookAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** The number the drivers write to. */
export const OUR_NUMBER = 'whatsapp:+14155238886';

/** `X-Twilio-Signature` as Twilio documents it, written here once more so that the SDK is not checked by itself. */
export function signatureOf(authToken: string, url: string, form: Form): string {
  const sorted = Object.keys(form).sort();
  const signed = url + sorted.map((name) => `${name}${form[name]}`).join('');
  return createHmac('sha1', authToken).update(Buffer.from(signed, 'utf8')).digest('base64');
}

export const newSid = (): string => `SM${randomBytes(16).toString('hex')}`;

/** What Twilio posts for a driver's message, and some parameters that nobody asked for. */
export function messageForm(phone: string, body: string, parts: Form = {}): Form {
  return {
    MessageSid: newSid(),
    AccountSid: `AC${'0'.repeat(32)}`,
    From: `whatsapp:${phone}`,
    To: OUR_NUMBER,
    Body: body,
    ProfileName: `Driver ${phone.slice(-4)}`,
    WaId: phone.slice(1),
    NumMedia: '0',
    SmsStatus: 'received',
    ApiVersion: '2010-04-01',
    ...parts,
  };
}

export async function postForm(url: string, form: Form, headers: Record<string, string> = {}): Promise<WebhookAnswer> {
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

/** Posts as Twilio does: signed over the URL that is called. */
export function postSigned(authToken: string, url: string, form: Form): Promise<WebhookAnswer> {
  return postForm(url, form, { 'x-twilio-signature': signatureOf(authToken, url, form) });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The words of a TwiML answer. */
export function wordsOf(twiml: string): string {
  const [, body] = /<Message[^>]*>([\s\S]*)<\/Message>/.exec(twiml) ?? [];
  if (body === undefined) throw new Error(`no message in ${twiml}`);
  return body.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
}

/** Where a TwiML answer asks for its status, relative to the webhook. */
export function statusPathOf(twiml: string): string {
  const [, action] = /<Message action="([^"]+)"/.exec(twiml) ?? [];
  if (action === undefined) throw new Error(`no action in ${twiml}`);
  return action.replaceAll('&amp;', '&');
}
