import type { Twilio } from 'twilio';
import type { Identity, Message } from '../../app/ports/entities.ts';
import type { MessageSender, Paces, SendForm, SendOutcome } from '../../app/ports/message-sender.ts';
import type { Meter } from '../../app/ports/meter.ts';
import { SANDBOX_ADDRESS } from '../../domain/channel.ts';
import { WHATSAPP_PACES } from './paces.ts';
import { type Content, contentFor, numberedVariables } from './twilio-content.ts';

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
  /** Content templates of this account that show something to choose, by kind; none where choices are typed. */
  readonly contents?: Readonly<Record<string, string>>;
}

/** Codes after which the same message will never be taken (Twilio's error dictionary). */
const NEVER = new Set([21211, 21408, 21610, 21614, 21617, 63003, 63014, 63015, 63024]);
/** Words of our own more than 24 hours after the driver's last. */
const OUTSIDE_WINDOW = 63016;
/** More messages than WhatsApp takes (63018), more requests than Twilio does (20429). */
const TOO_MANY = new Set([63018, 20429]);
const HOLD_MS = 6000;

/** Twilio's sandbox takes one message in 3 seconds; what is more waits there, so a few may go at once. */
const SANDBOX_PACES: Paces = { ...WHATSAPP_PACES, number: { burst: 20, everyMs: 3000 } };

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

  async send(message: Message, to: Identity, form: SendForm = 'words'): Promise<SendOutcome> {
    let outcome = await this.trySend(message, to, form);
    // Content that the account does not have, or not any more, must not cost anybody an answer.
    if (outcome.kind === 'refused' && this.showsMore(message))
      outcome = await this.trySend({ ...message, rich: null }, to, form);
    this.options.meter.sent('twilio', outcome.kind);
    return outcome;
  }

  /** Whether a message goes out as buttons or a list. */
  showsMore({ body, rich }: Pick<Message, 'body' | 'rich'>): boolean {
    return rich !== null && contentFor({ body, rich }, this.options.contents ?? {}) !== null;
  }

  async sentLike(message: Message, to: Identity): Promise<readonly string[]> {
    try {
      const client = await this.connect();
      // Not narrowed by the time of sending: what Twilio has taken and not sent yet has none.
      const found = await client.messages.list({ to: addressOf(to), pageSize: LOOK_BACK, limit: LOOK_BACK });
      const since = message.createdAt - CLOCKS_DIFFER_MS;
      return found
        .filter(({ body, status }) => (body === message.body || body === message.rich?.lead) && !NOT_SENT.has(status))
        .filter(({ dateSent, dateCreated }) => (timeOf(dateSent) ?? timeOf(dateCreated) ?? since) >= since)
        .map(({ sid }) => sid);
    } catch {
      return [];
    }
  }

  hasWindow(): boolean {
    return true;
  }

  pacesOf(to: Identity): { number: string; paces: Paces } {
    const number = this.fromOf(to);
    return { number, paces: number === SANDBOX_ADDRESS ? SANDBOX_PACES : WHATSAPP_PACES };
  }

  /** A driver who came another way since has an address of ours there that is none here. */
  private fromOf({ ourAddress }: Identity): string {
    return ourAddress?.startsWith('whatsapp:') ? ourAddress : this.options.from;
  }

  private async trySend(message: Message, to: Identity, form: SendForm): Promise<SendOutcome> {
    const { statusUrl } = this.options;
    try {
      const client = await this.connect();
      const created = await client.messages.create({
        from: this.fromOf(to),
        to: addressOf(to),
        ...contentOf(message, form, this.options.contents ?? {}),
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

/** Words, with buttons or a list where the account can show them; or the approved template with what is filled in. */
function contentOf(
  message: Message,
  form: SendForm,
  contents: Readonly<Record<string, string>>,
): { body: string } | Content {
  const { body, approved } = message;
  if (form === 'words') return contentFor(message, contents) ?? { body };
  if (!approved?.twilioContentSid) return { body };
  return { contentSid: approved.twilioContentSid, contentVariables: numberedVariables(approved.values) };
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
  if (code === OUTSIDE_WINDOW) return { kind: 'outside-window', reason };
  if (TOO_MANY.has(code)) return { kind: 'held-back', reason, scope: 'recipient', forMs: HOLD_MS };
  if (NEVER.has(code)) return { kind: 'refused', reason };
  const { status } = error;
  if (status === undefined) {
    // Refused connections never reached Twilio; anything else may have.
    return { kind: error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' ? 'failed' : 'unknown', reason };
  }
  if (status === 429 || status >= 500) return { kind: 'failed', reason: `${reason} (HTTP ${status})` };
  return { kind: 'refused', reason: `${reason} (HTTP ${status})` };
}
