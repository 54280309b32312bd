import type { Choice, DialogueReply, Miss } from '../../../../server/chat/dialogue/dialogue-reply.ts';
import { HOUR, later, NOW, reference, type SamplesOf } from './shared.ts';

type Ask = Extract<DialogueReply, { kind: 'ask' }>;

const DAY = Math.floor(NOW / (24 * HOUR));
const ask = (step: Ask['step'], choices: Choice[] = [], parts: Partial<Ask> = {}): Ask => ({
  ...{ kind: 'ask', step, miss: null, lotName: 'Main', day: null, most: 30, isOptional: false },
  ...{ choices, isNumbered: true, offersPerson: false },
  ...parts,
});
const MISSES: readonly Miss[] = [
  'unclear',
  'past',
  'closed',
  'too-far',
  'too-short',
  'too-long',
  'slot-unknown',
  'slot-taken',
  'full',
  'lot-unknown',
  'phone-invalid',
  'plate-invalid',
  'number-unknown',
];
const summary: Extract<DialogueReply, { kind: 'booking-summary' }> = {
  kind: 'booking-summary',
  slot: 'A',
  lotName: 'Main',
  startsAt: later.from,
  endsAt: later.to,
  isNow: false,
  amountMinor: 400,
  depositMinor: 0,
  addOns: [],
  plate: null,
  notes: null,
  freeUntil: null,
  isAgain: false,
  isRepriced: false,
};
const reported = { number: 'PR-7K3M9Q', words: 'The barrier does not open', openedAt: NOW, answer: null };

/** Menus in levels and what is asked step by step. */
export const DIALOGUE_SAMPLES: SamplesOf<
  DialogueReply['kind'] | 'dialogue-help' | 'still-asking' | 'started-afresh' | 'not-an-answer'
