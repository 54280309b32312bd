import { HOUR, later, NOW, reference, type SamplesOf } from './shared.ts';

/** Windows and changes of bookings. */
export const BOOKING_SAMPLES: SamplesOf<
  | 'cancelled'
  | 'cancel-asked'
  | 'how-long'
  | 'booking-changed'
  | 'extend-blocked'
  | 'window-taken'
  | 'window-refused'
  | 'bookings-overlap'
  | 'too-many-bookings'
> = {
  cancelled: [
    { kind: 'cancelled', slot: 'A', reference, feeMinor: 0 },
    { kind: 'cancelled', slot: 'A', reference, feeMinor: 500 },
  ],
  'cancel-asked': [
    { kind: 'cancel-asked', slot: 'A', reference, startsAt: NOW + HOUR, feeMinor: 0 },
    { kind: 'cancel-asked', slot: 'A', reference, startsAt: NOW + HOUR, feeMinor: 500 },
  ],
  'how-long': [
    { kind: 'how-long', verb: 'extend', unclear: null },
    { kind: 'how-long', verb: 'shorten', unclear: 'end' },
    { kind: 'how-long', verb: 'extend', unclear: 'long' },
  ],
  'booking-changed': [
    { kind: 'booking-changed', slot: 'B', reference, startsAt: NOW, endsAt: NOW + 2 * HOUR, isParked: true },
    { kind: 'booking-changed', slot: 'B', reference, startsAt: NOW, endsAt: NOW + 28 * HOUR, isParked: false },
  ],
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
};
