import { type EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { expect } from 'chai';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import WebSocket from 'ws';
import { TlsListener } from '../../broker/tls-listener.ts';
import { serveWebSockets } from '../../broker/web-socket-listener.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { Certificates } from '../support/certificates.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { BrokerFixture, PASSWORD } from './broker-fixture.ts';

const EVENT = topics.event('main', 'board1');
const ACK = topics.ack('main', 'board1');

/** Its types do not say that it is an emitter. */
const heard = (client: MqttClient, event: string): Promise<any[]> => once(client as unknown as EventEmitter, event);

describe('doors of the bundled broker', () => {
  let fixture: BrokerFixture;
  let server: RawMqtt;
  const clients: MqttClient[] = [];

  beforeEach(async () => {
    fixture = await new BrokerFixture({ limits: { connectTimeoutMs: 300 } }).start();
    server = await fixture.server();
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.endAsync(true);
    await fixture.stop();
  });

  async function connect(url: string, options: IClientOptions = {}): Promise<MqttClient> {
    const login = { clientId: 'board1', username: 'board1', password: PASSWORD };
    const client = mqtt.connect(url, { ...login, protocolVersion: 4, reconnectPeriod: 0, ...options });
    clients.push(client);
    const failed = heard(client, 'error').then(([error]) => Promise.reject(error));
    await Promise.race([heard(client, 'connect'), failed]);
    failed.catch(() => {});
    return client;
  }

  /** Both ways, and out of bounds. */
  async function serves(client: MqttClient): Promise<void> {
    await client.publishAsync(EVENT, 'up', { qos: 1 });
    expect((await server.message()).payload).to.equal('up');
    await client.subscribeAsync(ACK, { qos: 1 });
    const told = heard(client, 'message');
    await server.publish(ACK, 'down', { qos: 1 });
    expect(String((await told)[1])).to.equal('down');
    client.on('error', () => {});
    const closed = heard(client, 'close');
    client.publish(topics.event('main', 'other'), 'elsewhere', { qos: 1 });
    await Promise.all([closed, fixture.refused('publish-denied')]);
  }

  describe('with TLS', () => {
    let certificates: Certificates;
    let ca: Buffer;
    let listener: TlsListener;
    const logged: string[] = [];

    beforeEach(async () => {
      certificates = await Certificates.make();
      ca = await certificates.ca();
      logged.length = 0;
      const log = (_: object, message: string) => void logged.push(message);
      const { certFile, keyFile } = certificates;
      const logger = { info: log, warn: log, error: log };
      listener = new TlsListener({ broker: fixture.broker, host: '127.0.0.1', port: 0, certFile, keyFile, logger });
      await listener.start();
    });

    afterEach(async () => {
      await listener.stop();
      await certificates.remove();
    });

    const url = () => `mqtts://localhost:${listener.port}`;
    const trusting = () => ({ ca, family: 4 }) as IClientOptions;
    /** Which certificate a newcomer is shown. */
    async function shown(): Promise<string> {
      const socket = tlsConnect({ host: '127.0.0.1', port: listener.port, ca, servername: 'localhost' });
      await once(socket, 'secureConnect');
      const { serialNumber } = socket.getPeerCertificate();
      socket.destroy();
      return serialNumber;
    }

    it('serves a board that checks the certificate, under the same rights', async () => {
      await serves(await connect(url(), trusting()));
    });

    it('is refused by whoever does not know the authority, and refuses a wrong password', async () => {
      await connect(url(), { family: 4 } as IClientOptions).then(
        () => expect.fail('it connected'),
        (error) => expect(error.code).to.match(/SELF_SIGNED|UNABLE_TO_VERIFY|DEPTH_ZERO/),
      );
      await connect(url(), { ...trusting(), password: 'wrong' }).then(
        () => expect.fail('it connected'),
        (error) => expect(error.code).to.equal(5),
      );
      expect(fixture.count('bad-credentials')).to.equal(1);
    });

    it('tells of a board that dies by its will', async () => {
      const will = {
        topic: topics.status('main', 'board1'),
        payload: Buffer.from('lost'),
        qos: 1 as const,
        retain: true,
      };
      const client = await connect(url(), { ...trusting(), will });
      client.on('error', () => {});
      client.stream.destroy();
      expect(await server.message()).to.include({ topic: will.topic, payload: 'lost' });
    });

    it('takes a renewed certificate without a restart, and who is connected stays so', async () => {
      const client = await connect(url(), trusting());
      const before = await shown();
      await certificates.spoilKey();
      await listener.renew();
      expect(await shown(), 'no pair: the former stays').to.equal(before);
      await certificates.renew();
      await listener.renew();
      expect(await shown()).to.not.equal(before);
      await serves(client);
      expect(logged).to.include('mqtt: the new certificate cannot be used, the former stays');
    });

    it('looks at the files by itself', async () => {
      await listener.stop();
      const { certFile, keyFile } = certificates;
      let renewed: () => void = () => {};
      const again = new Promise<void>((resolve) => {
        renewed = resolve;
      });
      const info = (_: object, message: string) => message.includes('read again') && renewed();
      const logger = { info, warn: () => {}, error: () => {} };
      const own = { broker: fixture.broker, host: '127.0.0.1', port: 0, certFile, keyFile, logger, watchEveryMs: 20 };
      listener = new TlsListener(own);
      await listener.start();
      const before = await shown();
      await certificates.renew();
      await again;
      expect(await shown()).to.not.equal(before);
    });

    it('gives a handshake that never ends no more time than a login', async () => {
      const mute = await RawMqtt.open(listener.port);
      await fixture.refused('connect-timeout');
      await mute.closed;
      const plain = await RawMqtt.open(listener.port);
      plain.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
      await plain.closed;
      await shown();
    });

    it('stops though a board is connected, and nobody is told that it was lost', async () => {
      const will = {
        topic: topics.status('main', 'board1'),
        payload: Buffer.from('lost'),
        qos: 1 as const,
        retain: true,
      };
      const client = await connect(url(), { ...trusting(), will });
      await Promise.all([heard(client, 'close'), listener.stop()]);
      const other = await fixture.connect('board2');
      await other.publish(topics.event('main', 'board2'), 'after', { qos: 1 });
      expect(await server.message()).to.include({ payload: 'after' });
    });

    it('does not start without its files, or with a key of another certificate', async () => {
      const { certFile, keyFile } = certificates;
      const start = (files: { certFile: string; keyFile: string }) =>
        new TlsListener({ broker: fixture.broker, host: '127.0.0.1', port: 0, ...files }).start().then(
          () => expect.fail('it started'),
          (error) => error,
        );
      expect(await start({ certFile: `${certFile}.none`, keyFile })).to.include({ code: 'ENOENT' });
      await certificates.spoilKey();
      expect(await start({ certFile, keyFile })).to.include({ code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' });
    });
  });

  describe('by WebSocket', () => {
    let http: Server;
    let close: () => Promise<void>;
    let port: number;

    beforeEach(async () => {
      http = createServer((_request, response) => response.end('page'));
      close = serveWebSockets(http, '/mqtt', fixture.broker);
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      port = (http.address() as AddressInfo).port;
    });

    afterEach(async () => {
      await close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    });

    const url = () => `ws://127.0.0.1:${port}/mqtt`;

    it('serves a board under the same rights', async () => {
      await serves(await connect(url()));
    });

    it('ends what it brought when we stop, and nobody is told that a board was lost', async () => {
      const will = {
        topic: topics.status('main', 'board1'),
        payload: Buffer.from('lost'),
        qos: 1 as const,
        retain: true,
      };
      const client = await connect(url(), { will });
      const closed = heard(client, 'close');
      await Promise.all([closed, close()]);
      const other = await fixture.connect('board2');
      await other.publish(topics.event('main', 'board2'), 'after', { qos: 1 });
      expect(await server.message()).to.include({ topic: topics.event('main', 'board2'), payload: 'after' });
      await new Promise<void>((resolve) => http.close(() => resolve()));
    });

    it('refuses a wrong password as the other doors do', async () => {
      await connect(url(), { password: 'wrong' }).then(
        () => expect.fail('it connected'),
        (error) => expect(error.code).to.equal(5),
      );
    });

    it('speaks `mqtt` alone, and in bytes alone', async () => {
      const [, unexpected] = (await once(
        new WebSocket(url()).on('error', () => {}),
        'unexpected-response',
      )) as any[];
      expect(unexpected.statusCode).to.equal(400);
      const words = new WebSocket(url(), 'mqtt');
      await once(words, 'open');
      words.send('CONNECT');
      expect((await once(words, 'close'))[0]).to.equal(1003);
      const large = new WebSocket(url(), 'mqtt').on('error', () => {});
      await once(large, 'open');
      large.send(Buffer.alloc(100_000));
      expect((await once(large, 'close'))[0]).to.be.oneOf([1009, 1006]);
      const mute = new WebSocket(url(), 'mqtt');
      await Promise.all([once(mute, 'close'), fixture.refused('connect-timeout')]);
    });
  });
});
