import { type NextFunction, type Request, type Response, Router, raw } from 'express';
import type { Batcher } from '../../app/batcher.ts';
import { changeNumber } from '../../app/change-number.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { InboundMessage, TurnReply } from '../../app/turn/inbound-message.ts';
import { DomainError } from '../../domain/errors.ts';
import { readMetaWebhook, type StatusReport } from './meta-payload.ts';
import { isSameSecret, isSignedByMeta } from './meta-signature.ts';

export interface MetaWebhookDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly turns: Batcher<InboundMessage, TurnReply>;
  readonly appSecret: string | null;
  readonly verifyToken: string | null;
}

/** Several messages may come in one request. */
const parseBytes = raw({ type: () => true, limit: '1mb' });

/** Meta's webhook: its verification, messages in, and what became of messages out. Replies go by the outbox. */
export function metaWebhook(deps: MetaWebhookDeps): Router {
  const router = Router();
  router.get('/webhooks/meta', (request: Request, response: Response) => {
    const { verifyToken } = deps;
    if (verifyToken === null) {
      throw new DomainError('channel-not-configured', 'META_VERIFY_TOKEN is not set, so nothing can be verified');
    }
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
    const isRight = mode === 'subscribe' && typeof token === 'string' && isSameSecret(verifyToken, token);
    if (!isRight || typeof challenge !== 'string') {
      throw new DomainError('signature-invalid', 'hub.mode, hub.verify_token or hub.challenge is missing or wrong');
    }
    response.type('text/plain').send(challenge);
  });
  router.post('/webhooks/meta', parseBytes, requireSignature(deps), async (request: Request, response: Response) => {
    const events = readMetaWebhook(parsed(request.body as Buffer), deps.clock.now());
    if (!events) {
      deps.meter.webhook('malformed');
      throw new DomainError('invalid-request', 'the body is no webhook of WhatsApp');
    }
    for (let count = 0; count < events.malformed; count++) deps.meter.webhook('malformed');
    if (events.malformed > 0)
      deps.log.warn({ count: events.malformed }, 'parts of a webhook of Meta were not understood');
    for (const { from, to } of events.numbers) await changeNumber(deps.unitOfWork, 'whatsapp', from, to);
    for (const report of events.statuses) await take(deps, report);
    // All of them are tried; Meta sends the whole request again where one of them failed, and what took effect stays.
    const answers = await Promise.allSettled(events.messages.map((message) => deps.turns.add(message)));
    for (const answer of answers) {
      const outcome = answer.status === 'rejected' ? 'failed' : answer.value.repeated ? 'repeated' : 'answered';
      deps.meter.webhook(outcome);
    }
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw failed.reason;
    response.status(200).end();
  });
  return router;
}

async function take({ unitOfWork, clock, log }: MetaWebhookDeps, report: StatusReport): Promise<void> {
  const { externalId, messageId, status, reason } = report;
  const named = messageId === null ? { transport: 'meta' as const, externalId } : { id: messageId, externalId };
  const known = await unitOfWork.run((tx) => tx.messages.report(named, { status, reason, at: clock.now() }));
  if (!known) log.debug({ status }, 'a status of a message that is not known');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function requireSignature({ appSecret, meter }: MetaWebhookDeps) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (appSecret === null) {
      throw new DomainError('channel-not-configured', 'META_APP_SECRET is not set, so no request can be trusted');
    }
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = request.headers['x-hub-signature-256'];
    if (!isSignedByMeta(appSecret, typeof signature === 'string' ? signature : undefined, body)) {
      meter.webhook('forged');
      throw new DomainError('signature-invalid', 'the signature is missing or does not match the bytes of the body');
    }
    next();
  };
}
