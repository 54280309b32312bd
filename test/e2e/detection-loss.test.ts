import { expect } from 'chai';
import { eachEngine } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

eachEngine('what a detection means: after events were lost', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    site.clock.advance(5 * HOUR);
  });

  afterEach(() => site.stop());

  const booking = async () => (await site.bookings(DRIVER))[0];
  const stays = () =>
    site.rows(
      `SELECT s.code, p.end_reason, p.ended_at - p.started_at AS length FROM parking_sessions p
       JOIN slots s ON s.id = p.slot_id ORDER BY p.started_at, s.code`,
    );
  /** Numbers 4 to 8 never come, whatever they said and of whichever slot; then B speaks. */
  const lose = async () => {
    await controller.see('B', 'occupied', { seq: 9, oldestSeq: 9 });
    await controller.acked(9);
  };

  it('another slot’s event and telemetry do not carry a stay across: it is billed to the last evidence before', async () => {
    await lose();
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    await controller.report('A', 'vacated');
    expect(await booking()).to.include({ state: 'completed', chargedMinor: 200 });
    expect((await stays())[0]).to.deep.equal({ code: 'A', end_reason: 'gap', length: HOUR });
    const flags = await site.rows('SELECT seq, after_loss FROM observations WHERE seq >= 9 ORDER BY seq');
    expect(flags).to.deep.equal([
      { seq: 9, after_loss: 1 },
      { seq: 10, after_loss: 1 },
    ]);
  });

  it('`occupied` as the slot’s first word after it is another car’s', async () => {
    await lose();
    await controller.report('A', 'occupied');
    expect(await booking()).to.include({ state: 'completed', chargedMinor: 200 });
    expect((await stays()).map(({ code, length }) => [code, length])).to.deep.equal([
      ['A', HOUR],
      ['A', null],
      ['B', null],
    ]);
  });

  it('telemetry proves nothing either between `online` with oldestSeq and the first event after the loss', async () => {
    await controller.online(9);
    await controller.telemetry(0);
    site.clock.advance(HOUR);
    await lose();
    await controller.report('A', 'vacated');
    expect((await stays())[0]).to.deep.equal({ code: 'A', end_reason: 'gap', length: HOUR });
  });

  it('it holds across a restart of the server, a reboot of the board, and an attendant’s word', async () => {
    await lose();
    await site.restart();
    await controller.connect();
    await controller.online();
    site.clock.advance(HOUR);
    await controller.telemetry(0);
    await controller.die();
    await site.slotIs('A', 'unknown');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
    expect(await booking()).to.include({ state: 'completed', chargedMinor: 200 });
  });

  it('a reboot’s first look bills to before the loss too', async () => {
    await lose();
    await controller.telemetry(0);
    await controller.die();
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake('vacated', ['A']);
    expect(await booking()).to.include({ state: 'completed', chargedMinor: 200 });
  });

  it('a live snapshot says that the car is there: the stay goes on, supported from its receipt', async () => {
    await lose();
    await controller.occupancy('A', true);
    await controller.report('B', 'vacated');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await stays())[0]).to.deep.equal({ code: 'A', end_reason: 'vacated', length: 7 * HOUR });
  });

  it('a live snapshot says that the car is gone: it ended before the loss', async () => {
    await lose();
    await controller.occupancy('A', false);
    await site.slotIs('A', 'free');
    expect((await stays())[0]).to.deep.equal({ code: 'A', end_reason: 'gap', length: HOUR });
  });

  it('what an older boot says after its own loss corrects no bill', async () => {
    const old = { bootId: controller.bootId, bootedAt: controller.bootedAt };
    await controller.die();
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake();
    expect((await booking()).chargedMinor).to.equal(200);
    const late = (seq: number, slot: string, type: string) =>
      controller.send({
        bootId: old.bootId,
        seq,
        slot,
        type,
        uptimeMs: site.now() - HOUR - old.bootedAt,
        oldestSeq: 9,
      });
    await late(9, 'B', 'occupied');
    await late(10, 'A', 'vacated');
    await controller.acked(10, old.bootId);
    expect(await booking()).to.include({ state: 'completed', chargedMinor: 200 });
  });

  it('a slot heard of after it is as any other again', async () => {
    await lose();
    await controller.report('A', 'vacated');
    await controller.report('A', 'occupied');
    site.clock.advance(2 * HOUR);
    await controller.report('A', 'vacated');
    const own = (await stays()).filter(({ code }) => code === 'A');
    expect(own.at(-1)).to.deep.equal({ code: 'A', end_reason: 'vacated', length: 2 * HOUR });
  });
});
