import { bill, HOUR, later, NOW, reference, type SamplesOf } from './shared.ts';

/** What drivers are told without having asked. */
export const NOTIFICATION_SAMPLES: SamplesOf<
  | 'dispute-decided'
  | 'car-detected'
  | 'bill'
  | 'bill-corrected'
  | 'booking-withdrawn'
  | 'no-show'
  | 'arrival-late-revived'
  | 'arrival-late-lost'
  | 'booking-moved'
  | 'slot-unavailable'
  | 'booking-unused'
> = {
  'dispute-decided': [300, 0].map((refundedMinor) => ({
    kind: 'dispute-decided',
    number: 'DP-7K3M9Q',
    amountMinor: 300,
    refundedMinor,
    reason: 'the sensor was being repaired',
    balanceMinor: 9700,
  })),
  'car-detected': [
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: 200 },
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: null },
    { kind: 'car-detected', slot: 'A', at: NOW, reference, ratePerHourMinor: 0 },
  ],
  bill: [
    { kind: 'bill', ...bill, refundedMinor: 0 },
    { kind: 'bill', ...bill, durationSeconds: 200, from: NOW - 200_000, amountMinor: 0, refundedMinor: 0 },
    {
      kind: 'bill',
      ...bill,
      from: NOW - 26 * HOUR,
      durationSeconds: 93_600,
      amountMinor: 4000,
      refundedMinor: 0,
      balanceMinor: -1200,
    },
    { kind: 'bill', ...bill, refundedMinor: 150 },
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
};
