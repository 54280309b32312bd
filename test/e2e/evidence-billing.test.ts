import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE, SECOND } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { type Event, RawController } from './support/raw-controller.ts';

const DRIVER = '+919812345678';

story('bills and the evidence behind them', () => {
  let site: Site;
  let controller: RawController;

  beforeEach(async () => {
    site = await Site.start();
    controller = await RawController.start(site, 'esp32-a', ['A', 'B']);
    await site.slotIs('A', 'free');
  });

  afterEach(async () => {
    await site.parkwire.jobs.audit();
    expect(await site.metric('parkwire_audit_problems')).to.equal(0);
    await site.stop();
  });

  const bookingOf = async () => (await site.bookings(DRIVER))[0];
  const timeline = async () => site.api.get(`/api/sessions/${(await bookingOf()).sessionId}/timeline`);
  const checked = () => site.api.post('/api/lots/main/slots/A/observations', { type: 'checked' });
  const byHand = () => site.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
  const moved = async (phone = DRIVER) =>
    (await site.transfers(phone)).map(({ kind, amountMinor }) => [kind, amountMinor]).slice(0, -1);
  const corrections = async () => {
    site.clock.advance(30 * SECOND);
    await site.until('nothing waits to be told', async () =>
      (await site.chat(DRIVER)).every(
        ({ status, notBefore }) => !['queued', 'sending'].includes(status) || notBefore > site.now(),
      ),
    );
    return (await site.chat(DRIVER)).filter(({ kind, status }) => kind === 'bill-corrected' && status === 'delivered');
  };
  /** Parked at nine; the board said at ten that nothing had changed. */
  const parked = async () => {
    await site.text(DRIVER, 'book A');
    await controller.report('A', 'occupied');
    site.clock.advance(HOUR);
    await controller.telemetry(0);
  };
  /** The board dies and is back, and sees the car, after that long. */
  const reboot = async (ms: number, sees: 'occupied' | 'vacated' = 'occupied') => {
    await controller.die();
    await site.slotIs('A', 'unknown');
    const died = controller.bootId;
    const since = controller.seq;
    site.clock.advance(ms);
    controller.boot(site.now());
    await controller.connect();
    await controller.online();
    await controller.wake(sees, ['A']);
    return { died, since };
  };
  /** What an older boot had kept in its queue. */
  const late = async (boot: { died: string; since: number }, slot: string, type: string, ago: number) => {
    const bootedAt = (await site.rows('SELECT offsets FROM boots WHERE boot_id = $1', [boot.died]))[0].offsets;
    const [[, offset]] = JSON.parse(bootedAt);
    const event: Event = { bootId: boot.died, seq: ++boot.since, slot, type, uptimeMs: site.now() - ago - offset };
    await controller.send(event);
    await controller.acked(event.seq, boot.died);
  };

  it('a reboot: what nobody saw is not billed, and a line says so', async () => {
    await parked();
    await reboot(2 * HOUR);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 400 });
    const { bill, gaps, session } = await timeline();
    expect(gaps).to.have.length(1);
    expect(gaps[0]).to.include({ id: 'gap:1', cause: 'reboot' });
    expect(Date.parse(gaps[0].to) - Date.parse(gaps[0].from)).to.equal(2 * HOUR);
    expect(bill.lines.map(({ kind, amountMinor }: any) => [kind, amountMinor])).to.deep.equal([
      ['time', 200],
      ['no-evidence', 0],
      ['time', 200],
    ]);
    expect(session.chargedMinor).to.equal(bill.amountMinor);
  });

  it('a reboot of seconds is not bridged, and a lot may bill what nobody saw', async () => {
    await parked();
    await reboot(10 * SECOND);
    expect((await timeline()).gaps.map(({ cause }: any) => cause)).to.deep.equal(['reboot']);
    await site.api.patch('/api/lots/main', { billsGaps: true });
    await reboot(2 * HOUR);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(650);
    expect((await timeline()).bill.lines.map(({ kind }: any) => kind)).to.deep.equal(['time']);
  });

  it('a reboot of seconds makes no stay dearer: what was sold is not sold again', async () => {
    const first = { forSeconds: 7200, ratePerHourMinor: 300, incrementSeconds: 7200 };
    const rates = [{ steps: [first, { ratePerHourMinor: 200, incrementSeconds: 900 }] }];
    await site.api.patch('/api/lots/main', { tariff: { rates } });
    await parked();
    await reboot(10 * SECOND);
    expect((await site.slot('A')).session?.costMinor).to.equal(600);
    site.clock.advance(90 * MINUTE);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(750);
    expect((await timeline()).bill.lines.map(({ kind, amountMinor }: any) => [kind, amountMinor])).to.deep.equal([
      ['time', 600],
      ['no-evidence', 0],
      ['time', 0],
      ['time', 150],
    ]);
  });

  it('a lost connection of a board that kept running is bridged, however long', async () => {
    await parked();
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(5 * HOUR);
    await controller.connect();
    await controller.online();
    await controller.telemetry(0);
    const { session, gaps } = await timeline();
    expect(gaps).to.deep.equal([]);
    expect((await site.slot('A')).session?.costMinor).to.equal(1200);
    await controller.report('A', 'vacated');
    expect(await bookingOf()).to.include({ chargedMinor: 1200 });
    const { controllers } = await timeline();
    expect(controllers.map(({ status }: any) => status)).to.deep.equal(['online', 'lost', 'online']);
    expect(controllers[1].from).to.equal(new Date(Date.parse(session.startedAt) + HOUR).toISOString());
  });

  it('events lost: the stay is billed as far as was seen, and what follows is another car', async () => {
    await parked();
    site.clock.advance(HOUR);
    const seq = controller.seq + 3;
    await controller.report('A', 'occupied', { seq, oldestSeq: seq });
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 200 });
    await site.slotIs('A', 'attention');
  });

  it('events lost and the car still there, as a snapshot says: the stretch between is a gap', async () => {
    await parked();
    site.clock.advance(HOUR);
    const seq = controller.seq + 3;
    await controller.report('B', 'occupied', { seq, oldestSeq: seq });
    expect((await site.slot('A')).session?.costMinor, 'it stands still').to.equal(200);
    await controller.occupancy('A', true);
    await site.until('it goes on', async () => (await timeline()).gaps[0]?.cause === 'loss');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(400);
  });

  it('while nobody sees the slot the cost stands still, everywhere, and is the bill; a check moves it on', async () => {
    await parked();
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(HOUR);
    const shown = async () => [
      /\$([\d.]+) so far/.exec(await site.text(DRIVER, 'status'))?.[1],
      (await site.slot('A')).session?.costMinor,
      (await timeline()).bill.amountMinor,
    ];
    expect(await shown()).to.deep.equal(['2.00', 200, 200]);
    expect(await site.text(DRIVER, 'why')).to.contain('Nobody has seen the slot since');
    expect(await checked()).to.include({ status: 'applied' });
    expect(await shown()).to.deep.equal(['4.00', 400, 400]);
    site.clock.advance(HOUR);
    expect(await shown()).to.deep.equal(['4.00', 400, 400]);
    await byHand();
    expect((await bookingOf()).chargedMinor).to.equal(400);
    expect(await checked()).to.include({ status: 'no-effect', reason: 'nothing-there' });
  });

  it('a wallet runs low by what the stay costs, not by time that nobody saw', async () => {
    await site.api.patch('/api/lots/main', { guestCreditMinor: 500 });
    const warnings = async () => {
      await site.parkwire.jobs.balances();
      return (await site.chat(DRIVER)).flatMap(({ kind, body }) => (kind === 'low-while-parked' ? [body] : []));
    };
    await parked();
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(2 * HOUR);
    expect(await warnings()).to.deep.equal([]);
    await checked();
    expect((await warnings()).map((body) => body.includes('has cost $6.00'))).to.deep.equal([true]);
  });

  it('a check closes the gap it lies in: after a reboot only what follows it is missing', async () => {
    await parked();
    await controller.die();
    await site.slotIs('A', 'unknown');
    site.clock.advance(HOUR);
    await checked();
    await controller.connect();
    await reboot(HOUR);
    expect((await timeline()).gaps.map((gap: any) => Date.parse(gap.to) - Date.parse(gap.from))).to.deep.equal([HOUR]);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(400);
  });

  it('a car that changed unseen: the driver pays until it left, and the car found is nobody’s', async () => {
    await parked();
    const boot = await reboot(2 * HOUR);
    await late(boot, 'A', 'vacated', HOUR);
    expect(await bookingOf()).to.include({ state: 'completed', chargedMinor: 400 });
    const { session } = await site.slotIs('A', 'attention');
    expect(session?.startedAt).to.equal(new Date(site.now()).toISOString());
    // The board had seen it come, too.
    await late(boot, 'A', 'occupied', 30 * MINUTE);
    expect((await site.slot('A')).session?.startedAt).to.equal(new Date(site.now() - 30 * MINUTE).toISOString());
    expect(await moved()).to.deep.equal([['charge', -400]]);
  });

  it('a car that changed unseen, learned after both had left: corrected once, by transfers, and told once', async () => {
    await parked();
    const boot = await reboot(2 * HOUR);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    await site.until('the bill is queued', async () => (await site.chat(DRIVER)).some(({ kind }) => kind === 'bill'));
    site.clock.advance(3 * MINUTE);
    await site.told(DRIVER, 'bill');
    await late(boot, 'A', 'vacated', 3 * HOUR - 30 * MINUTE);
    expect((await bookingOf()).chargedMinor).to.equal(350);
    expect(await moved()).to.deep.equal([
      ['charge', -350],
      ['reversal', 400],
      ['charge', -400],
    ]);
    const [told, ...others] = await corrections();
    expect(others).to.deep.equal([]);
    expect(told?.body).to.contain('costs $3.50, not $4.00').and.to.contain('$0.50 is back');
    const stays = await site.rows(
      'SELECT driver_id, ended_at - started_at AS ms FROM parking_sessions ORDER BY started_at',
    );
    expect(stays[1].ms).to.equal(HOUR);
    expect(stays[1].driver_id).to.equal(null);
    // Silent for minutes by the clock, the board may have been given up meanwhile.
    await controller.telemetry(0);
    await site.slotIs('A', 'free');
  });

  it('late words about other slots support this one further: several corrections are told as one', async () => {
    await parked();
    const boot = await reboot(2 * HOUR);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    site.clock.advance(3 * MINUTE);
    await site.told(DRIVER, 'bill');
    for (const ago of [150, 135, 120]) await late(boot, 'B', ago === 135 ? 'vacated' : 'occupied', ago * MINUTE);
    // Supported for a further 63 of 120 minutes.
    expect((await bookingOf()).chargedMinor).to.equal(650);
    expect((await corrections()).map(({ body }) => body.includes('costs $6.50, not $4.00'))).to.deep.equal([true]);
    expect(await site.text(DRIVER, 'why')).to.contain('corrected by what we learned later');
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(10_000 - 650);
  });

  it('a stay that was ended for want of evidence goes on as far as late words support it', async () => {
    await parked();
    const boot = await reboot(2 * HOUR, 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(200);
    await late(boot, 'B', 'occupied', HOUR);
    expect((await bookingOf()).chargedMinor).to.equal(400);
    await late(boot, 'A', 'vacated', 30 * MINUTE);
    expect((await bookingOf()).chargedMinor).to.equal(500);
    expect((await site.told(DRIVER, 'bill')).body).to.contain('Charged $2.00');
    expect((await corrections()).map(({ body }) => body.includes('costs $5.00, not $2.00'))).to.deep.equal([true]);
  });

  it('an earlier start, learned late, corrects the bill too', async () => {
    await controller.die();
    await site.slotIs('A', 'unknown');
    await site.text(DRIVER, 'status');
    const boot = await (async () => {
      await controller.connect();
      return reboot(2 * HOUR);
    })();
    await site.text(DRIVER, 'park A');
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    expect((await bookingOf()).chargedMinor).to.equal(200);
    await late(boot, 'A', 'occupied', 2 * HOUR);
    expect((await bookingOf()).chargedMinor, 'only that it came is known').to.equal(200);
    await late(boot, 'B', 'occupied', 90 * MINUTE);
    expect((await bookingOf()).chargedMinor).to.equal(300);
    const { session, gaps } = await timeline();
    expect(Date.parse(session.endedAt) - Date.parse(session.startedAt)).to.equal(2 * HOUR);
    expect(Date.parse(gaps[0].to) - Date.parse(gaps[0].from)).to.equal(30 * MINUTE);
  });

  it('after a refund, what is learned late never charges more, and less where less is right', async () => {
    await parked();
    const boot = await reboot(2 * HOUR);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    site.clock.advance(3 * MINUTE);
    await site.told(DRIVER, 'bill');
    await site.text(DRIVER, 'dispute I was not there');
    const [{ id }] = (await site.api.get('/api/disputes?state=open')).disputes;
    await site.api.post(`/api/disputes/${id}/decide`, { refundMinor: 100, reason: 'half an hour' });
    await late(boot, 'B', 'occupied', 170 * MINUTE);
    expect((await site.driver(DRIVER)).balanceMinor, 'more evidence, no more money').to.equal(9700);
    await late(boot, 'A', 'vacated', 169 * MINUTE);
    expect((await site.driver(DRIVER)).balanceMinor, '2.50 is less than the 3.00 that were still paid').to.equal(9750);
    expect(await moved()).to.deep.equal([
      ['charge', -250],
      ['reversal', 400],
      ['withdrawal', -100],
      ['refund', 100],
      ['charge', -400],
    ]);
    expect((await corrections()).map(({ body }) => body.includes('costs $2.50, not $3.00'))).to.deep.equal([true]);
  });

  it('every line of a bill names what it rests on', async () => {
    await parked();
    await reboot(2 * HOUR);
    site.clock.advance(HOUR);
    await controller.report('A', 'vacated');
    const { bill, observations, gaps, boots, booking, transfers } = await timeline();
    const known = new Set([...observations, ...gaps, ...boots].map(({ id }: any) => id));
    for (const { evidence } of bill.lines) {
      expect(evidence).to.not.be.empty;
      for (const id of evidence) expect(known).to.include(id);
    }
    const [came, found, left] = observations.map(({ id }: any) => id);
    expect(bill.lines[0].evidence).to.include.members([came, found]);
    expect(bill.lines[1].evidence).to.deep.equal(['gap:1', came, found]);
    expect(bill.lines[2].evidence).to.include.members([found, left]);
    expect(observations[0]).to.include({ type: 'occupied', foundBy: 'offset', clamped: false, source: 'esp32-a' });
    expect(booking.reference).to.match(/^PW-/);
    expect(transfers.map(({ kind }: any) => kind)).to.deep.equal(['charge']);
    await site.api.refused('session-unknown', 'GET', '/api/sessions/nothing/timeline');
    const why = await site.text(DRIVER, 'why');
    expect(why).to.contain('09:00 – 10:00 today: $2.00').and.to.contain('10:00 – 12:00 today: nobody saw the slot');
    expect(why).to.contain('Came 09:00 today, seen by the sensor').and.to.contain('Left 13:00 today');
    expect(why.length).to.be.below(1600);
  });
});
