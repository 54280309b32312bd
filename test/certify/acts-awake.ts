import { isDeepStrictEqual } from 'node:util';
import { onlinePayload } from '../../shared/mqtt/payloads.ts';
import { type Bench, Broken, isBirth, SOON_MS, shown, Untried } from './bench.ts';
import { KIT } from './own-broker.ts';
import { objectIn } from './wire.ts';

const RESENDS_MS = 10_000;
const IDENTIFIES_MS = 30_000;
/** What clocks and networks may differ by. */
const NEAR_MS = 1500;

/** The board gets power: who it is, what it sees, its LEDs, and what it does while nobody acknowledges. */
export async function awake(bench: Bench): Promise<boolean> {
  const since = bench.mark;
  await bench.hands.plug();
  const birth = await bench.wire.next(isBirth, bench.bootsWithinMs, since);
  await bench.rule('birth', () => {
    if (!birth) throw new Broken(`no word that the board is online within ${bench.bootsWithinMs / 1000} s`);
    const { error } = onlinePayload.safeParse(birth.body);
    if (error) throw new Broken(`${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message} in ${shown(birth)}`);
    if (birth.body['slots'].length === 0) throw new Broken('it names no slot');
  });
  // What it says wrongly of itself is no reason not to try the rest.
  if (!birth || !bench.knows(birth)) return false;
  await connection(bench);
  await bench.rule('initial', async () => {
    for (const slot of bench.slots) {
      const { body } = await bench.event(`event of slot ${slot}`, (event) => event['slot'] === slot, SOON_MS, since);
      if (body['initial'] !== true)
        throw new Broken(`the first event of slot ${slot} is not marked initial: ${JSON.stringify(body)}`);
    }
  });
  await snapshots(bench, since);
  await bench.rule('led', async () => {
    for (const slot of bench.slots) {
      for (const [color, pattern] of [
        ['red', 'blink'],
        ['green', 'solid'],
      ] as const)
        await shows(bench, slot, color, pattern);
    }
  });
  await unacknowledged(bench, since);
  return true;
}

/** Asks for a light and awaits that it is reported. */
async function shows(bench: Bench, slot: string, color: 'red' | 'green', pattern: 'blink' | 'solid'): Promise<void> {
  const from = bench.mark;
  await bench.lit(slot, await bench.show(slot, color, pattern), from);
}

async function connection(bench: Bench): Promise<void> {
  const last = () => {
    if (!bench.broker) throw new Untried('another’s broker does not tell');
    const connected = bench.broker.connected.at(-1);
    if (!connected) throw new Broken('it never connected');
    return connected;
  };
  await bench.rule('connect', () => {
    const { clientId, username, clean, keepalive } = last();
    if (clientId !== bench.controller || username !== bench.controller)
      throw new Broken(`client id ${clientId}, user ${username}`);
    if (!clean) throw new Broken('it asks for a session that is kept');
    if (keepalive < 1 || keepalive > 60) throw new Broken(`keep-alive of ${keepalive} s`);
  });
  await bench.rule('will-set', () => {
    const { will } = last();
    if (!will) throw new Broken('it leaves no will');
    const { topic, payload, qos, retain } = will;
    const isRight = topic.endsWith(`/${bench.controller}/status`) && qos === 1 && retain;
    if (!isRight) throw new Broken(`its will is on ${topic} with QoS ${qos}${retain ? '' : ', not retained'}`);
    if (!isDeepStrictEqual(objectIn(payload), { status: 'lost', bootId: bench.bootId })) {
      throw new Broken(`its will says ${payload}, the boot is ${bench.bootId}`);
    }
  });
}

async function snapshots(bench: Bench, since: number): Promise<void> {
  await bench.rule('snapshot', async () => {
    for (const slot of bench.slots) {
      const leaf = `slot/${slot}/occupancy`;
      const { body } = await bench.must(leaf, (heard) => heard.leaf === leaf && !heard.wasRetained, SOON_MS, since);
      const all = bench.wire.heard.slice(since);
      const event = all.findIndex(
        (heard) => heard.leaf === 'event' && heard.body['seq'] === body['seq'] && heard.body['slot'] === slot,
      );
      if (body['bootId'] !== bench.bootId) throw new Broken(`${leaf} is of boot ${body['bootId']}`);
      if (event < 0) throw new Broken(`${leaf} rests on event ${body['seq']}, which did not come before it`);
      const isSame = (all[event]?.body['type'] === 'occupied') === body['occupied'];
      if (!isSame) throw new Broken(`${leaf} says otherwise than event ${body['seq']}`);
      if (event > all.findIndex((heard) => heard.leaf === leaf))
        throw new Broken(`${leaf} came before event ${body['seq']}`);
    }
  });
}

