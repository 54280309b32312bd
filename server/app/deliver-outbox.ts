import type { Pacer } from './pacer.ts';
import type { Clock } from './ports/clock.ts';
import type { Identity, Message, Transport } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { MessageSender, SendForm, SendOutcome } from './ports/message-sender.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { ProviderAdvice } from './provider-advice.ts';
import { inWordsOfNow } from './untold-words.ts';

/** After so many tries a message is given up, with the last reason. */
export const MAX_ATTEMPTS = 8;

/** How long what was taken and failed later, for a reason that passes, waits before it is sent again. */
export const AGAIN_MS = 30_000;

const FIRST_BACKOFF_MS = 2000;
const LONGEST_BACKOFF_MS = 10 * 60_000;
/** How long the status of a message whose fate is unknown is waited for. */
const UNKNOWN_WAIT_MS = 30_000;
/** So long after a driver's last words WhatsApp takes words of our own (its customer service window). */
export const WINDOW_MS = 24 * 3_600_000;
/** What was held back for so long is given up: nobody wants to read it then. */
const LONGEST_HELD_MS = 24 * 3_600_000;
/** No try takes longer than this. */
const LONGEST_SEND_MS = 60_000;

/** What came of it once every form was tried. */
type FinalOutcome = Exclude<SendOutcome, { kind: 'outside-window' }>;

export interface OutboxDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly senders: Readonly<Record<Transport, MessageSender>>;
  readonly pacer: Pacer;
  readonly advice: ProviderAdvice;
}

/** How long to wait after a failed try: doubling, with jitter of a quarter so that many do not come back at once. */
export function backoffMs(attempts: number, random: number): number {
  const base = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(base * (0.75 + 0.5 * random));
}

/** A message that is to be sent now. */
export interface Delivery {
  readonly message: Message;
  readonly to: Identity | undefined;
  /** When the driver wrote last; null where they never did. */
  readonly heardAt: number | null;
}

/**
 * Takes what is due, the oldest of each driver first, at most `limit`, and nothing of drivers who write to one of the numbers in
 * `busy`. Each message is marked as being sent before it leaves, so that a crash in between is noticed.
 */
export async function takeDue(
  deps: OutboxDeps,
  limit: number,
  busy: readonly string[],
): Promise<{ readonly taken: number; readonly deliveries: readonly Delivery[] }> {
  const now = deps.clock.now();
  const { due, claimed } = await deps.unitOfWork.run(async (tx) => {
    const due = await tx.messages.claimDue(now, limit, busy);
    return { due, claimed: await inWordsOfNow(tx, due, now) };
  });
  const identities = await identitiesOf(deps, claimed);
  const heard = await lastHeard(deps, claimed, identities);
  const deliveries = claimed.map((message) => {
    const { identityId } = message;
    return { message, to: identities.get(identityId ?? ''), heardAt: heard.get(identityId ?? '') ?? null };
  });
  return { taken: due.length, deliveries };
}

/** Sends one message that was taken, and writes down what came of it. */
export async function deliver(deps: OutboxDeps, { message, to, heardAt }: Delivery): Promise<void> {
  if (!to) return settle(deps, message, { kind: 'refused', reason: 'the driver has no address' });
  const held = holdBack(deps, message, to);
  if (held) return settle(deps, message, held);
  const sender = deps.senders[message.transport];
  const isOpen = heardAt !== null && deps.clock.now() - heardAt < WINDOW_MS;
  const mayUseWords = !sender.hasWindow(to) || (isOpen && !message.isOutsideWindow);
  const form: SendForm = mayUseWords ? 'words' : 'approved';
  const outcome = await sendAs(deps, message, to, form);
  if (outcome.kind === 'held-back') {
    const { scope, forMs } = outcome;
    const known = sender.pacesOf(to);
    const whose = scope === 'number' ? known?.number : to.id;
    if (known && whose !== undefined) deps.pacer.hold(scope, whose, known.paces[scope], deps.clock.now() + forMs);
  }
  // It may have arrived: the provider is asked before it is sent once more.
  const externalId = outcome.kind === 'unknown' ? await sentAs(deps, message, to) : null;
  await settle(deps, message, externalId === null ? outcome : { kind: 'accepted', externalId, status: 'sent' });
}

/** Sends it; where the provider takes no words of our own although we thought that it would, by what it has approved. */
async function sendAs(deps: OutboxDeps, message: Message, to: Identity, form: SendForm): Promise<FinalOutcome> {
  const isTooLate = `the driver wrote more than 24 hours ago, and the lot has no approved template for ${message.kind}`;
  const hasApproved = canBeApproved(message);
  if (form === 'approved' && !hasApproved) return { kind: 'refused', reason: isTooLate };
  const outcome = await deps.senders[message.transport].send(message, to, form);
  if (outcome.kind !== 'outside-window') return outcome;
  if (form === 'words' && hasApproved) return sendAs(deps, message, to, 'approved');
  return { kind: 'refused', reason: `${outcome.reason}: ${isTooLate}` };
}

function canBeApproved({ transport, approved }: Message): boolean {
  if (!approved) return false;
  return transport === 'twilio' ? approved.twilioContentSid !== null : approved.metaName !== null;
}

