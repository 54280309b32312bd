import { ahead, free, HOUR, lots, MINUTE, NOW, reference, type SamplesOf } from './shared.ts';

/** What the chat answers that has no file of its own. */
export const ANSWER_SAMPLES: SamplesOf<
  | 'menu'
  | 'help'
  | 'unknown-text'
  | 'did-you-mean'
  | 'declined'
  | 'nothing-to-confirm'
  | 'slots'
  | 'which-slot'
  | 'which-lot'
  | 'lot-chosen'
  | 'lot-unknown'
  | 'no-lot'
  | 'booked'
  | 'slot-unknown'
  | 'slot-taken'
  | 'slot-has-car'
  | 'slot-not-offered'
  | 'balance-too-low'
  | 'already-parked'
  | 'too-many-no-shows'
  | 'tariff-missing'
  | 'driver-blocked'
  | 'parked'
  | 'no-car-there'
  | 'car-accounted-for'
  | 'status-none'
  | 'status-reserved'
  | 'status-active'
  | 'balance'
  | 'nothing-to-change'
  | 'move-too-late'
  | 'nothing-to-cancel'
  | 'reference-unknown'
  | 'cancel-too-late'
  | 'history'
  | 'not-me-done'
  | 'not-me-returned'
  | 'not-me-limit'
  | 'not-me-nothing'
  | 'left-done'
  | 'left-nothing'
  | 'left-still-seen'
  | 'text-too-long'
  | 'too-many-messages'
  | 'no-text'
  | 'try-again'
  | 'low-balance'
> = {
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
    { kind: 'did-you-mean', command: 'book A', namesTime: false, commands: ['book A', 'status'] },
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
  'already-parked': [{ kind: 'already-parked', slot: 'A' }],
  'too-many-no-shows': [
    { kind: 'too-many-no-shows', count: 3, until: NOW + 72 * HOUR },
    { kind: 'too-many-no-shows', count: 1, until: NOW + 24 * HOUR },
  ],
  'tariff-missing': [{ kind: 'tariff-missing' }],
  'driver-blocked': [{ kind: 'driver-blocked' }],
  parked: [100, null].map((costMinor) => ({
    kind: 'parked',
    slot: 'A',
    since: NOW - 20 * MINUTE,
    costMinor,
    reference,
  })),
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
      costMinor: null,
      balanceMinor: 9700,
      endsAt: NOW + 2 * HOUR,
      overstay: false,
      ahead: [],
    },
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
  'nothing-to-change': [{ kind: 'nothing-to-change' }],
  'move-too-late': [{ kind: 'move-too-late', slot: 'A' }],
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
  'too-many-messages': [{ kind: 'too-many-messages' }],
  'text-too-long': [{ kind: 'text-too-long', limit: 1000 }],
  'no-text': [{ kind: 'no-text' }],
  'try-again': [{ kind: 'try-again' }],
  'low-balance': [
    { kind: 'low-balance', balanceMinor: 40, neededMinor: 100 },
    { kind: 'low-balance', balanceMinor: -300, neededMinor: 100 },
  ],
};
