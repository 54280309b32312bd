import { expect } from 'chai';
import type { RolloutView } from '../../shared/http/firmware.ts';
import { story } from '../support/databases.ts';
import { freePort } from '../support/engines.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { controller, faresOf, ROLLOUTS, rollout, rolloutIs, start, upload } from './support/firmware.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';
const MEERA = '+919811112222';

story('how boards behave in a rollout, and what is made of it', () => {
  let site: Site;
  let board: RawController;
  let image: string;

  beforeEach(async () => {
    site = await Site.start({ environment: { MQTT_PORT: String(await freePort()) } });
    board = await RawController.start(site, 'esp32-a', ['A']);
    image = (await upload(site, '1.1.0')).id;
  });

  afterEach(() => site.stop());

  /** It is told, and takes the image. */
  const takes = async (one = board): Promise<string> => {
    const { commandId } = await one.command('update');
    await one.respond(commandId, 'accepted');
    await site.until(`${one.id} was heard`, async () => {
      const { commands } = await site.api.get(`/api/lots/main/controllers/${one.id}/commands`);
      return commands[0].status === 'accepted';
    });
    return commandId;
  };
  /** It boots, and says that it runs this. */
  const boots = async (fw: string, one = board, awayMs = 0): Promise<void> => {
    await one.leave();
    await site.until(`${one.id} is gone`, async () => (await controller(site, one.id)).status === 'offline');
    site.clock.advance(awayMs);
    one.boot(site.now());
    one.fw = fw;
    await one.connect();
    await one.online();
  };
  const change = (of: RolloutView, what: string, body: object = {}): Promise<RolloutView> =>
    site.api.post(`${ROLLOUTS}/${of.id}/${what}`, body);
  const after = async (ms: number): Promise<void> => {
    site.clock.advance(ms);
    await site.parkwire.jobs.watch();
    await site.parkwire.jobs.rollouts();
  };
  const first = ({ boards }: RolloutView) => boards[0];

  it('is updated once it is back, runs the version and has said so, in whatever order', async () => {
    const begun = await start(site, { image });
    const commandId = await takes();
    // A word too early proves nothing.
    await board.respond(commandId, 'done');
    await site.until('it was heard', async () => (await controller(site, 'esp32-a')).status === 'online');
    await site.parkwire.jobs.rollouts();
    expect((await rollout(site, begun)).state).to.equal('running');
    await boots('1.1.0');
    expect(first(await rolloutIs(site, begun, 'done'))).to.include({
      state: 'updated',
      fwBefore: 'raw/1',
      backBy: null,
    });
  });

  it('is updated when its time is over and it runs the version, though its last word was lost', async () => {
    const begun = await start(site, { image, backWithinMinutes: 3 });
    await takes();
    await boots('1.1.0');
    await site.parkwire.jobs.rollouts();
    expect(first(await rollout(site, begun))?.state).to.equal('sent');
    site.clock.advance(3 * MINUTE);
    await board.telemetry();
    await site.parkwire.jobs.rollouts();
    expect(faresOf(await rolloutIs(site, begun, 'done'))).to.deep.equal([['esp32-a', 'updated', null]]);
  });

  it('has failed when it says done and runs something else', async () => {
    const begun = await start(site, { image });
    const commandId = await takes();
    await boots('1.0.9');
    await board.respond(commandId, 'done');
    expect(first(await rolloutIs(site, begun, 'stopped'))).to.include({ reason: 'other-version', detail: '1.0.9' });
  });

  it('has failed when it does not answer, and when it never restarts', async () => {
    const begun = await start(site, { image, backWithinMinutes: 2 });
    await board.command('update');
    await after(MINUTE + 11 * SECOND);
    const silent = await rolloutIs(site, begun, 'stopped');
    expect(first(silent)).to.include({ state: 'failed', reason: 'no-answer' });
    await change(silent, 'continue', { failed: 'retry' });
    const told = await site.until('it is told again', async () => {
      const commands = board.bodies(board.topic('command')).filter(({ name }) => name === 'update');
      return commands.length === 2 && commands[1];
    });
    await board.respond(told.commandId, 'accepted');
    await site.until('that was heard', async () => {
      const [command] = (await site.api.get('/api/lots/main/controllers/esp32-a/commands')).commands;
      return command.status === 'accepted';
    });
    site.clock.advance(2 * MINUTE);
    await board.telemetry();
    await site.parkwire.jobs.rollouts();
    expect(first(await rolloutIs(site, begun, 'stopped'))).to.include({ state: 'failed', reason: 'no-restart' });
  });

  it('is left waiting while it is away, and has its turn when it comes; the others do not wait for it', async () => {
    const other = await RawController.start(site, 'esp32-b', ['B']);
    await board.leave();
    await site.slotIs('A', 'unknown');
    const begun = await start(site, { image, controllers: ['esp32-a', 'esp32-b'] });
    const commandId = await takes(other);
    await boots('1.1.0', other);
    await other.respond(commandId, 'done');
    const waits = await site.until('the other one is done', async () => {
      const now = await rollout(site, begun);
      return now.boards[1]?.state === 'updated' && now;
    });
    expect(waits.state).to.equal('running');
    expect(first(waits)).to.include({ state: 'waiting', reason: null });
    await board.connect();
    await board.online();
    const later = await takes();
    await boots('1.1.0');
    await board.respond(later, 'done');
    await rolloutIs(site, begun, 'done');
  });

  it('that is removed is left out, also in its turn', async () => {
    await RawController.start(site, 'esp32-b', ['B']);
    const begun = await start(site, { image });
    await takes();
    for (const id of ['esp32-a', 'esp32-b'])
      expect((await site.api.request('DELETE', `/api/lots/main/controllers/${id}`)).status).to.equal(204);
    expect(faresOf(await rolloutIs(site, begun, 'done'))).to.deep.equal([
      ['esp32-a', 'skipped', 'removed'],
      ['esp32-b', 'skipped', 'removed'],
    ]);
  });

  it('is stopped, continued and cancelled as staff saw it, and one board at a time holds across rollouts', async () => {
    const other = await RawController.start(site, 'esp32-b', ['B']);
    const begun = await start(site, { image });
    await site.api.refused('rollout-open', 'POST', ROLLOUTS, { image });
    await site.api.refused('rollout-changed', 'POST', `${ROLLOUTS}/${begun.id}/continue`, { failed: 'skip' });
    await site.api.refused('rollout-changed', 'POST', `${ROLLOUTS}/${begun.id}/stop`, { ifVersion: 2 });
    const commandId = await takes();
    const stopped = await change(begun, 'stop', { ifVersion: 1 });
    expect(stopped).to.include({ state: 'stopped', version: 2, stoppedBy: 'admin' });
    await site.api.refused('rollout-changed', 'POST', `${ROLLOUTS}/${begun.id}/stop`, {});
    // What is under way cannot be called back.
    await boots('1.1.0');
    await board.respond(commandId, 'done');
    await site.until('its end is noted', async () => first(await rollout(site, begun))?.state === 'updated');
    expect(other.bodies(other.topic('command'))).to.deep.equal([]);
    const going = await change(begun, 'continue', { failed: 'skip', ifVersion: 2 });
    expect(going).to.include({ state: 'running', version: 3, stoppedBy: null });
    const second = await takes(other);
    expect((await change(begun, 'cancel', { ifVersion: 3 })).state).to.equal('cancelled');
    await site.api.refused('rollout-changed', 'POST', `${ROLLOUTS}/${begun.id}/continue`, { failed: 'skip' });
    await site.api.refused('rollout-open', 'POST', ROLLOUTS, { image });
    await other.respond(second, 'rejected', 'no');
    await site.until('its end is noted', async () => (await rollout(site, begun)).boards[1]?.state === 'failed');
    expect((await rollout(site, begun)).state).to.equal('cancelled');
    await rolloutIs(site, await start(site, { image, controllers: ['esp32-a'] }), 'done');
    const audited = await site.rows(`SELECT action FROM audit_log WHERE action LIKE 'rollout.%' ORDER BY id`);
    expect(audited.map(({ action }) => action.slice(8))).to.deep.equal([
      'start',
      'stop',
      'continue',
      'cancel',
      'start',
    ]);
  });

  it('is of this lot and known here, and so is the rollout', async () => {
    await site.api.post('/api/lots', { code: 'annex', name: 'Annex' });
    await site.api.refused('controller-unknown', 'POST', ROLLOUTS, { image, controllers: ['esp32-z'] });
    await site.api.refused('controller-unknown', 'POST', '/api/lots/annex/rollouts', { image });
    await site.api.refused('firmware-unknown', 'POST', ROLLOUTS, { image: 'none' });
    await site.api.refused('invalid-request', 'POST', ROLLOUTS, { image, controllers: [] });
    await site.api.refused('rollout-unknown', 'GET', `${ROLLOUTS}/none`);
    const begun = await start(site, { image });
    await site.api.refused('rollout-unknown', 'POST', `/api/lots/annex/rollouts/${begun.id}/stop`, {});
    // An update is sent by rollouts alone.
    await site.api.refused('invalid-request', 'POST', '/api/lots/main/controllers/esp32-a/commands', {
      name: 'update',
    });
  });

  it('has time to be heard when it came back while the server was away', async () => {
    const begun = await start(site, { image, backWithinMinutes: 3 });
    await takes();
    await board.leave();
    await site.slotIs('A', 'unknown');
    // The board comes back while the server is away, for longer than the board has.
    site.clock.advance(10 * MINUTE);
    await site.restart();
    await site.parkwire.jobs.rollouts();
    expect(first(await rollout(site, begun))?.state).to.equal('sent');
    board.boot(site.now());
    board.fw = '1.1.0';
    await board.connect();
    await board.online();
    await after(2 * MINUTE);
    await rolloutIs(site, begun, 'done');
  });

  it('that stops it is told to the phones of staff, once each time', async () => {
    const { code } = await site.api.post('/api/staff/me/phone-code');
    await site.text(MEERA, `link ${code}`);
    await site.text(MEERA, 'alerts on');
    const begun = await start(site, { image });
    await board.respond((await board.command('update')).commandId, 'rejected', 'sha256 differs');
    const stopped = await rolloutIs(site, begun, 'stopped');
    expect(first(stopped)?.detail).to.equal('sha256 differs');
    const told = async () => (await site.chat(MEERA)).filter(({ kind }) => kind === 'staff-alert-rollout');
    for (let times = 0; times < 2; times++) await site.parkwire.jobs.alerts();
    expect((await told()).map(({ body }) => body)).to.have.length(1);
    expect((await told())[0]?.body).to.contain('esp32-a did not take the new firmware');
    // Stopped by hand it is no news.
    await change(await change(stopped, 'continue', { failed: 'retry' }), 'stop');
    await site.parkwire.jobs.alerts();
    expect(await told()).to.have.length(1);
  });

  it('bills nobody for the time in which a board was dark', async () => {
    await site.text(DRIVER, 'book A');
    await board.report('A', 'occupied');
    site.clock.advance(HOUR);
    await board.telemetry(0);
    const begun = await start(site, { image, backWithinMinutes: 120 });
    const commandId = await takes();
    await boots('1.1.0', board, HOUR);
    await board.respond(commandId, 'done');
    await board.wake('occupied');
    await rolloutIs(site, begun, 'done');
    site.clock.advance(HOUR);
    await board.report('A', 'vacated');
    const [booking] = await site.bookings(DRIVER);
    // Three hours there, at 200 an hour, of which the board saw two.
    expect(booking).to.include({ state: 'completed', chargedMinor: 400 });
    const { gaps, bill } = await site.api.get(`/api/sessions/${booking.sessionId}/timeline`);
    expect(gaps.map(({ from, to }: any) => Date.parse(to) - Date.parse(from))).to.deep.equal([HOUR]);
    expect(bill.lines.map(({ kind, amountMinor }: any) => [kind, amountMinor])).to.deep.equal([
      ['time', 200],
      ['no-evidence', 0],
      ['time', 200],
    ]);
  });
});
