import { expect } from 'chai';
import { connectAsync } from 'mqtt';
import { homeAssistantTopics } from '../../shared/mqtt/home-assistant-topics.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { documented, Mosquitto, needsMosquitto } from '../support/mosquitto.ts';
import { type Credential, Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { until } from '../support/wait.ts';
import { HomeAssistantClient } from './support/home-assistant.ts';
import { RawController } from './support/raw-controller.ts';

const PREFIX = { HOME_ASSISTANT_PREFIX: 'homeassistant' };
const ACCOUNT = { username: 'home_assistant', password: 'nobody guesses it' };
const VARIABLES = { HOME_ASSISTANT_USERNAME: ACCOUNT.username, HOME_ASSISTANT_PASSWORD: ACCOUNT.password };
const SERVER = 'the password of the server';

interface Ground {
  readonly site: Site;
  readonly url: () => string;
  add(id: string, slots: readonly string[]): Promise<Credential>;
  /** The broker, where it outlives the server. */
  readonly broker?: Mosquitto;
  /** Says something retained at a broker that outlives the server; absent where there is none. */
  readonly publish?: (topic: string, payload: string) => Promise<unknown>;
  /** What such a broker keeps of a topic. */
  readonly kept?: (topic: string) => Promise<string | null>;
  end(): Promise<void>;
}

const grounds: Readonly<Record<string, (context: Mocha.Context) => Promise<Ground>>> = {
  'the bundled broker': async () => {
    const site = await Site.start({ environment: { ...PREFIX, ...VARIABLES } });
    const url = () => `mqtt://127.0.0.1:${site.mqttPort}`;
    return { site, url, add: (id, slots) => site.addController(id, slots), end: () => site.stop() };
  },
  'Mosquitto, set up as docs/brokers.md says': async (context) => {
    needsMosquitto(context);
    const broker = await Mosquitto.create({ config: documented('mosquitto.conf'), rights: documented('parkwire.acl') });
    await broker.addAccount('parkwire', SERVER);
    await broker.addAccount(ACCOUNT.username, ACCOUNT.password);
    await broker.start();
    const url = `mqtt://parkwire:${encodeURIComponent(SERVER)}@127.0.0.1:${broker.port}`;
    const site = await Site.start({ environment: { MQTT_URL: url, ...PREFIX } });
    site.mqttPort = broker.port;
    await until('the server is connected', async () => (await site.api.request('GET', '/readyz')).status === 200);
    return {
      site,
      url: () => `mqtt://127.0.0.1:${broker.port}`,
      broker,
      publish: async (topic, payload) => {
        // The broker takes the user's name as client id: the server is thrown out for a moment, and comes back.
        const client = await connectAsync(url);
        await client.publishAsync(topic, payload, { qos: 1, retain: true });
        await client.endAsync();
      },
      kept: async (topic) => {
        const client = await connectAsync(url, { reconnectPeriod: 0 });
        let found: string | null = null;
        client.on('message', (_, payload) => {
          found = payload.toString('utf8');
        });
        await client.subscribeAsync(topic, { qos: 1 });
        // What it sends itself comes behind what was kept.
        const marker = new Promise((resolve) => {
          client.on('message', (at) => at === 'homeassistant/marker' && resolve(at));
        });
        await client.subscribeAsync('homeassistant/marker', { qos: 1 });
        const before = found;
        await client.publishAsync('homeassistant/marker', 'x', { qos: 1 });
        await marker;
        await client.endAsync();
        return before;
      },
      add: async (id, slots) => {
        const credential = await site.addController(id, slots);
        await broker.addAccount(id, credential.secret);
        return credential;
      },
      end: async () => {
        await site.stop();
        await broker.remove();
      },
    };
  },
};

const occupancy = (slot: string) => `parkwire_main_${slot}-occupancy`;

for (const [name, prepare] of Object.entries(grounds)) {
  story(`Home Assistant at ${name}`, () => {
    let ground: Ground;
    let site: Site;
    let home: HomeAssistantClient;
    let board: RawController;
    const open: RawController[] = [];

    beforeEach(async function () {
      ground = await prepare(this);
      site = ground.site;
      board = await begin('esp32-a', ['A', 'B']);
      await board.wake();
      home = await HomeAssistantClient.start(ground.url(), ACCOUNT);
    });

    const begin = async (id: string, slots: readonly string[]): Promise<RawController> => {
      const controller = new RawController(site, await ground.add(id, slots));
      open.push(controller);
      controller.boot();
      await controller.connect();
      await controller.online();
      return controller;
    };

    afterEach(async () => {
      for (const { mqtt } of open.splice(0)) await mqtt.destroy();
      expect(home?.refused ?? []).to.deep.equal([]);
      await home?.stop();
      await ground?.end();
    });

    it('shows each slot and its LED as the server does, and how the controller fares', async () => {
      await home.shows(occupancy('A'), 'off');
      await home.shows(occupancy('B'), 'off');
      await home.shows('parkwire_esp32-a_connectivity', 'on');
      await home.shows('parkwire_esp32-a_signal', 'unknown');
      // Figures of a controller wake nobody; they are told with the next change.
      await board.telemetry(3);
      await board.report('A', 'occupied');
      await home.shows(occupancy('A'), 'on');
      await home.shows('parkwire_esp32-a_queue', '3');
      await board.reportLed('A', { color: 'red', pattern: 'blink', rev: 1 });
      await home.shows('parkwire_main_A-led', 'red blink');
      await home.shows(occupancy('C'), 'off');
      const kinds = new Set([...home.entities.keys()].map((topic) => topic.split('/')[1]));
      expect([...kinds].sort(), 'nothing that could be switched').to.deep.equal(['binary_sensor', 'sensor']);
    });

    it('never shows as free what nobody sees: silence, a will, an order to keep out', async () => {
      await home.shows(occupancy('A'), 'off');
      await board.telemetry(3);
      await board.report('A', 'occupied');
      await home.shows('parkwire_esp32-a_queue', '3');
      site.clock.advance(4 * MINUTE);
      await site.parkwire.jobs.watch();
      await home.shows(occupancy('A'), 'unavailable');
      await home.shows('parkwire_esp32-a_connectivity', 'off');
      expect(home.state('parkwire_esp32-a_queue'), 'nobody knows').to.equal('unknown');
      await board.die();
      board.boot(site.now());
      await board.connect();
      await board.online();
      await board.report('A', 'occupied', { initial: true });
      await home.shows(occupancy('A'), 'on');
      await home.shows(occupancy('B'), 'unavailable');
      await board.report('B', 'vacated', { initial: true });
      await home.shows(occupancy('B'), 'off');
      await site.api.patch('/api/lots/main/slots/B', { outOfService: true });
      await home.shows(occupancy('B'), 'unavailable');
      await board.die();
      await home.shows(occupancy('A'), 'unavailable');
    });

    it('forgets a controller that is removed, and shows its slot at the one that replaces it', async () => {
      await home.shows(occupancy('A'), 'off');
      expect((await site.api.request('DELETE', '/api/lots/main/controllers/esp32-a')).status).to.equal(204);
      await home.shows('parkwire_esp32-a_connectivity', null);
      const replacement = await begin('esp32-b', ['A']);
      await replacement.report('A', 'occupied', { initial: true });
      await home.shows(occupancy('A'), 'on');
      const [, configuration] = [...home.entities].find(([, { unique_id }]) => unique_id === occupancy('A')) ?? [];
      expect(configuration?.device?.identifiers, 'the same entity, on the other device').to.deep.equal([
        'parkwire_esp32-b',
      ]);
    });

    it('is told again when it starts, and when the server does', async () => {
      await home.shows(occupancy('A'), 'off');
      await home.stop();
      home = await HomeAssistantClient.start(ground.url(), ACCOUNT);
      await home.shows(occupancy('A'), 'off');
      await home.stop();
      await site.restart();
      home = await HomeAssistantClient.start(ground.url(), ACCOUNT);
      // Since the server woke nobody has said what stands there.
      await home.shows('parkwire_esp32-a_last-seen', home.state('parkwire_esp32-a_last-seen'));
      await until('every entity is there', () => home.entities.size >= 20);
    });

    // What is retained at the bundled broker goes with the server.
    if (name.startsWith('Mosquitto'))
      it('has what went while the server was away cleared, and nobody else’s entities touched', async () => {
        const { publish } = ground;
        if (!publish) throw new Error('nothing outlives the server here');
        await home.shows(occupancy('A'), 'off');
        const state = 'parkwire/home-assistant/main/controller/esp32-z';
        const configuration = { name: 'Signal', unique_id: 'parkwire_esp32-z_signal', state_topic: state };
        await publish('homeassistant/sensor/parkwire-esp32-z/signal/config', JSON.stringify(configuration));
        await publish(
          'homeassistant/sensor/porch/light/config',
          JSON.stringify({ ...configuration, unique_id: 'porch' }),
        );
        await home.shows('parkwire_esp32-z_signal', 'unknown');
        await site.restart();
        await home.shows('parkwire_esp32-z_signal', null);
        expect(home.state('porch')).to.equal('unknown');
      });

    if (name.startsWith('Mosquitto'))
      it('never shows as free what became unknown while the broker was away, not even for a moment', async () => {
        const { broker } = ground;
        if (!broker) throw new Error('nothing outlives the server here');
        await home.shows(occupancy('A'), 'off');
        await board.report('B', 'occupied');
        await home.shows(occupancy('B'), 'on');
        await home.stop();
        await broker.shutDown();
        const ready = (status: number) =>
          until(`/readyz answers ${status}`, async () => (await site.api.request('GET', '/readyz')).status === status);
        await ready(503);
        site.clock.advance(4 * MINUTE);
        await site.parkwire.jobs.watch();
        await site.slotIs('A', 'unknown');
        await broker.start();
        home = await HomeAssistantClient.start(ground.url(), ACCOUNT);
        const shown = new Set<string | null>();
        home.client.on('message', () => shown.add(home.state(occupancy('A'))).add(home.state(occupancy('B'))));
        // Told last, once every state is true again.
        await home.shows(occupancy('C'), 'off');
        expect([...shown].filter((state) => state !== null)).to.deep.equal(['unavailable']);
      });

    it('may hear nothing else and say nothing but that it is there', async () => {
      await home.shows(occupancy('A'), 'off');
      const heard: string[] = [];
      home.client.on('message', (topic) => heard.push(topic));
      const command = topics.command('main', 'esp32-a');
      // A broker may grant what it does not deliver.
      for (const filter of ['#', 'parkwire/v1/#', command])
        await home.client.subscribeAsync(filter, { qos: 1 }).catch(() => null);
      await site.api.post('/api/lots/main/controllers/esp32-a/commands', { name: 'identify' });
      await board.command('identify');
      await board.report('A', 'occupied');
      await home.shows(occupancy('A'), 'on');
      await home.client.publishAsync(topics.event('main', 'esp32-a'), '{"bootId":"00000000","seq":1}', { qos: 1 });
      await home.client.publishAsync(command, '{"commandId":"x","name":"restart"}', { qos: 1 });
      // What a board of the account's own name could say.
      await home.client.publishAsync(topics.status('main', ACCOUNT.username), '{}', { qos: 1, retain: true });
      const configuration = 'homeassistant/binary_sensor/parkwire-main/A-occupancy/config';
      await home.client.publishAsync(configuration, '', { qos: 1, retain: true });
      await board.report('A', 'vacated');
      await home.shows(occupancy('A'), 'off');
      expect(heard.filter((topic) => topic.startsWith('parkwire/v1/'))).to.deep.equal([]);
      if (ground.kept) expect(await ground.kept(topics.status('main', ACCOUNT.username))).to.equal(null);
      expect(board.bodies(command).map(({ name }) => name)).to.deep.equal(['identify']);
      const [{ n }] = await site.rows(`SELECT COUNT(*) AS n FROM observations WHERE boot_id = '00000000'`);
      expect(n).to.equal(0);
    });
  });
}

describe('Home Assistant at a broker where processes have ids of their own', () => {
  it('hears again that the server is there, where the will of a process before it comes late', async function () {
    needsMosquitto(this);
    const broker = await Mosquitto.create();
    await broker.start();
    const url = `mqtt://127.0.0.1:${broker.port}`;
    const site = await Site.start({ environment: { MQTT_URL: url, ...PREFIX } });
    const home = await HomeAssistantClient.start(url, ACCOUNT);
    try {
      await home.shows(occupancy('A'), 'off');
      // It froze, and only now the broker gives it up.
      const before = await RawMqtt.connect(broker.port, {
        clientId: 'server.0123456789abcdef',
        will: { topic: homeAssistantTopics.server, payload: 'offline', qos: 1, retain: true },
      });
      await before.destroy();
      await home.shows(occupancy('A'), 'unavailable');
      await home.shows(occupancy('A'), 'off');
    } finally {
      await home.stop();
      await site.stop();
      await broker.remove();
    }
  });
});

describe('Home Assistant, unless somebody asks for it,', () => {
  it('is told nothing, and has no account', async () => {
    const site = await Site.start();
    try {
      const client = await RawMqtt.open(site.mqttPort);
      expect(await client.login({ clientId: 'x_Y', ...ACCOUNT })).to.equal(5);
    } finally {
      await site.stop();
    }
  });
});
