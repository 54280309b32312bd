import { free, HOUR, MINUTE, NOW, reference, type SamplesOf } from './shared.ts';

/** The waiting list and reminders. */
export const QUEUEING_SAMPLES: SamplesOf<
  | 'waiting'
  | 'wait-needless'
  | 'wait-has-slot'
  | 'wait-left'
  | 'wait-not-in-line'
  | 'status-waiting'
  | 'wait-offer'
  | 'wait-lapsed'
  | 'wait-dropped'
  | 'day-before'
  | 'before-start'
  | 'before-end'
  | 'no-show-warning'
  | 'follow-up'
> = {
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
};
