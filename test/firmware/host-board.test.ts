import { expect } from 'chai';
import { onEngine, sqlite } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { FirmwareBuild, needPackages } from './firmware-build.ts';
import { HostBoard } from './host-board.ts';
import { RunningClock } from './running-clock.ts';

const DRIVER = '+919812345678';
const ONE = '/api/lots/main/controllers/esp32-a';

onEngine(sqlite, "the firmware's host build at a real server", function () {
  this.timeout(120_000);
  let build: FirmwareBuild;
  let site: Site;
  let board: HostBoard;

  before(function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev']);
    build = new FirmwareBuild();
    build.make('all');
  });

  after(() => build?.remove());

  beforeEach(async () => {
    const MQTT_PORT = String(await freePort());
    site = await Site.start({ clock: new RunningClock(), environment: { MQTT_PORT } });
    const { secret } = await site.addController('esp32-a', ['A', 'B']);
    board = new HostBoard(`${build.folder}/parkwire-board`, {
      port: MQTT_PORT,
      lot: 'main',
      id: 'esp32-a',
      secret,
      slots: 'A,B',
      dwellInMs: '200',
      dwellOutMs: '200',
    });
    board.start();
  });

  afterEach(async () => {
    const code = await board.stop();
    await board.remove();
    await site.stop();
    expect(board.errors).to.equal('');
    expect(code).to.equal(0);
  });

  const look = () => site.api.get(ONE);
  const kinds = async () => (await site.api.get(`${ONE}/events`)).events.map(({ kind }: any) => kind);
  const emptied = () =>
    site.until('everything was acknowledged', async () => (await board.do('status'))['queue'] === 0 || null, {
      withinMs: 20_000,
    });
  const tell = (body: object) => site.api.post(`${ONE}/commands`, body);
  const comesTo = (id: string, status: string) =>
    site.until(
      `the command is ${status}`,
      async () => {
        const { commands } = await site.api.get(`${ONE}/commands`);
        const command = commands.find((each: any) => each.id === id);
        return command?.status === status && command;
      },
      { withinMs: 20_000 },
    );

  it('is born, reports its slots, shows green, and says goodbye', async () => {
    await site.slotIs('A', 'free');
    await site.slotIs('B', 'free');
    await board.led('A', 'green');
    await board.led('B', 'green');
    const { bootId } = await board.event('online');
    expect(await look()).to.include({ bootId, fw: '1.0.0', status: 'online' });
    await emptied();
    expect(await board.stop()).to.equal(0);
    await site.slotIs('A', 'unknown');
    expect(await kinds())
      .to.include('offline')
      .and.not.include('lost');
  });

  it('turns blue on a booking, red when the car comes, green when it has left', async () => {
    await site.slotIs('A', 'free');
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
    await board.led('A', 'blue');
    await site.until('blue is reported', async () => (await site.slot('A')).led.reported?.color === 'blue');
    const came = Date.now();
    await board.do('cover A');
    await site.slotIs('A', 'occupied');
    await board.led('A', 'red');
    const since = board.lines.length;
    await board.do('clear A');
    await site.slotIs('A', 'free');
    await board.led('A', 'green', 'solid', since);
    await emptied();
    const [booking] = await site.bookings(DRIVER);
    expect(booking).to.include({ state: 'completed' });
    expect(Date.parse(booking.startedAt ?? booking.arrivedAt)).to.be.within(came - 200, came + 2 * SECOND);
  });

  it('blinks red for a car nobody accounts for', async () => {
    await site.slotIs('B', 'free');
    await board.do('cover B');
    await site.slotIs('B', 'attention');
    await board.led('B', 'red', 'blink');
  });

  it('sends what it saw while the network was away, with the time at which it saw it', async () => {
    await site.slotIs('A', 'free');
    await emptied();
    await board.do('network off');
    await site.slotIs('A', 'unknown');
    const came = Date.now();
    await board.do('cover A');
    await site.until('it is kept', async () => (await board.do('status'))['queue'] === 1 || null);
    // Long enough that a time of receipt could not be mistaken for one of the event.
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
    await board.do('network on');
    await site.slotIs('A', 'attention');
    await emptied();
    const seen = await site.rows(`SELECT * FROM observations WHERE source = 'esp32-a' AND type = 'occupied'`);
    expect(seen).to.have.length(1);
    expect(Number(seen[0].occurred_at)).to.be.within(came - 200, came + SECOND);
  });

  it('outlives a server that is away, and is heard again at once', async () => {
    await site.slotIs('A', 'free');
    await emptied();
    const stopped = site.restart();
    await board.event('offline');
    await board.do('cover A');
    await stopped;
    await site.slotIs('A', 'attention', { withinMs: 20_000 });
    await emptied();
    await board.led('A', 'red', 'blink');
  });

  it('keeps an event across a power cut in its middle, and tells nothing twice', async () => {
    await site.slotIs('A', 'free');
    await emptied();
    await board.do('network off');
    await board.do('cover A');
    await site.until('it is kept', async () => (await board.do('status'))['queue'] === 1 || null);
    const { bootId } = await board.event('boot');
    await board.stop('SIGKILL');
    const since = board.lines.length;
    board.start();
    // The car has left while the board was dark: what it sees first says so.
    const again = await board.event('boot', since);
    expect(again['bootId']).to.not.equal(bootId);
    await board.event('online', since);
    await emptied();
    await site.slotIs('A', 'free');
    const boots = await site.rows(
      `SELECT boot_id, COUNT(*) AS n, COUNT(DISTINCT seq) AS seqs FROM observations WHERE source = 'esp32-a' GROUP BY boot_id`,
    );
    const counts = Object.fromEntries(boots.map(({ boot_id, n, seqs }) => [boot_id, [Number(n), Number(seqs)]]));
    expect(counts).to.deep.equal({ [bootId]: [3, 3], [again['bootId']]: [2, 2] });
  });

  it('tells the server what a full queue has dropped, and ends in the truth', async () => {
    const settings = await site.api.patch(`${ONE}/config`, { dwellInMs: 0, dwellOutMs: 0 });
    await comesTo(settings.id, 'done');
    await site.slotIs('A', 'free');
    await emptied();
    await board.do('network off');
    // More changes than the queue holds; each as soon as the sensor has been read.
    for (let changes = 0; changes < 290; changes++) {
      const [order, seen] = changes % 2 === 0 ? ['cover A', 'occupied'] : ['clear A', 'free'];
      await board.do(order);
      while ((await board.do('status'))['A'] !== seen) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await board.do('cover B');
    await site.until('both are kept', async () => (await board.do('status'))['B'] === 'occupied' || null);
    expect((await board.do('status'))['queue']).to.equal(256);
    await board.do('network on');
    await site.until('all came', async () => (await board.do('status'))['queue'] === 0 || null, { withinMs: 30_000 });
    await site.slotIs('B', 'attention');
    await site.slotIs('A', 'free');
    const lost = await site.rows(`SELECT * FROM lost_observations WHERE controller_id = 'esp32-a'`);
    expect(lost.map(({ from_seq, to_seq }) => [Number(from_seq), Number(to_seq)])).to.deep.equal([[3, 37]]);
    const [{ n }] = await site.rows(`SELECT COUNT(*) AS n FROM observations WHERE source = 'esp32-a'`);
    expect(Number(n)).to.equal(2 + 256);
  });

  it('is lost by its will when the plug is pulled, and free again when it is plugged in', async () => {
    await site.slotIs('A', 'free');
    await board.do('pull');
    await site.slotIs('A', 'unknown');
    expect(await kinds()).to.include('lost');
    await board.do('plug');
    await site.slotIs('A', 'free');
  });

  it('blinks white, resyncs, takes settings, restarts, and answers each', async () => {
    await site.slotIs('A', 'free');
    await board.led('A', 'green');
    const identify = await tell({ name: 'identify', slot: 'A' });
    await board.led('A', 'white', 'blink');
    await comesTo(identify.id, 'accepted');
    await site.until('it reports white', async () => (await site.slot('A')).led.reported?.color === 'white');
    const resync = await tell({ name: 'resync' });
    await comesTo(resync.id, 'done');
    const settings = await site.api.patch(`${ONE}/config`, { telemetryS: 1, dwellInMs: 100 });
    await comesTo(settings.id, 'done');
    await site.until('it measures itself', async () => (await look()).telemetry?.queue === 0 || null);
    const { bootId } = await look();
    const restart = await tell({ name: 'restart' });
    await comesTo(restart.id, 'done');
    await site.slotIs('A', 'free');
    expect((await look()).bootId).to.not.equal(bootId);
    expect((await look()).config).to.deep.equal({ telemetryS: 1, dwellInMs: 100 });
    expect(await kinds()).to.include.members(['offline', 'answer']);
  });
});
