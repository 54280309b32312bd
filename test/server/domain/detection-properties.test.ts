import { expect } from 'chai';
import fc from 'fast-check';
import type { Booking } from '../../../server/domain/booking.ts';
import { judge, type Sighting, type Situation, type Verdict } from '../../../server/domain/detection.ts';
import { type BootMoment, endAt, isOpen, type ParkingSession } from '../../../server/domain/parking-session.ts';
import { booking, MINUTE, occupied, policy, session, TEN, vacated } from './samples.ts';

const moments = fc.integer({ min: -200, max: 200 }).map((minutes) => TEN + minutes * MINUTE);
const bootMoment: fc.Arbitrary<BootMoment | null> = fc.option(
  fc.record({ controllerId: fc.constant('c'), bootId: fc.constantFrom('boot0001', 'boot0002'), uptimeMs: fc.nat(1e7) }),
);
const sightings: fc.Arbitrary<Sighting> = fc.record({
  type: fc.constantFrom('occupied', 'vacated'),
  at: moments,
  moment: bootMoment,
  initial: fc.boolean(),
  afterLoss: fc.boolean(),
  timeUncertain: fc.boolean(),
});
const sessions: fc.Arbitrary<ParkingSession> = fc
  .record({
    startedAt: moments,
    length: fc.nat(200),
    startMoment: bootMoment,
    startedInitial: fc.boolean(),
    end: fc.option(
      fc.constantFrom(
        { endReason: 'vacated', endFoundBy: 'detected' } as const,
        { endReason: 'gap', endFoundBy: 'supported' } as const,
        { endReason: 'attendant', endFoundBy: 'supported' } as const,
        { endReason: 'attendant', endFoundBy: 'by-hand' } as const,
        { endReason: 'driver', endFoundBy: 'supported' } as const,
        { endReason: 'driver', endFoundBy: 'by-hand' } as const,
      ),
    ),
  })
  .map(({ length, end, ...rest }) =>
    session({ ...rest, ...(end ? { ...end, endedAt: rest.startedAt + length * MINUTE } : {}) }),
  );
const bookings = (...states: Booking['state'][]): fc.Arbitrary<Booking> =>
  fc
    .record({
      startsAt: moments,
      length: fc.integer({ min: 1, max: 200 }),
      createdAt: moments,
      state: fc.constantFrom(...states),
    })
    .map(({ length, ...rest }) => booking({ ...rest, endsAt: rest.startsAt + length * MINUTE }));
const situations: fc.Arbitrary<Situation> = fc.record({
  session: fc.option(sessions),
  booking: fc.option(bookings('reserved', 'active')),
  lapsed: fc.option(bookings('expired', 'cancelled', 'completed')),
  sessionDriverBusy: fc.boolean(),
  lapsedDriverBusy: fc.boolean(),
  supportedUntil: moments,
  late: fc.boolean(),
});

/** The slot after a verdict was carried out, as the use-case does it. */
function carriedOut(verdict: Verdict, sighting: Sighting, before: Situation): Situation {
  const started = session({ startedAt: sighting.at, startMoment: sighting.moment, startedInitial: sighting.initial });
  switch (verdict.kind) {
    case 'no-effect':
      return before;
    case 'arrival':
    case 'unbooked':
      return { ...before, session: started };
    case 'rejoin':
      return { ...before, session: { ...verdict.session, endedAt: null, endReason: null, endFoundBy: null } };
    case 'backdate':
      return { ...before, session: { ...verdict.session, startedAt: sighting.at, startMoment: sighting.moment } };
    case 'replaced':
      return carriedOut(verdict.next, sighting, before);
    case 'departure':
      return { ...before, session: ended(verdict, verdict.reason) };
    case 'changed': {
      const { endedAt, endReason } = verdict.session;
      const found = session({ startedAt: verdict.foundAt, startedInitial: true, endedAt, endReason });
      return { ...before, session: found };
    }
    case 'correction':
      return { ...before, session: ended(verdict, 'vacated') };
  }
}

function ended({ session, endedAt }: Extract<Verdict, { endedAt: number }>, reason: 'vacated' | 'gap') {
  return endAt(session, { at: endedAt, reason, foundBy: reason === 'vacated' ? 'detected' : 'supported' });
}

const runs = { numRuns: 3000 };

describe('every detection', () => {
  it('has a meaning, and ends no session before its start or beyond the evidence', () => {
    fc.assert(
      fc.property(sightings, situations, (sighting, before) => {
        const verdict = judge(sighting, before, policy);
        if (!('endedAt' in verdict)) return;
        expect(verdict.endedAt).to.be.at.least(verdict.session.startedAt);
        const doubtful = verdict.kind === 'replaced' || (verdict.kind === 'departure' && verdict.reason === 'gap');
        if (doubtful) expect(verdict.endedAt).to.be.at.most(Math.max(verdict.session.startedAt, before.supportedUntil));
        if (verdict.kind === 'correction' && verdict.session.endFoundBy === 'by-hand') {
          expect(verdict.endedAt, 'what a person said never gets dearer').to.be.below(verdict.session.endedAt ?? 0);
        }
      }),
      runs,
    );
  });

  it('gives a car to a booking only if that is reserved, or expired and nobody has the slot or the driver since', () => {
    fc.assert(
      fc.property(sightings, situations, (sighting, before) => {
        const outer = judge(sighting, before, policy);
        const verdict = outer.kind === 'replaced' ? outer.next : outer;
        if (verdict.kind !== 'arrival') return;
        expect(sighting.at).to.be.below(verdict.booking.endsAt);
        if (verdict.revived) {
          expect(verdict.booking.state).to.equal('expired');
          expect([before.booking, before.lapsedDriverBusy]).to.deep.equal([null, false]);
        } else {
          expect(verdict.booking).to.equal(before.booking).and.to.include({ state: 'reserved' });
        }
      }),
      runs,
    );
  });

  it('leaves a car on the slot after occupied and none after vacated, unless it came late', () => {
    fc.assert(
      fc.property(sightings, situations, (sighting, before) => {
        const verdict = judge(sighting, before, policy);
        if (verdict.kind === 'no-effect' && verdict.reason === 'late') return;
        // A stay that is over may still turn out to have begun earlier, or to have been two.
        if (verdict.kind === 'changed' || (verdict.kind === 'backdate' && verdict.session.endedAt !== null)) return;
        const now = carriedOut(verdict, sighting, before).session;
        expect(now !== null && isOpen(now)).to.equal(sighting.type === 'occupied');
      }),
      runs,
    );
  });

  it('repeated has no effect, at once or later', () => {
    fc.assert(
      fc.property(sightings, situations, fc.nat(100), (sighting, before, minutes) => {
        const first = judge(sighting, before, policy);
        if (first.kind === 'no-effect' && first.reason === 'late') return;
        if (first.kind === 'backdate' || first.kind === 'changed') return;
        const then = carriedOut(first, sighting, before);
        const at = Math.max(sighting.at, then.session?.startedAt ?? 0) + minutes * MINUTE;
        // A departure that only the gap supports may still be corrected by evidence.
        if (sighting.type === 'vacated' && then.session?.endFoundBy !== 'detected') return;
        const again = judge(sighting.type === 'occupied' ? occupied(at) : vacated(at), then, policy);
        expect(again).to.deep.equal({ kind: 'no-effect', reason: 'repeated' });
      }),
      runs,
    );
  });
});
