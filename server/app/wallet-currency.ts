import { DomainError } from '../domain/errors.ts';
import type { Tx } from './ports/unit-of-work.ts';

/** Which of a driver's wallets is meant: by its currency, by a lot that takes it, or by there being one alone. */
export interface WalletChoice {
  readonly driverId: string;
  readonly currency?: string;
  readonly lotCode?: string;
}

/**
 * The currency that was asked for; else that of the same request `before`, the driver's only wallet, or every lot. Refuses
 * one that no lot takes, and to guess among several.
 */
export async function currencyOfWallet(tx: Tx, request: WalletChoice, before: string | null): Promise<string> {
  const lots = await tx.lots.all();
  const wallets = (await tx.ledger.wallets([request.driverId])).map(({ currency }) => currency);
  const ofLots = lots.map(({ currency }) => currency);
  let { currency } = request;
  if (request.lotCode !== undefined) {
    const lot = lots.find(({ code }) => code === request.lotCode);
    if (!lot) throw new DomainError('lot-unknown', `there is no lot ${request.lotCode}`);
    if (currency !== undefined && currency !== lot.currency)
      throw new DomainError('invalid-request', `currency: lot ${lot.code} takes ${lot.currency}`);
    currency = lot.currency;
  }
  if (currency !== undefined) {
    if (![...wallets, ...ofLots].includes(currency))
      throw new DomainError('invalid-request', `currency: no lot takes ${currency}`);
    return currency;
  }
  if (before !== null) return before;
  const [one, another] = new Set(wallets.length > 0 ? wallets : ofLots);
  if (one === undefined) throw new DomainError('lot-unknown', 'there is no lot whose currency could be used');
  if (another !== undefined) throw new DomainError('invalid-request', 'currency or lot: say which wallet');
  return one;
}
