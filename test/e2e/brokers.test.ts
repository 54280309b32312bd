import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { documented, Mosquitto, needsMosquitto } from '../support/mosquitto.ts';
import { type Credential, Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { until } from '../support/wait.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const SERVER = 'the password of the server';

/** One way to have a broker. */
interface Ground {
  readonly site: Site;
  add(id: string, slots: readonly string[]): Promise<Credential>;
  end(): Promise<void>;
}

const grounds: Readonly<Record<string, (context: Mocha.Context) => Promise<Ground>>> = {
  'the bundled broker': async () => {
    const site = await Site.start();
    return { site, add: (id, slots) => site.addController(id, slots), end: () => site.stop() };
  },
  'Mosquitto, set up as docs/brokers.md says': async (context) => {
    needsMosquitto(context);
    const broker = await Mosquitto.create({ config: documented('mosquitto.conf'), rights: documented('parkwire.acl') });
    await broker.addAccount('parkwire', SERVER);
    await broker.start();
    const url = `mqtt://parkwire:${encodeURIComponent(SERVER)}@127.0.0.1:${broker.port}`;
    const site = await Site.start({ environment: { MQTT_URL: url } });
    site.mqttPort = broker.port;
    await until('the server is connected', async () => (await site.api.request('GET', '/readyz')).status === 200);
    return {
      site,
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

for (const [name, prepare] of Object.entries(grounds))
  story(`the contract with controllers, on ${name}`, () => {
    let ground: Ground;
    let site: Site;
    const open: RawController[] = [];

    beforeEach(async function () {
      this.timeout(30_000);
      ground = await prepare(this);
      site = ground.site;
    });

    afterEach(async () => {
      for (const { mqtt } of open.splice(0)) await mqtt?.destroy();
      await ground?.end();
    });

    const board = async (id: string, slots: readonly string[]): Promise<RawController> => {
      const controller = new RawController(site, await ground.add(id, slots));
      open.push(controller);
      controller.boot();
      await controller.connect();
      return controller;
    };
    const awake = async (id: string, slots: readonly string[]): Promise<RawController> => {
      const controller = await board(id, slots);
      expect(await controller.online()).to.equal(0);
      await controller.wake();
      return controller;
    };
    const statusOf = async (id: string) =>
      (await site.api.get('/api/lots/main/controllers')).controllers.find((one: any) => one.id === id).status;
    const statusIs = (id: string, status: string) =>
      site.until(`${id} is ${status}`, async () => (await statusOf(id)) === status);

    it('a birth is welcomed, an event acknowledged once it is stored, and a repeat acknowledged again', async () => {
      const controller = await awake('esp32-a', ['A']);
      const event = await controller.report('A', 'occupied');
      await site.slotIs('A', 'attention');
      const acks = () => controller.bodies(controller.topic('ack')).length;
      const before = acks();
      await controller.send(event);
      await controller.mqtt.message(({ topic }) => topic === controller.topic('ack')).catch(() => undefined);
      expect(acks()).to.be.greaterThan(before);
      const rows = await site.rows(`SELECT seq FROM observations WHERE source = 'esp32-a'`);
      expect(rows.map(({ seq }) => Number(seq)).sort()).to.deep.equal([1, 2]);
    });

    it('the light is retained: who connects later has it at once, and its number only grows', async () => {
      const controller = await awake('esp32-a', ['A']);
      await site.text(DRIVER, 'book A');
      const blue = await controller.led('A', 'blue');
      await controller.mqtt.destroy();
      await controller.connect();
      expect(await controller.led('A', 'blue')).to.deep.equal(blue);
      await controller.online();
      await controller.report('A', 'occupied');
      expect((await controller.led('A', 'red')).rev).to.be.greaterThan(blue.rev);
    });

    it('a board that dies is lost by its will, and its slots are unknown until it is back', async () => {
      const controller = await awake('esp32-a', ['A']);
      await controller.die();
      await statusIs('esp32-a', 'lost');
      await site.slotIs('A', 'unknown');
      await controller.connect();
      await controller.online();
      await controller.occupancy('A', false);
      await site.slotIs('A', 'free');
    });

    it('who takes a board’s place ends its connection, and the will that fires then says nothing', async () => {
      const controller = await awake('esp32-a', ['A']);
      const former = controller.mqtt;
      controller.boot();
      await controller.connect();
      await former.closed;
      await controller.online();
      await controller.wake();
      await controller.report('A', 'occupied');
      expect(await statusOf('esp32-a')).to.equal('online');
      await site.slotIs('A', 'attention');
    });

    it('a command comes once, is answered, and is not kept', async () => {
      const controller = await awake('esp32-a', ['A']);
      const asked = await site.api.post('/api/lots/main/controllers/esp32-a/commands', { name: 'identify' });
      expect((await controller.command('identify')).commandId).to.equal(asked.id);
      await controller.respond(asked.id, 'done');
      await site.until('it is done', async () => {
        const { commands } = await site.api.get('/api/lots/main/controllers/esp32-a/commands');
        return commands[0].status === 'done';
      });
      await controller.mqtt.destroy();
      await controller.connect();
      await controller.online();
      await controller.report('A', 'occupied');
      expect(controller.bodies(controller.topic('command'))).to.deep.equal([]);
    });

    it('nobody speaks for another, hears another, or says what the server says', async () => {
      const [one, other] = [await awake('esp32-a', ['A']), await awake('esp32-b', ['B'])];
      const intruder = await RawMqtt.connect(site.mqttPort, {
        clientId: 'esp32-b',
        username: 'esp32-b',
        password: other.secret,
      });
      const granted = await intruder.subscribe([topics.ledDesired('main', 'esp32-a', 'A'), 'parkwire/v1/#']);
      const body = { bootId: one.bootId, seq: 2, slot: 'A', type: 'occupied', uptimeMs: 5, sentUptimeMs: 5 };
      // The bundled broker ends the connection, Mosquitto drops it without a word.
      await intruder.publish(topics.event('main', 'esp32-a'), JSON.stringify(body), { qos: 1 }).catch(() => undefined);
      await intruder
        .publish(topics.ack('main', 'esp32-a'), JSON.stringify({ bootId: one.bootId, seq: 99 }), { qos: 1 })
        .catch(() => undefined);
      await site.text(DRIVER, 'book A');
      await one.led('A', 'blue');
      expect(one.ackedSoFar()).to.equal(1);
      expect(intruder.messages.filter(({ topic }) => topic.includes('esp32-a'))).to.deep.equal([]);
      expect(granted).to.have.length(2);
      expect((await site.slot('A')).state).to.equal('reserved');
      await intruder.destroy();
    });

    it('after a restart of the server the truth is what the boards say, not what was left behind', async () => {
      const controller = await awake('esp32-a', ['A', 'B']);
      await controller.report('A', 'occupied');
      await controller.occupancy('A', true);
      const port = site.mqttPort;
      await site.restart();
      if (name !== 'the bundled broker') site.mqttPort = port;
      await until('the server is connected', async () => (await site.api.request('GET', '/readyz')).status === 200);
      if (controller.mqtt.isClosed) await controller.connect();
      site.clock.advance(MINUTE);
      await controller.online();
      await controller.report('A', 'vacated');
      await controller.report('B', 'occupied');
      await controller.occupancy('A', false);
      await site.slotIs('A', 'free');
      await site.slotIs('B', 'attention');
    });
  });
