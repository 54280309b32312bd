import { MINUTE, NOW, reference, type SamplesOf } from './shared.ts';

/** Money. */
export const WALLET_SAMPLES: SamplesOf<
  | 'top-up'
  | 'top-up-link-follows'
  | 'top-up-amount'
  | 'top-up-too-often'
  | 'top-up-link'
  | 'top-up-link-failed'
  | 'top-up-receipt'
  | 'refunded'
  | 'low-while-parked'
  | 'receipt'
> = {
  'top-up': [
    { kind: 'top-up', balanceMinor: 1250, paysByLink: false, exampleMinor: 2000 },
    { kind: 'top-up', balanceMinor: -300, paysByLink: true, exampleMinor: 2050 },
  ],
  'top-up-link-follows': [{ kind: 'top-up-link-follows', amountMinor: 2000 }],
  'top-up-amount': [{ kind: 'top-up-amount', leastMinor: 500, mostMinor: 50_000 }],
  'top-up-too-often': [{ kind: 'top-up-too-often' }],
  'top-up-link': [{ kind: 'top-up-link', amountMinor: 2000, url: 'https://checkout.stripe.com/c/pay/cs_test_a1' }],
  'top-up-link-failed': [{ kind: 'top-up-link-failed', amountMinor: 2000 }],
  'top-up-receipt': [
    { kind: 'top-up-receipt', amountMinor: 2000, balanceMinor: 12_000, reference: 'pi_1' },
    { kind: 'top-up-receipt', amountMinor: 200, balanceMinor: -100, reference: 'cash-7' },
  ],
  refunded: [
    { kind: 'refunded', amountMinor: 300, balanceMinor: 10_000, reason: 'the gate was stuck', reference },
    { kind: 'refunded', amountMinor: 300, balanceMinor: -20, reason: 'goodwill', reference },
  ],
  'low-while-parked': [
    { kind: 'low-while-parked', slot: 'A', costMinor: 800, balanceMinor: 1000, heldMinor: 0, paysByLink: false },
    { kind: 'low-while-parked', slot: 'A', costMinor: 800, balanceMinor: -50, heldMinor: 500, paysByLink: true },
  ],
  receipt: [
    { kind: 'receipt', receipt: null, balanceMinor: 0 },
    {
      kind: 'receipt',
      balanceMinor: 9700,
      receipt: {
        slot: 'A',
        reference,
        from: NOW - 80 * MINUTE,
        to: NOW,
        durationSeconds: 4800,
        amountMinor: 1390,
        taxMinor: 222,
        lines: [
          { kind: 'free', name: null, from: NOW - 80 * MINUTE, to: NOW - 70 * MINUTE, amountMinor: 0 },
          { kind: 'time', name: 'day', from: NOW - 70 * MINUTE, to: NOW, amountMinor: 400 },
          { kind: 'time', name: null, from: NOW - 70 * MINUTE, to: NOW, amountMinor: 100 },
          { kind: 'daily-cap', name: null, from: NOW - 70 * MINUTE, to: NOW, amountMinor: -300 },
          { kind: 'add-on', name: 'Car wash', from: NOW, to: NOW, amountMinor: 1190 },
        ],
      },
    },
    {
      kind: 'receipt',
      balanceMinor: -5,
      receipt: {
        slot: 'B',
        reference: null,
        from: NOW - MINUTE,
        to: NOW,
        durationSeconds: 60,
        amountMinor: 0,
        taxMinor: 0,
        lines: [],
      },
    },
  ],
};
