import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { faresOf, ROLLOUTS, rollout, rolloutIs, start, upload } from '../e2e/support/firmware.ts';
import { onEngine, sqlite } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { Site } from '../support/parkwire.ts';
import { FirmwareBuild, needPackages } from './firmware-build.ts';
import { HostBoard } from './host-board.ts';
import { RunningClock } from './running-clock.ts';

onEngine(sqlite, "the firmware's host build in a rollout of a real server", function () {
  this.timeout(120_000);
  let build: FirmwareBuild;
  let newer: FirmwareBuild;
  let site: Site;
  let boards: HostBoard[];

  before(function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev', 'curl']);
    build = new FirmwareBuild();
    build.make('all');
    newer = new FirmwareBuild();
    newer.make('all', { VERSION: '1.0.1' });
  });

  after(() => {
    build?.remove();
    newer?.remove();
  });

  beforeEach(async () => {
    boards = [];
    site = await Site.start({ clock: new RunningClock(), environment: { MQTT_PORT: String(await freePort()) } });
  });

  afterEach(async () => {
    for (const board of boards) {
      await board.stop();
      await board.remove();
    }
    await site.stop();
  });

  const add = async (id: string, slot: string): Promise<HostBoard> => {
    const { secret } = await site.addController(id, [slot]);
    const port = String(site.mqttPort);
    const own = { port, lot: 'main', id, secret, slots: slot, updates: 'yes', dwellInMs: '100', dwellOutMs: '100' };
    const board = new HostBoard(`${build.folder}/parkwire-board`, own);
    boards.push(board);
    board.start();
    await site.slotIs(slot, 'free', { withinMs: 20_000 });
    return board;
  };
  const fwOf = async (id: string) => (await site.api.get(`/api/lots/main/controllers/${id}`)).fw;

  it('fetches what it is sent, tries it and keeps it, one board after the other; cars stay where they stand', async () => {
    const first = await add('esp32-a', 'A');
    await add('esp32-b', 'B');
    await first.do('cover A');
    await site.slotIs('A', 'attention');
    const image = await upload(site, '1.0.1', readFileSync(`${newer.folder}/parkwire-board`));
    const done = await rolloutIs(site, await start(site, { image: image.id }), 'done', 40_000);
    expect(faresOf(done)).to.deep.equal([
      ['esp32-a', 'updated', null],
      ['esp32-b', 'updated', null],
    ]);
    expect(done.boards.map(({ fwBefore }) => fwBefore)).to.deep.equal(['1.0.0', '1.0.0']);
    for (const id of ['esp32-a', 'esp32-b']) expect(await fwOf(id)).to.equal('1.0.1');
    await site.slotIs('A', 'attention');
    await site.slotIs('B', 'free');
    // One link for each board, and each was used.
    const links = await site.rows('SELECT ended_at FROM firmware_links');
    expect(links.map(({ ended_at: at }) => at !== null)).to.deep.equal([true, true]);
    // It survives a power cut. Meanwhile the car has left: what covers a sensor ends with the process.
    await first.stop('SIGKILL');
    await site.slotIs('A', 'unknown');
    first.start();
    await site.slotIs('A', 'free', { withinMs: 20_000 });
    expect(await fwOf('esp32-a')).to.equal('1.0.1');
  });

  it('goes back to the old one where the new one does not run, and that stops it', async () => {
    const first = await add('esp32-a', 'A');
    await add('esp32-b', 'B');
    const image = await upload(site, '1.0.1', Buffer.from('#!/bin/sh\nexit 1\n'));
    const begun = await start(site, { image: image.id });
    await first.event('restart');
    // The image on trial has ended the board: whoever looks after it starts it again.
    expect(await first.stop()).to.equal(1);
    expect((await rollout(site, begun)).state).to.equal('running');
    first.start();
    const stopped = await rolloutIs(site, begun, 'stopped', 20_000);
    expect(faresOf(stopped)).to.deep.equal([
      ['esp32-a', 'failed', 'rejected'],
      ['esp32-b', 'waiting', null],
    ]);
    expect(stopped.boards[0]?.detail).to.equal('the old firmware runs again');
    await site.slotIs('A', 'free');
    await site.api.post(`${ROLLOUTS}/${begun.id}/cancel`, {});
    expect(await fwOf('esp32-b')).to.equal('1.0.0');
  });
});
