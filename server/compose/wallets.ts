import { expireCredit } from '../app/credit-expiry.ts';
import { guestBudgets, NEARLY_USED } from '../app/guest-budgets.ts';
import { makeLinks } from '../app/pay-by-link.ts';
import { releaseDeposits } from '../app/release-deposits.ts';
import { watchBalances } from '../app/watch-balances.ts';
import type { Config } from '../config.ts';
import type { Job } from '../inbound/schedule/scheduler.ts';
import { WakeLoop } from '../inbound/schedule/wake-loop.ts';
import { StripePayments } from '../outbound/payments/stripe-payments.ts';
import type { Kernel } from './kernel.ts';

export interface WalletSide {
  readonly jobs: Readonly<Record<'balances' | 'credit' | 'deposits' | 'guestCredit', () => Promise<unknown>>>;
  readonly scheduled: readonly Job[];
  /** Somebody asked for a link to pay by. */
  wake(): void;
}

/** Whether drivers can pay by a link. */
export function paysByLink({ stripe }: Config): boolean {
  return stripe.secretKey !== null;
}

/** What wallets do by themselves: links to pay by, deposits that end, credit that lapses, warnings. */
export function composeWallets(kernel: Kernel, url: string): WalletSide {
  const { config, clock, ids, log, meter, unitOfWork, failed, stoppers } = kernel;
  const { secretKey, apiUrl } = config.stripe;
  let loop: WakeLoop | null = null;
  if (secretKey !== null) {
    const payments = new StripePayments({ secretKey, apiUrl, returnUrl: returnUrl(config, url) });
    loop = new WakeLoop({
      // Woken when a link is asked for; those that failed are tried again now and then.
      round: async () => (await makeLinks({ unitOfWork, clock, ids, payments })) > 0,
      onError: failed('links to pay by could not be made'),
      pollMs: 2000,
    });
    loop.start();
    stoppers.push(() => loop?.stop());
  }
  const refusedNow = () => unitOfWork.read((look) => look.credit.refused());
  meter.gauge('parkwire_guest_credit_refused', 'New drivers without credit, because too many came at once', refusedNow);
  meter.gauge(
    'parkwire_guest_credit_used',
    'How much of its budget for guest credit is used, of the lot that has used most: 0 to 1',
    async () => (await guestBudgets(unitOfWork))[0]?.used ?? 0,
  );
  /** Of which lots it was said that the budget is nearly, or wholly, used. */
  const said = new Map<string, 'nearly' | 'wholly'>();
  const watchBudgets = async (): Promise<void> => {
    for (const { used, ...budget } of await guestBudgets(unitOfWork)) {
      const state = used >= 1 ? 'wholly' : used >= NEARLY_USED ? 'nearly' : undefined;
      if (state === said.get(budget.lot)) continue;
      if (state === undefined) said.delete(budget.lot);
      else {
        said.set(budget.lot, state);
        log.warn(
          budget,
          `the budget for guest credit is ${state} used: newcomers ${state === 'wholly' ? 'get' : 'will get'} none`,
        );
      }
    }
  };
  let refusedBefore: number | null = null;
  const watchPace = async (): Promise<void> => {
    const refused = await refusedNow();
    const more = refused - (refusedBefore ?? refused);
    refusedBefore = refused;
    if (more > 0)
      log.warn({ refused: more }, 'more new drivers came than the lot gives credit to: is it being farmed?');
  };
  const jobs = {
    balances: () => watchBalances({ unitOfWork, clock, ids, paysByLink: secretKey !== null }),
    credit: () => expireCredit(unitOfWork, ids, clock.now()),
    deposits: () => releaseDeposits(unitOfWork, ids, clock.now()),
    guestCredit: async () => {
      await watchPace();
      await watchBudgets();
    },
  };
  const scheduled: Job[] = [
    { name: 'watch-balances', every: '30 * * * * *', run: jobs.balances },
    { name: 'release-deposits', every: '15 * * * * *', run: jobs.deposits },
    { name: 'expire-credit', every: '0 7 * * * *', run: jobs.credit },
    { name: 'watch-guest-credit', every: '45 * * * * *', run: jobs.guestCredit },
  ];
  return { jobs, scheduled, wake: () => void loop?.wake() };
}

/** Back to the chat after paying, where we know its number; else to this installation. */
function returnUrl({ twilio, publicUrl }: Config, url: string): string {
  const number = twilio.from?.replace(/\D/g, '');
  return number ? `https://wa.me/${number}` : (publicUrl ?? url);
}
