import { expect } from 'chai';
import { step, unpowered } from '../../firmware-sim/core/core.ts';
import { onlinePayload, telemetryPayload } from '../../shared/mqtt/payloads.ts';
import { eventsOf, FAR, NEAR, only, Rig, SERVER_TIME } from './support/rig.ts';

const blue = { color: 'blue', pattern: 'solid', rev: 7 } as const;

function desire(rig: Rig, payload: { color: 'blue' | 'green'; pattern: 'solid'; rev: number }, slot = 'A') {
  return rig.do({ type: 'message', message: { kind: 'led-desired', slot, payload } });
}

describe('a simulated controller on the wire', () => {
  it('does nothing before its first boot', () => {
    const rig = new Rig();
    expect(rig.connect().read(NEAR)).to.be.empty;
    expect(rig.state.running).to.equal(undefined);
  });

  it('says who it is on each connection, retained, then its LEDs and events, each before the snapshot that rests on it', () => {
    const rig = new Rig(['A', 'B']).boot();
    rig.read(NEAR, 'A');
    rig.after(1234).connect();
    const messages = rig.fresh();
    expect(messages.map(({ kind, qos, retain }) => [kind, qos, retain])).to.deep.equal([
      ['status', 1, true],
      ['led-reported', 1, true],
      ['led-reported', 1, true],
      ['event', 1, false],
      ['occupancy', 1, true],
    ]);
    expect(onlinePayload.parse(messages[0]?.payload)).to.deep.equal({
      status: 'online',
      bootId: 'boot0001',
      fw: 'test/1',
      protocol: 1,
      slots: ['A', 'B'],
      uptimeMs: 1234,
    });
    expect(messages[4]).to.deep.include({ slot: 'A', payload: { occupied: true, bootId: 'boot0001', seq: 1 } });
  });

  it('publishes a snapshot with each change, naming the event it rests on', () => {
    const rig = new Rig(['A', 'B']).ready();
    rig.read(NEAR, 'B');
    rig.after(3000).read(NEAR, 'B');
    expect(rig.fresh().map(({ kind, payload }) => [kind, payload])).to.deep.equal([
      [
        'event',
        {
          bootId: 'boot0001',
          seq: 3,
          slot: 'B',
          type: 'occupied',
          uptimeMs: 0,
          sentUptimeMs: 3000,
          distanceCm: NEAR,
        },
      ],
      ['occupancy', { occupied: true, bootId: 'boot0001', seq: 3 }],
    ]);
  });

  it('says goodbye on a clean shutdown', () => {
    const [goodbye] = only(new Rig().ready().do({ type: 'shutdown' }), 'status');
    expect(goodbye).to.deep.include({ retain: true, payload: { status: 'offline', bootId: 'boot0001' } });
  });

  it('sends telemetry each minute while connected, with the length of its queue', () => {
    const rig = new Rig(['A'], { dwellInMs: 0 }).ready();
    rig.read(NEAR);
    rig.fresh();
    expect(only(rig.tick(59_999), 'telemetry')).to.be.empty;
    const [telemetry] = only(rig.tick(1), 'telemetry');
    expect(telemetry).to.deep.include({
      qos: 0,
      retain: false,
      payload: { bootId: 'boot0001', uptimeMs: 60_000, queue: 1 },
    });
    expect(telemetryPayload.safeParse(telemetry?.payload).success).to.equal(true);
    rig.do({ type: 'disconnected' });
    expect(rig.tick(60_000)).to.be.empty;
    rig.connect();
    expect(only(rig.tick(60_000), 'telemetry')).to.have.length(1);
  });

  it('tells how strong its signal is, where it has a radio', () => {
    const rig = new Rig(['A']);
    rig.state = unpowered({ ...rig.state.setup, rssi: -67 }, rig.flash);
    rig.ready();
    expect(only(rig.tick(60_000), 'telemetry')[0]?.payload).to.include({ rssi: -67 });
  });

  it('never lets its uptime run backwards', () => {
    const rig = new Rig(['A'], { dwellInMs: 0 }).ready().after(5000);
    rig.do({ type: 'tick' });
    rig.now = 10;
    expect(eventsOf(rig.read(NEAR))[0]).to.include({ uptimeMs: 5000, sentUptimeMs: 5000 });
  });

  it('leaves the state that went in as it was', () => {
    const rig = new Rig(['A'], { dwellInMs: 0 }).ready();
    const before = structuredClone(rig.state);
    step(rig.state, { type: 'reading', slot: 'A', distanceCm: NEAR, uptimeMs: 50 });
    expect(rig.state).to.deep.equal(before);
  });
});

