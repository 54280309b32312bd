import { expect } from 'chai';
import fc from 'fast-check';
import { type Due, judgeDue } from '../../../server/domain/activation.ts';
import { booking, DAY, HOUR, MINUTE, policy, session, TEN } from './samples.ts';

const START = TEN + 3 * HOUR;
const ahead = booking({ isCurrent: false, startsAt: START, endsAt: START + 2 * HOUR, holdUntil: START + 2 * HOUR });
const due = (change: Partial<Due> = {}): Due => ({
  booking: ahead,
  outOfService: false,
  health: 'online',
  holder: null,
  session: null,
  driverOn: null,
  ...change,
});
const before = START - 30 * MINUTE;
const judge = (change: Partial<Due>, now = START) => judgeDue(due(change), now, policy);
const stranger = session({ startedAt: TEN });
const holder = booking({ id: 'b2', driverId: 'd2', endsAt: START, state: 'active' });
const theirs = session({ bookingId: 'b2', driverId: 'd2' });

describe('a booking for later, when its time comes', () => {
  it('waits until the early minutes, then gets its slot', () => {
    expect(judge({}, before - 1)).to.deep.equal({ kind: 'wait' });
    expect(judge({}, before)).to.deep.equal({ kind: 'activate' });
    expect(judge({}, START + DAY)).to.deep.equal({ kind: 'activate' });
  });

  it('waits for whoever has a right to the slot, and goes elsewhere once that is over', () => {
    expect(judge({ holder, session: theirs }, START - 1)).to.deep.equal({ kind: 'wait' });
    expect(judge({ holder, session: theirs })).to.deep.equal({
      kind: 'move',
      obstacle: 'taken',
      otherwise: 'call-off',
    });
    // One whose car never came is about to expire.
    expect(judge({ holder: { ...holder, state: 'reserved' } })).to.deep.equal({ kind: 'wait' });
  });

  it('takes the car that came in its time for its own, and no other', () => {
    const inTime = session({ startedAt: before });
    expect(judge({ session: inTime }, before)).to.deep.equal({ kind: 'arrival', session: inTime });
    const disowned = session({ startedAt: before, disowned: { driverId: 'd1', at: before, returnedMinor: null } });
    expect(judge({ session: disowned }, before).kind).to.equal('move');
    const early = session({ startedAt: before - 1 });
    expect(judge({ session: early }, before)).to.deep.equal({ kind: 'move', obstacle: 'taken', otherwise: 'wait' });
    expect(judge({ session: inTime, driverOn: booking({ id: 'b3', slotId: 'B' }) }, before).kind).to.equal('move');
  });

  it('goes elsewhere from a slot that is out of service or not seen; the latter it keeps where there is none', () => {
    expect(judge({ outOfService: true }).kind).to.equal('move');
    expect(judge({ outOfService: true })).to.include({ obstacle: 'out-of-service', otherwise: 'call-off' });
    expect(judge({ health: 'silent' }, START - 1)).to.include({ obstacle: 'unknown', otherwise: 'wait' });
    expect(judge({ health: 'silent' })).to.include({ obstacle: 'unknown', otherwise: 'activate' });
    expect(judge({ health: 'silent', session: stranger })).to.include({ obstacle: 'taken', otherwise: 'call-off' });
  });

  it('waits for its driver, takes an earlier stay on the same slot over, and is no no-show of a driver elsewhere', () => {
    const elsewhere = booking({ id: 'b3', slotId: 'B', state: 'active' });
    expect(judge({ driverOn: elsewhere }).kind).to.equal('wait');
    expect(judge({ driverOn: elsewhere }, ahead.holdUntil).kind).to.equal('driver-elsewhere');
    const here = booking({ id: 'b4', state: 'active', endsAt: START });
    const mine = session({ bookingId: 'b4', driverId: 'd1' });
    expect(judge({ driverOn: here, holder: here, session: mine }, START - 1).kind).to.equal('wait');
    expect(judge({ driverOn: here, holder: here, session: mine })).to.deep.equal({ kind: 'prolong', current: here });
  });

  it('whose time went by while the slot could not be had is called off, and not moved', () => {
    const later = booking({ id: 'b5', driverId: 'd3', startsAt: ahead.endsAt, endsAt: ahead.endsAt + HOUR });
    expect(judge({ holder: later }, ahead.endsAt - 1)).to.deep.equal({ kind: 'wait' });
    expect(judge({ holder: later }, ahead.endsAt)).to.deep.equal({ kind: 'call-off', obstacle: 'taken' });
    const kept = { ...holder, state: 'reserved' } as const;
    expect(judge({ holder: kept }, ahead.endsAt)).to.deep.equal({ kind: 'call-off', obstacle: 'taken' });
    expect(judge({ session: stranger }, ahead.holdUntil - 1).kind).to.equal('move');
    expect(judge({ session: stranger }, ahead.holdUntil)).to.deep.equal({ kind: 'call-off', obstacle: 'taken' });
    const elsewhere = booking({ id: 'b3', slotId: 'B', state: 'active' });
    expect(judge({ holder: later, driverOn: elsewhere }, ahead.holdUntil)).to.deep.equal({ kind: 'driver-elsewhere' });
  });

  it('never gets a slot that has a car, a holder or another fault, and is never called off before its start', () => {
    const moments = fc.integer({ min: -DAY, max: DAY }).map((after) => START + after);
    const anyDue = fc.record({
      outOfService: fc.boolean(),
      health: fc.constantFrom('manual' as const, 'online' as const, 'silent' as const),
      holder: fc.constantFrom(null, holder, { ...holder, state: 'reserved' as const }),
      session: fc.constantFrom(null, stranger, theirs, session({ startedAt: before })),
      driverOn: fc.constantFrom(null, booking({ id: 'b3', slotId: 'B' })),
    });
    fc.assert(
      fc.property(anyDue, moments, (facts, now) => {
        const verdict = judge(facts, now);
        if (now < before) expect(verdict.kind).to.equal('wait');
        if (verdict.kind === 'activate' || verdict.kind === 'arrival') {
          const { holder: held, outOfService, driverOn } = facts;
          expect({ held, outOfService, driverOn }).to.deep.equal({ held: null, outOfService: false, driverOn: null });
        }
        if (verdict.kind === 'activate') expect(facts.session).to.equal(null);
        if (verdict.kind === 'move' && now < START) expect(verdict.otherwise).to.equal('wait');
        expect(judge(facts, now)).to.deep.equal(verdict);
      }),
    );
  });
});
