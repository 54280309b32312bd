import { expect } from 'chai';
import { startBoard } from '../../firmware-sim/start-board.ts';
import { Certificates } from '../support/certificates.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

story('a board that comes by another door than the plain one', () => {
  let certificates: Certificates;
  let site: Site;

  beforeEach(async () => {
    certificates = await Certificates.make();
    site = await Site.start({
      environment: {
        MQTT_TLS_PORT: '0',
        MQTT_TLS_CERT_FILE: certificates.certFile,
        MQTT_TLS_KEY_FILE: certificates.keyFile,
      },
    });
  });

  afterEach(async () => {
    await site.stop();
    await certificates.remove();
  });

  const stateIs = (slot: string, state: string) =>
    site.until(`${slot} is ${state}`, async () => (await site.slot(slot)).state === state);

  it('is heard by WebSocket at /mqtt, beside the live board at the same port', async () => {
    const { secret } = await site.addController('esp32-a', ['A']);
    const url = `${site.url.replace('http', 'ws')}/mqtt`;
    const board = await startBoard({ url, lot: 'main', id: 'esp32-a', secret, slots: ['A'], seed: 1 });
    await stateIs('A', 'free');
    const seen = await site.watch();
    expect(seen.snapshot!.slots.map(({ code }: { code: string }) => code)).to.include('A');
    // We stop while it is connected.
    await site.restart();
    board.powerOff();
  });

  it('is told the door with TLS by the lines for its configuration', async () => {
    const { broker } = await site.api.get('/api/lots/main/controllers');
    expect(broker).to.deep.include({ port: site.parkwire.mqttTlsPort, tls: true });
  });
});
