import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';

const ID = 'esp32-new';
const SECRET = 'a1'.repeat(16);

story('boards that nobody knows', () => {
  let site: Site;
  const clients: RawMqtt[] = [];

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(async () => {
    await site.stop();
    await Promise.all(clients.splice(0).map((client) => client.destroy()));
  });

  const open = (minutes = 10) => site.api.request('PUT', '/api/joining', { minutes });
  const look = () => site.api.get('/api/joining');
  const login = async (id = ID, password = SECRET) => {
    const client = await RawMqtt.open(site.mqttPort);
    clients.push(client);
    const code = await client.login({ clientId: id, username: id, password }).catch(() => null);
    return { client, code };
  };
  const birth = (slots: string[] = ['A', 'B']) =>
    JSON.stringify({ status: 'online', bootId: 'boot0001', fw: 'esp32/2', protocol: 1, slots, uptimeMs: 5 });
  const wait = async (id = ID, secret = SECRET) => {
    const { client, code } = await login(id, secret);
    expect(code).to.equal(0);
    expect(await client.subscribe(topics.pendingAssigned(id))).to.deep.equal([1]);
    await client.publish(topics.pendingStatus(id), birth(), { qos: 1 });
    await site.until('it is known', async () => (await look()).boards.some((one: any) => one.id === id && one.fw));
    return client;
  };

  it('are refused, unless staff hold the window open, and then with an id and a secret of the protocol’s alone', async () => {
    expect((await login()).code).to.equal(5);
    expect(await look()).to.deep.equal({ isAvailable: true, openUntil: null, boards: [] });
    await open(10);
    expect((await look()).openUntil).to.equal(new Date(site.now() + 10 * MINUTE).toISOString());
    await site.addController('esp32-a', ['H']);
    for (const [id, secret] of [
      [ID, 'short'],
      [ID, 'not hexadecimal, however long it may be'],
      ['Not_An_Id', SECRET],
      ['esp32-a', SECRET],
    ] as const)
      expect((await login(id, secret)).code, `${id} ${secret}`).to.equal(5);
    expect((await login()).code).to.equal(0);
    expect((await login(ID, 'b2'.repeat(16))).code, 'the first secret counts').to.equal(5);
    site.clock.advance(10 * MINUTE);
    // Whoever waited is disconnected, and so may be the attempt that finds the window closed.
    expect((await login()).code).to.be.oneOf([5, null]);
    expect((await login()).code).to.equal(5);
    expect((await look()).boards).to.deep.equal([]);
  });

  it('may say what they are and hear where they belong, and nothing else', async () => {
    await open();
    const board = await wait();
    const [waiting] = (await look()).boards;
    expect(waiting).to.deep.include({ id: ID, fw: 'esp32/2', slots: ['A', 'B'] });
    const others = [
      'parkwire/v1/main/esp32-a/ack',
      topics.pendingAssigned('other'),
      'parkwire/v1/pending/+/assigned',
      '#',
    ];
    expect(await board.subscribe(others)).to.deep.equal([0x80, 0x80, 0x80, 0x80]);
    await board.publish(topics.event('main', ID), '{}', { qos: 1 }).catch(() => undefined);
    await board.closed;
    const again = await wait();
    await again.publish(topics.pendingStatus('other'), birth(), { qos: 1 }).catch(() => undefined);
    await again.closed;
  });

  it('are let in with the secret they came with, told where they belong, and told again if they missed it', async () => {
    await open();
    const board = await wait();
    await site.api.post(`/api/joining/${ID}`, { lot: 'main', slots: ['A', 'B'] });
    const told = await board.message();
    expect(told).to.include({ topic: topics.pendingAssigned(ID), retain: false });
    expect(JSON.parse(told.payload)).to.deep.equal({ lot: 'main', slots: ['A', 'B'] });
    expect((await look()).boards).to.deep.equal([]);
    await site.api.request('DELETE', '/api/joining');
    // It forgot, or never heard: its id and secret are enough to be told.
    const { client, code } = await login();
    expect(code).to.equal(0);
    await client.subscribe([topics.pendingAssigned(ID), topics.welcome('main', ID)]);
    await client.publish(topics.pendingStatus(ID), birth([]), { qos: 1 });
    expect(JSON.parse((await client.message()).payload)).to.deep.equal({ lot: 'main', slots: ['A', 'B'] });
    await client.publish(topics.status('main', ID), birth(), { qos: 1, retain: true });
    expect(JSON.parse((await client.message()).payload)).to.include({ bootId: 'boot0001' });
    const { controllers } = await site.api.get('/api/lots/main/controllers');
    expect(controllers.map(({ id, slots }: any) => [id, slots])).to.deep.equal([[ID, ['A', 'B']]]);
    const { entries } = await site.api.get('/api/audit?limit=10');
    const actions = entries.map(({ action }: any) => action);
    expect(actions).to.include.members(['joining.open', 'controller.add', 'joining.close']);
    expect(JSON.stringify(entries)).to.not.contain(SECRET);
  });

  it('give their id up where staff add a controller of that id', async () => {
    await open();
    const board = await wait();
    const { secret } = await site.addController(ID, ['A']);
    await board.closed;
    expect((await look()).boards).to.deep.equal([]);
    expect((await login()).code).to.equal(5);
    const real = await login(ID, secret);
    expect(real.code).to.equal(0);
    await site.api.request('DELETE', '/api/joining');
    await real.client.ping();
  });

  it('are turned away, and whoever waits is disconnected when the window is closed', async () => {
    await open();
    const board = await wait();
    await site.api.request('DELETE', `/api/joining/${ID}`);
    await board.closed;
    expect((await login()).code).to.equal(5);
    const other = await wait('esp32-other', 'c3'.repeat(16));
    await site.api.request('DELETE', '/api/joining');
    await other.closed;
    await site.api.refused('controller-not-waiting', 'POST', '/api/joining/esp32-other', { lot: 'main', slots: [] });
    await site.api.refused('controller-not-waiting', 'DELETE', '/api/joining/none');
  });

  it('fill no memory, and stay waiting where they cannot be let in', async () => {
    await open();
    const board = await wait();
    await site.api.refused('slot-unknown', 'POST', `/api/joining/${ID}`, { lot: 'main', slots: ['ZZ'] });
    await site.api.refused('lot-unknown', 'POST', `/api/joining/${ID}`, { lot: 'none', slots: [] });
    expect((await look()).boards).to.have.length(1);
    expect(board.isClosed).to.equal(false);
    const codes = await Promise.all(Array.from({ length: 80 }, (_, n) => login(`flood-${n}`).then(({ code }) => code)));
    expect(codes.filter((code) => code === 0)).to.have.length(63);
  });

  it('cannot join at an external broker', async () => {
    const elsewhere = await Site.start({ environment: { MQTT_URL: `mqtt://127.0.0.1:${site.mqttPort}` } });
    try {
      expect(await elsewhere.api.get('/api/joining')).to.include({ isAvailable: false });
      await elsewhere.api.refused('joining-unavailable', 'PUT', '/api/joining', {});
    } finally {
      await elsewhere.stop();
    }
  });
});
