import { type NextFunction, type Request, type Response, Router, urlencoded } from 'express';
import { z } from 'zod';
import type { ChannelDirectory } from '../../app/channel-directory.ts';
import { AGAIN_MS, MAX_ATTEMPTS } from '../../app/deliver-outbox.ts';
import type { Contact } from '../../app/enrol-drivers.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { MessageStatus } from '../../app/ports/entities.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { ProviderAdvice } from '../../app/provider-advice.ts';
import type { InboundMessage, SpokenReply, Turns } from '../../app/turn/inbound-message.ts';
import { DomainError } from '../../domain/errors.ts';
import { InlineAnswers } from './inline-answers.ts';
import { numberOf } from './own-number.ts';
import { isSignedByTwilio } from './twilio-signature.ts';
import { SILENT_TWIML, twimlMessage } from './twiml.ts';

export interface TwilioWebhookDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly turns: Turns;
  /** The lots' own accounts. */
  readonly channels: ChannelDirectory;
  readonly advice: ProviderAdvice;
  /** Messages keep the webhook that brought them. */
  readonly keepRaw: boolean;
  readonly authToken: string | null;
  /** The address Twilio calls; null to take it from the request. */
  readonly publicUrl: string | null;
  /** In the demo alone, where no token is configured: whoever is on this machine may play Twilio. */
  readonly acceptUnsigned: boolean;
}

/** What Twilio puts before the number of whoever writes by WhatsApp; a number alone is that of an SMS. */
const WHATSAPP = 'whatsapp:';

const anyText = z.string().max(8192);

/** What is read of a message; Twilio adds parameters without notice, and the signature covers them all. */
const inboundForm = z.object({
  MessageSid: z.string().min(1).max(64),
  From: z.string().min(1).max(200),
  To: anyText.optional(),
  Body: anyText.optional(),
  ProfileName: anyText.optional(),
  ExternalUserId: anyText.optional(),
  ExternalUserIdentifier: anyText.optional(),
  /** Degrees, of a shared place. */
  Latitude: anyText.optional(),
  Longitude: anyText.optional(),
  NumMedia: anyText.optional(),
  MediaUrl0: anyText.optional(),
  MediaContentType0: anyText.optional(),
  ButtonPayload: anyText.optional(),
  ListId: anyText.optional(),
});

const statusForm = z.object({
  MessageSid: z.string().min(1).max(64),
  From: anyText.optional(),
  MessageStatus: z.string().min(1).max(32),
  ErrorCode: anyText.optional(),
});

const STATUSES: Readonly<Record<string, MessageStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
};

/** Trouble at Twilio (63010), more messages than WhatsApp takes (63018): later the same one may well go out (its error dictionary). */
const PASSING: ReadonlySet<string> = new Set(['63010', '63018']);

/** The form as it came, by the request it came with. */
const rawForms = new WeakMap<object, string>();

const parseForm = urlencoded({
  extended: false,
  limit: '64kb',
  parameterLimit: 200,
  verify: (request, _response, body) => {
    rawForms.set(request, body.toString('utf8'));
  },
});

/** Twilio's webhooks: messages in, answered with TwiML, and what became of messages out. */
export function twilioWebhook(deps: TwilioWebhookDeps): Router {
  const router = Router();
  const form = [requireToken(deps), requireForm, parseForm];
  // A message is to a number of ours, and what became of one is from it.
  const message = [...form, requireSignature(deps, 'To'), refuseDisabled(deps)];
  const answers = new InlineAnswers(deps);
  router.post('/webhooks/twilio', ...message, async (request: Request, response: Response) => {
    const form = inboundForm.safeParse(request.body);
    if (!form.success) {
      deps.meter.webhook('malformed');
      throw form.error;
    }
    if (!form.data.From.startsWith(WHATSAPP)) {
      deps.meter.webhook('silent');
      deps.log.warn({}, 'a message that did not come by WhatsApp is not read: whose it says it is proves nothing');
      response.type('text/xml').send(SILENT_TWIML);
      return;
    }
    const answer = answers.open(form.data.MessageSid, response);
    try {
      const raw = deps.keepRaw ? { raw: rawForms.get(request) ?? '' } : {};
      const now = deps.clock.now();
      const { To: to } = form.data;
      if (to !== undefined) deps.channels.note('twilio', to, { lastReceivedAt: now });
      const { from, ...message } = toInbound(form.data, now);
      const reply = await deps.turns.add({
        ...message,
        from: { ...from, ...numberOf(deps.channels, 'twilio', from.ourAddress) },
        ...raw,
      });
      deps.meter.webhook(reply.repeated ? 'repeated' : reply.isSilent ? 'silent' : 'answered');
      response.type('text/xml');
      const isInline = !reply.isSilent && !reply.sentApart && !answer.isQueued();
      answer.settle(isInline ? reply.messageId : null);
      response.send(isInline ? twimlOf(reply) : SILENT_TWIML);
    } catch (error) {
      answer.settle(null);
      deps.meter.webhook('failed');
      throw error;
    }
  });
  router.post(
    '/webhooks/twilio/status',
    ...form,
    requireSignature(deps, 'From'),
    async (request: Request, response: Response) => {
      const {
        MessageSid: externalId,
        MessageStatus: word,
        ErrorCode: errorCode,
        From,
      } = statusForm.parse(request.body);
      const status = STATUSES[word.toLowerCase()];
      if (status) {
        const { message: id } = request.query;
        const reason = status === 'failed' ? `Twilio: ${word}${errorCode ? `, error ${errorCode}` : ''}` : null;
        const at = deps.clock.now();
        const isOutsideWindow = errorCode === '63016';
        const wait = isOutsideWindow ? 0 : AGAIN_MS;
        const mayGoAgain = isOutsideWindow || PASSING.has(errorCode ?? '');
        const again = mayGoAgain ? { notBefore: at + wait, below: MAX_ATTEMPTS } : null;
        const by = deps.channels.numbersOf('twilio', From);
        const named = { transport: 'twilio', externalId, id: typeof id === 'string' ? id : null, by } as const;
        deps.advice.on(reason);
        const raw = deps.keepRaw ? (rawForms.get(request) ?? null) : null;
        const known = await deps.unitOfWork.run((tx) =>
          tx.messages.report(named, { status, reason, at, raw, again, isOutsideWindow }),
        );
        if (!known) deps.log.debug({ status }, 'a status of a message that is not known');
      }
      response.status(204).end();
    },
  );
  return router;
}

