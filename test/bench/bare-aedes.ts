import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';

/**
 * The baseline of the observations: a bare Aedes and a subscriber in one process, which parses each event and answers an
 * acknowledgement as the protocol asks for. Nothing is stored.
 */
const aedes = await Aedes.createBroker();
const server = createServer(aedes.handle);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { clientId: 'subscriber', protocolVersion: 4 });
  client.on('message', (topic, payload) => {
    const { bootId, seq } = JSON.parse(payload.toString('utf8')) as { bootId: string; seq: number };
    client.publish(topic.replace(/event$/, 'ack'), JSON.stringify({ bootId, seq }), { qos: 1 });
  });
  client.subscribe('parkwire/v1/+/+/event', { qos: 1 }, () => process.send?.({ port, mqttPort: port }));
});
process.on('disconnect', () => process.exit(0));
