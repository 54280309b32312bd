import { type Request, type Response, Router, raw } from 'express';
import { z } from 'zod';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { settlePayment } from '../../app/settle-payment.ts';
import { DomainError } from '../../domain/errors.ts';

export interface StripeWebhookDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
  /** Null where payments are not set up. */
  readonly secret: string | null;
}

/** A signature older than this is a replay. */
const TOLERANCE_SECONDS = 300;
const PAID = new Set(['checkout.session.completed', 'checkout.session.async_payment_succeeded']);

/** What is read of a Checkout session; Stripe adds fields without notice, and the signature covers them all. */
const session = z.object({
  id: z.string().min(1).max(255),
  payment_status: z.string(),
  amount_total: z.int().min(0),
  currency: z.string().length(3),
  payment_intent: z.union([z.string().min(1).max(255), z.object({ id: z.string().min(1).max(255) })]),
  metadata: z.object({ parkwire_request: z.string().min(1).max(64) }),
});

/** Stripe's webhook: what was paid goes into the wallet it was paid for, once. */
export function stripeWebhook(deps: StripeWebhookDeps): Router {
  const router = Router();
  // The signature is over the very bytes.
  const body = raw({ type: () => true, limit: '256kb' });
  router.post('/webhooks/stripe', requireSecret(deps), body, async (request: Request, response: Response) => {
    const { type, object } = await eventOf(deps, request);
    const paid = PAID.has(type) ? session.safeParse(object) : null;
    // Others of this account's payments are none of our business, and neither is what is not paid yet.
    if (!paid?.success || paid.data.payment_status !== 'paid') {
      response.json({ received: true });
      return;
    }
    const { id, amount_total: amount, currency, payment_intent, metadata } = paid.data;
    const paymentId = typeof payment_intent === 'string' ? payment_intent : payment_intent.id;
    const payment = { requestId: metadata.parkwire_request, providerId: id, paymentId, amount };
    const outcome = await settle(deps, { ...payment, currency: currency.toUpperCase() });
    deps.meter.payment(outcome);
    response.json({ received: true });
  });
  return router;
}

async function settle(
  { unitOfWork, ids, clock, log, meter }: StripeWebhookDeps,
  payment: Parameters<typeof settlePayment>[3],
): Promise<'credited' | 'repeated'> {
  try {
    return await settlePayment(unitOfWork, ids, clock.now(), payment);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'payment-mismatch') {
      meter.payment('mismatch');
      log.error({ reason: error.message }, 'a payment was not put into any wallet: somebody has to look');
    }
    throw error;
  }
}

function requireSecret({ secret }: StripeWebhookDeps) {
  return (_request: Request, _response: Response, next: () => void): void => {
    if (secret === null) throw new DomainError('channel-not-configured', 'STRIPE_WEBHOOK_SECRET is not set');
    next();
  };
}

async function eventOf(deps: StripeWebhookDeps, request: Request): Promise<{ type: string; object: unknown }> {
  const { default: Stripe } = await import('stripe');
  const signature = request.headers['stripe-signature'];
  try {
    const { clock, secret } = deps;
    const event = Stripe.webhooks.constructEvent(
      request.body as Uint8Array,
      typeof signature === 'string' ? signature : '',
      secret ?? '',
      TOLERANCE_SECONDS,
      undefined,
      clock.now(),
    );
    return { type: event.type, object: event.data.object };
  } catch {
    deps.meter.payment('forged');
    throw new DomainError('signature-invalid', 'the Stripe-Signature header is missing, too old or does not match');
  }
}