const twimlOf = ({ body, messageId }: SpokenReply): string =>
  twimlMessage(body, `/webhooks/twilio/status?message=${messageId}`);

/** Addresses of this machine itself, as a socket names them. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayBeUnsigned({ acceptUnsigned }: TwilioWebhookDeps, { socket }: Request): boolean {
  return acceptUnsigned && LOOPBACK.has(socket.remoteAddress ?? '');
}

function requireToken(deps: TwilioWebhookDeps) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const hasAccount = deps.authToken !== null || deps.channels.all('twilio').length > 0;
    if (!hasAccount && !mayBeUnsigned(deps, request)) {
      throw new DomainError('channel-not-configured', 'TWILIO_AUTH_TOKEN is not set, so no request can be trusted');
    }
    next();
  };
}

function requireForm(request: Request, _response: Response, next: NextFunction): void {
  if (!request.is('application/x-www-form-urlencoded')) {
    throw new DomainError('invalid-request', 'the body must be application/x-www-form-urlencoded');
  }
  next();
}

/** `ours`: where the form names the number of ours, by whose account's token it is judged. */
function requireSignature(deps: TwilioWebhookDeps, ours: 'To' | 'From') {
  const base = deps.publicUrl?.replace(/\/+$/, '') ?? null;
  return (request: Request, _response: Response, next: NextFunction): void => {
    const form = (request.body ?? {}) as Record<string, unknown>;
    const authToken = deps.channels.find('twilio', text(form[ours]))?.open.authToken ?? deps.authToken;
    if (authToken === null && !mayBeUnsigned(deps, request))
      throw new DomainError(
        'channel-not-configured',
        'TWILIO_AUTH_TOKEN is not set, and this is no number of a lot’s own',
      );
    if (authToken !== null) {
      const url = `${base ?? `${request.protocol}://${request.headers.host ?? ''}`}${request.originalUrl}`;
      const signature = request.headers['x-twilio-signature'];
      const given = typeof signature === 'string' ? signature : undefined;
      if (!isSignedByTwilio(authToken, given, url, form)) {
        deps.meter.webhook('forged');
        throw new DomainError(
          'signature-invalid',
          'the signature is missing or does not match the public URL and the form',
        );
      }
    }
    next();
  };
}

/** Nobody is answered by a number that is switched off; what became of its messages is still heard. */
function refuseDisabled({ channels }: TwilioWebhookDeps) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const ours = channels.find('twilio', text((request.body as Record<string, unknown>)['To']));
    if (ours?.state === 'disabled') throw new DomainError('channel-not-configured', 'this number is switched off');
    next();
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function toInbound(form: z.infer<typeof inboundForm>, receivedAt: number): InboundMessage {
  return {
    externalId: form.MessageSid,
    from: contactOf(form),
    // What a button or row stands for says more than its title, which comes as the body.
    text: form.ButtonPayload || form.ListId || form.Body?.trim() || null,
    receivedAt,
    ...placeOf(form),
    ...mediaOf(form),
  };
}

function placeOf({ Latitude, Longitude }: z.infer<typeof inboundForm>): Pick<InboundMessage, 'place'> {
  const [latitude, longitude] = [Number(Latitude || Number.NaN), Number(Longitude || Number.NaN)];
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace ? { place: { latitude, longitude } } : {};
}

function mediaOf({ MediaUrl0: source, MediaContentType0: contentType }: z.infer<typeof inboundForm>) {
  return source ? { media: [{ source, contentType: contentType ?? 'application/octet-stream' }] } : {};
}

/** Who writes. WhatsApp no longer guarantees a number: then the business-scoped id alone names the driver. */
function contactOf(form: z.infer<typeof inboundForm>): Contact {
  const address = form.From.slice(WHATSAPP.length).replace(/^ (?=\d)/, '+');
  const phone = /^\+\d{6,15}$/.test(address) ? address : null;
  // An empty parameter is one that is not there.
  const scoped = form.ExternalUserId || form.ExternalUserIdentifier || null;
  return {
    channel: 'whatsapp',
    userId: phone ?? scoped ?? address,
    phone,
    profileName: form.ProfileName ?? null,
    alsoKnownAs: phone === null ? null : scoped,
    transport: 'twilio',
    ourAddress: form.To ?? null,
  };
}
