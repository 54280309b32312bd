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
  help: [{ kind: 'help', lotName: 'Main' }],
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
      holdUntil: NOW + HOUR,
      endsAt: NOW + 72 * HOUR,
      ratePerHourMinor: 0,
      welcome: { creditMinor: 0 },
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
    { kind: 'status-none', balanceMinor: 10_000 },
    { kind: 'status-none', balanceMinor: -300 },
  ],
  'status-reserved': [
    { kind: 'status-reserved', slot: 'A', reference, holdUntil: NOW + 12 * HOUR, endsAt: NOW + 12 * HOUR },
    { kind: 'status-reserved', slot: 'A', reference, holdUntil: NOW + HOUR, endsAt: NOW + 12 * HOUR },
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
    { kind: 'top-up', balanceMinor: 1250 },
    { kind: 'top-up', balanceMinor: -300 },
  ],
  pay: [
    { kind: 'pay', balanceMinor: 1250 },
    { kind: 'pay', balanceMinor: -300 },
  ],
  leave: [{ kind: 'leave', slot: 'A', costMinor: 300 }],
  extend: [
    { kind: 'extend', stay: { state: 'parked', slot: 'A' } },
    { kind: 'extend', stay: { state: 'reserved', slot: 'A', holdUntil: NOW + 3 * HOUR } },
    { kind: 'extend', stay: null },
  ],
  thanks: [{ kind: 'thanks' }],
  'one-slot': [
    { kind: 'one-slot', command: 'book', slots: ['A', 'B'] },
    { kind: 'one-slot', command: 'park', slots: ['A', 'B', 'C'] },
  ],
  cancelled: [{ kind: 'cancelled', slot: 'A', reference }],
  'nothing-to-cancel': [{ kind: 'nothing-to-cancel' }],
  'reference-unknown': [{ kind: 'reference-unknown', reference: 'PW-000000' }],
  'cancel-too-late': [{ kind: 'cancel-too-late', slot: 'A' }],
  history: [
    { kind: 'history', lines: [] },
    {
      kind: 'history',
      lines: [
        { slot: 'A', reference, outcome: 'completed', at: NOW, durationSeconds: 4800, amountMinor: 300 },
        { slot: 'B', reference: null, outcome: 'stay', at: NOW - 24 * HOUR, durationSeconds: 45, amountMinor: 0 },
        { slot: 'C', reference, outcome: 'cancelled', at: NOW - 48 * HOUR, durationSeconds: null, amountMinor: null },
        { slot: 'D', reference, outcome: 'expired', at: NOW - 72 * HOUR, durationSeconds: null, amountMinor: null },
      ],
    },
  ],
  'not-me-done': [{ kind: 'not-me-done', slot: 'A', holdUntil: NOW + 3 * HOUR }],
  'not-me-nothing': [{ kind: 'not-me-nothing' }],
  'left-done': [
    { kind: 'left-done', slot: 'A', durationSeconds: 4800, amountMinor: 300, balanceMinor: 9700 },
    { kind: 'left-done', slot: 'A', durationSeconds: 45, amountMinor: 0, balanceMinor: -100 },
  ],
  'left-nothing': [{ kind: 'left-nothing' }],
  'left-still-seen': [{ kind: 'left-still-seen', slot: 'A' }],
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
  'no-show': [{ kind: 'no-show', slot: 'A', reference }],
  'booking-withdrawn': [
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'car' },
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'out-of-service' },
    { kind: 'booking-withdrawn', slot: 'A', reference, reason: 'staff' },
  ],
  'arrival-late-revived': [{ kind: 'arrival-late-revived', slot: 'A', reference }],
  'arrival-late-lost': [{ kind: 'arrival-late-lost', slot: 'A', reference }],
  'low-balance': [
    { kind: 'low-balance', balanceMinor: 40, neededMinor: 100 },
    { kind: 'low-balance', balanceMinor: -300, neededMinor: 100 },
  ],
};

export const ALL_SAMPLES: Reply[] = Object.values(SAMPLES).flat();
