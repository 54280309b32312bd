import { expect } from 'chai';
import { expire } from '../../../server/domain/booking.ts';
import { judge, type Sighting, type Situation, type Verdict } from '../../../server/domain/detection.ts';
import type { ParkingSession } from '../../../server/domain/parking-session.ts';
import { booking, HOUR, MINUTE, occupied, policy, SECOND, session, situation, TEN, vacated } from './samples.ts';

const verdict = (sighting: Sighting, change: Partial<Situation> = {}): Verdict =>
  judge(sighting, situation(change), policy);
const noEffect = (reason: string) => ({ kind: 'no-effect', reason });

describe('what a detection means: cars that come', () => {
  it('on a slot reserved for now: that booking’s arrival, up to its last instant', () => {
    const own = booking();
    const arrival = { kind: 'arrival', booking: own, revived: false };
    for (const at of [TEN, TEN + 2 * HOUR - 1]) expect(verdict(occupied(at), { booking: own })).to.deep.equal(arrival);
    expect(verdict(occupied(TEN + 2 * HOUR), { booking: own })).to.deep.equal({ kind: 'unbooked', lostTo: null });
  });

  it('up to 30 minutes before a booking: its arrival; earlier: nobody’s car', () => {
    const later = booking({ startsAt: TEN + HOUR, endsAt: TEN + 3 * HOUR });
    expect(verdict(occupied(TEN + 30 * MINUTE), { booking: later }).kind).to.equal('arrival');
    expect(verdict(occupied(TEN + 30 * MINUTE - 1), { booking: later }).kind).to.equal('unbooked');
  });

  it('on a free slot: a session without booking', () => {
    expect(verdict(occupied(TEN))).to.deep.equal({ kind: 'unbooked', lostTo: null });
    const before = session({ endedAt: TEN + HOUR, endReason: 'vacated' });
    expect(verdict(occupied(TEN + 2 * HOUR), { session: before })).to.deep.equal({ kind: 'unbooked', lostTo: null });
  });

  it('in time, learned of after the expiry: revives the booking', () => {
    const lapsed = expire(booking({ startsAt: TEN + HOUR, endsAt: TEN + 2 * HOUR }), TEN + 2 * HOUR);
    for (const at of [TEN + HOUR, TEN + 2 * HOUR - 1, TEN + 30 * MINUTE]) {
      expect(verdict(occupied(at), { lapsed })).to.deep.equal({ kind: 'arrival', booking: lapsed, revived: true });
    }
    expect(verdict(occupied(TEN + 2 * HOUR), { lapsed })).to.deep.equal({ kind: 'unbooked', lostTo: null });
    const cancelled = { ...lapsed, state: 'cancelled' } as const;
    expect(verdict(occupied(TEN + HOUR), { lapsed: cancelled })).to.deep.equal({ kind: 'unbooked', lostTo: null });
  });

  it('in time, but the slot or the driver has moved on: the lapsed booking lost it and is told', () => {
    const lapsed = expire(booking({ holdUntil: TEN + 15 * MINUTE }), TEN + 15 * MINUTE);
    const other = booking({ id: 'b2', driverId: 'd2', startsAt: TEN + 20 * MINUTE, createdAt: TEN + 20 * MINUTE });
    const lost = { kind: 'unbooked', lostTo: lapsed };
    expect(verdict(occupied(TEN + 10 * MINUTE), { lapsed, booking: other })).to.deep.equal(lost);
    expect(verdict(occupied(TEN + 10 * MINUTE), { lapsed, booking: { ...other, state: 'active' } })).to.deep.equal(
      lost,
    );
    expect(verdict(occupied(TEN + 10 * MINUTE), { lapsed, lapsedDriverBusy: true })).to.deep.equal(lost);
    // Seen when the other booking was made, or after, it is the other’s car; and a driver who booked again lost nothing.
    for (const after of [20 * MINUTE, 25 * MINUTE]) {
      const seen = verdict(occupied(TEN + after), { lapsed, booking: other });
      expect(seen).to.deep.include({ kind: 'arrival', booking: other });
    }
    const again = { ...other, driverId: lapsed.driverId };
    const own = verdict(occupied(TEN + 10 * MINUTE), { lapsed, booking: again });
    expect(own).to.deep.equal({ kind: 'arrival', booking: again, revived: false });
  });

  it('seen again: no effect', () => {
    expect(verdict(occupied(TEN + MINUTE), { session: session() })).to.deep.equal(noEffect('repeated'));
    expect(verdict(occupied(TEN), { session: session() })).to.deep.equal(noEffect('repeated'));
    expect(verdict(occupied(TEN - 1), { session: session() })).to.deep.equal(noEffect('late'));
  });

  it('again within the rejoin time with nobody in between: the same session', () => {
    const ended = session({ driverId: 'd1', endedAt: TEN + HOUR, endReason: 'vacated' });
    const back = (after: number, change: Partial<Situation> = {}, sighting: Partial<Sighting> = {}) =>
      verdict(occupied(TEN + HOUR + after, sighting), { session: ended, ...change }).kind;
    expect([0, 1, 120 * SECOND].map((after) => back(after))).to.deep.equal(['rejoin', 'rejoin', 'rejoin']);
    expect(back(120 * SECOND + 1)).to.equal('unbooked');
    expect(back(-1)).to.equal('no-effect');
    expect(back(60 * SECOND, { booking: booking({ id: 'b2', driverId: 'd2' }) })).to.equal('arrival');
    expect(back(60 * SECOND, { sessionDriverBusy: true })).to.equal('unbooked');
    expect(back(60 * SECOND, {}, { initial: true })).to.equal('unbooked');
    expect(back(60 * SECOND, {}, { afterLoss: true })).to.equal('unbooked');
    for (const endReason of ['gap', 'attendant', 'driver'] as const) {
      expect(back(60 * SECOND, { session: { ...ended, endReason } }), endReason).to.equal('unbooked');
    }
  });

  it('there when the board wakes: the session goes on, or a new one begins', () => {
    expect(verdict(occupied(TEN + HOUR, { initial: true }), { session: session() })).to.deep.equal(
      noEffect('still-there'),
    );
    expect(verdict(occupied(TEN + HOUR, { initial: true }))).to.deep.equal({ kind: 'unbooked', lostTo: null });
    expect(verdict(occupied(TEN + HOUR, { initial: true }), { booking: booking() }).kind).to.equal('arrival');
    expect(verdict(occupied(TEN + HOUR, { initial: true, afterLoss: true }), { session: session() }).kind).to.equal(
      'no-effect',
    );
  });

  it('earlier than the wake-up said: the session began then, if the time is known', () => {
    const woke = session({ startedInitial: true });
    expect(verdict(occupied(TEN - HOUR), { session: woke })).to.deep.equal({ kind: 'backdate', session: woke });
    expect(verdict(occupied(TEN - HOUR, { timeUncertain: true }), { session: woke })).to.deep.equal(noEffect('late'));
  });

  it('after lost events on a slot with a session: another car, and the first is billed to what is known', () => {
    const open = session();
    const change = { session: open, supportedUntil: TEN + 20 * MINUTE };
    expect(verdict(occupied(TEN + HOUR, { afterLoss: true }), change)).to.deep.equal({
      kind: 'replaced',
      session: open,
      endedAt: TEN + 20 * MINUTE,
      next: { kind: 'unbooked', lostTo: null },
    });
  });
});

