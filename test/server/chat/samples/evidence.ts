import { HOUR, MINUTE, NOW, reference, type SamplesOf } from './shared.ts';

const disputed = { number: 'DP-7K3M9Q', slot: 'A', from: NOW - 4 * HOUR };
const seen = { sold: null, isChecked: false, isOutOfTouch: false };
const quarters = (increments: number) => ({ increments, incrementSeconds: 900, ratePerHourMinor: 200 });

/** `why` and disputes. */
export const EVIDENCE_SAMPLES: SamplesOf<
  | 'why'
  | 'why-fee'
  | 'why-nothing'
  | 'dispute-opened'
  | 'dispute-refunded'
  | 'dispute-already'
  | 'dispute-noted'
  | 'dispute-too-many'
  | 'dispute-not-over'
  | 'dispute-nothing'
> = {
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
        {
          kind: 'time',
          name: null,
          from: NOW - 4 * HOUR,
          to: NOW - 3 * HOUR,
          amountMinor: 200,
          ...seen,
          sold: quarters(4),
        },
        { kind: 'no-evidence', name: null, from: NOW - 3 * HOUR, to: NOW - 2 * HOUR, amountMinor: 0, ...seen },
        {
          kind: 'flat',
          name: 'Evening',
          from: NOW - 2 * HOUR,
          to: NOW - MINUTE,
          amountMinor: 500,
          ...seen,
          isChecked: true,
          isOutOfTouch: true,
        },
        { kind: 'daily-cap', name: null, from: NOW - 4 * HOUR, to: NOW - MINUTE, amountMinor: -200, ...seen },
        { kind: 'add-on', name: 'Car wash', from: NOW - 4 * HOUR, to: NOW - MINUTE, amountMinor: 100, ...seen },
      ],
      came: { by: 'sensor', at: NOW - 4 * HOUR, learnedAt: NOW - 4 * HOUR, isInitial: false },
      left: { by: 'sensor', at: NOW - MINUTE, learnedAt: NOW, isInitial: false },
      silentSince: null,
      isCorrected: true,
      dispute: null,
    },
    {
      kind: 'why',
      slot: 'A',
      reference,
      from: NOW - HOUR,
      to: null,
      amountMinor: null,
      refundedMinor: 0,
      lines: [],
      came: { by: 'sensor', at: NOW - HOUR, learnedAt: NOW, isInitial: false },
      left: null,
      silentSince: null,
      isCorrected: false,
      dispute: null,
    },
    {
      kind: 'why',
      slot: 'A',
      reference: null,
      from: NOW - HOUR,
      to: null,
      amountMinor: 100,
      refundedMinor: 0,
      lines: [
        {
          kind: 'time',
          name: null,
          from: NOW - HOUR,
          to: NOW - 30 * MINUTE,
          amountMinor: 100,
          ...seen,
          sold: quarters(2),
        },
      ],
      came: { by: 'attendant', at: NOW - HOUR, learnedAt: NOW - HOUR, isInitial: false },
      left: null,
      silentSince: NOW - 30 * MINUTE,
      isCorrected: false,
      dispute: null,
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
        Array.from({ length: 5 }, () => ({ kind, name: null, from: NOW - HOUR, to: NOW, amountMinor: 0, ...seen })),
      ),
      came: { by: 'sensor', at: NOW - HOUR, learnedAt: NOW, isInitial: true },
      left: null,
      silentSince: null,
      isCorrected: false,
      dispute: { number: 'DP-7K3M9Q', state: 'rejected' },
    },
  ],
  'why-fee': (['cancel', 'no-show'] as const).flatMap((why) =>
    [null, { freeUntil: why === 'cancel' ? NOW - 3 * HOUR : null }].map((rule) => ({
      kind: 'why-fee' as const,
      slot: 'A',
      reference,
      why,
      bookedAt: NOW - 26 * HOUR,
      startsAt: NOW - 2 * HOUR,
      endedAt: NOW - HOUR,
      amountMinor: 250,
      capturedMinor: rule ? 100 : 0,
      refundedMinor: rule ? 0 : 50,
      rule,
    })),
  ),
  'why-nothing': [{ kind: 'why-nothing' }],
  'dispute-opened': [true, false].map((asksReason) => ({
    kind: 'dispute-opened',
    ...disputed,
    amountMinor: 300,
    asksReason,
  })),
  'dispute-refunded': [{ kind: 'dispute-refunded', ...disputed, amountMinor: 300, balanceMinor: 9700 }],
  'dispute-already': (['open', 'refunded', 'rejected'] as const).map((state) => ({
    kind: 'dispute-already',
    ...disputed,
    state,
    asksReason: state === 'open',
  })),
  'dispute-noted': [true, false].map((isCut) => ({ kind: 'dispute-noted', ...disputed, isCut })),
  'dispute-too-many': [0, 1, 3].map((limit) => ({ kind: 'dispute-too-many', limit })),
  'dispute-not-over': [{ kind: 'dispute-not-over' }],
  'dispute-nothing': [{ kind: 'dispute-nothing' }],
};
