import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Checkout session as it was asked for. */
export interface CheckoutSession {
  readonly id: string;
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly authorization: string;
}

/** Stripe's API for Checkout sessions, on loopback, and the webhooks it would send. */
export class FakeStripe {
  /** Sessions it has made, in their order. */
  readonly sessions: CheckoutSession[] = [];
  /** Every try, also those it refused. */
  tries = 0;
  readonly secret = `whsec_${randomBytes(16).toString('hex')}`;
  readonly key = `sk_test_${randomBytes(12).toString('hex')}`;
  /** How the next tries end: with this HTTP status, or with the connection cut after the session was made. */
  private readonly failures: (number | 'cut')[] = [];
  private readonly byIdempotencyKey = new Map<string, CheckoutSession>();
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeStripe> {
    const server = createServer((request, response) => void fake.handle(request, response));
    const fake = new FakeStripe(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  /** What turns payments by link on. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { STRIPE_SECRET_KEY: this.key, STRIPE_WEBHOOK_SECRET: this.secret, STRIPE_API_URL: url };
  }

  fail(...failures: (number | 'cut')[]): void {
    this.failures.push(...failures);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The event of a session that was paid, with parts of it changed. */
  paid(session: CheckoutSession, changes: Readonly<Record<string, unknown>> = {}, type = 'checkout.session.completed') {
    return {
      id: `evt_${randomBytes(8).toString('hex')}`,
      object: 'event',
      api_version: '2025-01-01',
      type,
      data: {
        object: {
          id: session.id,
          object: 'checkout.session',
          payment_status: 'paid',
          amount_total: Number(session.form['line_items[0][price_data][unit_amount]']),
          currency: session.form['line_items[0][price_data][currency]'],
          payment_intent: `pi_${session.id.slice(3)}`,
          client_reference_id: session.form['client_reference_id'],
          metadata: { parkwire_request: session.form['metadata[parkwire_request]'] },
          ...changes,
        },
      },
    };
  }

  /** Sends an event as Stripe signs it; the signature is worked out here once more, so that the SDK is not checked by itself. */
  async send(url: string, event: object, atMs: number, secret = this.secret, tamper = (body: string) => body) {
    const body = JSON.stringify(event);
    const seconds = Math.floor(atMs / 1000);
    const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    const response = await fetch(`${url}/webhooks/stripe`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': `t=${seconds},v1=${signature}`,
      },
      body: tamper(body),
    });
    return { status: response.status, text: await response.text() };
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    this.tries++;
    if (request.method !== 'POST' || request.url !== '/v1/checkout/sessions') {
      answer(404, { error: { type: 'invalid_request_error', message: 'not here' } });
      return;
    }
    const failure = this.failures.shift();
    if (typeof failure === 'number') {
      answer(failure, {
        error: { type: failure >= 500 ? 'api_error' : 'invalid_request_error', code: 'as_the_test_wishes' },
      });
      return;
    }
    const session = this.make(request, Object.fromEntries(new URLSearchParams(body)));
    if (failure === 'cut') request.socket.destroy();
    else answer(200, { id: session.id, object: 'checkout.session', url: session.url, payment_status: 'unpaid' });
  }

  /** The same idempotency key is the same session. */
  private make(request: IncomingMessage, form: Record<string, string>): CheckoutSession {
    const key = String(request.headers['idempotency-key'] ?? '');
    const known = this.byIdempotencyKey.get(key);
    if (known) return known;
    const id = `cs_test_${randomBytes(8).toString('hex')}`;
    const url = `https://checkout.stripe.com/c/pay/${id}`;
    const session = { id, url, form, authorization: request.headers.authorization ?? '' };
    this.byIdempotencyKey.set(key, session);
    this.sessions.push(session);
    return session;
  }
}
