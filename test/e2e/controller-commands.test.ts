import { expect } from 'chai';
import type { Board } from '../../firmware-sim/board.ts';
import { startBoard } from '../../firmware-sim/start-board.ts';
import { story } from '../support/databases.ts';
import { MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const ONE = '/api/lots/main/controllers/esp32-a';

story('what staff tell a controller', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const tell = (body: object) => site.api.post(`${ONE}/commands`, body);
  const last = async () => (await site.api.get(`${ONE}/commands`)).commands[0];
  const comesTo = (status: string, name?: string) =>
    site.until(`the command is ${status}`, async () => {
      const command = await last();
      return command.status === status && (name === undefined || command.name === name) && command;
    });
  const answersTaken = (count: number) =>
    site.until(`${count} answers were taken in`, async () => {
      return (await site.metric('parkwire_mqtt_taken_total', '{kind="response"}')) === count;
    });
  const kinds = async () => (await site.api.get(`${ONE}/events`)).events.map(({ kind }: { kind: string }) => kind);

  describe('on the wire', () => {
    let controller: RawController;

    beforeEach(async () => {
      controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    });

    it('goes out once with an id and an expiry, and every answer is kept and logged, by whom', async () => {
      const asked = await tell({ name: 'identify', slot: 'B' });
      expect(asked).to.include({ name: 'identify', status: 'waiting', by: 'admin' });
      const command = await controller.command('identify');
      const expiresAt = new Date(site.now() + MINUTE).toISOString();
      expect(command).to.deep.equal({ commandId: asked.id, name: 'identify', args: { slot: 'B' }, expiresAt });
      await comesTo('sent');
      await controller.respond(asked.id, 'accepted');
      await comesTo('accepted');
      await controller.respond(asked.id, 'done', 'blinked');
      expect(await comesTo('done')).to.include({ detail: 'blinked', id: asked.id });
      await controller.respond(asked.id, 'accepted');
      await answersTaken(3);
      expect((await last()).status, 'a late repeat takes nothing back').to.equal('done');
      const { events } = await site.api.get(`${ONE}/events?limit=3`);
      expect(events.map(({ kind, by, detail }: any) => [kind, by, detail.status ?? detail.slot])).to.deep.equal([
        ['answer', null, 'done'],
        ['answer', null, 'accepted'],
        ['command', 'admin', 'B'],
      ]);
      const audited = await site.rows(`SELECT action FROM audit_log WHERE subject = 'esp32-a' ORDER BY id`);
      expect(audited.map(({ action }) => action)).to.deep.equal(['controller.add', 'controller.identify']);
    });

    it('asked for twice before the answer it is one command; asked again after it, another', async () => {
      const first = await tell({ name: 'resync' });
      expect((await tell({ name: 'resync' })).id).to.equal(first.id);
      await controller.command('resync');
      await controller.respond(first.id, 'done');
      await comesTo('done');
      expect((await tell({ name: 'resync' })).id).to.not.equal(first.id);
    });

    it('waits for a board that is away, and is sent again to one that may have missed it', async () => {
      await controller.leave();
      await site.slotIs('A', 'unknown');
      const asked = await tell({ name: 'restart' });
      expect((await last()).status).to.equal('waiting');
      await controller.connect();
      await controller.online();
      expect((await controller.command('restart')).commandId).to.equal(asked.id);
      // It is gone before it answers.
      await controller.die();
      await site.slotIs('A', 'unknown');
      await controller.connect();
      await controller.online();
      expect((await controller.command('restart')).commandId).to.equal(asked.id);
    });

    it('expires without an answer, is then never sent, and a word that comes later is still heard', async () => {
      await controller.leave();
      await site.slotIs('A', 'unknown');
      const asked = await tell({ name: 'restart' });
      site.clock.advance(MINUTE + 11 * SECOND);
      await site.parkwire.jobs.watch();
      expect((await last()).status).to.equal('expired');
      expect(await kinds()).to.include('expired');
      await controller.connect();
      await controller.online();
      const next = await tell({ name: 'identify' });
      await controller.command('identify');
      expect(controller.bodies(controller.topic('command')).map(({ commandId }) => commandId)).to.deep.equal([next.id]);
      await controller.respond(asked.id, 'rejected', 'expired');
      await site.until('the answer is heard', async () =>
        (await site.api.get(`${ONE}/commands`)).commands.some(({ status }: any) => status === 'rejected'),
      );
    });

    it('takes no answer from another board, and none to what nobody asked', async () => {
      const other = await RawController.start(site, 'esp32-c', ['C']);
      const asked = await tell({ name: 'restart' });
      await controller.command('restart');
      await other.respond(asked.id, 'done');
      await other.respond('made-up', 'done');
      await answersTaken(2);
      expect((await last()).status).to.equal('sent');
      expect(await site.metric('parkwire_mqtt_dropped_total', '{reason="payload"}')).to.equal(0);
    });

    it('holds settings to their bounds, and keeps those that the board has taken', async () => {
      await site.api.refused('invalid-request', 'PATCH', `${ONE}/config`, {});
      await site.api.refused('invalid-request', 'PATCH', `${ONE}/config`, { telemetryS: 61 });
      await site.api.refused('invalid-request', 'PATCH', `${ONE}/config`, { dwellInMs: 1, secret: 'x' });
      const asked = await site.api.patch(`${ONE}/config`, { dwellInMs: 1500, telemetryS: 30 });
      expect((await controller.command('set-config')).args).to.deep.equal({ dwellInMs: 1500, telemetryS: 30 });
      expect((await site.api.get(ONE)).config).to.equal(null);
      await controller.respond(asked.id, 'done');
      await comesTo('done');
      expect((await site.api.get(ONE)).config).to.deep.equal({ dwellInMs: 1500, telemetryS: 30 });
      const second = await site.api.patch(`${ONE}/config`, { telemetryS: 45 });
      await controller.command('set-config');
      await controller.respond(second.id, 'rejected', 'no');
      await comesTo('rejected');
      expect((await site.api.get(ONE)).config).to.deep.equal({ dwellInMs: 1500, telemetryS: 30 });
    });

    it('is of no other lot and of no unknown name', async () => {
      await site.api.refused('controller-unknown', 'POST', '/api/lots/main/controllers/none/commands', {
        name: 'restart',
      });
      await site.api.post('/api/lots', { code: 'annex', name: 'Annex' });
      await site.api.refused('controller-unknown', 'POST', '/api/lots/annex/controllers/esp32-a/commands', {
        name: 'restart',
      });
      await site.api.refused('invalid-request', 'POST', `${ONE}/commands`, { name: 'set-config' });
      await site.api.refused('invalid-request', 'POST', `${ONE}/commands`, { name: 'restart', slot: 'A' });
    });
  });

  describe('as the simulator does it', () => {
    let board: Board;

    beforeEach(async () => {
      const { secret } = await site.addController('esp32-a', ['A']);
      const url = `mqtt://127.0.0.1:${site.mqttPort}`;
      board = await startBoard({ url, lot: 'main', id: 'esp32-a', secret, slots: ['A'], seed: 1, rssi: -61 });
      await site.slotIs('A', 'free');
    });

    afterEach(() => board.powerOff());

    it('blinks, restarts, takes settings and says everything again', async () => {
      await tell({ name: 'identify' });
      await comesTo('accepted', 'identify');
      await site.until('it blinks white', async () => (await site.slot('A')).led.reported?.color === 'white');
      await tell({ name: 'resync' });
      await comesTo('done', 'resync');
      const { bootId } = await site.api.get(ONE);
      await tell({ name: 'restart' });
      await comesTo('done', 'restart');
      expect((await site.api.get(ONE)).bootId).to.not.equal(bootId);
      await site.api.patch(`${ONE}/config`, { telemetryS: 1 });
      await comesTo('done', 'set-config');
      const { telemetry } = await site.until('it measures itself', async () => {
        const look = await site.api.get(ONE);
        return look.telemetry && look;
      });
      expect(telemetry).to.include({ rssi: -61, queue: 0 });
      expect(await kinds()).to.include.members(['online', 'offline', 'command', 'answer']);
    });
  });
});
