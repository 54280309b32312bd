import { expect } from 'chai';
import fc from 'fast-check';
import {
  arrive,
  cancel,
  complete,
  excuse,
  expire,
  holdOf,
  immediateWindow,
  isArrivalOf,
  isLive,
  referenceFrom,
  resume,
  returnToReserved,
  window,
} from '../../../server/domain/booking.ts';
import { booking, HOUR, MINUTE, policy, TEN } from './samples.ts';

describe('booking', () => {
  it('goes from reserved over active to completed, or is cancelled, or expires', () => {
    const reserved = booking();
    const active = arrive(reserved, TEN + MINUTE);
    expect(active).to.deep.equal({ ...reserved, state: 'active', arrivedAt: TEN + MINUTE });
    const over = { endedAt: TEN + HOUR };
    expect(complete(active, TEN + HOUR)).to.deep.equal({
      ...active,
      ...over,
      state: 'completed',
      endReason: 'departed',
    });
    expect(expire(reserved, TEN + HOUR)).to.deep.equal({
      ...reserved,
      ...over,
      state: 'expired',
      endReason: 'no-show',
    });
    for (const by of ['driver', 'staff'] as const) {
      const cancelled = { ...reserved, ...over, state: 'cancelled', endReason: `cancelled-by-${by}` };
      expect(cancel(reserved, TEN + HOUR, by)).to.deep.equal(cancelled);
    }
  });

  it('holds its slot and its driver while reserved or active, and no longer', () => {
    const active = arrive(booking(), TEN);
    expect([booking(), active, resume(complete(active, TEN), Infinity)].map(isLive)).to.deep.equal([true, true, true]);
    const over = [
      complete(active, TEN),
      cancel(booking(), TEN, 'driver'),
      expire(booking(), TEN),
      excuse(expire(booking(), TEN)),
    ];
    expect(over.map(isLive)).to.deep.equal([false, false, false, false]);
  });

  it('that lapsed is as good as new when its car turns out to have come', () => {
    const revived = arrive(expire(booking(), TEN + 2 * HOUR), TEN + HOUR);
    expect(revived).to.deep.equal(arrive(booking(), TEN + HOUR));
  });

  it('goes on as if it had not ended when the stay does', () => {
    const active = arrive(booking(), TEN);
    expect(resume(complete(active, TEN + HOUR), Infinity)).to.deep.equal(active);
  });

  it('goes on no further than to what was booked meanwhile', () => {
    const ended = complete(arrive(booking(), TEN), TEN + HOUR);
    expect(window(resume(ended, TEN + 90 * MINUTE))).to.deep.equal({ from: TEN, to: TEN + 90 * MINUTE });
    expect(returnToReserved(arrive(booking(), TEN), TEN + 90 * MINUTE, policy, TEN + 3 * HOUR)).to.include({
      endsAt: TEN + 3 * HOUR,
      holdUntil: TEN + 3 * HOUR,
    });
  });

  it('that lost its slot is no no-show', () => {
    const lapsed = expire(booking(), TEN + HOUR);
    expect(excuse(lapsed)).to.deep.equal({ ...lapsed, endReason: 'arrived-too-late' });
  });

  it('made for now waits for the car as long as the lot says, never beyond its window', () => {
    const span = immediateWindow(TEN, { ...policy, reservationMinutes: 60 });
    expect(span).to.deep.equal({ from: TEN, to: TEN + HOUR });
    const held = [null, 15, 90].map((holdMinutes) => holdOf(span, { holdMinutes }));
    expect(held).to.deep.equal([TEN + HOUR, TEN + 15 * MINUTE, TEN + HOUR]);
  });

  it('takes a car from its early minutes to the end of its window as its own', () => {
    const seen = [-30 * MINUTE - 1, -30 * MINUTE, 0, 2 * HOUR - 1, 2 * HOUR];
    expect(seen.map((after) => isArrivalOf(booking(), TEN + after, policy))).to.deep.equal([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isArrivalOf(booking(), TEN - 1, { ...policy, earlyArrivalMinutes: 0 })).to.equal(false);
  });

  it('whose car was not the driver’s waits again, at least as long as a new one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.option(fc.integer({ min: 1, max: 60 })),
        (minutes, holdMinutes) => {
          const now = TEN + minutes * MINUTE;
          const lot = { ...policy, holdMinutes };
          const before = arrive(booking(), TEN + MINUTE);
          const again = returnToReserved(before, now, lot, Infinity);
          expect(again).to.include({ state: 'reserved', arrivedAt: null, endedAt: null, startsAt: before.startsAt });
          expect(again.holdUntil)
            .to.be.at.least(holdOf(immediateWindow(now, lot), lot))
            .and.at.least(before.holdUntil);
          expect(again.endsAt).to.be.at.least(again.holdUntil).and.at.least(before.endsAt);
          expect(window(again).to).to.equal(again.endsAt);
        },
      ),
    );
  });

  it('has a reference people can read out: every byte a letter or digit nobody misreads', () => {
    const letters = new Set<string>();
    for (let byte = 0; byte < 256; byte++) {
      const reference = referenceFrom(Uint8Array.of(0, byte, 0, 0, 0, 0));
      expect(reference).to.match(/^PW-0[0-9A-HJKMNP-TV-Z]0000$/);
      letters.add(reference.charAt(4));
    }
    expect(letters.size, 'all alike often').to.equal(32);
    expect(referenceFrom(Uint8Array.of(1, 2, 3, 4, 5, 31))).to.equal('PW-12345Z');
  });
});
