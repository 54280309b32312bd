import type Stripe from 'stripe';
import type { PaymentPage, PaymentPageOutcome, Payments } from '../../app/ports/payments.ts';

export interface StripePaymentsOptions {
  readonly secretKey: string;
  /** Base address of the API; null for Stripe's own. */
  readonly apiUrl: string | null;
  /** Where the driver's browser goes when it is done. */
  readonly returnUrl: string;
}

const TIMEOUT_MS = 15_000;

interface StripeFailure {
  readonly statusCode?: number;
  readonly code?: string;
  readonly type?: string;
}

/** Pages of Stripe Checkout to pay at. */
export class StripePayments implements Payments {
  private readonly options: StripePaymentsOptions;
  private client: Promise<Stripe> | null = null;

  constructor(options: StripePaymentsOptions) {
    this.options = options;
  }

  async makePage(page: PaymentPage): Promise<PaymentPageOutcome> {
    const { id, amount, currency, title } = page;
    const { returnUrl } = this.options;
    try {
      const stripe = await this.connect();
      const metadata = { parkwire_request: id };
      const session = await stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: id,
          metadata,
          payment_intent_data: { metadata },
          success_url: returnUrl,
          cancel_url: returnUrl,
          line_items: [
            {
              quantity: 1,
              price_data: { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name: title } },
            },
          ],
        },
        // The same request makes the same page, also after a crash in between.
        { idempotencyKey: `parkwire-${id}` },
      );
      if (!session.url) return { kind: 'refused', reason: 'Stripe: the page has no address' };
      return { kind: 'made', providerId: session.id, url: session.url };
    } catch (error) {
      return outcomeOf(error as StripeFailure);
    }
  }

  /** The SDK is loaded with the first page: a start without it does not pay for it. */
  private connect(): Promise<Stripe> {
    this.client ??= this.load();
    return this.client;
  }

  private async load(): Promise<Stripe> {
    const { default: Client } = await import('stripe');
    const { secretKey, apiUrl } = this.options;
    // Tries are repeated by us, with the time between them in the database.
    const base = { timeout: TIMEOUT_MS, maxNetworkRetries: 0, telemetry: false };
    if (apiUrl === null) return new Client(secretKey, base);
    const { protocol, hostname, port } = new URL(apiUrl);
    const isHttps = protocol === 'https:';
    return new Client(secretKey, {
      ...base,
      host: hostname,
      port: port === '' ? (isHttps ? 443 : 80) : Number(port),
      protocol: isHttps ? 'https' : 'http',
    });
  }
}

function outcomeOf({ statusCode, code, type }: StripeFailure): PaymentPageOutcome {
  const reason = `Stripe: ${code ?? type ?? 'no answer'}${statusCode === undefined ? '' : ` (HTTP ${statusCode})`}`;
  const isLasting = statusCode !== undefined && statusCode < 500 && ![409, 429].includes(statusCode);
  return { kind: isLasting ? 'refused' : 'failed', reason };
}
