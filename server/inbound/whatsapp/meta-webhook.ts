import { type NextFunction, type Request, type Response, Router, raw } from 'express';
import { changeAddress } from '../../app/change-address.ts';
import type { ChannelDirectory } from '../../app/channel-directory.ts';
import { AGAIN_MS, MAX_ATTEMPTS } from '../../app/deliver-outbox.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import type { ProviderAdvice } from '../../app/provider-advice.ts';
import type { InboundMessage, TurnReply, Turns } from '../../app/turn/inbound-message.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Happening, numbersClaimed, readMetaWebhook, type StatusReport } from './meta-payload.ts';
import { isSameSecret, isSignedByMeta } from './meta-signature.ts';
import { numberOf } from './own-number.ts';

export interface MetaWebhookDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
  readonly turns: Turns;
  /** The lots' own accounts. */
  readonly channels: ChannelDirectory;
  readonly advice: ProviderAdvice;
  /** Messages keep the part of the webhook that brought them. */
  readonly keepRaw: boolean;
  readonly appSecret: string | null;
  readonly verifyToken: string | null;
}

/** What the bytes of a request say, by the request. */
const bodies = new WeakMap<object, unknown>();

/** Several messages may come in one request. */
const parseBytes = raw({ type: () => true, limit: '1mb' });

/** Meta's webhook: its verification, messages in, and what became of messages out. Replies go by the outbox. */
export function metaWebhook(deps: MetaWebhookDeps): Router {
  const router = Router();
  router.get('/webhooks/meta', (request: Request, response: Response) => {
    const own = deps.channels.all('meta').flatMap(({ open }) => open.verifyToken ?? []);
    const tokens = [...own, ...(deps.verifyToken === null ? [] : [deps.verifyToken])];
    if (tokens.length === 0) {
      throw new DomainError('channel-not-configured', 'META_VERIFY_TOKEN is not set, so nothing can be verified');
    }
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
    const isRight = mode === 'subscribe' && typeof token === 'string' && tokens.some((one) => isSameSecret(one, token));
    if (!isRight || typeof challenge !== 'string') {
      throw new DomainError('signature-invalid', 'hub.mode, hub.verify_token or hub.challenge is missing or wrong');
    }
    response.type('text/plain').send(challenge);
  });
  router.post('/webhooks/meta', parseBytes, requireSignature(deps), async (request: Request, response: Response) => {
    const events = readMetaWebhook(bodies.get(request), deps.clock.now());
    if (!events) {
      deps.meter.webhook('malformed');
      throw new DomainError('invalid-request', 'the body is no webhook of WhatsApp');
    }
    for (let count = 0; count < events.malformed; count++) deps.meter.webhook('malformed');
    if (events.problems.length > 0)
      deps.log.error(
        { codes: events.problems },
        'Meta says that something is wrong with the app, the account or the number',
      );
    if (events.malformed > 0)
      deps.log.warn({ count: events.malformed }, 'parts of a webhook of Meta were not understood');
    // All of it is tried; Meta sends the whole request again where a part failed, and what took effect stays.
    const failures = [
      ...(await takeStatuses(deps, events.statuses)),
      ...(await takeHappenings(deps, events.happenings)),
    ];
    if (failures.length > 0) throw failures[0];
    response.status(200).end();
  });
  return router;
}

/** Answers what failed. */
async function takeHappenings(deps: MetaWebhookDeps, happenings: readonly Happening[]): Promise<unknown[]> {
  const pending: Promise<TurnReply>[] = [];
  const failures: unknown[] = [];
  const settle = async (): Promise<void> => {
    for (const answer of await Promise.allSettled(pending.splice(0))) {
      const isFailed = answer.status === 'rejected';
      deps.meter.webhook(isFailed ? 'failed' : outcomeOf(answer.value));
      if (isFailed) failures.push(answer.reason);
    }
  };
  for (const happening of happenings) {
    if (happening.kind === 'message') {
      // Nobody is answered by a number that is switched off; Meta sends it again for days, and it may be on by then.
      if (channelOf(deps, happening.message)?.state === 'disabled') {
        failures.push(new DomainError('channel-not-configured', 'this number is switched off'));
        continue;
      }
      pending.push(deps.turns.add(kept(deps, happening.message)));
      continue;
    }
    await settle();
    await takeChange(deps, happening).catch((error) => failures.push(error));
  }
  await settle();
  return failures;
}

