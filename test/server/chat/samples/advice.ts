import { DEFAULT_TARIFF } from '../../../../server/domain/lot.ts';
import { singleRate } from '../../../../server/domain/tariff.ts';
import { reference, type SamplesOf } from './shared.ts';

/** Prices and how to leave. */
export const ADVICE_SAMPLES: SamplesOf<
  'already-booked' | 'prices' | 'modify' | 'pay' | 'leave' | 'thanks' | 'one-slot'
> = {
  'already-booked': [
    { kind: 'already-booked', slot: 'A', reference, state: 'reserved', asked: { command: 'book', slot: 'A' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'reserved', asked: { command: 'park', slot: 'B' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'active', asked: { command: 'park', slot: 'A' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'active', asked: { command: 'book', slot: 'B' } },
  ],
  prices: [
    { kind: 'prices', lotName: 'Main', terms: DEFAULT_TARIFF },
    {
      kind: 'prices',
      lotName: 'Main',
      terms: { ...DEFAULT_TARIFF, graceSeconds: 0, dailyCapMinor: null, rates: singleRate(200, 3600) },
    },
    {
      kind: 'prices',
      lotName: 'Main',
      terms: { ...DEFAULT_TARIFF, graceSeconds: 0, dailyCapMinor: null, rates: singleRate(0, 900) },
    },
    {
      kind: 'prices',
      lotName: 'Main',
      terms: {
        ...DEFAULT_TARIFF,
        freeSeconds: 600,
        stayCapMinor: 5000,
        addOns: [{ code: 'WASH', name: 'Car wash', priceMinor: 1500 }],
        rates: [
          {
            name: 'weekend',
            band: { days: [6, 7], from: 0, to: 0 },
            price: { kind: 'flat', amountMinor: 900, per: 'day' },
          },
          {
            name: null,
            band: { days: null, from: 1320, to: 360 },
            price: { kind: 'flat', amountMinor: 300, per: 'period' },
          },
          {
            name: null,
            band: null,
            price: {
              kind: 'time',
              steps: [
                { forSeconds: 3600, ratePerHourMinor: 600, incrementSeconds: 3600 },
                { forSeconds: null, ratePerHourMinor: 400, incrementSeconds: 900 },
              ],
            },
          },
        ],
      },
    },
  ],
  pay: [
    { kind: 'pay', balanceMinor: 1250 },
    { kind: 'pay', balanceMinor: -300 },
  ],
  leave: [300, null].map((costMinor) => ({ kind: 'leave', slot: 'A', costMinor })),
  thanks: [{ kind: 'thanks' }],
  modify: [{ kind: 'modify' }],
  'one-slot': [
    { kind: 'one-slot', command: 'book', slots: ['A', 'B'] },
    { kind: 'one-slot', command: 'park', slots: ['A', 'B', 'C'] },
  ],
};
