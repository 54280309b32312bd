import fc from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND } from '../../../support/manual-clock.ts';

/**
 * One step of a history. Numbers choose among whatever is there when the step's turn comes (modulo), so that every list of
 * steps is a history and any part of a failing one can be left out.
 */
const pick = fc.nat(11);
const minutes = fc.constantFrom(15, 30, 60, 90, 180);

const length = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 300 }).map((n) => n * SECOND) },
  { weight: 6, arbitrary: fc.integer({ min: 5, max: 100 }).map((n) => n * MINUTE) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 14 }).map((n) => n * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: 20, max: 60 }).map((n) => n * HOUR) },
  { weight: 1, arbitrary: fc.constantFrom(7 * DAY, 31 * DAY) },
);

const choose = <const Do extends string, Rest extends object>(
  weight: number,
  name: Do,
  rest: { [K in keyof Rest]: fc.Arbitrary<Rest[K]> },
) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<{ do: Do } & Rest>,
});

export const step = fc.oneof(
  // Drivers, by chat unless it is said otherwise.
  choose(12, 'book', { driver: pick, slot: pick }),
  choose(6, 'book-ahead', { driver: pick, slot: pick, inMinutes: fc.constantFrom(10, 40, 90, 300, 1500), minutes }),
  choose(2, 'resize', { driver: pick, verb: fc.constantFrom('extend', 'shorten'), minutes }),
  choose(3, 'move', { driver: pick, slot: pick }),
  choose(3, 'cancel', { driver: pick }),
  choose(6, 'park', { driver: pick, slot: pick }),
  choose(3, 'not-me', { driver: pick }),
  choose(1, 'left', { driver: pick }),
  choose(1, 'wait', { driver: pick, isOver: fc.boolean() }),
  choose(3, 'race', {
    slot: pick,
    words: fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('book', 'book', 'cancel', 'not me', 'extend 30 min'))),
    drives: fc.boolean(),
  }),
  choose(1, 'repeat-message', { which: fc.nat(50) }),
  choose(4, 'dispute', { driver: pick }),
  choose(1, 'ask', {
    driver: pick,
    words: fc.constantFrom('slots', 'status', 'receipt', 'history', 'price', 'balance', 'why'),
  }),
  // Staff, by the API.
  choose(2, 'change', { which: pick, slot: pick, shiftMinutes: fc.constantFrom(0, 30, 120), minutes }),
  choose(1, 'call-off', { which: pick, byRule: fc.boolean() }),
  choose(1, 'complete', { which: pick }),
  choose(1, 'top-up', { driver: pick, amount: fc.integer({ min: 1, max: 900 }) }),
  choose(8, 'refund', { which: fc.nat(30), part: fc.constantFrom(null, 1, 40, 100) }),
  choose(3, 'decide', { which: pick, refundMinor: fc.constantFrom(0, 0, 1, 60, 150) }),
  choose(1, 'write-off', { driver: pick }),
  choose(1, 'hand', {
    slot: pick,
    type: fc.constantFrom('occupied', 'vacated', 'checked'),
    isTrue: fc.nat(3).map((n) => n > 0),
  }),
  choose(1, 'service', { slot: pick }),
  choose(1, 'tariff', { rate: fc.constantFrom(200, 300, 480) }),
  // Cars and the board.
  choose(24, 'arrive', { slot: pick }),
  choose(24, 'leave', { slot: pick }),
  choose(9, 'voice', { to: fc.constantFrom('clear', 'clear', 'clear', 'stuck', 'frozen', 'gone') }),
  choose(2, 'power', { speaks: fc.boolean() }),
  choose(1, 'forget-oldest', {}),
  choose(1, 'repeat-event', { which: fc.nat(50) }),
  choose(1, 'snapshot', { slot: pick }),
  // Time and what befalls the server.
  choose(26, 'pass', {
    ms: length,
    pieces: fc.constantFrom(1, 1, 3),
    jobs: fc.constantFrom(0, 1, 1, 1, 2),
    from: pick,
  }),
  choose(2, 'restart', {
    driver: pick,
    slot: pick,
    inFlight: fc.constantFrom('nothing', 'message', 'event'),
    ms: length,
  }),
);
export type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** The one of a list that a step chooses. */
export const nth = <T>(list: readonly T[], which: number): T | undefined =>
  list.length === 0 ? undefined : list[which % list.length];