const outcomeOf = ({ repeated, isSilent }: TurnReply) => (repeated ? 'repeated' : isSilent ? 'silent' : 'answered');

/** With whose number it came to, and the part of the webhook that brought it, where that is to be kept. */
function kept(deps: MetaWebhookDeps, { raw, ...message }: InboundMessage): InboundMessage {
  const { keepRaw, channels, clock } = deps;
  const { ourAddress } = message.from;
  if (ourAddress !== null) channels.note('meta', ourAddress, { lastReceivedAt: clock.now() });
  const from = { ...message.from, ...numberOf(channels, 'meta', ourAddress) };
  return { ...message, from, ...(keepRaw && raw !== undefined ? { raw } : {}) };
}

const channelOf = ({ channels }: MetaWebhookDeps, { from }: Pick<InboundMessage, 'from'>) =>
  channels.find('meta', from.ourAddress);

async function takeChange(
  { unitOfWork, ids, clock, log, channels }: MetaWebhookDeps,
  { change, ourAddress }: Extract<Happening, { kind: 'address' }>,
): Promise<void> {
  const business = channels.numbersOf('meta', ourAddress);
  const outcome = await changeAddress(unitOfWork, ids, clock.now(), 'whatsapp', change, business);
  if (outcome === 'taken') log.warn({}, 'a driver has another number or id, which is another driver’s already');
}

async function takeStatuses(deps: MetaWebhookDeps, reports: readonly StatusReport[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const report of reports) await take(deps, report).catch((error) => failures.push(error));
  return failures;
}

async function take(deps: MetaWebhookDeps, report: StatusReport): Promise<void> {
  const { unitOfWork, clock, log, advice, keepRaw, channels } = deps;
  const { externalId, messageId, ourAddress, status, reason, mayPass, isOutsideWindow } = report;
  const by = channels.numbersOf('meta', ourAddress);
  const named = { transport: 'meta', externalId, id: messageId, by } as const;
  const at = clock.now();
  advice.on(reason);
  const wait = isOutsideWindow ? 0 : AGAIN_MS;
  const again = mayPass || isOutsideWindow ? { notBefore: at + wait, below: MAX_ATTEMPTS } : null;
  const known = await unitOfWork.run((tx) =>
    tx.messages.report(named, { status, reason, at, again, isOutsideWindow, raw: keepRaw ? report.raw : null }),
  );
  if (!known) log.debug({ status }, 'a status of a message that is not known');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** Nothing of a body is read before one of the apps that we know has signed it. */
function requireSignature({ appSecret, channels, meter }: MetaWebhookDeps) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const own = channels.all('meta').flatMap(({ open }) => open.appSecret ?? []);
    const secrets = new Set(appSecret === null ? own : [appSecret, ...own]);
    if (secrets.size === 0)
      throw new DomainError('channel-not-configured', 'META_APP_SECRET is not set, so no request can be trusted');
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = request.headers['x-hub-signature-256'];
    const given = typeof signature === 'string' ? signature : undefined;
    const signedBy = [...secrets].find((secret) => isSignedByMeta(secret, given, bytes));
    const body = signedBy === undefined ? null : parsed(bytes);
    // All numbers of one request are of one app, which signs it.
    const isTheirs = (number: string | null) =>
      (channels.find('meta', number)?.open.appSecret ?? appSecret) === signedBy;
    if (signedBy === undefined || !numbersClaimed(body).every(isTheirs)) {
      meter.webhook('forged');
      throw new DomainError('signature-invalid', 'the signature is missing or does not match the bytes of the body');
    }
    bodies.set(request, body);
    next();
  };
}
