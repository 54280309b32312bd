import type { Twilio } from 'twilio';
import type { Identity, Message } from '../../app/ports/entities.ts';
import type { MessageSender, SendOutcome } from '../../app/ports/message-sender.ts';
import type { Meter } from '../../app/ports/meter.ts';

export interface TwilioSenderOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** `whatsapp:+1…`, the sender a message comes from where the driver wrote to no other. */
  readonly from: string;
  /** Base address of the REST API; null for Twilio's own. */
  readonly apiUrl: string | null;
  /** Where Twilio reports what became of a message; null where it cannot reach us. */
  readonly statusUrl: string | null;
  readonly meter: Meter;
}

/** Codes after which the same message will never be taken (Twilio's error dictionary). */
const NEVER = new Set([21211, 21408, 21610, 21614, 21617, 63003, 63014, 63015, 63016, 63024]);

/** Statuses of messages that no driver has. */
const NOT_SENT: ReadonlySet<string> = new Set(['failed', 'undelivered', 'canceled']);
/** How many of the newest messages to a driver are looked through. */
const LOOK_BACK = 200;
/** How far Twilio's clock and ours may be apart. */
const CLOCKS_DIFFER_MS = 60_000;

interface TwilioFailure {
  readonly status?: number;
  readonly code?: number | string;
  readonly message?: string;
}

/** Sends WhatsApp messages through Twilio's REST API. */
export class TwilioSender implements MessageSender {
  private readonly options: TwilioSenderOptions;
  private client: Promise<Twilio> | null = null;

  constructor(options: TwilioSenderOptions) {
    this.options = options;
  }

  async send(message: Message, to: Identity): Promise<SendOutcome> {
    const outcome = await this.trySend(message, to);
    this.options.meter.sent('twilio', outcome.kind);
    return outcome;
  }

  async sentLike(message: Message, to: Identity): Promise<readonly string[]> {
    try {
      const client = await this.connect();
      // Not narrowed by the time of sending: what Twilio has taken and not sent yet has none.
      const found = await client.messages.list({ to: addressOf(to), pageSize: LOOK_BACK, limit: LOOK_BACK });
      const since = message.createdAt - CLOCKS_DIFFER_MS;
      return found
        .filter(({ body, status }) => body === message.body && !NOT_SENT.has(status))
        .filter(({ dateSent, dateCreated }) => (timeOf(dateSent) ?? timeOf(dateCreated) ?? since) >= since)
        .map(({ sid }) => sid);
    } catch {
      return [];
    }
  }

  private async trySend(message: Message, to: Identity): Promise<SendOutcome> {
    const { statusUrl } = this.options;
    try {
      const client = await this.connect();
      const created = await client.messages.create({
        // A driver who came another way since has an address of ours there that is none here.
        from: to.ourAddress?.startsWith('whatsapp:') ? to.ourAddress : this.options.from,
        to: addressOf(to),
        body: message.body,
        ...(statusUrl === null ? {} : { statusCallback: `${statusUrl}?message=${message.id}` }),
      });
      return { kind: 'accepted', externalId: created.sid, status: 'sent' };
    } catch (error) {
      return outcomeOf(error as TwilioFailure);
    }
  }

  /** The SDK is loaded when the first message goes out: a start without credentials does not pay for it. */
  private connect(): Promise<Twilio> {
    this.client ??= this.load();
    return this.client;
  }

  private async load(): Promise<Twilio> {
    const { accountSid, authToken, apiUrl } = this.options;
    const { default: twilio } = await import('twilio');
    const client = twilio(accountSid, authToken, { timeout: 15_000, autoRetry: false });
    if (apiUrl !== null) {
      const base = new URL(apiUrl);
      const { httpClient } = client;
      const request = httpClient.request.bind(httpClient);
      httpClient.request = (options) => {
        const uri = new URL(options.uri);
        uri.protocol = base.protocol;
        uri.host = base.host;
        uri.pathname = `${base.pathname.replace(/\/$/, '')}${uri.pathname}`;
        return request({ ...options, uri: uri.toString() });
      };
    }
    return client;
  }
}

function addressOf(identity: Identity): string {
  return `whatsapp:${identity.phone ?? identity.userId}`;
}

function timeOf(date: Date | null | undefined): number | null {
  const time = date?.getTime();
  return time === undefined || Number.isNaN(time) ? null : time;
}

function outcomeOf(error: TwilioFailure): SendOutcome {
  const code = Number(error.code);
  const reason = `Twilio: ${Number.isFinite(code) && code > 0 ? `error ${code}` : (error.code ?? 'no answer')}`;
  if (NEVER.has(code)) return { kind: 'refused', reason };
  const { status } = error;
  if (status === undefined) {
    // Refused connections never reached Twilio; anything else may have.
    return { kind: error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' ? 'failed' : 'unknown', reason };
  }
  if (status === 429 || status >= 500) return { kind: 'failed', reason: `${reason} (HTTP ${status})` };
  return { kind: 'refused', reason: `${reason} (HTTP ${status})` };
}
