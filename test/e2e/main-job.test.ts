import { expect } from 'chai';
import { startBoard } from '../../firmware-sim/start-board.ts';
import { eachEngine } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { RawMqtt } from '../support/raw-mqtt.ts';
import { RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

eachEngine('the main job: book, park, leave, pay', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  it('goes from a signed webhook to the bill, seen by a controller and a board', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    await controller.led('A', 'green');
    const board = await site.watch();
    await site.slotIs('A', 'free');

    const booked = await site.text(DRIVER, 'book A');
    expect(booked).to.match(/^✅ \*A\* is yours.*Main car park\. Ref PW-[0-9A-Z]{6}\./);
    expect(booked).to.contain('$100.00 of credit is in your wallet');
    await controller.led('A', 'blue');
    // A controller that connects now finds it retained, under its own revision.
    const { led } = (await board.sees('A', 'reserved')) as { led: { desired: { rev: number } } };
    const late = new RawController(site, controller);
    await late.connect();
    await late.led('A', 'blue');
    const [retained] = late.mqtt.messages;
    expect(retained).to.include({ retain: true, qos: 1 });
    expect(JSON.parse(retained!.payload)).to.deep.equal({ color: 'blue', pattern: 'solid', rev: led.desired.rev });
    late.boot();
    await late.online();
    await late.wake();

    const arrivedAt = site.clock.advance(10 * MINUTE);
    await late.report('A', 'occupied');
    const [row] = await site.rows('SELECT * FROM observations WHERE initial = 0');
    expect(row).to.include({ source: 'esp32-a', boot_id: late.bootId, seq: 2, status: 'applied' });
    expect(row).to.include({ occurred_at: arrivedAt, received_at: arrivedAt, found_by: 'offset' });
    await late.led('A', 'red');
    const occupied = await board.sees('A', 'occupied');
    expect(occupied.session).to.include({ startedAt: new Date(arrivedAt).toISOString(), overstay: false });
    expect(occupied.booking?.state).to.equal('active');
    const detected = await site.told(DRIVER, 'car-detected');
    expect(detected.body).to.contain('Your car was seen in *A* at 09:10').and.contain('$2.00 an hour');

    const leftAt = site.clock.advance(80 * MINUTE);
    await late.report('A', 'vacated');
    await late.led('A', 'green');
    await board.sees('A', 'free');
    const { balanceMinor, promoMinor, name } = await site.driver(DRIVER);
    expect({ balanceMinor, promoMinor, name }).to.deep.equal({
      balanceMinor: 9700,
      promoMinor: 9700,
      name: `whatsapp_${DRIVER}`,
    });
    const [booking] = await site.bookings(DRIVER);
    expect(booking).to.include({ state: 'completed', endReason: 'departed', chargedMinor: 300, source: 'chat' });
    expect(booking.endedAt).to.equal(new Date(leftAt).toISOString());

    const bill = (await site.chat(DRIVER)).find(({ kind }) => kind === 'bill');
    expect(bill).to.include({ status: 'queued', notBefore: leftAt + 120 * SECOND });
    site.clock.advance(119 * SECOND);
    expect(await site.text(DRIVER, 'balance')).to.contain('$97.00');
    expect((await site.chat(DRIVER)).find(({ kind }) => kind === 'bill')?.status).to.equal('queued');
    site.clock.advance(SECOND);
    expect((await site.told(DRIVER, 'bill')).body)
      .to.contain('Charged $3.00')
      .and.contain('Balance $97.00');

    const versions = board.viewsOf('A').map(({ version }) => version);
    expect(versions).to.deep.equal([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).to.equal(versions.length);
    expect(versions[0]).to.be.greaterThan(board.snapshot!.slots.find(({ code }) => code === 'A')!.version - 1);
    const [sum] = await site.rows('SELECT CAST(SUM(amount) AS BIGINT) AS total FROM postings');
    expect(sum.total).to.equal(0);
  });

  it('acknowledges nothing before the commit', async () => {
    const controller = await RawController.start(site, 'esp32-a', ['A']);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The one writer is kept busy, so that nothing can be committed.
    const busy = site.parkwire.unitOfWork.run(() => held);
    await controller.see('A', 'occupied');
    for (let turns = 0; turns < 20; turns++) await controller.mqtt.ping();
    expect(controller.ackedSoFar()).to.equal(1);
    expect(await site.rows('SELECT seq FROM observations')).to.deep.equal([{ seq: 1 }]);
    release();
    await busy;
    await controller.acked(2);
    expect(await site.rows('SELECT seq FROM observations ORDER BY seq')).to.deep.equal([{ seq: 1 }, { seq: 2 }]);
  });

  it('does the same with the simulated firmware', async () => {
    const { id, secret } = await site.addController('esp32-a', ['A', 'B']);
    const url = `mqtt://127.0.0.1:${site.mqttPort}`;
    const leds: string[] = [];
    const board = await startBoard({
      ...{ url, lot: 'main', id, secret, slots: ['A', 'B'], dwellInMs: 1, dwellOutMs: 1 },
      onChange: (change) => {
        if (change.type === 'led' && change.slot === 'A') leds.push(change.led.color);
      },
    });
    try {
      await site.slotIs('A', 'free');
      await site.text(DRIVER, 'book A');
      const shows = (color: string) => site.until(`the board shows ${color}`, () => leds.at(-1) === color);
      await shows('blue');
      board.carIn('A');
      await site.slotIs('A', 'occupied');
      await shows('red');
      await site.told(DRIVER, 'car-detected');
      board.carOut('A');
      await site.slotIs('A', 'free');
      await shows('green');
      // The board's clock is the machine's, the server's stands still: within one boot the stay is the uptimes' difference.
      expect((await site.bookings(DRIVER))[0]).to.include({ state: 'completed', chargedMinor: 0 });
      await site.until('the board shows it is done', () => board.snapshot().queue === 0);
      await site.until('what it shows is reported', async () => {
        const { led } = await site.slot('A');
        return led.reported?.rev === led.desired.rev;
      });
    } finally {
      await board.stop();
    }
    await site.slotIs('A', 'unknown');
  });

  it('tells a stranger on the broker nothing', async () => {
    const { id, secret } = await site.addController('esp32-a', ['A']);
    await site.addController('esp32-b', ['B']);
    const stranger = await RawMqtt.connect(site.mqttPort, { clientId: id, username: id, password: secret });
    const codes = await stranger.subscribe(['parkwire/v1/main/esp32-b/ack', 'parkwire/#', '#', '$SYS/#']);
    expect(codes).to.deep.equal([0x80, 0x80, 0x80, 0x80]);
    site.clock.advance(HOUR);
    await site.text(DRIVER, 'slots');
    expect(stranger.messages).to.deep.equal([]);
    await stranger.disconnect();
  });
});
