import { expect } from 'chai';
import { type ChatEvent, emptyChat, reduceChat } from '../../../server/board/phone/chat-store.ts';
import { normalizeNumber } from '../../../server/board/phone/phone-number.ts';
import type { PhoneMessage } from '../../../shared/live/phone-events.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
const inbound = (id: string, body: string, second = 0): PhoneMessage => ({
  id,
  direction: 'inbound',
  body,
  at: at(second),
  options: [],
  status: 'received',
});
const outbound = (id: string, body: string, second = 0): PhoneMessage => ({
  ...inbound(id, body, second),
  direction: 'outbound',
  status: 'sent',
});
const play = (...events: ChatEvent[]) => events.reduce(reduceChat, emptyChat);
const sending = (messageId: string, body: string): ChatEvent => ({ kind: 'sending', messageId, body, at: at(0) });
const message = (one: PhoneMessage): ChatEvent => ({ kind: 'message', message: one });

describe('phone chat store', () => {
  it('shows a message once, however often it comes, and takes its newer status', () => {
    const state = play(
      { kind: 'history', messages: [inbound('1', 'menu', 1), outbound('2', 'Hello', 2)] },
      message(outbound('2', 'Hello', 2)),
      message({ ...outbound('2', 'Hello', 2), status: 'read' }),
    );
    expect(state.messages.map(({ id, status }) => `${id} ${status}`)).to.deep.equal(['1 received', '2 read']);
  });

  it('puts messages in the order of their times', () => {
    const state = play(message(outbound('2', 'b', 2)), { kind: 'history', messages: [inbound('1', 'a', 1)] });
    expect(state.messages.map(({ id }) => id)).to.deep.equal(['1', '2']);
  });

  it('replaces the pending bubble by its echo', () => {
    const state = play(sending('m1', 'menu'), message(inbound('m1', 'menu')), { kind: 'sent', messageId: 'm1' });
    expect(state.pending).to.deep.equal([]);
    expect(state.messages).to.have.length(1);
  });

  it('knows its echo by the words where the server gives another id, one echo for each', () => {
    const state = play(sending('m1', 'menu'), sending('m2', 'menu'), message(inbound('77', 'menu')));
    expect(state.pending.map(({ messageId }) => messageId)).to.deep.equal(['m2']);
    expect(play(sending('m1', 'menu'), message(inbound('m1', ' menu '))).pending).to.deep.equal([]);
  });

  it('does not take a known message of before for the echo', () => {
    const old = inbound('1', 'menu');
    const state = play({ kind: 'history', messages: [old] }, sending('m1', 'menu'), {
      kind: 'history',
      messages: [old],
    });
    expect(state.pending).to.have.length(1);
  });

  it('keeps a failed message, and sends it again as the same one', () => {
    const failed = play(sending('m1', 'book A'), { kind: 'failed', messageId: 'm1', error: 'No connection' });
    expect(failed.pending[0]).to.include({ state: 'failed', error: 'No connection' });
    const again = reduceChat(failed, sending('m1', 'book A'));
    expect(again.pending).to.have.length(1);
    expect(again.pending[0]).to.include({ messageId: 'm1', state: 'sending', error: null });
  });
});

describe('phone number', () => {
  it('is read as people write it', () => {
    expect(normalizeNumber('+1 202 555 0123')).to.equal('+12025550123');
    expect(normalizeNumber(' +44 (7700) 900-123 ')).to.equal('+447700900123');
    expect(normalizeNumber('0044 7700 900123')).to.equal('+447700900123');
    for (const wrong of ['', '+', '12025550123', '+0123456789', '+12', '+1202555012345678', '+1 202 CALL'])
      expect(normalizeNumber(wrong), wrong).to.equal(null);
  });
});