describe('what a detection means: cars that go', () => {
  const departure = (open: ParkingSession, endedAt: number, reason: string) => ({
    kind: 'departure',
    session: open,
    endedAt,
    reason,
  });

  it('from a running session: the departure', () => {
    const open = session();
    expect(verdict(vacated(TEN + HOUR), { session: open })).to.deep.equal(departure(open, TEN + HOUR, 'vacated'));
    expect(verdict(vacated(TEN - 1), { session: open })).to.deep.equal(noEffect('late'));
  });

  it('in the boot in which they came: after the difference of uptimes, whatever the clock did', () => {
    const moment = (uptimeMs: number, bootId = 'boot0001') => ({ controllerId: 'c', bootId, uptimeMs });
    const open = session({ startMoment: moment(5000) });
    const end = (bootId?: string) =>
      verdict(vacated(TEN + HOUR, { moment: moment(5000 + 10 * MINUTE, bootId) }), { session: open });
    expect(end()).to.deep.equal(departure(open, TEN + 10 * MINUTE, 'vacated'));
    expect(end('boot0002')).to.deep.equal(departure(open, TEN + HOUR, 'vacated'));
  });

  it('in a stretch without evidence: billed to the last observation', () => {
    const open = session();
    const change = { session: open, supportedUntil: TEN + 20 * MINUTE };
    for (const doubt of [{ initial: true }, { afterLoss: true }, { timeUncertain: true }]) {
      expect(verdict(vacated(TEN + HOUR, doubt), change)).to.deep.equal(departure(open, TEN + 20 * MINUTE, 'gap'));
      expect(verdict(vacated(TEN + MINUTE, doubt), change), 'never beyond the sighting').to.deep.include({
        endedAt: TEN + MINUTE,
      });
      const none = { session: open, supportedUntil: 0 };
      expect(verdict(vacated(TEN + HOUR, doubt), none), 'never before the start').to.deep.include({ endedAt: TEN });
    }
  });

  it('from where none was, or again: no effect', () => {
    expect(verdict(vacated(TEN))).to.deep.equal(noEffect('nothing-there'));
    const ended = session({ endedAt: TEN + HOUR, endReason: 'vacated', endFoundBy: 'detected' });
    for (const at of [TEN + 30 * MINUTE, TEN + HOUR, TEN + 2 * HOUR]) {
      expect(verdict(vacated(at), { session: ended })).to.deep.equal(noEffect('repeated'));
    }
  });

  it('learned of after a person said when the car left: corrects the bill, only in the driver’s favour', () => {
    for (const endReason of ['attendant', 'driver'] as const) {
      const closed = session({ endedAt: TEN + HOUR, endReason, endFoundBy: 'by-hand' });
      const late = (at: number, doubt: Partial<Sighting> = {}) => verdict(vacated(at, doubt), { session: closed });
      const earlier = TEN + 30 * MINUTE;
      expect(late(earlier)).to.deep.equal({ kind: 'correction', session: closed, endedAt: earlier });
      expect(late(TEN + HOUR)).to.deep.equal(noEffect('late'));
      expect(late(TEN + 2 * HOUR)).to.deep.equal(noEffect('late'));
      for (const doubt of [{ initial: true }, { afterLoss: true }, { timeUncertain: true }]) {
        expect(late(earlier, doubt).kind).to.equal('no-effect');
      }
      expect(late(TEN - 1).kind).to.equal('no-effect');
    }
  });

  it('learned of after the session ended at its last supported moment: corrects it either way', () => {
    for (const endReason of ['gap', 'attendant', 'driver'] as const) {
      const closed = session({ endedAt: TEN + HOUR, endReason, endFoundBy: 'supported' });
      for (const endedAt of [TEN + 30 * MINUTE, TEN + 2 * HOUR]) {
        expect(verdict(vacated(endedAt), { session: closed })).to.deep.equal({
          kind: 'correction',
          session: closed,
          endedAt,
        });
      }
      expect(verdict(vacated(TEN + HOUR), { session: closed })).to.deep.equal(noEffect('late'));
    }
  });
});
