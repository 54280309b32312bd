import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { newSid } from './webhooks.ts';

export interface Sent {
  readonly sid: string;
  readonly form: Readonly<Record<string, string>>;
  readonly path: string;
  readonly authorization: string;
  /** What has become of it, as Twilio lists it. */
  status: string;
  /** When it left Twilio; null while it has not. */
  dateSent: Date | null;
}

/** How the next message is answered; taken, unless told otherwise. */
export type Behaviour =
  | { readonly kind: 'take' }
  | { readonly kind: 'fail'; readonly status: number; readonly code: number }
  /** Takes the message and breaks the connection before it says so. */
  | { readonly kind: 'cut' }
  /** Takes the message and keeps the answer back until it is released. */
  | { readonly kind: 'hold' };

const address = z.string().regex(/^whatsapp:(\+\d{6,15}|[A-Z]{2}\.\w{1,128})$/);

/** What Twilio takes of a message (its Message resource): words, or a content template with its variables. */
const messageForm = z
  .strictObject({
    From: address,
    To: address,
    Body: z.string().min(1).max(1600).optional(),
    ContentSid: z
      .string()
      .regex(/^HX[0-9a-fA-F]{32}$/)
      .optional(),
    ContentVariables: z
      .string()
      .refine((json) => Object.entries(JSON.parse(json)).every(([name, value]) => /^\d+$/.test(name) && value !== ''))
      .optional(),
    StatusCallback: z.url().optional(),
  })
  .refine(({ Body, ContentSid }) => (Body === undefined) !== (ContentSid === undefined), 'Body or ContentSid');

/** Twilio's REST API for messages, on loopback: what it was asked to send, and what it says to it. */
export class FakeTwilio {
  /** Messages it has, in their order. */
  readonly messages: Sent[] = [];
  /** Forms in a shape that Twilio does not take, with what is wrong. */
  readonly malformed: string[] = [];
  /** Every try, also those it refused. */
  tries = 0;
  /** How often it was asked what it has, and whether its answer is kept back until it is released. */
  looks = 0;
  holdsLooks = false;
  /** Answers these with an error, as long as it is set. */
  failing: ((form: Sent['form']) => boolean) | null = null;
  private readonly behaviours: Behaviour[] = [];
  private readonly held: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeTwilio> {
    const server = createServer((request, response) => void fake.handle(request, response));
    const fake = new FakeTwilio(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  next(...behaviours: Behaviour[]): void {
    this.behaviours.push(...behaviours);
  }

  release(): void {
    this.holdsLooks = false;
    for (const answer of this.held.splice(0)) answer();
  }

  onTry(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method === 'GET') {
      const to = url.searchParams.get('To');
      const messages = this.messages
        .filter(({ form }) => form['To'] === to)
        .map(({ sid, form, status, dateSent }) => {
          return { sid, body: form['Body'], to, status, date_sent: dateSent?.toUTCString() ?? null };
        })
        .reverse();
      this.looks++;
      const say = () => answer(200, { messages, page: 0, page_size: 50, next_page_uri: null });
      if (this.holdsLooks) this.held.push(say);
      else say();
      for (const listener of this.listeners) listener();
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const behaviour = this.failing?.(form)
      ? ({ kind: 'fail', status: 500, code: 20500 } as const)
      : (this.behaviours.shift() ?? { kind: 'take' });
    this.tries++;
    const read = messageForm.safeParse(form);
    if (!read.success) this.malformed.push(JSON.stringify(read.error.issues));
    if (behaviour.kind === 'fail') {
      const { status, code } = behaviour;
      answer(status, { status, code, message: 'as the test wishes', more_info: '' });
    } else {
      const sent: Sent = {
        sid: newSid(),
        form,
        path: url.pathname,
        authorization: request.headers.authorization ?? '',
        status: 'sent',
        dateSent: null,
      };
      this.messages.push(sent);
      const say = () => answer(201, { sid: sent.sid, status: 'queued', body: sent.form['Body'] });
      if (behaviour.kind === 'cut') request.socket.destroy();
      else if (behaviour.kind === 'hold') this.held.push(say);
      else say();
    }
    for (const listener of this.listeners) listener();
  }
}
