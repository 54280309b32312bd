import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Board } from '../../firmware-sim/board.ts';
import type { BoardOptions } from '../../firmware-sim/board-options.ts';
import type { RolloutView } from '../../shared/http/firmware.ts';
import { story } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { controller, faresOf, ROLLOUTS, rollout, rolloutIs, simulated, start, upload } from './support/firmware.ts';

/** What the simulator was delivered with. */
const OLD = 'parkwire-sim/1';

story('a rollout of firmware', () => {
  let site: Site;
  let boards: Board[];

  beforeEach(async () => {
    site = await Site.start({ environment: { MQTT_PORT: String(await freePort()) } });
    boards = [];
  });

  afterEach(async () => {
    for (const board of boards) board.powerOff();
    await site.stop();
  });

  const add = async (id: string, slots: readonly string[], options: Partial<BoardOptions> = {}) => {
    const board = await simulated(site, id, slots, options);
    boards.push(board);
    return board;
  };
  const three = async (options: Partial<BoardOptions> = {}) => [
    await add('esp32-a', ['A'], options),
    await add('esp32-b', ['B'], options),
    await add('esp32-c', ['C'], options),
  ];
  const fwOf = async (id: string) => (await controller(site, id)).fw;
  const kinds = async (id: string) =>
    (await site.api.get(`/api/lots/main/controllers/${id}/events`)).events.map(({ kind }: any) => kind);
  const answered = (id: string, status: string) =>
    site.until(`${id} has answered ${status}`, async () => {
      const [command] = (await site.api.get(`/api/lots/main/controllers/${id}/commands`)).commands;
      return command?.status === status && command;
    });
  const change = (of: RolloutView, what: string, body: object = {}): Promise<RolloutView> =>
    site.api.post(`${ROLLOUTS}/${of.id}/${what}`, body);

  it('brings three boards to a version, one at a time, each checked, tried and heard again', async () => {
    await three();
    const image = await upload(site, '1.1.0', randomBytes(300_000));
    const boots = Object.fromEntries(boards.map((board) => [board.id, board.snapshot().bootId]));
    const most = { atOnce: 0 };
    const off = site.parkwire.unitOfWork.onCommit(async () => {
      const [{ n }] = await site.rows(`SELECT COUNT(*) AS n FROM rollout_boards WHERE state = 'sent'`);
      most.atOnce = Math.max(most.atOnce, Number(n));
    });
    const begun = await start(site, { image: image.id });
    expect(begun).to.deep.include({ state: 'running', version: 1, startedBy: 'admin', backWithinMinutes: 10 });
    const done = await rolloutIs(site, begun, 'done');
    off();
    expect(faresOf(done)).to.deep.equal([
      ['esp32-a', 'updated', null],
      ['esp32-b', 'updated', null],
      ['esp32-c', 'updated', null],
    ]);
    expect(most.atOnce).to.equal(1);
    const turns = await site.rows(`SELECT turn_at, ended_at, fw_before FROM rollout_boards ORDER BY position`);
    expect(turns.map(({ fw_before }) => fw_before)).to.deep.equal([OLD, OLD, OLD]);
    for (const board of boards) {
      expect(await controller(site, board.id)).to.include({ fw: '1.1.0', status: 'online' });
      expect(board.snapshot().bootId).to.not.equal(boots[board.id]);
      expect(await kinds(board.id)).to.include.members(['updated', 'answer', 'command']);
      await site.slotIs(board.slots[0] ?? '', 'free');
    }
    // Flash keeps it.
    boards[0]?.reboot();
    await site.until(
      'it is heard again',
      async () => (await controller(site, 'esp32-a')).bootId === boards[0]?.snapshot().bootId,
    );
    expect(await fwOf('esp32-a')).to.equal('1.1.0');
    const audited = await site.rows(
      `SELECT action FROM audit_log WHERE action LIKE 'rollout.%' OR action LIKE 'firmware.%'`,
    );
    expect(audited.map(({ action }) => action)).to.deep.equal(['firmware.upload', 'rollout.start']);
  });

  it('stops by itself at the first board that says no, and touches no other', async () => {
    await three();
    // More than the flash of a board holds.
    const image = await upload(site, '2.0.0', randomBytes(0x1e0000 + 1));
    const stopped = await rolloutIs(site, await start(site, { image: image.id }), 'stopped');
    expect(faresOf(stopped)).to.deep.equal([
      ['esp32-a', 'failed', 'rejected'],
      ['esp32-b', 'waiting', null],
      ['esp32-c', 'waiting', null],
    ]);
    expect(stopped.boards[0]?.detail).to.equal('the image could not be stored');
    expect(stopped.stoppedBy).to.equal(null);
    expect(await kinds('esp32-a')).to.include('update-failed');
    await site.parkwire.jobs.rollouts();
    for (const id of ['esp32-a', 'esp32-b', 'esp32-c']) expect(await fwOf(id)).to.equal(OLD);
    expect(await site.rows(`SELECT 1 AS x FROM controller_commands WHERE controller_id <> 'esp32-a'`)).to.deep.equal(
      [],
    );
  });

  it('says so when the new image did not run, and goes on with the failed board first, or without it', async () => {
    let starts = false;
    const runs = () => starts;
    await add('esp32-a', ['A'], { runs });
    await add('esp32-b', ['B']);
    const image = await upload(site, '1.1.0');
    const stopped = await rolloutIs(site, await start(site, { image: image.id }), 'stopped');
    expect(stopped.boards[0]).to.include({ reason: 'rejected', detail: 'the old firmware runs again' });
    expect(await fwOf('esp32-a')).to.equal(OLD);
    await change(stopped, 'continue', { failed: 'retry', ifVersion: stopped.version });
    const again = await site.until('it has failed again', async () => {
      const now = await rollout(site, stopped);
      return now.state === 'stopped' && now.version > stopped.version + 1 && now;
    });
    expect(faresOf(again)).to.deep.equal([
      ['esp32-a', 'failed', 'rejected'],
      ['esp32-b', 'waiting', null],
    ]);
    await change(again, 'continue', { failed: 'skip' });
    expect(faresOf(await rolloutIs(site, again, 'done'))).to.deep.equal([
      ['esp32-a', 'failed', 'rejected'],
      ['esp32-b', 'updated', null],
    ]);
    // Another rollout reaches the one that was left out, and finds that the other needs nothing.
    starts = true;
    const second = await rolloutIs(site, await start(site, { image: image.id }), 'done');
    expect(faresOf(second)).to.deep.equal([
      ['esp32-a', 'updated', null],
      ['esp32-b', 'updated', 'already'],
    ]);
  });

  it('stops when a board does not come back in its time, and not before', async () => {
    const [first] = await three();
    const image = await upload(site, '1.1.0');
    // It has the image, restarts, and somebody trips over its cable.
    const off = first?.onChange((happened) => {
      if (happened.type === 'offline') queueMicrotask(() => first.powerOff());
    });
    const begun = await start(site, { image: image.id, backWithinMinutes: 5 });
    await answered('esp32-a', 'accepted');
    await site.slotIs('A', 'unknown');
    site.clock.advance(5 * MINUTE - SECOND);
    await site.parkwire.jobs.rollouts();
    expect((await rollout(site, begun)).state).to.equal('running');
    site.clock.advance(SECOND);
    await site.parkwire.jobs.rollouts();
    const stopped = await rollout(site, begun);
    expect(stopped.state).to.equal('stopped');
    expect(faresOf(stopped)).to.deep.equal([
      ['esp32-a', 'failed', 'not-back'],
      ['esp32-b', 'waiting', null],
      ['esp32-c', 'waiting', null],
    ]);
    expect(await fwOf('esp32-b')).to.equal(OLD);
    // Somebody goes there, plugs it in, and goes on: it turns out that it runs the image.
    off?.();
    first?.powerOn();
    await site.slotIs('A', 'free');
    await change(stopped, 'continue', { failed: 'retry' });
    expect(faresOf(await rolloutIs(site, begun, 'done'))).to.deep.equal([
      ['esp32-a', 'updated', 'already'],
      ['esp32-b', 'updated', null],
      ['esp32-c', 'updated', null],
    ]);
  });

  it('reaches a board that was switched off as soon as it is back', async () => {
    const [first] = await three();
    first?.powerOff();
    await site.slotIs('A', 'unknown');
    const begun = await start(site, { image: (await upload(site, '1.1.0')).id });
    const waits = await site.until('the others are done', async () => {
      const now = await rollout(site, begun);
      return now.boards.filter(({ state }) => state === 'updated').length === 2 && now;
    });
    expect([waits.state, waits.boards[0]?.state]).to.deep.equal(['running', 'waiting']);
    first?.powerOn();
    expect(faresOf(await rolloutIs(site, begun, 'done'))[0]).to.deep.equal(['esp32-a', 'updated', null]);
  });

  it('goes on where it was when the server was stopped in the middle of it', async () => {
    const [, second] = await three();
    const image = await upload(site, '1.1.0');
    const off = second?.onChange((happened) => {
      if (happened.type === 'offline') queueMicrotask(() => second.powerOff());
    });
    const begun = await start(site, { image: image.id });
    await answered('esp32-b', 'accepted');
    await site.slotIs('B', 'unknown');
    const before = await rollout(site, begun);
    await site.restart();
    for (const id of ['esp32-a', 'esp32-c'])
      await site.until(`${id} is back`, async () => boards.find((one) => one.id === id)?.snapshot().connected);
    await site.parkwire.jobs.rollouts();
    expect(await rollout(site, begun)).to.deep.equal(before);
    expect(before.boards.map(({ state }) => state)).to.deep.equal(['updated', 'sent', 'waiting']);
    off?.();
    second?.powerOn();
    expect(faresOf(await rolloutIs(site, begun, 'done'))).to.deep.equal([
      ['esp32-a', 'updated', null],
      ['esp32-b', 'updated', null],
      ['esp32-c', 'updated', null],
    ]);
    expect(await site.rows('SELECT 1 AS x FROM controller_commands')).to.have.length(3);
  });
});
