import { expect } from 'chai';
import fc from 'fast-check';
import {
  believableClock,
  type Occurrence,
  type OccurrenceEvidence,
  type OffsetWindow,
  observeOffset,
  occurrence,
  offsetOf,
} from '../../../server/domain/occurrence.ts';
import { DAY, HOUR, MINUTE, TEN } from './samples.ts';

const YEARS = 3652 * DAY;

/** The server's side of one boot that began at `TEN`: what it makes of messages on a clock that may be stepped. */
class Listener {
  offsets: OffsetWindow = [];
  previousAt: number | undefined;
  skew = 0;

  /** Something happened `uptimeMs` after the boot, was sent then and took `delay` to arrive. */
  hear(uptimeMs: number, delay: number): Occurrence & { receivedAt: number } {
    const receivedAt = TEN + uptimeMs + delay + this.skew;
    this.offsets = observeOffset(this.offsets, receivedAt, uptimeMs);
    const found = occurrence(
      evidence({ uptimeMs, offset: offsetOf(this.offsets), receivedAt, previousAt: this.previousAt }),
    );
    this.previousAt = found.at;
    return { ...found, receivedAt };
  }
}

function evidence(change: Partial<OccurrenceEvidence>): OccurrenceEvidence {
  return {
    uptimeMs: 0,
    offset: undefined,
    clockAt: undefined,
    receivedAt: TEN,
    previousAt: undefined,
    favourable: TEN,
    ...change,
  };
}

describe('the offset of a boot', () => {
  it('is that of the message delayed least', () => {
    const seen = [900, 40, 700].reduce<OffsetWindow>(
      (window, delay, n) => observeOffset(window, TEN + n + delay, n),
      [],
    );
    expect(offsetOf(seen)).to.equal(TEN + 40);
    expect(offsetOf([])).to.equal(undefined);
  });

  it('stays the same object while nothing better is heard', () => {
    const window = observeOffset([], TEN, 0);
    expect(observeOffset(window, TEN + MINUTE, MINUTE)).to.equal(window);
    expect(observeOffset(window, TEN + MINUTE, MINUTE - 5)).to.equal(window);
    expect(observeOffset(window, TEN + MINUTE, MINUTE + 5)).to.not.equal(window);
  });

  it('forgets what is 24 hours old, by whole hours, and keeps no more than that', () => {
    const messages = fc.array(fc.record({ wait: fc.nat(5 * HOUR), delay: fc.nat(10_000) }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(messages, (list) => {
        let window: OffsetWindow = [];
        let now = TEN;
        const seen: { receivedAt: number; offset: number }[] = [];
        for (const { wait, delay } of list) {
          now += wait;
          window = observeOffset(window, now, now - TEN - delay);
          seen.push({ receivedAt: now, offset: TEN + delay });
          const least = (from: number): number =>
            Math.min(...seen.filter(({ receivedAt }) => receivedAt >= from).map(({ offset }) => offset));
          const startOfHour = Math.floor(now / HOUR) * HOUR;
          expect(offsetOf(window)).to.equal(least(startOfHour - 23 * HOUR));
          expect(window.length).to.be.at.most(24);
        }
      }),
    );
  });

  it('takes messages of two hours in any order', () => {
    const minutes = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1 });
    fc.assert(
      fc.property(minutes, fc.array(fc.nat(5000), { minLength: 100, maxLength: 100 }), (arrivals, delays) => {
        const window = arrivals.reduce<OffsetWindow>((kept, minute, index) => {
          const receivedAt = TEN + minute * MINUTE;
          return observeOffset(kept, receivedAt, receivedAt - (delays[index] ?? 0) - TEN);
        }, []);
        expect(offsetOf(window)).to.equal(TEN + Math.min(...arrivals.map((_, index) => delays[index] ?? 0)));
      }),
    );
  });
});

