import type { TransferKind } from '../../domain/ledger.ts';
import type { Args, Balance, None, YesNo } from './message-arguments.ts';

/** The texts about money, and what each is given. */
export interface WalletMessages extends Record<`statement.${TransferKind}`, StatementArguments> {
  'top-up': Args<'example'> & Balance & { paysByLink: YesNo };
  'top-up-link-follows': Args<'amount'>;
  'top-up-link-failed': Args<'amount'>;
  'top-up-amount': Args<'least' | 'most' | 'example'>;
  'top-up-too-often': None;
  'top-up-link': Args<'amount' | 'url'>;
  'top-up-receipt': Args<'paid' | 'reference'> & Balance;
  refunded: Args<'back' | 'reason' | 'reference'> & Balance;
  'low-while-parked': Args<'slot' | 'cost' | 'held'> & Balance & { hasHeld: YesNo; paysByLink: YesNo };
  'receipt.none': None;
  receipt: Args<'slot' | 'reference' | 'span' | 'duration' | 'lines' | 'charge' | 'tax', 'count'> &
    Balance & { hasReference: YesNo; hasTax: YesNo };
  'receipt-line': Args<'kind' | 'name' | 'span' | 'charge'> & { hasName: YesNo };
}

type StatementArguments = Args<'slot' | 'reference' | 'span'> & { isOfStay: YesNo; hasReference: YesNo };
