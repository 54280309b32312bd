import { expect } from 'chai';
import { nextDeadline } from '../../firmware-sim/core/core.ts';
import { eventPayload } from '../../shared/mqtt/payloads.ts';
import { FAR, NEAR, Rig } from './support/rig.ts';

const instant = { dwellInMs: 0, dwellOutMs: 0 };

/** Makes this many events on slot A of a board without dwell. */
function happen(rig: Rig, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const occupied = rig.state.running?.slots['A']?.sensor.occupied ?? true;
    rig.read(occupied ? FAR : NEAR);
  }
}

describe('the event queue of a simulated controller', () => {
  it('numbers events from 1 over all slots, the first of each slot marked initial', () => {
    const rig = new Rig(['A', 'B'], instant).boot().connect();
    rig.read(FAR, 'A');
    rig.read(NEAR, 'A');
    rig.read(NEAR, 'B');
    rig.read(FAR, 'B');
    const events = rig.freshEvents();
    expect(events.map(({ seq, slot, type, initial }) => [seq, slot, type, initial])).to.deep.equal([
      [1, 'A', 'vacated', true],
      [2, 'A', 'occupied', undefined],
      [3, 'B', 'occupied', true],
      [4, 'B', 'vacated', undefined],
    ]);
    for (const event of events) {
      expect(eventPayload.parse(event)).to.deep.equal(event);
      expect(event).not.to.have.property('oldestSeq');
    }
  });

  it('keeps an event until an ack covers it, and persists before it publishes', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    const effects = rig.read(NEAR);
    expect(effects.map((effect) => effect.type)).to.deep.equal(['persist', 'publish', 'publish']);
    happen(rig, 2);
    expect(rig.flash.queue.map((event) => event.seq)).to.deep.equal([1, 2, 3]);
    rig.ack(2);
    expect(rig.flash.queue.map((event) => event.seq)).to.deep.equal([3]);
    rig.ack(1);
    expect(rig.flash.queue.map((event) => event.seq)).to.deep.equal([3]);
    rig.ack(3, 'otherboot');
    expect(rig.flash.queue.map((event) => event.seq)).to.deep.equal([3]);
    rig.ack(99);
    expect(rig.flash.queue).to.be.empty;
  });

  it('gives an event of an earlier boot an age that is certain: it is as old at least as this boot', () => {
    const rig = new Rig(['A'], instant).boot();
    rig.after(700).read(NEAR);
    rig.boot('boot0002').after(40).connect();
    const [kept] = rig.freshEvents();
    expect(kept).to.include({ bootId: 'boot0001', uptimeMs: 700, sentUptimeMs: 740 });
  });

  it('publishes no snapshot before the event that it rests on, though the window be full', () => {
    const rig = new Rig(['A', 'B'], instant).ready();
    happen(rig, 20);
    rig.fresh();
    rig.read(FAR, 'B');
    rig.read(NEAR, 'B');
    expect(rig.fresh(), 'B waits behind a full window').to.deep.equal([]);
    rig.after(5000).ack(22);
    const left = rig.fresh().map((message) => {
      if (message.kind === 'event') return `event ${message.payload.slot}`;
      return message.kind === 'occupancy' ? `occupancy ${message.slot}` : message.kind;
    });
    expect(left.filter((each) => each.endsWith('B'))).to.deep.equal(['event B', 'occupancy B']);
  });

  it('says when it happened by UTC as soon as a time server was heard in this boot', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    happen(rig, 1);
    rig.after(500).do({ type: 'synced', utcMs: Date.UTC(2026, 10, 2, 9) });
    rig.after(250);
    happen(rig, 1);
    rig.do({ type: 'synced', utcMs: 9e15 });
    happen(rig, 1);
    const [before, after, nonsense] = rig.freshEvents();
    expect(before).not.to.have.property('at');
    expect(after).to.include({ at: '2026-11-02T09:00:00.250Z' });
    expect(nonsense, 'no date that JSON could say').not.to.have.property('at');
    rig.boot('boot0002').connect();
    happen(rig, 1);
    const later = rig.freshEvents().filter(({ bootId }) => bootId === 'boot0002');
    expect(later).to.have.length(1);
    expect(later[0], 'forgotten with the power').not.to.have.property('at');
  });

  it('does not take an ack for events yet to come', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    rig.ack(99);
    happen(rig, 1);
    expect(rig.queued).to.deep.equal([1]);
    rig.welcome(0);
    rig.tick(10_000);
    for (const event of rig.freshEvents()) expect(event).not.to.have.property('oldestSeq');
  });

  it('sends again after 10 s, not earlier, with a fresh age and nothing else changed', () => {
    const rig = new Rig(['A'], instant).boot().connect().after(500);
    happen(rig, 1);
    const [first] = rig.freshEvents();
    rig.tick(9999);
    expect(rig.freshEvents()).to.be.empty;
    rig.tick(1);
    expect(rig.freshEvents()).to.deep.equal([{ ...first, sentUptimeMs: 10_500 }]);
    rig.tick(9999);
    expect(rig.freshEvents()).to.be.empty;
    rig.tick(1);
    expect(rig.freshEvents()[0]).to.include({ seq: 1, uptimeMs: 500, sentUptimeMs: 20_500 });
    rig.ack(1);
    rig.tick(60_000);
    expect(rig.freshEvents()).to.be.empty;
  });

  it('sends everything again, in order, on every reconnect', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    happen(rig, 3);
    rig.fresh();
    rig.do({ type: 'disconnected' });
    rig.after(2000);
    happen(rig, 1);
    expect(rig.fresh()).to.be.empty;
    rig.connect();
    expect(rig.freshEvents().map(({ seq, sentUptimeMs }) => [seq, sentUptimeMs])).to.deep.equal([
      [1, 2000],
      [2, 2000],
      [3, 2000],
      [4, 2000],
    ]);
  });

  it('has at most 16 in flight and moves on as they are acknowledged', () => {
    const rig = new Rig(['A'], instant).boot();
    happen(rig, 40);
    rig.connect();
    expect(rig.freshSeqs()).to.deep.equal(range(1, 16));
    rig.tick(1000);
    expect(rig.freshSeqs()).to.be.empty;
    rig.ack(5);
    expect(rig.freshSeqs()).to.deep.equal(range(17, 21));
    rig.after(1000).ack(21);
    expect(rig.freshSeqs()).to.deep.equal(range(22, 37));
  });

  it('sends at most 20 events a second on average', () => {
    const rig = new Rig(['A'], instant).boot();
    happen(rig, 200);
    rig.connect();
    let acked = 0;
    while (rig.now < 5000) {
      acked += rig.freshSeqs().length;
      rig.ack(acked);
      const deadline = nextDeadline(rig.state) ?? Number.POSITIVE_INFINITY;
      rig.now = Math.max(rig.now, Math.min(5000, deadline));
      rig.do({ type: 'tick' });
    }
    expect(acked).to.be.within(110, 116);
  });

  it('drops its oldest when full and says so', () => {
    const rig = new Rig(['A'], instant).boot();
    happen(rig, 256);
    expect(rig.queued).to.deep.equal(range(1, 256));
    rig.connect();
    expect(rig.published.every((message) => !('oldestSeq' in message.payload))).to.equal(true);
    rig.do({ type: 'disconnected' });
    happen(rig, 3);
    expect(rig.queued).to.deep.equal(range(4, 259));
    rig.fresh();
    rig.after(5000).connect();
    const [status, ...rest] = rig.fresh();
    expect(status?.payload).to.include({ status: 'online', oldestSeq: 4 });
    const events = rest.flatMap((message) => (message.kind === 'event' ? [message.payload] : []));
    expect(events.map(({ seq, oldestSeq }) => [seq, oldestSeq])).to.deep.equal(range(4, 19).map((seq) => [seq, 4]));
  });

  it('drops one that is in flight without losing count of the others', () => {
    const rig = new Rig(['A'], instant, 20).boot().connect();
    happen(rig, 20);
    expect(rig.freshSeqs()).to.deep.equal(range(1, 16));
    rig.after(5000);
    happen(rig, 1);
    expect(rig.freshEvents().map(({ seq, oldestSeq }) => [seq, oldestSeq])).to.deep.equal([[17, 2]]);
    rig.ack(17);
    expect(rig.freshSeqs()).to.deep.equal([18, 19, 20, 21]);
  });

  it('keeps the queue over a reboot and sends the oldest boot first', () => {
    const rig = new Rig(['A'], instant).boot('boot0001');
    happen(rig, 2);
    rig.boot('boot0002');
    happen(rig, 1);
    rig.boot('boot0003').after(700);
    happen(rig, 2);
    rig.connect();
    expect(rig.freshEvents().map((event) => [event.bootId, event.seq, event.sentUptimeMs])).to.deep.equal([
      ['boot0001', 1, 700],
      ['boot0001', 2, 700],
      ['boot0002', 1, 700],
      ['boot0003', 1, 700],
      ['boot0003', 2, 700],
    ]);
    rig.ack(1, 'boot0002');
    expect(rig.flash.queue.map((event) => event.bootId)).to.deep.equal([
      'boot0001',
      'boot0001',
      'boot0003',
      'boot0003',
    ]);
    rig.ack(2, 'boot0001');
    expect(rig.flash.queue.map((event) => event.bootId)).to.deep.equal(['boot0003', 'boot0003']);
  });

  it('states for an earlier boot what that boot lost, and not for the present one', () => {
    const rig = new Rig(['A'], instant, 20).boot('boot0001');
    happen(rig, 22);
    rig.boot('boot0002');
    happen(rig, 1);
    rig.connect();
    const [status] = rig.fresh();
    expect(status?.payload).not.to.have.property('oldestSeq');
    expect(
      rig.published.flatMap((m) => (m.kind === 'event' ? [[m.payload.bootId, m.payload.oldestSeq]] : [])),
    ).to.deep.equal(range(4, 19).map(() => ['boot0001', 4]));
    rig.after(1000).ack(22, 'boot0001');
    const events = rig.freshEvents();
    expect(events.map((event) => event.bootId)).to.deep.equal(['boot0002']);
    expect(events[0]).not.to.have.property('oldestSeq');
    expect(rig.flash.floors).to.deep.equal({});
  });

  it('takes the ackSeq of a welcome as an ack', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    happen(rig, 3);
    rig.welcome(2);
    expect(rig.queued).to.deep.equal([3]);
  });

  it('tells a server that forgot acknowledged events that they will never come', () => {
    const rig = new Rig(['A'], instant).boot().connect();
    happen(rig, 3);
    rig.ack(3);
    rig.do({ type: 'disconnected' });
    rig.after(1000).connect();
    expect(rig.fresh().some((message) => 'oldestSeq' in message.payload)).to.equal(false);
    rig.welcome(1);
    happen(rig, 1);
    expect(rig.freshEvents()).to.have.length(1);
    expect(rig.published.at(-2)?.payload).to.include({ seq: 4, oldestSeq: 4 });
  });

  it('asks to be woken when a resend is due', () => {
    const rig = new Rig(['A'], instant).boot().connect().after(100);
    happen(rig, 1);
    expect(nextDeadline(rig.state)).to.equal(10_100);
    rig.ack(1);
    expect(nextDeadline(rig.state)).to.equal(60_000);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