describe('the LED of a simulated controller', () => {
  it('shows what it received last and reports it with its rev', () => {
    const rig = new Rig().ready();
    const [reported] = only(desire(rig, blue), 'led-reported');
    expect(reported).to.deep.include({ slot: 'A', qos: 1, retain: true, payload: blue });
    expect(only(desire(rig, { color: 'green', pattern: 'solid', rev: 3 }), 'led-reported')[0]?.payload.rev).to.equal(3);
  });

  it('takes a desired state that came before it was online, and ignores a slot it does not serve', () => {
    const rig = new Rig().boot();
    expect(desire(rig, blue)).to.be.empty;
    expect(desire(rig, blue, 'Z')).to.be.empty;
    rig.connect();
    expect(only(rig.fresh(), 'led-reported').map((message) => message.payload)).to.deep.equal([blue]);
  });

  it('is dark after a boot, under rev 0', () => {
    const rig = new Rig().ready();
    desire(rig, blue);
    rig.boot('boot0002').connect();
    expect(only(rig.published, 'led-reported').at(-1)?.payload).to.deep.equal({
      color: 'off',
      pattern: 'solid',
      rev: 0,
    });
  });

  it('blinks white for 30 s on identify, then goes back to what is desired by then', () => {
    const rig = new Rig(['A', 'B']).ready();
    rig.welcome();
    desire(rig, blue);
    const effects = rig.command('identify', { args: { slot: 'A' } });
    expect(only(effects, 'response')[0]?.payload).to.deep.equal({ commandId: 'c1', status: 'accepted' });
    expect(only(effects, 'led-reported').map(({ slot, payload }) => [slot, payload])).to.deep.equal([
      ['A', { color: 'white', pattern: 'blink', rev: 7 }],
    ]);
    const during = desire(rig, { color: 'green', pattern: 'solid', rev: 8 });
    expect(only(during, 'led-reported')[0]?.payload).to.deep.equal({ color: 'white', pattern: 'blink', rev: 8 });
    expect(rig.tick(29_999)).to.be.empty;
    const end = rig.tick(1);
    expect(only(end, 'led-reported')[0]?.payload).to.deep.equal({ color: 'green', pattern: 'solid', rev: 8 });
    expect(only(end, 'response')[0]?.payload).to.deep.equal({ commandId: 'c1', status: 'done' });
  });
});

