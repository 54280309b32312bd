import { expect } from 'chai';
import { Broker } from '../../../broker/broker.ts';
import { BrokerAccess, drawServerCredential } from '../../../server/inbound/mqtt/broker-access.ts';
import { serverSubscriptions, topics } from '../../../shared/mqtt/topics.ts';
import { RawMqtt } from '../../support/raw-mqtt.ts';

const BOARD = 'esp32-a';

describe('what the bundled broker keeps of a controller', () => {
  const server = drawServerCredential();
  const refused: string[] = [];
  const open: RawMqtt[] = [];
  const log = () => undefined;
  let broker: Broker;

  beforeEach(async () => {
    refused.length = 0;
    const rights = new BrokerAccess(server, async (id, secret) =>
      id === BOARD && secret === 'right' ? { id, lotCode: 'main', slots: ['A', 'B2'] } : null,
    );
    broker = new Broker({
      host: '127.0.0.1',
      port: 0,
      authenticate: (login) => rights.authenticate(login),
      onRefused: (reason, { topic }) => refused.push(`${reason} ${topic}`),
      logger: { info: log, warn: log, error: log },
    });
    await broker.start();
  });

  afterEach(async () => {
    await broker.stop();
    await Promise.all(open.splice(0).map((client) => client.destroy()));
  });

  const connect = async (id: string, password: string) => {
    const client = await RawMqtt.connect(broker.port, { clientId: id, username: id, password });
    open.push(client);
    return client;
  };
  /** Every retained topic, as whoever connects now is told it: in the order of their coming, the status last. */
  const kept = async (board: RawMqtt) => {
    const last = topics.status('main', BOARD);
    await board.publish(last, '{}', { qos: 1, retain: true });
    const reader = await connect(server.clientId, server.password);
    await reader.subscribe('parkwire/v1/#');
    const found: string[] = [];
    for (;;) {
      const { topic, retain } = await reader.message();
      expect(retain).to.equal(true);
      if (topic === last) return found;
      found.push(topic);
    }
  };

  it('is one topic of each kind for each slot it serves, and nothing of any other', async () => {
    const board = await connect(BOARD, 'right');
    const served = ['A', 'B2'].flatMap((slot) => [
      topics.occupancy('main', BOARD, slot),
      topics.ledReported('main', BOARD, slot),
    ]);
    const other = Array.from({ length: 30 }, (_, n) => [
      topics.occupancy('main', BOARD, `X${n}`),
      topics.ledReported('main', BOARD, `X${n}`),
    ]).flat();
    for (const topic of [...other, ...served]) await board.publish(topic, '{}', { qos: 1, retain: true });
    expect(board.isClosed, 'a sensor to spare does not silence the board').to.equal(false);
    expect(await kept(board)).to.deep.equal(served);
    expect(refused).to.deep.equal(other.map((topic) => `publish-denied ${topic}`));
  });

  it('reaches nobody from another slot, retained or not', async () => {
    const reader = await connect(server.clientId, server.password);
    await reader.subscribe(serverSubscriptions);
    const board = await connect(BOARD, 'right');
    await board.publish(topics.occupancy('main', BOARD, 'A1'), '1', { qos: 1 });
    await board.publish(topics.ledReported('main', BOARD, 'B'), '2', { qos: 0 });
    await board.publish(topics.occupancy('main', BOARD, 'A'), '3', { qos: 1 });
    expect((await reader.message()).payload.toString()).to.equal('3');
    expect(refused).to.have.length(2);
  });
});
