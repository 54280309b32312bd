import type { Args, Balance, None, YesNo } from './message-arguments.ts';

type WhoSaw = 'sensor' | 'attendant' | 'driver';

/** The texts about the evidence behind bills and about disputes, and what each is given. */
export interface EvidenceMessages {
  why: Args<'slot' | 'span' | 'amount' | 'lines' | 'seen' | 'reference' | 'refunded' | 'number'> & {
    isOpen: YesNo;
    dispute: 'none' | 'nothing' | 'open' | 'refunded' | 'rejected';
    hasReference: YesNo;
    isCorrected: YesNo;
    isRefunded: YesNo;
    isCut: YesNo;
  };
  'why-line': Args<'span' | 'name' | 'amount' | 'notes'> & {
    hasNotes: YesNo;
    kind: 'grace' | 'free' | 'unseen' | 'day' | 'stay' | 'sold';
    hasName: YesNo;
  };
  'why-sold': Args<'unit' | 'rate', 'count'>;
  'why-checked': None;
  'why-out-of-touch': None;
  'why-came': Args<'at' | 'learned'> & { by: WhoSaw; isInitial: YesNo; isLate: YesNo };
  'why-left': Args<'at' | 'learned'> & { by: WhoSaw; isLate: YesNo };
  'why-ended': Args<'at'>;
  'why-silent': Args<'at'>;
  'why-fee': Args<
    'slot' | 'reference' | 'amount' | 'booked' | 'starts' | 'ended' | 'captured' | 'refunded' | 'freeUntil'
  > & {
    why: 'cancel' | 'no-show';
    hasRule: YesNo;
    isCaptured: YesNo;
    isRefunded: YesNo;
  };
  'why-nothing': None;
  'dispute-opened': Args<'number' | 'amount' | 'slot' | 'date'> & { asksReason: YesNo };
  'dispute-refunded': Args<'number' | 'charge' | 'slot' | 'date'> & Balance;
  'dispute-already': Args<'number' | 'slot' | 'date'> & {
    state: 'open' | 'refunded' | 'rejected';
    asksReason: YesNo;
  };
  'dispute-noted': Args<'number' | 'slot' | 'date'> & { isCut: YesNo };
  'dispute-too-many': Args<never, 'limit'>;
  'dispute-not-over': None;
  'dispute-nothing': None;
  'dispute-decided': Args<'number' | 'charge' | 'refunded' | 'reason'> & Balance & { isRefunded: YesNo };
}
