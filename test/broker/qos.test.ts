import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { encodePacket, encodePublish } from '../support/raw-mqtt.ts';
import { BrokerFixture, loginOf } from './broker-fixture.ts';

const event = topics.event('main', 'board-a');
const command = topics.command('main', 'board-a');

describe('broker: quality of service', () => {
  let fixture: BrokerFixture;
  beforeEach(async () => {
    fixture = await new BrokerFixture().start();
  });
  afterEach(() => fixture.stop());

  for (const from of ['QoS 0', 'QoS 1'] as const) {
    it(`carries ${from} up and down`, async () => {
      const qos = from === 'QoS 1' ? 1 : 0;
      const [server, board] = [await fixture.server(), await fixture.connect('board-a')];
      expect(await board.subscribe(command, qos)).to.deep.equal([qos]);
      await board.publish(event, 'up', { qos });
      expect(await server.message()).to.include({ topic: event, payload: 'up', qos, retain: false });
      await server.publish(command, 'down', { qos: 1 });
      expect(await board.message()).to.include({ topic: command, payload: 'down', qos });
    });
  }

  it('ends a client that publishes at QoS 2, without effect', async () => {
    const [server, board] = [await fixture.server(), await fixture.connect('board-a')];
    board.publish(event, 'twice', { qos: 2 });
    await board.closed;
    expect(fixture.refusals).to.deep.equal([{ reason: 'qos-2', clientId: 'board-a' }]);
    const again = await fixture.connect('board-a');
    await again.publish(event, 'fence', { qos: 1 });
    await server.message((m) => m.payload === 'fence');
    expect(server.messages).to.have.length(1);
  });

  it('ends a client that publishes at QoS 3 [MQTT-3.3.1-4]', async () => {
    const board = await fixture.connect('board-a');
    const bytes = encodePublish(event, 'x', { qos: 2 });
    bytes[0] = 0x36;
    board.write(bytes);
    await board.closed;
    expect(fixture.count('protocol-error')).to.equal(1);
  });

  it('refuses a will at QoS 2', async () => {
    const client = await fixture.open();
    const login = client.login(loginOf('board-a', { will: { topic: event, payload: 'x', qos: 2 } }));
    await login.then(
      () => expect.fail('it was let in'),
      () => {},
    );
    expect(fixture.refusals).to.deep.equal([{ reason: 'qos-2', clientId: 'board-a', topic: event }]);
  });

  it('grants QoS 1 to who asks for 2, and says so', async () => {
    const [server, board] = [await fixture.server(), await fixture.connect('board-a')];
    expect(await board.subscribe([command, 'denied'], 2)).to.deep.equal([1, 0x80]);
    await server.publish(command, 'once', { qos: 1 });
    expect((await board.message()).qos).to.equal(1);
  });

  for (const [name, type] of [
    ['CONNACK', 2],
    ['PUBREC', 5],
    ['PUBREL', 6],
    ['PUBCOMP', 7],
    ['SUBACK', 9],
    ['PINGRESP', 13],
    ['type 15', 15],
  ] as const) {
    it(`ends a client that sends ${name}`, async () => {
      const board = await fixture.connect('board-a');
      board.write(encodePacket(type, type === 6 ? 2 : 0, Buffer.from([0, 1])));
      await board.closed;
      expect(fixture.count('protocol-error')).to.equal(1);
    });
  }
});