/** Nobody acknowledges: everything comes again after ten seconds. Then an acknowledgement of another boot, then the right one. */
async function unacknowledged(bench: Bench, since: number): Promise<void> {
  const first = bench.wire.heard.slice(since).find(({ leaf }) => leaf === 'event');
  const comesAgain = async (after: string, from: number): Promise<void> => {
    if (!first) throw new Untried('there is no event');
    const { seq } = first.body;
    await bench.event(`event ${seq} after ${after}`, (body) => body['seq'] === seq, SOON_MS, from);
  };
  await bench.rule('keep', async () => {
    if (!first) throw new Broken('there is no event to be kept');
    const isSame = (body: typeof first.body) =>
      body['bootId'] === first.body['bootId'] && body['seq'] === first.body['seq'];
    // A snapshot or a reconnect may have it sent again sooner: only what came of itself counts.
    const again = await bench.event(
      `second sending of event ${first.body['seq']}`,
      isSame,
      RESENDS_MS + 5000,
      bench.wire.heard.indexOf(first) + 1,
    );
    const waited = again.at - first.at;
    if (waited < RESENDS_MS - NEAR_MS)
      throw new Broken(`event ${first.body['seq']} came again after ${Math.round(waited)} ms`);
    const { sentUptimeMs: sentAgain, oldestSeq: _again, ...kept } = again.body;
    const { sentUptimeMs: sent, oldestSeq: _first, ...was } = first.body;
    if (!isDeepStrictEqual(kept, was))
      throw new Broken(`it was ${JSON.stringify(was)} and came again as ${JSON.stringify(kept)}`);
    const aged = Number(sentAgain) - Number(sent);
    if (Math.abs(aged - waited) > NEAR_MS)
      throw new Broken(`its sentUptimeMs is ${aged} ms later, it came ${Math.round(waited)} ms later`);
  });
  await bench.rule('foreign-ack', async () => {
    await bench.ack('0000000000000000', 1000);
    const from = bench.mark;
    await bench.does('resync', {});
    await comesAgain('an acknowledgement of another boot', from);
  });
  await bench.rule('reconnect', async () => {
    if (!bench.broker) throw new Untried('another’s broker is not ours to break');
    const from = bench.mark;
    bench.broker.breakAll(KIT);
    const born = await bench.must('word that the board is online again', isBirth, bench.bootsWithinMs, from);
    if (born.body['bootId'] !== bench.bootId)
      throw new Broken(`the boot is called ${born.body['bootId']} now, it was ${bench.bootId}`);
    await comesAgain('a new connection', from);
  });
  await bench.ackAll();
}

/** Commands, while the LEDs still blink. */
export async function commands(bench: Bench): Promise<void> {
  await bench.rule('unknown', () => bench.refuses('open-sesame'));
  await bench.rule('expired', async () => {
    const from = bench.mark;
    await bench.refuses('resync', {}, { forMs: -1000 });
    const done = await bench.wire.next(({ leaf }) => leaf === 'status', 700, from);
    if (done) throw new Broken('a resync that was late was rejected and carried out');
  });
  await bench.rule('set-config', async () => {
    await bench.does('set-config', { dwellInMs: 400, dwellOutMs: 400, telemetryS: 1 });
    const from = bench.mark;
    const isTelemetry = ({ leaf }: { leaf: string }) => leaf === 'telemetry';
    const first = await bench.must('telemetry each second', isTelemetry, 4000, from);
    await bench.must('telemetry each second', isTelemetry, 4000, bench.wire.heard.indexOf(first) + 1);
    for (const args of [{ telemetryS: 61 }, { telemetryS: 0 }, { dwellInMs: -1 }, { dwellOutMs: 'long' }])
      await bench.refuses('set-config', args);
    await bench.does('set-config', { telemetryS: 60 });
  });
  await bench.rule('resync', async () => {
    const from = bench.mark;
    await bench.does('resync');
    for (const leaf of bench.retainedLeaves) await bench.must(leaf, (heard) => heard.leaf === leaf, SOON_MS, from);
  });
  await bench.rule('repeat', async () => {
    const before = bench.mark;
    const commandId = await bench.command('resync');
    await bench.response(commandId, 'done', SOON_MS, before);
    const from = bench.mark;
    await bench.command('resync', {}, { commandId });
    await bench.response(commandId, 'done', SOON_MS, from);
    const again = await bench.wire.next(({ leaf }) => leaf === 'status', 700, from);
    if (again) throw new Broken('a resync that came twice was carried out twice');
  });
  await bench.rule('garbage', async () => {
    const slot = bench.slots[0] ?? 'A';
    const garbage = [
      '',
      '{',
      '[]',
      'null',
      '{"commandId":1}',
      '{"bootId":null,"seq":"many"}',
      '\u0000\u00ff',
      'x'.repeat(4096),
    ];
    for (const leaf of ['ack', 'command', 'welcome', `slot/${slot}/led/desired`])
      for (const body of garbage) await bench.wire.say(leaf, body);
    await bench.does('resync', {});
  });
}

/** Begins to blink and comes back when that is over; the LEDs are the kit's meanwhile. */
export function identifies(bench: Bench): Promise<boolean> {
  return bench.rule('identify', async () => {
    const from = bench.mark;
    const begun = performance.now();
    const commandId = await bench.command('identify');
    await bench.response(commandId, 'accepted', SOON_MS, from);
    for (const slot of bench.slots) await bench.lit(slot, { color: 'white', pattern: 'blink' }, from);
    const done = await bench.response(commandId, 'done', IDENTIFIES_MS + 5000, from);
    if (done.at - begun < IDENTIFIES_MS - NEAR_MS)
      throw new Broken(`it was done after ${Math.round(done.at - begun)} ms`);
    const after = Math.max(from, bench.wire.heard.indexOf(done) - 2 * bench.slots.length - 2);
    for (const slot of bench.slots) await bench.lit(slot, { color: 'green', pattern: 'solid' }, after);
  });
}
