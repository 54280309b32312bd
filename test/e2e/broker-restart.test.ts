import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Mosquitto, needsMosquitto } from '../support/mosquitto.ts';
import { Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { until, within } from '../support/wait.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('a broker that restarts', () => {
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
      needsMosquitto(this);
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
