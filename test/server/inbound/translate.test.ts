import { expect } from 'chai';
import fc from 'fast-check';
import { translate } from '../../../server/inbound/mqtt/translate.ts';

const EVENT = 'parkwire/v1/main/esp32-a/event';
const event = { bootId: 'abcdef12', seq: 1, slot: 'A', type: 'occupied', uptimeMs: 5, sentUptimeMs: 6 };
const take = (topic: string, body: unknown, retain = false) =>
  translate(topic, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), retain, 1000);

describe('translating what controllers publish', () => {
  it('takes an event whole, with what it does not say', () => {
    expect(take(EVENT, { ...event, future: 1 })).to.deep.equal({
      kind: 'message',
      message: {
        ...{ lotCode: 'main', controllerId: 'esp32-a', receivedAt: 1000, kind: 'event', bootId: 'abcdef12', seq: 1 },
        ...{ rejected: null, slotCode: 'A', type: 'occupied', uptimeMs: 5, sentUptimeMs: 6, oldestSeq: null },
        ...{ initial: false, clockAt: null },
      },
    });
  });

  it('keeps as rejected what it can name, and drops what it cannot', () => {
    for (const wrong of [{ slot: 'a' }, { type: 'gone' }, { uptimeMs: -1 }, { sentUptimeMs: 'x' }, { at: 'today' }]) {
      const translated = take(EVENT, { ...event, ...wrong });
      if (translated.kind !== 'message' || translated.message.kind !== 'event') throw new Error('not kept');
      expect(translated.message.rejected).to.be.a('string').that.contains(Object.keys(wrong)[0]!);
    }
    for (const wrong of [{ bootId: 'short' }, { seq: 0 }, { seq: 1.5 }]) {
      expect(take(EVENT, { ...event, ...wrong })).to.deep.equal({ kind: 'dropped', reason: 'payload' });
    }
  });

  it('says why it drops', () => {
    expect(take('parkwire/v1/main/esp32-a/ack', {})).to.deep.equal({ kind: 'dropped', reason: 'topic' });
    expect(take(EVENT, 'x'.repeat(4097))).to.deep.equal({ kind: 'dropped', reason: 'too-large' });
    expect(take(EVENT, '{')).to.deep.equal({ kind: 'dropped', reason: 'not-json' });
    expect(take(EVENT, '')).to.deep.equal({ kind: 'ignored' });
  });

  it('believes no memory of a broker but its bad news', () => {
    const status = 'parkwire/v1/main/esp32-a/status';
    const online = { status: 'online', bootId: 'abcdef12', fw: 'x', protocol: 1, slots: ['A'], uptimeMs: 1 };
    expect(take(status, online).kind).to.equal('message');
    expect(take(status, online, true).kind).to.equal('remembered');
    expect(take(status, { status: 'lost', bootId: 'abcdef12' }, true).kind).to.equal('message');
    const occupancy = { occupied: true, bootId: 'abcdef12', seq: 1 };
    expect(take('parkwire/v1/main/esp32-a/slot/A/occupancy', occupancy, true).kind).to.equal('remembered');
  });

  it('never throws, whatever bytes come', () => {
    const topics = fc.constantFrom(EVENT, 'parkwire/v1/main/esp32-a/status', 'parkwire/v1/main/esp32-a/telemetry');
    const payloads = fc.oneof(
      fc.json(),
      fc.string(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    fc.assert(
      fc.property(topics, payloads, fc.boolean(), (topic, payload, retain) => {
        expect(take(topic, payload, retain).kind).to.be.oneOf(['message', 'remembered', 'dropped', 'ignored']);
      }),
    );
  });
});
