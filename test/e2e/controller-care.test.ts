import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { RawController } from './support/raw-controller.ts';

const ALL = '/api/lots/main/controllers';
const DRIVER = '+919812345678';

story('the care of controllers', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    await site.slotIs('B', 'free');
  });

  afterEach(() => site.stop());

  const login = async (id: string, password: string) => {
    const client = await RawMqtt.open(site.mqttPort);
    const code = await client.login({ clientId: id, username: id, password });
    return { client, code };
  };
  const rotate = (body: object = {}) => site.api.post(`${ALL}/esp32-a/secret`, body);
  const look = async (id = 'esp32-a') => site.api.get(`${ALL}/${id}`);
  const eventsOf = async (id = 'esp32-a'): Promise<any[]> => (await site.api.get(`${ALL}/${id}/events`)).events;
  const logs = (kind: string, id = 'esp32-a') =>
    site.until(`${id}: ${kind} is in the log`, async () => (await eventsOf(id)).find((event) => event.kind === kind));

  describe('secrets', () => {
    it('follow each other without a gap: the old one counts until the new one was used, and then never again', async () => {
      const { secret } = await rotate();
      expect((await look()).secretPending).to.equal(true);
      expect(controller.mqtt.isClosed, 'nobody is thrown out').to.equal(false);
      const old = await login('esp32-a', controller.secret);
      expect(old.code).to.equal(0);
      const fresh = await login('esp32-a', secret);
      expect(fresh.code).to.equal(0);
      expect((await look()).secretPending).to.equal(false);
      expect((await login('esp32-a', controller.secret)).code).to.equal(5);
      expect((await login('esp32-a', secret)).code).to.equal(0);
      await logs('secret-used');
      expect(await logs('secret-drawn')).to.deep.include({ by: 'admin', detail: {} });
    });

    it('drawn twice before the first was used: only the last one counts beside the old', async () => {
      const { secret: lost } = await rotate();
      const { secret } = await rotate();
      expect((await login('esp32-a', lost)).code).to.equal(5);
      expect((await login('esp32-a', controller.secret)).code).to.equal(0);
      expect((await login('esp32-a', secret)).code).to.equal(0);
    });

    it('revoked, end at once, and with them the connection', async () => {
      const { secret } = await rotate({ revoke: true });
      await controller.mqtt.closed;
      expect((await login('esp32-a', controller.secret)).code).to.equal(5);
      expect((await login('esp32-a', secret)).code).to.equal(0);
      await logs('secret-revoked');
    });

    it('are stored hashed, also the one that follows', async () => {
      const { secret } = await rotate();
      const rows = JSON.stringify(await site.rows('SELECT * FROM controllers'));
      const audited = JSON.stringify(await site.rows('SELECT * FROM audit_log'));
      for (const each of [secret, controller.secret]) {
        expect(rows).to.not.contain(each);
        expect(audited).to.not.contain(each);
        expect(JSON.stringify(await eventsOf())).to.not.contain(each);
      }
    });
  });

  describe('its log', () => {
    it('tells of births, deaths by will and by silence, and its return; live to boards', async () => {
      const { socket } = await site.watch();
      const told: string[][] = [];
      socket.on('controllers', (ids) => told.push(ids));
      await controller.die();
      expect((await logs('lost')).detail).to.deep.equal({ bootId: controller.bootId });
      await site.until('boards are told', () => told.flat().includes('esp32-a'));
      controller.boot();
      await controller.connect();
      await controller.online();
      await controller.wake();
      expect((await eventsOf())[0]).to.deep.include({
        kind: 'online',
        detail: { bootId: controller.bootId, fw: 'raw/1', isNewBoot: true },
      });
      site.clock.advance(151 * SECOND);
      await site.parkwire.jobs.watch();
      expect((await eventsOf())[0]).to.deep.include({
        kind: 'lost',
        detail: { bootId: controller.bootId, isSilent: true },
      });
      await controller.telemetry();
      expect((await eventsOf())[0].kind).to.equal('heard-again');
      await controller.leave();
      await logs('offline');
    });

    it('tells of an LED that shows something else, and when it is right again', async () => {
      const { led } = await site.slot('A');
      await controller.reportLed('A', { ...led.desired, color: 'white' });
      await controller.reportLed('B', led.desired);
      await site.text(DRIVER, 'book A');
      const blue = await controller.led('A', 'blue');
      site.clock.advance(31 * SECOND);
      await site.parkwire.jobs.watch();
      expect((await look()).drifting).to.deep.equal(['A']);
      const drift = (await eventsOf()).find(({ kind }) => kind === 'drift');
      expect(drift.detail).to.deep.equal({ slot: 'A', desired: 'blue solid', reported: 'white solid' });
      await controller.reportLed('A', blue);
      await logs('drift-over');
      expect((await look()).drifting).to.deep.equal([]);
    });

    it('counts refused logins of known controllers in one entry a minute, and has none of made-up names', async () => {
      for (let count = 0; count < 3; count++) await login('esp32-a', 'wrong');
      await login('nobody', 'wrong');
      await site.parkwire.jobs.refusals();
      for (let count = 0; count < 2; count++) await login('esp32-a', 'wrong');
      await site.parkwire.jobs.refusals();
      const refused = async () =>
        (await eventsOf()).filter(({ kind }) => kind === 'refused').map(({ detail }) => detail);
      expect(await refused()).to.deep.equal([{ reason: 'bad-credentials', count: 3 }]);
      site.clock.advance(MINUTE);
      await site.parkwire.jobs.refusals();
      expect(await refused()).to.deep.equal([
        { reason: 'bad-credentials', count: 2 },
        { reason: 'bad-credentials', count: 3 },
      ]);
      expect(await site.rows('SELECT DISTINCT controller_id FROM controller_events')).to.deep.equal([
        { controller_id: 'esp32-a' },
      ]);
    });

    it('tells of events that will never come', async () => {
      await controller.report('A', 'occupied', { seq: 9, oldestSeq: 9 });
      expect((await logs('events-lost')).detail).to.deep.equal({ bootId: controller.bootId, fromSeq: 3, toSeq: 8 });
    });

    it('comes page by page and is forgotten in time', async () => {
      for (let count = 0; count < 5; count++) await rotate();
      const first = await site.api.get(`${ALL}/esp32-a/events?limit=4`);
      expect(first.events).to.have.length(4);
      const rest = await site.api.get(`${ALL}/esp32-a/events?limit=4&before=${first.next}`);
      expect(rest.events.map(({ kind }: any) => kind)).to.deep.equal(['secret-drawn', 'online', 'added']);
      expect(rest.next).to.equal(null);
      site.clock.advance(31 * 24 * HOUR);
      await site.parkwire.jobs.forget();
      expect(await eventsOf()).to.deep.equal([]);
    });
  });

  it('shows what a board says of itself: signal, queue, its own slots', async () => {
    const body = { bootId: controller.bootId, uptimeMs: 5000, rssi: -71.5, heapFree: 100_000, tempC: 41.5, queue: 3 };
    await controller.publish('telemetry', body, { qos: 0 });
    const measuredOnce = async () => {
      const found = await look();
      return found.telemetry !== null && found;
    };
    const { telemetry, boardSlots, status, fw } = await site.until('it is measured', measuredOnce);
    const { bootId: _, ...measured } = body;
    expect(telemetry).to.deep.equal({ ...measured, at: new Date(site.now()).toISOString() });
    expect([boardSlots, status, fw]).to.deep.equal([['A', 'B'], 'online', 'raw/1']);
    const { controllers, broker } = await site.api.get(ALL);
    expect(controllers[0].telemetry).to.deep.equal(telemetry);
    expect(broker).to.deep.equal({ host: null, port: site.mqttPort, tls: false });
  });

  describe('its slots', () => {
    it('move to another controller: unknown until that one has spoken, and the old one speaks for nothing', async () => {
      await controller.occupancy('A', false);
      const other = await RawController.start(site, 'esp32-c', ['C']);
      const slots = `${ALL}/esp32-c/slots`;
      await site.api.refused('slot-served', 'PUT', slots, { slots: ['A', 'C'] });
      await site.api.refused('slot-unknown', 'PUT', slots, { slots: ['Z'], move: true });
      await site.api.put(slots, { slots: ['A', 'C'], move: true });
      expect((await site.slot('A')).state).to.equal('unknown');
      expect((await look()).slots).to.deep.equal(['B']);
      expect((await logs('slots')).detail).to.deep.equal({ slots: ['B'] });
      await controller.report('A', 'occupied');
      expect((await site.slot('A')).state, 'the old board is not believed').to.equal('unknown');
      // The new one is asked to say everything again.
      await other.command('resync');
      await other.report('A', 'vacated', { initial: true });
      await site.slotIs('A', 'free');
      await site.slotIs('B', 'free');
      await other.occupancy('A', false);
      expect(other.mqtt.isClosed, 'it may speak of its new slot at once').to.equal(false);
      await site.until('what the broker kept of A below the old board is cleared', async () => {
        const rows = await site.rows('SELECT retained_cleared FROM slot_assignments WHERE to_at IS NOT NULL');
        return rows.every(({ retained_cleared }) => retained_cleared === 1);
      });
      const topic = topics.ledDesired('main', 'esp32-a', 'A');
      const { client: again } = await login('esp32-a', controller.secret);
      await again.subscribe([topic]);
      await again.ping();
      expect(again.messages.filter((message) => message.topic === topic)).to.deep.equal([]);
    });

    it('given up are run by hand, and a stay on one is paid for no longer than it was seen', async () => {
      await site.text(DRIVER, 'book A');
      await controller.report('A', 'occupied');
      await site.slotIs('A', 'occupied');
      await controller.die();
      await site.slotIs('A', 'unknown');
      site.clock.advance(3 * HOUR);
      await site.api.put(`${ALL}/esp32-a/slots`, { slots: ['B'] });
      expect((await site.slot('A')).state).to.equal('occupied');
      site.clock.advance(HOUR);
      await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
      const [charge] = (await site.transfers(DRIVER)).filter(({ kind }) => kind === 'charge');
      // An hour by the attendant's word; not the three in which nobody saw it.
      expect(charge?.amountMinor).to.equal(-200);
    });

    it('of a controller that is removed are run by hand; it is never let in again and its id not given again', async () => {
      await controller.occupancy('A', false);
      await site.text(DRIVER, 'book B');
      expect((await site.api.request('DELETE', `${ALL}/esp32-a`)).status).to.equal(204);
      await controller.mqtt.closed;
      expect((await login('esp32-a', controller.secret)).code).to.equal(5);
      expect([(await site.slot('A')).state, (await site.slot('B')).state]).to.deep.equal(['free', 'reserved']);
      expect((await site.slot('A')).controller).to.equal(null);
      expect((await site.api.get(ALL)).controllers).to.deep.equal([]);
      await site.api.refused('controller-unknown', 'GET', `${ALL}/esp32-a`);
      await site.api.refused('controller-exists', 'POST', ALL, { id: 'esp32-a', slots: [] });
      await site.until('its topics are cleared', async () => {
        const [row] = await site.rows('SELECT retained_cleared FROM controllers');
        return row.retained_cleared === 1;
      });
      expect(
        await site.rows(`SELECT seq FROM observations WHERE source = 'esp32-a'`),
        'what it said stays',
      ).to.have.length(2);
    });
  });

  it('takes an admin to add, rotate, move, set and remove, and an attendant to command', async () => {
    const staff = async (role: string) => {
      const { unitOfWork } = site.parkwire;
      const [admin] = await site.rows<{ password_hash: string; operator_id: string }>('SELECT * FROM staff');
      const { password_hash: passwordHash = '', operator_id: operatorId = '' } = admin ?? {};
      const person = { id: role, login: role, passwordHash, role, operatorId, createdAt: site.now() };
      await unitOfWork.run((tx) => tx.staff.add(person as never));
      await site.api.login(role, site.password);
    };
    const one = `${ALL}/esp32-a`;
    const forAdmins: [string, string, object?][] = [
      ['POST', ALL, { id: 'esp32-z' }],
      ['POST', `${one}/secret`, {}],
      ['PUT', `${one}/slots`, { slots: [] }],
      ['PATCH', `${one}/config`, { telemetryS: 30 }],
      ['DELETE', one],
    ];
    await staff('attendant');
    for (const [method, path, body] of forAdmins) await site.api.refused('forbidden', method, path, body);
    expect((await site.api.post(`${one}/commands`, { name: 'identify' })).by).to.equal('attendant');
    await staff('viewer');
    for (const [method, path, body] of forAdmins) await site.api.refused('forbidden', method, path, body);
    await site.api.refused('forbidden', 'POST', `${one}/commands`, { name: 'identify' });
    expect((await site.api.get(`${one}/events`)).events).to.not.be.empty;
  });
});
