import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { onEngine, sqlite } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { Site } from '../support/parkwire.ts';
import { FirmwareBuild, needPackages } from './firmware-build.ts';
import { HostBoard } from './host-board.ts';
import { RunningClock } from './running-clock.ts';

const MOSQUITTO = '/usr/sbin/mosquitto';
const DRIVER = '+919812345678';

onEngine(sqlite, "the firmware's host build at Mosquitto", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-mosquitto-'));
  let build: FirmwareBuild;
  let port: number;
  let mosquitto: ChildProcess | null = null;
  let site: Site;
  let board: HostBoard;

  const startBroker = (): void => {
    mosquitto = spawn(MOSQUITTO, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
    const child = mosquitto;
    process.once('exit', () => child.kill('SIGKILL'));
  };

  const stopBroker = async (): Promise<void> => {
    const child = mosquitto;
    mosquitto = null;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };

  before(async function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev']);
    if (!existsSync(MOSQUITTO)) {
      if (process.env['CI'] === 'true') throw new Error(`${MOSQUITTO} is not installed`);
      console.log(`      skipped: ${MOSQUITTO} is not installed`);
      this.skip();
    }
    build = new FirmwareBuild();
    build.make('all');
    port = await freePort();
    // Without persistence: what was retained is gone when it starts again.
    writeFileSync(
      join(folder, 'mosquitto.conf'),
      `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`,
    );
    startBroker();
    const environment = { MQTT_URL: `mqtt://127.0.0.1:${port}` };
    site = await Site.start({ clock: new RunningClock(), environment });
    const { secret } = await site.addController('esp32-a', ['A']);
    board = new HostBoard(`${build.folder}/parkwire-board`, {
      port: String(port),
      lot: 'main',
      id: 'esp32-a',
      secret,
      slots: 'A',
      dwellInMs: '200',
      dwellOutMs: '200',
    });
    board.start();
  });

  after(async () => {
    await board?.remove();
    await site?.stop();
    await stopBroker();
    build?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is booked, and keeps what it sees while the broker is away', async () => {
    const patient = { withinMs: 30_000 };
    await site.slotIs('A', 'free', patient);
    expect(await site.text(DRIVER, 'book A')).to.match(/^✅/);
    await board.led('A', 'blue');
    const since = board.lines.length;
    await stopBroker();
    await board.event('offline', since);
    await board.do('cover A');
    await site.until('it is kept', async () => (await board.do('status'))['queue'] === 1 || null);
    startBroker();
    await site.slotIs('A', 'occupied', patient);
    await board.led('A', 'red', 'solid', since);
    await site.until('it was acknowledged', async () => (await board.do('status'))['queue'] === 0 || null, patient);
    const seen = await site.rows(`SELECT * FROM observations WHERE source = 'esp32-a' AND type = 'occupied'`);
    expect(seen).to.have.length(1);
    expect(await board.stop()).to.equal(0);
    await site.slotIs('A', 'unknown');
    expect(board.errors).to.equal('');
  });
});
