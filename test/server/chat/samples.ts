import type { Reply, ReplyContext, ReplyKind } from '../../../server/chat/reply.ts';
import { DEFAULT_TARIFF } from '../../../server/domain/lot.ts';
import { singleRate } from '../../../server/domain/tariff.ts';

/** Saturday, 21 November 2026, 10:30 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 10, 30);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const CONTEXT: ReplyContext = { locale: 'en', timeZone: 'UTC', currency: 'USD', now: NOW };

const lots = [
  { code: 'main', name: 'Main' },
  { code: 'north-2', name: 'North, level 2' },
];
const free = ['A', 'C', 'D'];
const reference = 'PW-7K3M9Q';
const later = { from: NOW + 28 * HOUR, to: NOW + 30 * HOUR };
const ahead = [{ slot: 'B', reference, startsAt: later.from, endsAt: later.to }];
const bill = {
  slot: 'A',
  from: NOW - 80 * MINUTE,
  to: NOW,
  durationSeconds: 4800,
  amountMinor: 300,
  balanceMinor: 9700,
};

/** Every kind of reply with its variants: what a reader of the English texts wants to see. */
export const SAMPLES: { [K in ReplyKind]: Extract<Reply, { kind: K }>[] } = {
  menu: [
    { kind: 'menu', lotName: 'Main', welcome: null },
    { kind: 'menu', lotName: 'Main', welcome: { creditMinor: 10_000 } },
  ],
  help: [
    { kind: 'help', lotName: 'Main' },
    { kind: 'help', lotName: 'Main', paysByLink: true },
  ],
  'unknown-text': [{ kind: 'unknown-text', lotName: 'Main' }],
  'did-you-mean': [
    { kind: 'did-you-mean', command: 'book A', namesTime: false },
    { kind: 'did-you-mean', command: 'book A', namesTime: true },
  ],
  declined: [{ kind: 'declined' }],
  'nothing-to-confirm': [{ kind: 'nothing-to-confirm' }],
  slots: [
    {
      kind: 'slots',
      lotName: 'Main',
      ratePerHourMinor: 200,
      slots: [
        { code: 'A', state: 'free' },
        { code: 'B', state: 'reserved' },
        { code: 'C', state: 'occupied' },
        { code: 'D', state: 'free' },
        { code: 'E', state: 'attention' },
        { code: 'F', state: 'unknown' },
        { code: 'G', state: 'out-of-service' },
      ],
    },
    { kind: 'slots', lotName: 'Main', ratePerHourMinor: null, slots: [{ code: 'A', state: 'free' }] },
    {
      kind: 'slots',
      lotName: 'Main',
      ratePerHourMinor: 0,
      slots: [
        { code: 'A', state: 'free' },
        { code: 'B', state: 'free' },
      ],
    },
    { kind: 'slots', lotName: 'Main', ratePerHourMinor: 200, slots: [{ code: 'A', state: 'occupied' }] },
    { kind: 'slots', lotName: 'Main', ratePerHourMinor: 200, slots: [] },
  ],
  'which-slot': [
    { kind: 'which-slot', purpose: 'book', free },
    { kind: 'which-slot', purpose: 'book', free: ['B'] },
    { kind: 'which-slot', purpose: 'book', free: [] },
    { kind: 'which-slot', purpose: 'park', free },
    { kind: 'which-slot', purpose: 'park', free: [] },
    { kind: 'which-slot', purpose: 'move', free },
    { kind: 'which-slot', purpose: 'move', free: [] },
  ],
  'which-lot': [{ kind: 'which-lot', lots }],
  'lot-chosen': [
    { kind: 'lot-chosen', lotName: 'Main', welcome: null },
    { kind: 'lot-chosen', lotName: 'Main', welcome: { creditMinor: 10_000 } },
  ],
  'lot-unknown': [
    { kind: 'lot-unknown', asked: 'zzz', lots },
    { kind: 'lot-unknown', asked: 'zzz', lots: [] },
  ],
  'no-lot': [{ kind: 'no-lot' }],
  booked: [
    {
      kind: 'booked',
      slot: 'A',
      lotName: 'Main',
      reference,
      startsAt: NOW,
      holdUntil: NOW + 12 * HOUR,
      endsAt: NOW + 12 * HOUR,
      ratePerHourMinor: 200,
      welcome: null,
    },
    {
      kind: 'booked',
      slot: 'A',
      lotName: 'Main',
      reference,
      startsAt: NOW,
      holdUntil: NOW + HOUR,
      endsAt: NOW + 24 * HOUR,
      ratePerHourMinor: null,
      welcome: { creditMinor: 10_000 },
    },
    {
      kind: 'booked',
      slot: 'A',
      lotName: 'Main',
      reference,
      startsAt: NOW,
      holdUntil: NOW + HOUR,
      endsAt: NOW + 72 * HOUR,
      ratePerHourMinor: 0,
      depositMinor: 500,
      welcome: { creditMinor: 0 },
    },
    {
      kind: 'booked',
      slot: 'A',
      lotName: 'Main',
      reference,
      startsAt: NOW + 28 * HOUR,
      holdUntil: NOW + 30 * HOUR,
      endsAt: NOW + 30 * HOUR,
      ratePerHourMinor: 200,
      welcome: null,
    },
  ],
  'slot-unknown': [
    { kind: 'slot-unknown', asked: 'Z9', slots: ['A', 'B', 'C'] },
    { kind: 'slot-unknown', asked: 'Z9', slots: [] },
  ],
  'slot-taken': [
    { kind: 'slot-taken', slot: 'B', free },
    { kind: 'slot-taken', slot: 'B', free: [] },
  ],
  'slot-has-car': [
    { kind: 'slot-has-car', slot: 'B', free },
    { kind: 'slot-has-car', slot: 'B', free: [] },
  ],
  'slot-not-offered': [
    { kind: 'slot-not-offered', slot: 'B', reason: 'unknown', free },
    { kind: 'slot-not-offered', slot: 'B', reason: 'out-of-service', free: [] },
  ],
  'balance-too-low': [
    { kind: 'balance-too-low', balanceMinor: 40, neededMinor: 100 },
    { kind: 'balance-too-low', balanceMinor: -250, neededMinor: 100 },
  ],
  'already-booked': [
    { kind: 'already-booked', slot: 'A', reference, state: 'reserved', asked: { command: 'book', slot: 'A' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'reserved', asked: { command: 'park', slot: 'B' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'active', asked: { command: 'park', slot: 'A' } },
    { kind: 'already-booked', slot: 'A', reference, state: 'active', asked: { command: 'book', slot: 'B' } },
  ],
  'already-parked': [{ kind: 'already-parked', slot: 'A' }],
  'too-many-no-shows': [
    { kind: 'too-many-no-shows', count: 3, until: NOW + 72 * HOUR },
    { kind: 'too-many-no-shows', count: 1, until: NOW + 24 * HOUR },
  ],
  'tariff-missing': [{ kind: 'tariff-missing' }],
  'driver-blocked': [{ kind: 'driver-blocked' }],
  parked: [{ kind: 'parked', slot: 'A', since: NOW - 20 * MINUTE, costMinor: 100, reference }],
  'no-car-there': [{ kind: 'no-car-there', slot: 'A' }],
  'car-accounted-for': [{ kind: 'car-accounted-for', slot: 'A' }],
  'status-none': [
    { kind: 'status-none', balanceMinor: 10_000, ahead: [] },
    { kind: 'status-none', balanceMinor: -300, ahead },
  ],
  'status-reserved': [
    { kind: 'status-reserved', slot: 'A', reference, holdUntil: NOW + 12 * HOUR, endsAt: NOW + 12 * HOUR, ahead: [] },
    { kind: 'status-reserved', slot: 'A', reference, holdUntil: NOW + HOUR, endsAt: NOW + 12 * HOUR, ahead },
  ],
  'status-active': [
    {
      kind: 'status-active',
      slot: 'A',
      reference,
      since: NOW - 80 * MINUTE,
      costMinor: 300,
      balanceMinor: 9700,
      endsAt: NOW + 2 * HOUR,
      overstay: false,
      ahead: [],
    },
    {
      kind: 'status-active',
      slot: 'A',
      reference,
      since: NOW - 26 * HOUR,
      costMinor: 4000,
      balanceMinor: -1200,
      endsAt: NOW - 2 * HOUR,
      overstay: true,
      ahead,
    },
  ],
  balance: [
    { kind: 'balance', balanceMinor: 10_000, promoMinor: 10_000 },
    { kind: 'balance', balanceMinor: 1250, promoMinor: 0 },
    { kind: 'balance', balanceMinor: -300, promoMinor: 0 },
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
    { kind: 'low-while-parked', slot: 'A', costMinor: 800, heldMinor: 1000, paysByLink: false },
    { kind: 'low-while-parked', slot: 'A', costMinor: 800, heldMinor: -50, paysByLink: true },
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
  pay: [
    { kind: 'pay', balanceMinor: 1250 },
    { kind: 'pay', balanceMinor: -300 },
  ],
  leave: [{ kind: 'leave', slot: 'A', costMinor: 300 }],
  thanks: [{ kind: 'thanks' }],
  'one-slot': [
    { kind: 'one-slot', command: 'book', slots: ['A', 'B'] },
    { kind: 'one-slot', command: 'park', slots: ['A', 'B', 'C'] },
  ],
  cancelled: [
    { kind: 'cancelled', slot: 'A', reference, feeMinor: 0 },
    { kind: 'cancelled', slot: 'A', reference, feeMinor: 500 },
  ],
  'cancel-asked': [
    { kind: 'cancel-asked', slot: 'A', reference, startsAt: NOW + HOUR, feeMinor: 0 },
    { kind: 'cancel-asked', slot: 'A', reference, startsAt: NOW + HOUR, feeMinor: 500 },
  ],
  'how-long': [
    { kind: 'how-long', verb: 'extend' },
    { kind: 'how-long', verb: 'shorten' },
  ],
  'nothing-to-change': [{ kind: 'nothing-to-change' }],
  'booking-changed': [
    { kind: 'booking-changed', slot: 'B', reference, startsAt: NOW, endsAt: NOW + 2 * HOUR, isParked: true },
    { kind: 'booking-changed', slot: 'B', reference, startsAt: NOW, endsAt: NOW + 28 * HOUR, isParked: false },
  ],
  'move-too-late': [{ kind: 'move-too-late', slot: 'A' }],
  'extend-blocked': [
    { kind: 'extend-blocked', slot: 'A', until: NOW + 2 * HOUR, now: NOW + HOUR },
    { kind: 'extend-blocked', slot: 'A', until: NOW + HOUR, now: NOW + HOUR },
  ],
  'window-taken': [
    { kind: 'window-taken', slot: 'A', ...later, slots: ['B', 'C'], times: [later], verb: 'book' },
    { kind: 'window-taken', slot: 'A', ...later, slots: [], times: [later, later], verb: 'book' },
    { kind: 'window-taken', slot: 'A', ...later, slots: ['B'], times: [], verb: 'move' },
    { kind: 'window-taken', slot: 'A', ...later, slots: [], times: [], verb: 'move' },
  ],
  'window-refused': (['past', 'too-short', 'too-long', 'too-far-ahead', 'closed'] as const).flatMap((fault) =>
    [0, 1, 30].map((aheadDays) => ({
      kind: 'window-refused' as const,
      fault,
      minimumSeconds: 1800,
      maximumSeconds: 604_800,
      aheadDays,
    })),
  ),
  'bookings-overlap': [{ kind: 'bookings-overlap', slot: 'A', reference, startsAt: NOW + HOUR }],
  'too-many-bookings': [
    { kind: 'too-many-bookings', limit: 1 },
    { kind: 'too-many-bookings', limit: 3 },
  ],
  'nothing-to-cancel': [{ kind: 'nothing-to-cancel' }],
  'reference-unknown': [{ kind: 'reference-unknown', reference: 'PW-000000' }],
  'cancel-too-late': [{ kind: 'cancel-too-late', slot: 'A' }],
  history: [
    { kind: 'history', lines: [] },
    {
      kind: 'history',
      lines: [
        {
          slot: 'A',
          reference,
          outcome: 'completed',
          at: NOW,
          durationSeconds: 4800,
          amountMinor: 300,
          currency: 'USD',
        },
        {
          slot: 'B',
          reference: null,
          outcome: 'stay',
          at: NOW - 24 * HOUR,
          durationSeconds: 45,
          amountMinor: 0,
          currency: 'USD',
        },
        {
          slot: 'C',
          reference,
          outcome: 'cancelled',
          at: NOW - 48 * HOUR,
          durationSeconds: null,
          amountMinor: null,
          currency: 'USD',
        },
        {
          slot: 'D',
          reference,
          outcome: 'expired',
          at: NOW - 72 * HOUR,
          durationSeconds: null,
          amountMinor: null,
          currency: 'USD',
        },
      ],
    },
  ],
  'not-me-done': [
    { kind: 'not-me-done', slot: 'A', holdUntil: NOW + 3 * HOUR },
    { kind: 'not-me-done', slot: 'A', holdUntil: null },
  ],
  'not-me-returned': [
    {
      kind: 'not-me-returned',
      slot: 'A',
      from: NOW - 3 * HOUR,
      to: NOW - HOUR,
      returnedMinor: 400,
      balanceMinor: 10_000,
      holdUntil: NOW + 3 * HOUR,
    },
    {
      kind: 'not-me-returned',
      slot: 'A',
      from: NOW - 3 * HOUR,
      to: NOW - HOUR,
      returnedMinor: 0,
      balanceMinor: -150,
      holdUntil: null,
    },
  ],
  'not-me-limit': [{ kind: 'not-me-limit', slot: 'A', count: 3, days: 30 }],
  'not-me-nothing': [{ kind: 'not-me-nothing' }],
  'left-done': [
    { kind: 'left-done', slot: 'A', durationSeconds: 4800, amountMinor: 300, balanceMinor: 9700 },
    { kind: 'left-done', slot: 'A', durationSeconds: 45, amountMinor: 0, balanceMinor: -100 },
  ],
  'left-nothing': [{ kind: 'left-nothing' }],
  'left-still-seen': [{ kind: 'left-still-seen', slot: 'A' }],
  why: [
    {
      kind: 'why',
      slot: 'A',
      reference,
      from: NOW - 4 * HOUR,
      to: NOW - MINUTE,
      amountMinor: 600,
      refundedMinor: 100,
      lines: [
        { kind: 'time', name: null, from: NOW - 4 * HOUR, to: NOW - 3 * HOUR, amountMinor: 200 },
        { kind: 'no-evidence', name: null, from: NOW - 3 * HOUR, to: NOW - 2 * HOUR, amountMinor: 0 },
        { kind: 'flat', name: 'Evening', from: NOW - 2 * HOUR, to: NOW - MINUTE, amountMinor: 500 },
        { kind: 'daily-cap', name: null, from: NOW - 4 * HOUR, to: NOW - MINUTE, amountMinor: -200 },
        { kind: 'add-on', name: 'Car wash', from: NOW - 4 * HOUR, to: NOW - MINUTE, amountMinor: 100 },
      ],
      came: { by: 'sensor', at: NOW - 4 * HOUR, learnedAt: NOW - 4 * HOUR, isInitial: false },
      left: { by: 'sensor', at: NOW - MINUTE, learnedAt: NOW, isInitial: false },
      silentSince: null,
      isCorrected: true,
    },
    {
      kind: 'why',
      slot: 'A',
      reference: null,
      from: NOW - HOUR,
      to: null,
      amountMinor: 100,
      refundedMinor: 0,
      lines: [{ kind: 'time', name: null, from: NOW - HOUR, to: NOW - 30 * MINUTE, amountMinor: 100 }],
      came: { by: 'attendant', at: NOW - HOUR, learnedAt: NOW - HOUR, isInitial: false },
      left: null,
      silentSince: NOW - 30 * MINUTE,
      isCorrected: false,
    },
    {
      kind: 'why',
      slot: 'A',
      reference,
      from: NOW - HOUR,
      to: NOW,
      amountMinor: 0,
      refundedMinor: 0,
      lines: (['grace', 'free', 'stay-cap'] as const).flatMap((kind) =>
        Array.from({ length: 5 }, () => ({ kind, name: null, from: NOW - HOUR, to: NOW, amountMinor: 0 })),
      ),
      came: { by: 'sensor', at: NOW - HOUR, learnedAt: NOW, isInitial: true },
      left: null,
      silentSince: null,
      isCorrected: false,
    },
  ],
  'why-nothing': [{ kind: 'why-nothing' }],
  'dispute-opened': [{ kind: 'dispute-opened', number: 'DP-7K3M9Q', amountMinor: 300 }],
  'dispute-refunded': [{ kind: 'dispute-refunded', number: 'DP-7K3M9Q', amountMinor: 300, balanceMinor: 9700 }],
  'dispute-already': (['open', 'refunded', 'rejected'] as const).map((state) => ({
    kind: 'dispute-already',
    number: 'DP-7K3M9Q',
    state,
  })),
  'dispute-too-many': [0, 1, 3].map((limit) => ({ kind: 'dispute-too-many', limit })),
  'dispute-not-over': [{ kind: 'dispute-not-over' }],
  'dispute-nothing': [{ kind: 'dispute-nothing' }],
  'dispute-decided': [300, 0].map((refundedMinor) => ({
    kind: 'dispute-decided',
    number: 'DP-7K3M9Q',
    amountMinor: 300,
    refundedMinor,
    reason: 'the sensor was being repaired',
    balanceMinor: 9700,
  })),
  'text-too-long': [{ kind: 'text-too-long', limit: 1000 }],
  'no-text': [{ kind: 'no-text' }],
  'try-again': [{ kind: 'try-again' }],
  'car-detected': [
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: 200 },
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: null },
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: 0 },
  ],
  bill: [
    { kind: 'bill', ...bill },
    { kind: 'bill', ...bill, durationSeconds: 200, from: NOW - 200_000, amountMinor: 0 },
    { kind: 'bill', ...bill, from: NOW - 26 * HOUR, durationSeconds: 93_600, amountMinor: 4000, balanceMinor: -1200 },
  ],
  'bill-corrected': [
    { kind: 'bill-corrected', ...bill, previousMinor: 500 },
    { kind: 'bill-corrected', ...bill, previousMinor: 100, balanceMinor: -50 },
    { kind: 'bill-corrected', ...bill, previousMinor: 300 },
  ],
  'booking-withdrawn': [
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'car' },
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'out-of-service' },
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'staff' },
  ],
  'no-show': [
    { kind: 'no-show', slot: 'A', reference, feeMinor: 0 },
    { kind: 'no-show', slot: 'A', reference, feeMinor: 500 },
  ],
  'arrival-late-revived': [
    { kind: 'arrival-late-revived', slot: 'A', reference, feeMinor: 0 },
    { kind: 'arrival-late-revived', slot: 'A', reference, feeMinor: 500 },
  ],
  'arrival-late-lost': [
    { kind: 'arrival-late-lost', slot: 'A', reference, feeMinor: 0 },
    { kind: 'arrival-late-lost', slot: 'A', reference, feeMinor: 500 },
  ],
  'booking-moved': (['taken', 'out-of-service', 'unknown'] as const).map((obstacle) => ({
    kind: 'booking-moved' as const,
    from: 'A',
    slot: 'B',
    reference,
    obstacle,
    startsAt: later.from,
    endsAt: later.to,
  })),
  'slot-unavailable': [
    { kind: 'slot-unavailable', slot: 'A', reference, next: [] },
    {
      kind: 'slot-unavailable',
      slot: 'A',
      reference,
      next: [
        { code: 'B', from: NOW + HOUR },
        { code: 'C', from: later.from },
      ],
    },
  ],
  'booking-unused': [{ kind: 'booking-unused', slot: 'A', reference }],
  waiting: [
    { kind: 'waiting', lotName: 'Main', place: 1, isNew: true, holdMinutes: 10 },
    { kind: 'waiting', lotName: 'Main', place: 3, isNew: false, holdMinutes: 1 },
  ],
  'wait-needless': [
    { kind: 'wait-needless', lotName: 'Main', free: ['A'] },
    { kind: 'wait-needless', lotName: 'Main', free },
  ],
  'wait-has-slot': [{ kind: 'wait-has-slot', slot: 'A' }],
  'wait-left': [{ kind: 'wait-left', lotName: 'Main' }],
  'wait-not-in-line': [{ kind: 'wait-not-in-line' }],
  'status-waiting': [{ kind: 'status-waiting', lotName: 'Main', place: 2, balanceMinor: 9700 }],
  'wait-offer': [{ kind: 'wait-offer', slot: 'A', lotName: 'Main', reference, holdUntil: NOW + 10 * MINUTE }],
  'wait-lapsed': [{ kind: 'wait-lapsed', slot: 'A', lotName: 'Main', reference }],
  'wait-dropped': (
    ['already-booked', 'already-parked', 'balance-too-low', 'too-many-no-shows', 'driver-blocked'] as const
  ).map((reason) => ({ kind: 'wait-dropped', lotName: 'Main', reason })),
  'day-before': [
    { kind: 'day-before', slot: 'A', lotName: 'Main', reference, startsAt: NOW + 24 * HOUR, endsAt: NOW + 26 * HOUR },
  ],
  'before-start': [
    { kind: 'before-start', slot: 'A', lotName: 'Main', reference, startsAt: NOW + HOUR, endsAt: NOW + 3 * HOUR },
  ],
  'before-end': [{ kind: 'before-end', slot: 'A', reference, endsAt: NOW + 10 * MINUTE }],
  'no-show-warning': [{ kind: 'no-show-warning', slot: 'A', reference, holdUntil: NOW + 10 * MINUTE }],
  'follow-up': [{ kind: 'follow-up', slot: 'A', lotName: 'Main', reference, at: NOW }],
  'low-balance': [
    { kind: 'low-balance', balanceMinor: 40, neededMinor: 100 },
    { kind: 'low-balance', balanceMinor: -300, neededMinor: 100 },
  ],
};

export const ALL_SAMPLES: Reply[] = Object.values(SAMPLES).flat();
