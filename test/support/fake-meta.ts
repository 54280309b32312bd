import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What came with a message, as Meta publishes its shape: nothing that it does not know is let through. */
const reply = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});
const row = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().min(1).max(72).optional(),
});
const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    body: z.strictObject({ text: z.string().min(1).max(1024) }),
    action: z.strictObject({ buttons: z.array(reply).min(1).max(3) }),
  }),
  z.strictObject({
    type: z.literal('list'),
    body: z.strictObject({ text: z.string().min(1).max(4096) }),
    action: z.strictObject({
      button: z.string().min(1).max(20),
      sections: z
        .array(z.strictObject({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
        .min(1)
        .max(10),
    }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body: z.strictObject({ text: z.string().min(1).max(1024) }),
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
]);
const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z
    .string()
    .regex(/^\d{6,15}$/)
    .optional(),
  recipient: z.string().min(3).max(160).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};
const request = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
  z.strictObject({
    ...common,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,512}$/),
      language: z.strictObject({ code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/) }),
      components: z.array(
        z.strictObject({
          type: z.literal('body'),
          // A variable is one line of text, and never empty.
          parameters: z.array(z.strictObject({ type: z.literal('text'), text: z.string().regex(/^[^\n\t]{1,1024}$/) })),
        }),
      ),
    }),
  }),
]);
export type MetaRequest = z.infer<typeof request>;

export interface MetaSent {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly request: MetaRequest;
}

export type MetaBehaviour =
  | { readonly kind: 'take' }
  | { readonly kind: 'fail'; readonly status: number; readonly code: number; readonly retryAfter?: number }
  /** Takes the message and breaks the connection before it says so. */
  | { readonly kind: 'cut' }
  /** Takes the message and never says so. */
  | { readonly kind: 'hang' }
  /** Answers what Meta does not: a page of a proxy, or success without an id. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string };

/** Meta's Cloud API on loopback: what it was asked to send, in shapes that it takes; and webhooks signed as it signs them. */
export class FakeMeta {
  readonly appSecret = randomBytes(16).toString('hex');
  readonly verifyToken = randomBytes(12).toString('hex');
  readonly accessToken = randomBytes(16).toString('hex');
  readonly phoneNumberId = '106540352242922';
  readonly sent: MetaSent[] = [];
  /** Requests in a shape that Meta does not take, with what is wrong. */
  readonly malformed: string[] = [];
  tries = 0;
  private readonly behaviours: MetaBehaviour[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeMeta> {
    const server = createServer((incoming, response) => void fake.handle(incoming, response));
    const fake = new FakeMeta(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get environment(): Record<string, string> {
    return {
      META_APP_SECRET: this.appSecret,
      META_VERIFY_TOKEN: this.verifyToken,
      META_ACCESS_TOKEN: this.accessToken,
      META_PHONE_NUMBER_ID: this.phoneNumberId,
      META_GRAPH_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v26.0`,
    };
  }

  next(...behaviours: MetaBehaviour[]): void {
    this.behaviours.push(...behaviours);
  }

  onSent(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Posts to a webhook as Meta does: signed over the bytes. */
  async post(url: string, body: unknown, signature?: string): Promise<number> {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const signed = `sha256=${createHmac('sha256', this.appSecret).update(bytes).digest('hex')}`;
    const response = await fetch(`${url}/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature ?? signed },
      body: bytes,
    });
    await response.arrayBuffer();
    return response.status;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    this.tries++;
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const error = (status: number, code: number, retryAfter?: number) => {
      if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
      return answer(status, { error: { code, message: 'x', fbtrace_id: 'x' } });
    };
    const path = /^\/v26\.0\/(\d+)\/messages$/.exec(incoming.url ?? '');
    if (!path || incoming.method !== 'POST') return error(404, 100);
    if (incoming.headers.authorization !== `Bearer ${this.accessToken}`) return error(401, 190);
    const read = request.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    if (!read.success || (read.data.to === undefined) === (read.data.recipient === undefined)) {
      this.malformed.push(read.success ? 'to or recipient' : JSON.stringify(read.error.issues));
      return error(400, 100);
    }
    const behaviour = this.behaviours.shift() ?? { kind: 'take' };
    if (behaviour.kind === 'fail') return error(behaviour.status, behaviour.code, behaviour.retryAfter);
    if (behaviour.kind === 'answer') {
      response.writeHead(behaviour.status, { 'content-type': 'text/html' });
      return void response.end(behaviour.body);
    }
    const id = `wamid.${randomBytes(12).toString('base64url')}`;
    this.sent.push({ id, phoneNumberId: path[1] ?? '', request: read.data });
    for (const listener of this.listeners) listener();
    if (behaviour.kind === 'cut') return void response.destroy();
    if (behaviour.kind === 'hang') return;
    answer(200, { messaging_product: 'whatsapp', contacts: [{ input: 'x', wa_id: 'x' }], messages: [{ id }] });
  }
}

export const newWamid = (): string => `wamid.${randomBytes(12).toString('base64url')}`;

/** One change of a webhook. */
export function changeOf(value: object, phoneNumberId = '106540352242922'): object {
  const metadata = { display_phone_number: '14150000000', phone_number_id: phoneNumberId };
  return { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
}

export function webhookOf(...changes: object[]): object {
  return { object: 'whatsapp_business_account', entry: changes.map((change) => ({ id: '1', changes: [change] })) };
}

/** A driver's message with everything that Meta sends beside it. */
export function heard(phone: string, message: object, contact: object = {}): object {
  const wa_id = phone.replace(/^\+/, '');
  return changeOf({
    contacts: [{ profile: { name: `Driver ${phone.slice(-4)}` }, wa_id, ...contact }],
    messages: [{ id: newWamid(), from: wa_id, timestamp: '1788000000', ...message }],
  });
}

export const text = (body: string): object => ({ type: 'text', text: { body } });
