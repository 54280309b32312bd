import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { certify } from '../certify/certify.ts';
import { Lines } from '../certify/hands.ts';
import { KIT, OwnBroker } from '../certify/own-broker.ts';
import { lineOf } from '../certify/report.ts';
import { Wire } from '../certify/wire.ts';
import { rolloutIs, start, upload } from '../e2e/support/firmware.ts';
import { FirmwareBuild, needPackages } from '../firmware/firmware-build.ts';
import { HostBoard } from '../firmware/host-board.ts';
import { RunningClock } from '../firmware/running-clock.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { freePort } from '../support/engines.ts';
import { SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { buildDemo } from './demo-process.ts';
import { Visitor } from './visitor.ts';

const DRIVER = '+919812345678';
/** How long a board takes to be sure, and a message to arrive, in seconds: for so long a bill may be off. */
const SLACK_S = 3;

/** What somebody lives through who builds boards and hangs them up, from the first one on. */
describeInBrowser('the owner of a board, in a browser', function () {
  this.timeout(240_000);
  let browser: Browser;
  let site: Site;
  let build: FirmwareBuild;
  let newer: FirmwareBuild;
  const boards: HostBoard[] = [];
  const folders: string[] = [];

  before(async function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev', 'curl']);
    build = new FirmwareBuild();
    build.make('all');
    newer = new FirmwareBuild();
    newer.make('all', { VERSION: '1.0.1' });
    browser = await launchBrowser();
    buildDemo();
    site = await Site.start({
      clock: new RunningClock(),
      environment: { MQTT_PORT: String(await freePort()) },
      compose: { jobsByHand: false },
    });
    await site.api.patch('/api/lots/main', {
      rejoinSeconds: 0,
      tariff: { ratePerHourMinor: 3600, incrementSeconds: 1, graceSeconds: 0, dailyCapMinor: null },
    });
  });

  after(async () => {
    for (const board of boards) {
      await board.stop();
      await board.remove();
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    await browser?.close();
    await site?.stop();
    build?.remove();
    newer?.remove();
  });

  /** A board out of the box: it belongs nowhere yet, and keeps its flash in a folder. */
  function newBoard(id: string): { board: HostBoard; flash: string } {
    const flash = mkdtempSync(join(tmpdir(), 'parkwire-flash-'));
    folders.push(flash);
    const own = { port: String(site.mqttPort), id, state: flash, updates: 'yes', dwellInMs: '200', dwellOutMs: '200' };
    const board = new HostBoard(`${build.folder}/parkwire-board`, own);
    boards.push(board);
    return { board, flash };
  }

  async function letIn(page: Page, id: string): Promise<void> {
    const newcomer = page.getByTestId(`newcomer-${id}`);
    await newcomer.waitFor();
    await newcomer.getByTestId(`newcomer-slots-${id}`).click();
    await page.getByRole('option', { name: 'A', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByTestId(`let-in-${id}`).click();
    await page.getByTestId(`controller-${id}`).getByText('Online').waitFor();
  }

  async function certified(id: string, flash: string): Promise<void> {
    const password = randomBytes(16).toString('hex');
    const broker = await OwnBroker.open({ host: '127.0.0.1', port: 0, lot: 'main', controller: id, password });
    const wire = await Wire.open(`mqtt://127.0.0.1:${broker.port}`, { username: KIT, password }, 'main', id);
    const hands = Lines.command(`${build.folder}/parkwire-board`, {
      ...{ PARKWIRE_BROKER: '127.0.0.1', PARKWIRE_PORT: String(broker.port), PARKWIRE_ID: id, PARKWIRE_STATE: flash },
    });
    try {
      const findings = await certify({ wire, hands, broker, lot: 'main', controller: id, onFinding: () => undefined });
      expect(findings.filter(({ outcome }) => outcome !== 'passed').map(lineOf)).to.deep.equal([]);
    } finally {
      await hands.end();
      await wire.close();
      await broker.close();
    }
  }

  it('has it approved, certified, unplugged and plugged, replaced and updated, and nobody pays for the dark', async () => {
    const visitor = await Visitor.arrive(browser, site);
    visitor.context.setDefaultTimeout(20_000);
    const page = await visitor.openBoard();
    await page.getByTestId('nav-controllers').click();
    await page.getByTestId('joining-open').click();
    const first = newBoard('esp32-a');
    first.board.start();
    await letIn(page, 'esp32-a');
    await site.slotIs('A', 'free');

    await first.board.stop();
    await certified('esp32-a', first.flash);
    first.board.start();
    await site.slotIs('A', 'free', { withinMs: 20_000 });

    // Its board is unplugged while a car stands there, and the car leaves in the dark.
    await site.text(DRIVER, 'hello');
    const driver = await site.driver(DRIVER);
    await site.api.post(`/api/drivers/${driver.id}/top-ups`, { amountMinor: 100_000, requestId: 'cash' });
    expect(await site.text(DRIVER, 'book A for 60 minutes')).to.match(/^✅/);
    const came = Date.now();
    await first.board.do('cover A');
    await site.slotIs('A', 'occupied');
    await new Promise((resolve) => setTimeout(resolve, 2 * SECOND));
    const unplugged = Date.now();
    await first.board.stop('SIGKILL');
    await site.slotIs('A', 'unknown');
    await page.getByTestId('controller-esp32-a').getByText('Lost').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 6 * SECOND));
    first.board.start();
    await site.slotIs('A', 'free', { withinMs: 20_000 });
    const [stay] = await site.until('the stay is billed', async () => {
      const stays = await site.rows('SELECT charged_minor FROM parking_sessions WHERE charged_minor IS NOT NULL');
      return stays.length > 0 && stays;
    });
    expect(stay.charged_minor, 'a second costs one').to.be.within(1, (unplugged - came) / SECOND + SLACK_S);

    // Another board takes its place.
    await first.board.stop();
    const removed = await site.api.request('DELETE', '/api/lots/main/controllers/esp32-a');
    expect(removed.status).to.equal(204);
    await page.getByTestId('controller-esp32-a').waitFor({ state: 'detached' });
    const second = newBoard('esp32-b');
    second.board.start();
    await letIn(page, 'esp32-b');
    await site.slotIs('A', 'free');
    await page.getByTestId('joining-close').click();

    const image = await upload(site, '1.0.1', readFileSync(`${newer.folder}/parkwire-board`));
    await rolloutIs(site, await start(site, { image: image.id }), 'done', 60_000);
    expect((await site.api.get('/api/lots/main/controllers/esp32-b')).fw).to.equal('1.0.1');
    await second.board.do('cover A');
    await site.slotIs('A', 'attention');

    const charges = (await site.transfers(DRIVER)).filter(({ kind }) => kind === 'charge');
    expect(charges, 'one bill, for one stay').to.have.length(1);
    expect(boards.map(({ errors }) => errors).join('')).to.equal('');
    expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
    await visitor.context.close();
  });
});