describe('commands to a simulated controller', () => {
  function answer(effects: ReturnType<Rig['do']>) {
    return only(effects, 'response').map(({ payload }) => [payload.status, payload.detail]);
  }

  it('are refused while the time is unknown, and once they are late', () => {
    const rig = new Rig().ready();
    expect(answer(rig.command('resync'))[0]?.[0]).to.equal('rejected');
    rig.welcome();
    expect(answer(rig.command('resync', { commandId: 'c2' }))).to.deep.equal([['done', undefined]]);
    rig.after(59_999);
    expect(answer(rig.command('resync', { commandId: 'c3' }))).to.deep.equal([['done', undefined]]);
    rig.after(1);
    expect(answer(rig.command('resync', { commandId: 'c4' }))).to.deep.equal([['rejected', 'expired']]);
  });

  it('do not take the time from a welcome to another boot', () => {
    const rig = new Rig().ready();
    rig.welcome(0, 'otherboot', SERVER_TIME);
    expect(answer(rig.command('resync'))[0]?.[0]).to.equal('rejected');
  });

  it('are refused when retained, unknown, unreadable, for another slot, or without what they need', () => {
    const rig = new Rig().ready();
    rig.welcome();
    expect(answer(rig.command('resync', {}, true))).to.deep.equal([['rejected', 'a command is never retained']]);
    expect(answer(rig.command('toString', { commandId: '2' }))).to.deep.equal([
      ['rejected', 'unknown command toString'],
    ]);
    expect(answer(rig.command('resync', { commandId: '3', expiresAt: 'soon' }))[0]?.[0]).to.equal('rejected');
    expect(answer(rig.command('identify', { commandId: '4', args: { slot: 'Z' } }))[0]?.[0]).to.equal('rejected');
    expect(answer(rig.command('update', { commandId: '5' }))).to.deep.equal([
      ['rejected', 'url: no address of an image'],
    ]);
    expect(answer(rig.command('set-config', { commandId: '6', args: { dwellInMs: -1 } }))[0]?.[0]).to.equal('rejected');
    expect(rig.state.flash.config.dwellInMs).to.equal(3000);
  });

  it('have their effect once when repeated', () => {
    const rig = new Rig().ready();
    rig.welcome();
    expect(rig.command('restart').some((effect) => effect.type === 'restart')).to.equal(true);
    const again = rig.command('restart');
    expect(again.some((effect) => effect.type === 'restart')).to.equal(false);
    expect(answer(again)).to.deep.equal([['accepted', undefined]]);
  });

  it('restart: accepted and offline first, done by the next boot', () => {
    const rig = new Rig().ready();
    rig.welcome();
    const effects = rig.command('restart');
    expect(effects.map((effect) => (effect.type === 'publish' ? effect.kind : effect.type))).to.deep.equal([
      'persist',
      'response',
      'status',
      'restart',
    ]);
    rig.boot('boot0002').connect();
    expect(only(rig.published, 'response').map(({ payload }) => payload.status)).to.deep.equal(['accepted', 'done']);
    rig.boot('boot0003').connect();
    expect(only(rig.published, 'response')).to.have.length(2);
  });

  it('restart: answered by the first boot that reaches the server, whatever power cuts come before', () => {
    const rig = new Rig().ready();
    rig.welcome();
    rig.command('restart');
    rig.boot('boot0002').boot('boot0003').connect();
    expect(only(rig.published, 'response').map(({ payload }) => payload.status)).to.deep.equal(['accepted', 'done']);
    rig.fresh();
    expect(
      rig.command('restart').some(({ type }) => type === 'restart'),
      'a repeat restarts nothing',
    ).to.equal(false);
  });

  it('resync: announces everything and sends what is unacknowledged', () => {
    const rig = new Rig(['A'], { dwellInMs: 0 }).ready();
    rig.welcome();
    rig.read(NEAR);
    rig.fresh();
    rig.after(1000).command('resync');
    expect(rig.fresh().map(({ kind }) => kind)).to.deep.equal([
      'status',
      'led-reported',
      'event',
      'occupancy',
      'response',
    ]);
  });

  it('set-config: changes only what is given, and for good', () => {
    const rig = new Rig().ready();
    rig.welcome();
    rig.command('set-config', { args: { dwellInMs: 50, telemetryS: 5, futureSetting: true } });
    rig.boot('boot0002');
    rig.read(FAR);
    rig.connect();
    rig.after(10).read(NEAR);
    expect(eventsOf(rig.after(49).read(NEAR))).to.be.empty;
    expect(eventsOf(rig.after(1).read(NEAR))[0]).to.include({ type: 'occupied', uptimeMs: 10 });
    expect(only(rig.tick(4940), 'telemetry')).to.have.length(1);
    expect(rig.state.flash.config)
      .to.include({ dwellOutMs: 5000, hysteresisCm: 10 })
      .and.not.have.property('futureSetting');
  });

  it('are answered later when the link broke before the answer', () => {
    const rig = new Rig().ready();
    rig.welcome();
    rig.command('identify');
    rig.do({ type: 'disconnected' });
    rig.tick(30_000);
    rig.fresh();
    rig.connect();
    expect(only(rig.fresh(), 'response').map(({ payload }) => payload.status)).to.deep.equal(['done']);
  });
});
