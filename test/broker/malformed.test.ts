import { expect } from 'chai';
import fc from 'fast-check';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodePacket, encodePublish, encodeSubscribe, type RawMqtt } from '../support/raw-mqtt.ts';
import { BrokerFixture, loginOf } from './broker-fixture.ts';

const command = topics.command('main', 'board-a');

/** Valid packets with bytes changed: they get further than noise does. */
const damaged = fc
  .tuple(
    fc.constantFrom(
      encodeConnect(loginOf('board-x', { will: { topic: 'a/b', payload: 'x', qos: 1, retain: true } })),
      encodePublish(topics.event('main', 'board-x'), '{}', { qos: 1 }),
      encodeSubscribe(1, [topics.command('main', 'board-x'), 'x/+/y']),
      encodePacket(10, 2, Buffer.from([0, 1, 0, 1, 97])),
      encodePacket(4, 0, Buffer.from([0, 1])),
    ),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  )
  .map(([bytes, changes]) => {
    const copy = Buffer.from(bytes);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return copy;
  });

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  fc.array(damaged, { minLength: 1, maxLength: 4 }).map((parts) => Buffer.concat(parts)),
);

describe('broker: malformed bytes', () => {
  let fixture: BrokerFixture;
  let server: RawMqtt;
  let board: RawMqtt;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
    server = await fixture.server();
    board = await fixture.connect('board-a');
    await board.subscribe(command);
  });
  afterEach(() => fixture.stop());

  /** The connected client is served as if nothing had happened. */
  const undisturbed = async (): Promise<void> => {
    fixture.clockMs += 1000;
    await server.publish(command, 'to', { qos: 1 });
    expect((await board.message()).payload).to.equal('to');
    await board.publish(topics.event('main', 'board-a'), 'from', { qos: 1 });
    await server.message((m) => m.topic === topics.event('main', 'board-a'));
  };

  it('from strangers neither end the broker nor disturb a client', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (noise) => {
        const stranger = await fixture.open();
        stranger.write(noise);
        await undisturbed();
        await stranger.destroy();
      }),
      { numRuns: 300 },
    );
  });

  it('from a client that is logged in neither end the broker nor disturb another', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (noise) => {
        const insider = await fixture.connect('board-x');
        insider.write(noise);
        await undisturbed();
        await insider.destroy();
      }),
      { numRuns: 300 },
    );
  });

  it('split at every byte are judged the same', async () => {
    const client = await fixture.open();
    for (const byte of encodeConnect(loginOf('board-x'))) client.write(Buffer.from([byte]));
    expect((await client.next((packet) => packet.type === 2)).body[1]).to.equal(0);
    for (const byte of encodePublish(topics.event('main', 'board-x'), 'x', { qos: 1 }))
      client.write(Buffer.from([byte]));
    await client.next((packet) => packet.type === 4);
    client.write(Buffer.from([0x30]));
    client.write(Buffer.from([0x00])); // a PUBLISH without a topic
    await client.closed;
    expect(fixture.count('protocol-error')).to.equal(1);
  });
});