/** How long the message has to wait, because its number or its driver is at the limit; null where it may go. */
function holdBack({ senders, pacer, clock }: OutboxDeps, message: Message, to: Identity): FinalOutcome | null {
  const known = senders[message.transport].pacesOf(to);
  if (!known) return null;
  const forMs = pacer.take(message.id, known.number, to.id, known.paces, clock.now());
  if (forMs === 0) return null;
  return { kind: 'held-back', reason: 'more than WhatsApp takes at once: waits its turn', scope: 'recipient', forMs };
}

async function settle(deps: OutboxDeps, message: Message, outcome: FinalOutcome): Promise<void> {
  const at = deps.clock.now();
  if (outcome.kind !== 'accepted') deps.advice.on(outcome.reason);
  const random = (deps.ids.random(1)[0] ?? 0) / 255;
  const attempt = message.attempts;
  await deps.unitOfWork.run(async (tx) => {
    switch (outcome.kind) {
      case 'accepted':
        await tx.messages.settle(message.id, {
          attempt,
          status: outcome.status,
          reason: outcome.note ?? null,
          externalId: outcome.externalId,
          at,
        });
        return;
      case 'refused':
        await tx.messages.settle(message.id, { attempt, status: 'failed', reason: outcome.reason, at });
        return;
      case 'held-back': {
        const { reason, forMs } = outcome;
        if (at - (message.heldSince ?? at) >= LONGEST_HELD_MS) {
          await tx.messages.settle(message.id, {
            attempt,
            status: 'failed',
            reason: `held back for a day: ${reason}`,
            at,
          });
          return;
        }
        await tx.messages.settle(message.id, {
          attempt,
          status: 'queued',
          reason,
          notBefore: at + forMs,
          at,
          isUncounted: true,
        });
        return;
      }
      case 'failed':
      case 'unknown': {
        if (message.attempts >= MAX_ATTEMPTS) {
          const reason = `given up after ${message.attempts} tries: ${outcome.reason}`;
          await tx.messages.settle(message.id, { attempt, status: 'failed', reason, at });
          return;
        }
        // What the provider says of it by itself comes within moments; until then it may have arrived.
        const least = outcome.kind === 'unknown' ? UNKNOWN_WAIT_MS : 0;
        const notBefore = at + Math.max(least, backoffMs(message.attempts, random));
        await tx.messages.settle(message.id, { attempt, status: 'queued', reason: outcome.reason, notBefore, at });
      }
    }
  });
}

/**
 * Messages that were being sent when a process ended or the storage was away. `onTheirWay`: the ids of those that this process is
 * sending; none may be taken while it is asked.
 */
export async function findInterrupted(deps: OutboxDeps, onTheirWay: ReadonlySet<string>): Promise<Message[]> {
  // Where several processes run, another one may be sending right now.
  const age = deps.unitOfWork.batchSize === 1 ? LONGEST_SEND_MS : 0;
  const found = await deps.unitOfWork.read((look) => look.messages.interrupted(deps.clock.now() - age));
  return found.filter(({ id }) => !onTheirWay.has(id));
}

/**
 * Asks the provider whether it has a message whose sending was interrupted; where it has not, or cannot be asked, the
 * message is sent again, because a bill told twice is better than one never told. Until then it is not sent, nor is
 * anything that came later for the same driver.
 */
export async function recoverInterrupted(deps: OutboxDeps, message: Message): Promise<void> {
  const to = (await identitiesOf(deps, [message])).get(message.identityId ?? '');
  const externalId = to ? await sentAs(deps, message, to) : null;
  await settle(
    deps,
    message,
    externalId === null
      ? { kind: 'unknown', reason: 'the process ended while it was being sent' }
      : { kind: 'accepted', externalId, status: 'sent' },
  );
}

/** When each driver wrote last, where that decides anything. */
async function lastHeard(
  deps: OutboxDeps,
  messages: readonly Message[],
  identities: ReadonlyMap<string, Identity>,
): Promise<Map<string, number>> {
  const wanted = messages.filter(({ transport, identityId }) => {
    const to = identities.get(identityId ?? '');
    return to !== undefined && deps.senders[transport].hasWindow(to);
  });
  const ids = [...new Set(wanted.flatMap(({ identityId }) => identityId ?? []))];
  return ids.length === 0 ? new Map() : deps.unitOfWork.read((look) => look.messages.lastHeard(ids));
}

/** The provider's id of the message, if it has one: ids that belong to other messages with the same words are not it. */
async function sentAs(deps: OutboxDeps, message: Message, to: Identity): Promise<string | null> {
  const { transport, inReplyTo } = message;
  const found = await deps.senders[transport].sentLike(message, to);
  if (found.length === 0) return null;
  const known = await deps.unitOfWork.read((look) => look.messages.knownOf(transport, found));
  // A reply that is sent once more has the id of its answer to the request, which did not arrive.
  const others = known.filter(({ id }) => id !== message.id || inReplyTo !== null).map((one) => one.externalId);
  return found.find((externalId) => !others.includes(externalId)) ?? null;
}

async function identitiesOf(deps: OutboxDeps, messages: readonly Message[]): Promise<Map<string, Identity>> {
  const wanted = messages.flatMap(({ identityId }) => identityId ?? []);
  if (wanted.length === 0) return new Map();
  const found = await deps.unitOfWork.read((look) => look.drivers.identitiesByIds(wanted));
  return new Map(found.map((identity) => [identity.id, identity]));
}
