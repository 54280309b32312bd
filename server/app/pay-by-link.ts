import { backoffMs } from './deliver-outbox.ts';
import { tell } from './notices.ts';
import { providerAmount } from './payment-units.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { PaymentPageOutcome, Payments } from './ports/payments.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import type { TopUpRequest } from './ports/wallet-repository.ts';

const AT_ONCE = 8;
/** A try that takes longer than this is taken for lost; the same id asks for the same page again. */
const LONGEST_TRY_MS = 60_000;
const MOST_TRIES = 5;

export interface PayByLinkDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly payments: Payments;
}

/** Makes the links that were asked for and puts them into the outbox. Answers how many were tried. */
export async function makeLinks(deps: PayByLinkDeps): Promise<number> {
  const { unitOfWork, clock } = deps;
  const now = clock.now();
  const due = await unitOfWork.read((look) => look.topUps.anyDue(now));
  if (!due) return 0;
  const claimed = await unitOfWork.run((tx) => tx.topUps.claim(now, now + LONGEST_TRY_MS, AT_ONCE));
  await Promise.all(claimed.map((request) => makeLink(deps, request)));
  return claimed.length;
}

async function makeLink(deps: PayByLinkDeps, request: TopUpRequest): Promise<void> {
  const { unitOfWork, clock, ids, payments } = deps;
  const lots = await unitOfWork.read((look) => look.lots.all());
  const lot = lots.find(({ id }) => id === request.lotId);
  const amount = providerAmount(request.amountMinor, request.currency);
  const outcome: PaymentPageOutcome =
    lot && amount !== null
      ? await payments.makePage({ id: request.id, amount, currency: request.currency, title: lot.name })
      : { kind: 'refused', reason: 'the lot takes no payments of this kind any more' };
  const random = (ids.random(1)[0] ?? 0) / 255;
  await unitOfWork.run((tx) => note(tx, ids, clock.now(), request, outcome, random));
}

async function note(
  tx: Tx,
  ids: Ids,
  now: number,
  request: TopUpRequest,
  outcome: PaymentPageOutcome,
  random: number,
): Promise<void> {
  const { id, amountMinor } = request;
  if (outcome.kind === 'made') {
    const isNew = await tx.topUps.move(id, ['asked'], { status: 'open', providerId: outcome.providerId });
    if (isNew) await tellAsker(tx, ids, now, request, { kind: 'top-up-link', amountMinor, url: outcome.url });
    return;
  }
  if (outcome.kind === 'failed' && request.attempts < MOST_TRIES) {
    const notBefore = now + backoffMs(request.attempts, random);
    await tx.topUps.move(id, ['asked'], { status: 'asked', reason: outcome.reason, notBefore });
    return;
  }
  const isNew = await tx.topUps.move(id, ['asked'], { status: 'failed', reason: outcome.reason });
  if (isNew) await tellAsker(tx, ids, now, request, { kind: 'top-up-link-failed', amountMinor });
}

/** Tells the driver who asked, by the way they asked. */
export async function tellAsker(
  tx: Tx,
  ids: Ids,
  now: number,
  request: TopUpRequest,
  reply: Parameters<typeof tell>[3]['reply'],
): Promise<void> {
  const [identity] = await tx.drivers.identitiesByIds([request.identityId]);
  const lot = (await tx.lots.all()).find(({ id }) => id === request.lotId);
  if (identity && lot) tell(tx, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
}
