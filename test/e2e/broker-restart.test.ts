import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { until, within } from '../support/wait.ts';
import { RawController } from './support/raw-controller.ts';

const MOSQUITTO = '/usr/sbin/mosquitto';
const DRIVER = '+919812345678';

eachEngine('a broker that restarts', () => {
  it('bundled, with the whole server: a stay in progress survives and the bill is right', async () => {
    const site = await Site.start();
    try {
      const controller = await RawController.start(site, 'esp32-a', ['A']);
      await site.text(DRIVER, 'book A');
      site.clock.advance(MINUTE);
      await controller.report('A', 'occupied');
      await controller.led('A', 'red');
      await site.restart();
      await controller.mqtt.closed;
      // The car leaves while nobody listens; the board keeps the event.
      const leftAt = site.clock.advance(HOUR);
      site.clock.advance(10 * MINUTE);
      await controller.connect();
      expect(await controller.online()).to.equal(2);
      await controller.led('A', 'red');
      await controller.report('A', 'vacated', { at: leftAt });
      await controller.led('A', 'green');
      expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: 200 });
      expect((await site.bookings(DRIVER))[0].endedAt).to.equal(new Date(leftAt).toISOString());
    } finally {
      await site.stop();
    }
  });

  describe('Mosquitto', () => {
    let broker: Mosquitto;
    let site: Site;

    before(async function () {
      if (!existsSync(MOSQUITTO)) {
        if (process.env['CI'] === 'true') throw new Error(`${MOSQUITTO} is not installed`);
        console.log(`      skipped: ${MOSQUITTO} is not installed`);
        this.skip();
      }
      broker = await Mosquitto.create();
      await broker.start();
      site = await Site.start({ environment: { MQTT_URL: `mqtt://127.0.0.1:${broker.port}` } });
      site.mqttPort = broker.port;
    });

    after(async () => {
      await site?.stop();
      await broker?.remove();
    });

    it('is reconnected to, is told the desired states again, and the bill is right', async () => {
      const ready = (status: number) =>
        until(`/readyz answers ${status}`, async () => (await site.api.request('GET', '/readyz')).status === status);
      await ready(200);
      const controller = await RawController.start(site, 'esp32-a', ['A']);
      await site.text(DRIVER, 'book A');
      await controller.led('A', 'blue');
      site.clock.advance(MINUTE);
      await controller.report('A', 'occupied');
      await controller.led('A', 'red');

      await broker.stop();
      await ready(503);
      await controller.mqtt.closed;
      const leftAt = site.clock.advance(HOUR);
      // What happens meanwhile on the other side is not lost either.
      expect(await site.text('+919800000001', 'book B')).to.match(/^✅/);
      await broker.start();
      await ready(200);
      // This Mosquitto remembers nothing: what is retained there now was sent after its start.
      const fresh = await RawMqtt.connect(broker.port, { clientId: 'looks' });
      await fresh.subscribe('parkwire/v1/main/esp32-a/slot/A/led/desired');
      const told = await within('the desired state is there again', fresh.message());
      expect(JSON.parse(told.payload)).to.include({ color: 'red', pattern: 'solid' });
      await fresh.disconnect();

      await controller.connect();
      expect(await controller.online()).to.equal(2);
      await controller.report('A', 'vacated', { at: leftAt });
      await controller.led('A', 'green');
      expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: 200 });
      site.clock.advance(2 * MINUTE);
      expect((await site.told(DRIVER, 'bill')).body).to.contain('Charged $2.00');
    });

    it('takes no stale word from its memory after the server restarts', async () => {
      const controller = await RawController.start(site, 'esp32-c', ['C']);
      await controller.report('C', 'occupied');
      await site.slotIs('C', 'attention');
      await controller.occupancy('C', true);
      await controller.report('C', 'vacated');
      await site.slotIs('C', 'free');
      // The retained snapshot still says that a car is there, and the retained status that the board is.
      await site.restart();
      site.mqttPort = broker.port;
      await until('the server is connected', async () => (await site.api.request('GET', '/readyz')).status === 200);
      await controller.report('C', 'occupied');
      await controller.report('C', 'vacated');
      expect((await site.slot('C')).state).to.equal('free');
      const sources = await site.rows(`SELECT DISTINCT source FROM observations WHERE source LIKE '%esp32-c%'`);
      expect(sources).to.deep.equal([{ source: 'esp32-c' }]);
    });
  });
});

/** A Mosquitto of our own, without persistence. */
class Mosquitto {
  readonly port: number;
  private readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-mosquitto-'));
  private child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async create(): Promise<Mosquitto> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    if (address === null || typeof address === 'string') throw new Error('no free port');
    return new Mosquitto(address.port);
  }

  async start(): Promise<void> {
    const config = join(this.folder, 'mosquitto.conf');
    writeFileSync(config, `listener ${this.port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
    const child = spawn(MOSQUITTO, ['-c', config], { stdio: 'ignore' });
    this.child = child;
    process.once('exit', () => child.kill('SIGKILL'));
    await until('Mosquitto listens', async () => {
      const client = await RawMqtt.open(this.port).catch(() => null);
      await client?.destroy();
      return client !== null;
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