> = {
  ask: [
    ask('name'),
    ask('phone'),
    ask('plate', [{ is: 'none' }], { isOptional: true, isNumbered: false }),
    ask('lot', [
      { is: 'lot', code: 'main', name: 'Main', free: 3, meters: null },
      { is: 'lot', code: 'north-2', name: 'North, level 2', free: 0, meters: 350 },
      { is: 'lot', code: 'west', name: 'West', free: 1, meters: 12_400 },
    ]),
    ask('slot', [{ is: 'any-slot' }, { is: 'slot', code: 'A' }, { is: 'slot', code: 'B' }]),
    ask('slot', [{ is: 'any-slot' }, { is: 'slot', code: '12' }], { isNumbered: false }),
    ask('day', [
      { is: 'now' },
      { is: 'day', day: DAY, at: NOW, ahead: 0 },
      { is: 'day', day: DAY + 1, at: NOW + 24 * HOUR, ahead: 1 },
      { is: 'day', day: DAY + 2, at: NOW + 48 * HOUR, ahead: 2 },
    ]),
    ask('time', [{ is: 'time', minuteOfDay: 600 }], { day: NOW, isNumbered: false }),
    ask('time', [{ is: 'time', minuteOfDay: 600 }], { day: NOW, isNumbered: false, miss: 'full' }),
    ask('slot', [{ is: 'any-slot' }, { is: 'slot-at', code: 'A', minuteOfDay: 1140 }], { miss: 'slot-taken' }),
    ask('length', [
      { is: 'length', minutes: 60 },
      { is: 'length', minutes: 720 },
    ]),
    ask('add-ons', [{ is: 'add-on', code: 'EV', name: 'EV charging', priceMinor: 500 }, { is: 'none' }]),
    ask('notes', [{ is: 'none' }], { isNumbered: false, offersPerson: true }),
    ...MISSES.map((miss) => ask('day', [], { miss })),
  ],
  'booking-summary': [
    summary,
    {
      ...summary,
      isNow: true,
      depositMinor: 500,
      addOns: [
        { name: 'EV charging', priceMinor: 500 },
        { name: 'Car wash', priceMinor: 900 },
      ],
      plate: 'KA01AB1234',
      notes: 'a wide slot, please',
      freeUntil: NOW + HOUR,
      isAgain: true,
      isRepriced: true,
    },
  ],
  'dialogue-help': [{ kind: 'dialogue-help', question: ask('length', [{ is: 'length', minutes: 60 }]) }],
  'dialogue-left': [
    { kind: 'dialogue-left', what: 'booking' },
    { kind: 'dialogue-left', what: 'problem' },
  ],
  'still-asking': [
    { kind: 'still-asking', answer: { kind: 'balance', balanceMinor: 9700, promoMinor: 0 }, question: ask('name') },
  ],
  'not-an-answer': [
    { kind: 'not-an-answer', answer: { kind: 'which-slot', purpose: 'book', free: ['A'] }, offersPerson: false },
    { kind: 'not-an-answer', answer: { kind: 'which-slot', purpose: 'park', free: [] }, offersPerson: true },
  ],
  'started-afresh': [{ kind: 'started-afresh', answer: { kind: 'menu', lotName: 'Main', welcome: null } }],
  'menu-page': (['bookings', 'availability', 'wallet', 'problems', 'help'] as const).map((page) => ({
    kind: 'menu-page',
    page,
    lotName: 'Main',
  })),
  availability: [
    {
      kind: 'availability',
      lotName: 'Main',
      span: later,
      isNow: false,
      free: ['A', 'B'],
      total: 8,
      amountMinor: 400,
    },
    { kind: 'availability', lotName: 'Main', span: later, isNow: false, free: ['A'], total: 8, amountMinor: null },
    { kind: 'availability', lotName: 'Main', span: later, isNow: true, free: [], total: 8, amountMinor: 400 },
    { kind: 'availability', lotName: 'Main', span: later, isNow: false, free: [], total: 8, amountMinor: 400 },
  ],
  'availability-days': [
    {
      kind: 'availability-days',
      lotName: 'Main',
      days: [
        { at: NOW, free: 3, isClosed: false },
        { at: NOW + 24 * HOUR, free: 0, isClosed: true },
      ],
      total: 8,
      isOneDay: false,
    },
    {
      kind: 'availability-days',
      lotName: 'Main',
      days: [{ at: NOW + 72 * HOUR, free: 3, isClosed: false }],
      total: 8,
      isOneDay: true,
    },
  ],
  upcoming: [
    { kind: 'upcoming', lines: [] },
    {
      kind: 'upcoming',
      lines: [{ slot: 'B', lotName: 'Main', reference, startsAt: later.from, endsAt: later.to }],
    },
  ],
  hours: [
    { kind: 'hours', lotName: 'Main', hours: null, isOpen: true },
    {
      kind: 'hours',
      lotName: 'Main',
      hours: [
        { days: [1, 2, 3], from: 480, to: 1200 },
        { days: null, from: 0, to: 0 },
      ],
      isOpen: false,
    },
  ],
  faq: [
    { kind: 'faq', lotName: 'Main', faq: [], contact: null },
    {
      kind: 'faq',
      lotName: 'Main',
      faq: [{ question: 'Where is the entrance?', answer: 'In Mill Road.' }],
      contact: 'Call the office',
    },
  ],
  person: [
    { kind: 'person', lotName: 'Main', contact: null },
    { kind: 'person', lotName: 'Main', contact: 'Call the office' },
  ],
  'problem-asked': [
    { kind: 'problem-asked', lotName: 'Main', isAgain: false },
    { kind: 'problem-asked', lotName: 'Main', isAgain: true },
  ],
  'problem-noted': [
    { kind: 'problem-noted', number: 'PR-7K3M9Q', hasMedia: true },
    { kind: 'problem-noted', number: 'PR-7K3M9Q', hasMedia: false },
  ],
  'problem-list': [
    { kind: 'problem-list', cases: [] },
    {
      kind: 'problem-list',
      cases: [
        { ...reported, state: 'open' },
        { ...reported, state: 'in-progress' },
        { ...reported, state: 'solved', answer: 'It is mended.' },
      ],
    },
  ],
  'problem-changed': [
    { kind: 'problem-changed', number: 'PR-7K3M9Q', state: 'solved', answer: 'It is mended.' },
    { kind: 'problem-changed', number: 'PR-7K3M9Q', state: 'in-progress', answer: null },
    { kind: 'problem-changed', number: 'PR-7K3M9Q', state: 'open', answer: null },
  ],
  'nearest-lots': [
    { kind: 'nearest-lots', lots: [] },
    {
      kind: 'nearest-lots',
      lots: [
        { code: 'main', name: 'Main', free: 3, meters: 120 },
        { code: 'west', name: 'West', free: 0, meters: 5200 },
      ],
    },
  ],
  silence: [
    { kind: 'silence', isOn: true },
    { kind: 'silence', isOn: false },
  ],
  'media-unread': [{ kind: 'media-unread' }],
};