describe('when it happened', () => {
  it('is known by the offset, else the board’s clock, else on the side of the driver', () => {
    const all = { uptimeMs: 1000, clockAt: TEN - 50, favourable: TEN - 90 };
    expect(occurrence(evidence({ ...all, offset: TEN - 5000 }))).to.deep.equal({
      at: TEN - 4000,
      foundBy: 'offset',
      clamped: false,
    });
    expect(occurrence(evidence(all))).to.deep.equal({ at: TEN - 50, foundBy: 'clock', clamped: false });
    expect(occurrence(evidence({ favourable: TEN - 90 }))).to.deep.equal({
      at: TEN - 90,
      foundBy: 'bounds',
      clamped: false,
    });
  });

  it('is not after its receipt, not before the previous event, and says so when it was moved', () => {
    expect(occurrence(evidence({ clockAt: TEN + 1 }))).to.deep.equal({ at: TEN, foundBy: 'clock', clamped: true });
    expect(occurrence(evidence({ clockAt: TEN - 9, previousAt: TEN - 3 }))).to.deep.include({
      at: TEN - 3,
      clamped: true,
    });
    expect(occurrence(evidence({ clockAt: TEN - 3, previousAt: TEN - 3 }))).to.deep.include({
      at: TEN - 3,
      clamped: false,
    });
    // The clock was set back past the previous event: receipt wins.
    expect(occurrence(evidence({ clockAt: TEN - 9, previousAt: TEN + HOUR }))).to.deep.include({
      at: TEN,
      clamped: true,
    });
  });

  it('is never taken from a board’s clock that says what cannot be, by more than a minute', () => {
    const bounds = { receivedAt: TEN, previousAt: TEN - HOUR };
    const believed = (clockAt: number | null, parts = {}) => believableClock(clockAt, { ...bounds, ...parts });
    expect(believed(null)).to.equal(undefined);
    for (const off of [0, -HOUR, MINUTE, -HOUR - MINUTE]) expect(believed(TEN + off)).to.equal(TEN + off);
    for (const off of [MINUTE + 1, -HOUR - MINUTE - 1, YEARS, -YEARS]) expect(believed(TEN + off)).to.equal(undefined);
    expect(believed(TEN - YEARS, { previousAt: undefined })).to.equal(TEN - YEARS);
    // The server's clock was set back past the previous event.
    expect(believed(TEN - MINUTE, { previousAt: TEN + HOUR })).to.equal(TEN - MINUTE);
  });

  it('of an old event sent again is the same as at first', () => {
    const listener = new Listener();
    const first = listener.hear(10 * MINUTE, 80);
    const again = {
      offset: offsetOf(observeOffset(listener.offsets, TEN + 3 * HOUR, 3 * HOUR - 200)),
      uptimeMs: 10 * MINUTE,
    };
    expect(occurrence(evidence({ ...again, receivedAt: TEN + 3 * HOUR })).at).to.equal(first.at);
  });

  for (const [name, step] of [
    ['an hour back', -HOUR],
    ['ten years back', -YEARS],
    ['ten years on', YEARS],
  ] as const) {
    it(`follows a clock that is set ${name} at once`, () => {
      const listener = new Listener();
      listener.hear(0, 20);
      listener.hear(HOUR, 20);
      listener.skew = step;
      const next = listener.hear(HOUR + MINUTE, 20);
      expect(next.at).to.equal(next.receivedAt);
      const later = listener.hear(3 * HOUR, 20);
      expect(later.at).to.equal(TEN + 3 * HOUR + 20 + step);
    });
  }

  it('stays on the old time for a day when the clock is set an hour on, and no longer', () => {
    const listener = new Listener();
    listener.hear(0, 20);
    listener.skew = HOUR;
    expect(listener.hear(2 * HOUR, 20).at).to.equal(TEN + 2 * HOUR + 20);
    expect(listener.hear(25 * HOUR, 20).at).to.equal(TEN + 26 * HOUR + 20);
  });

  it('whatever the clock does: never after receipt, never backwards except with the clock itself', () => {
    const message = fc.record({
      wait: fc.nat(8 * HOUR),
      delay: fc.nat(30_000),
      step: fc.oneof(
        { weight: 5, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(HOUR, -HOUR, YEARS, -YEARS) },
      ),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 40 }), (messages) => {
        const listener = new Listener();
        let uptime = 0;
        for (const { wait, delay, step } of messages) {
          uptime += wait;
          listener.skew += step;
          const before = listener.previousAt;
          const { at, receivedAt } = listener.hear(uptime, delay);
          expect(at).to.be.at.most(receivedAt);
          if (before !== undefined) expect(at).to.be.at.least(Math.min(before, receivedAt));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('on a steady clock is late by no more than the least delay of the day', () => {
    const message = fc.record({ wait: fc.nat(HOUR), delay: fc.nat(30_000) });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
        const listener = new Listener();
        let uptime = 0;
        let least = Number.POSITIVE_INFINITY;
        for (const { wait, delay } of messages) {
          uptime += wait;
          least = Math.min(least, delay);
          const { at } = listener.hear(uptime, delay);
          // Only the event before, which was put too late by its own delay, can hold it back.
          expect(at - (TEN + uptime)).to.be.within(least, 30_000);
        }
      }),
    );
  });
});
