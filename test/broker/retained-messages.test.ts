import { expect } from 'chai';
import { matches, RetainedMessages } from '../../broker/retained-messages.ts';

describe('broker: retained messages', () => {
  const found = async (messages: RetainedMessages<{ topic: string; payload: string }>, ...filters: string[]) => {
    const payloads: string[] = [];
    for await (const { payload } of messages.stream(filters)) payloads.push(payload);
    return payloads;
  };

  it('are found by topic and by filter, the last one of a topic, until an empty one', async () => {
    const messages = new RetainedMessages<{ topic: string; payload: string }>();
    for (const [topic, payload] of [
      ['a/b', 'old'],
      ['a/b', 'new'],
      ['a/c', 'other'],
      ['d', 'gone'],
      ['d', ''],
    ] as const)
      messages.store({ topic, payload });
    expect(await found(messages, 'a/b')).to.deep.equal(['new']);
    expect(await found(messages, 'a/+')).to.deep.equal(['new', 'other']);
    expect(await found(messages, '#')).to.deep.equal(['new', 'other']);
    expect(await found(messages, 'a/c', 'nothing', 'a/b')).to.deep.equal(['other', 'new']);
    expect(await found(messages, 'd', 'constructor', '__proto__')).to.deep.equal([]);
  });

  // MQTT 3.1.1, 4.7.1.2, 4.7.1.3 and 4.7.2: its own examples, and the edges.
  for (const [filter, topic, expected] of [
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['sport/#', 'sports', false],
    ['#', 'a/b', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/x', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/x', true],
    ['a/+/c', 'a//c', true],
    ['+', '', true],
  ] as const) {
    it(`${filter} ${expected ? 'matches' : 'does not match'} ${JSON.stringify(topic)}`, () => {
      expect(matches(filter, topic)).to.equal(expected);
    });
  }
});
