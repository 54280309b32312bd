import type { Identity, Message } from '../../app/ports/entities.ts';
import type { Log } from '../../app/ports/log.ts';
import type { MessageSender, Paces, SendForm, SendOutcome } from '../../app/ports/message-sender.ts';
import type { Meter } from '../../app/ports/meter.ts';
import { META_LIMITS, type Rung, rungFor } from './ladder.ts';
import { WHATSAPP_PACES } from './paces.ts';

export interface MetaSenderOptions {
  readonly accessToken: string;
  /** The number a message comes from where the driver wrote to no other. */
  readonly phoneNumberId: string;
  /** Base address of the Graph API with its version. */
  readonly graphUrl: string;
  readonly log: Log;
  readonly meter: Meter;
  readonly timeoutMs?: number;
}

/** Codes after which the same message will never be taken (Meta's list of Cloud API error codes). */
const NEVER = new Set([
  100, 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131048, 131049, 131050, 131051, 132000, 132001,
]);
/** Words of our own more than 24 hours after the driver's last. */
const OUTSIDE_WINDOW = 131047;
/** Too many messages to this driver; too many from this number or account. */
const TOO_MANY: Readonly<Record<number, 'recipient' | 'number'>> = {
  131056: 'recipient',
  130429: 'number',
  80007: 'number',
};
const HOLD_MS = { recipient: 6000, number: 1000 } as const;

/** The request never reached Meta. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** The access token is not good, or may not do this: nothing goes out until somebody mends that. */
const ACCESS = new Set([0, 3, 10, 190, 200]);
const TIMEOUT_MS = 15_000;

interface GraphAnswer {
  readonly messages?: readonly { readonly id?: string }[];
  readonly error?: { readonly code?: number };
}

/** Sends WhatsApp messages through Meta's Cloud API: `POST /{phone number id}/messages`. */
export class MetaSender implements MessageSender {
  private readonly options: MetaSenderOptions;

  constructor(options: MetaSenderOptions) {
    this.options = options;
  }

  async send(message: Message, to: Identity, form: SendForm = 'words'): Promise<SendOutcome> {
    const outcome = await this.trySend(message, to, form);
    this.options.meter.sent('meta', outcome.kind);
    return outcome;
  }

  /** Meta cannot be asked what it has; its status webhooks bring our own id of the message back. */
  async sentLike(): Promise<readonly string[]> {
    return [];
  }

  hasWindow(): boolean {
    return true;
  }

  pacesOf(to: Identity): { number: string; paces: Paces } {
    return { number: this.fromOf(to), paces: WHATSAPP_PACES };
  }

  /** A driver who came another way since has an address of ours there that is none here. */
  private fromOf({ ourAddress }: Identity): string {
    return ourAddress !== null && /^\d+$/.test(ourAddress) ? ourAddress : this.options.phoneNumberId;
  }

  private async trySend(message: Message, to: Identity, form: SendForm): Promise<SendOutcome> {
    const { accessToken, graphUrl, timeoutMs = TIMEOUT_MS } = this.options;
    const from = this.fromOf(to);
    let response: Response;
    let answer: GraphAnswer;
    try {
      response = await fetch(`${graphUrl}/${from}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...addressOf(to), ...contentOf(message, form), biz_opaque_callback_data: message.id }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer = (await response.json().catch(() => ({}))) as GraphAnswer;
    } catch (error) {
      const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: string };
      const neverLeft = code !== undefined && NEVER_LEFT.has(code);
      return { kind: neverLeft ? 'failed' : 'unknown', reason: `Meta: ${code ?? 'no answer'}` };
    }
    const id = answer.messages?.[0]?.id;
    if (response.ok && id) return { kind: 'accepted', externalId: id, status: 'sent' };
    return this.refusalOf(response, answer);
  }

  private refusalOf({ status, headers }: Response, { error }: GraphAnswer): SendOutcome {
    const code = error?.code ?? -1;
    const reason = `Meta: ${code >= 0 ? `error ${code}` : 'no message id'} (HTTP ${status})`;
    if (ACCESS.has(code) || status === 401) {
      this.options.log.error(
        { code, status },
        'Meta refuses META_ACCESS_TOKEN: nothing can be sent until it is renewed',
      );
      return { kind: 'failed', reason };
    }
    if (code === OUTSIDE_WINDOW) return { kind: 'outside-window', reason };
    const scope = TOO_MANY[code] ?? (status === 429 ? 'number' : null);
    if (scope !== null) return { kind: 'held-back', reason, scope, forMs: retryAfter(headers) ?? HOLD_MS[scope] };
    if (NEVER.has(code)) return { kind: 'refused', reason };
    // An answer of success without an id says nothing of the message.
    if (status < 300) return { kind: 'unknown', reason };
    return { kind: 'failed', reason };
  }
}

/** A number where there is one; else the business-scoped id, which has a field of its own. */
function addressOf({ phone, userId }: Identity): Record<string, string> {
  const common = { messaging_product: 'whatsapp', recipient_type: 'individual' };
  return phone === null ? { ...common, recipient: userId } : { ...common, to: phone.replace(/^\+/, '') };
}

/** What `Retry-After` asks for, in ms; null where it says nothing of use (RFC 9110, 10.2.3: seconds or a date). */
function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : null;
}

function contentOf({ body, rich, approved }: Message, form: SendForm): Record<string, unknown> {
  if (form === 'approved' && approved?.metaName) {
    const parameters = approved.values.map((text) => ({ type: 'text', text }));
    const components = parameters.length === 0 ? [] : [{ type: 'body', parameters }];
    return {
      type: 'template',
      template: { name: approved.metaName, language: { code: approved.metaLanguage }, components },
    };
  }
  const rung = rungFor(body, rich, META_LIMITS);
  if (rung.kind === 'text') return { type: 'text', text: { body: rung.body, preview_url: false } };
  return { type: 'interactive', interactive: interactiveOf(rung) };
}

function interactiveOf(rung: Exclude<Rung, { kind: 'text' }>): Record<string, unknown> {
  const body = { text: rung.body };
  switch (rung.kind) {
    case 'location':
      return { type: 'location_request_message', body, action: { name: 'send_location' } };
    case 'buttons':
      return {
        type: 'button',
        body,
        action: { buttons: rung.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
      };
    case 'list':
      return {
        type: 'list',
        body,
        action: {
          button: rung.button,
          sections: [
            {
              rows: rung.rows.map(({ id, title, description }) => ({
                id,
                title,
                ...(description === null ? {} : { description }),
              })),
            },
          ],
        },
      };
  }
}
