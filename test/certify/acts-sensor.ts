import { type Bench, Broken, SOON_MS, Untried } from './bench.ts';

const DWELL_MS = 400;
const MOST_IN_FLIGHT = 16;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A car comes and goes, and one that was none. */
export async function changes(bench: Bench): Promise<void> {
  const { hands } = bench;
  const slot = bench.slots[0] ?? 'A';
  let begun = 0;
  let ended = 0;
  let seen: Record<string, any> | null = null;
  let at = 0;
  await bench.rule('change', async () => {
    for (const type of ['occupied', 'vacated'] as const) {
      const from = bench.mark;
      begun = performance.now();
      await (type === 'occupied' ? hands.cover(slot) : hands.clear(slot));
      ended = performance.now();
      const heard = await bench.event(
        `${type} of slot ${slot}`,
        (body) => body['slot'] === slot && body['type'] === type,
        SOON_MS + hands.slackMs,
        from,
      );
      seen = heard.body;
      at = heard.at;
      const held = Number(seen['sentUptimeMs']) - Number(seen['uptimeMs']);
      if (held < DWELL_MS)
        throw new Broken(`${type} was sent ${held} ms after its first reading, the dwell time is ${DWELL_MS} ms`);
      if (seen['initial'] === true) throw new Broken('a change is marked initial');
      const leaf = `slot/${slot}/occupancy`;
      const { seq } = seen;
      const snapshot = await bench.must(leaf, (one) => one.leaf === leaf && one.body['seq'] === seq, SOON_MS, from);
      if (snapshot.body['occupied'] !== (type === 'occupied'))
        throw new Broken(`${leaf} says otherwise than event ${seq}`);
    }
  });
  await bench.rule('age', () => {
    if (!seen) throw new Untried('no change came');
    // By its own account it happened so long before it was heard.
    const ago = Number(seen['sentUptimeMs']) - Number(seen['uptimeMs']);
    const happened = at - ago;
    // Somebody who was asked did it at any time until they said so.
    if (happened < begun - hands.slackMs || happened > ended + hands.slackMs) {
      throw new Broken(`by its uptimes the change was ${Math.round(happened - begun)} ms after the hand was told`);
    }
  });
  await bench.rule('debounce', async () => {
    await bench.does('set-config', { dwellInMs: hands.areQuick ? 1500 : 120_000 });
    const from = bench.mark;
    await hands.cover(slot);
    if (hands.areQuick) await pause(300);
    await hands.clear(slot);
    const event = await bench.wire.next(({ leaf }) => leaf === 'event', 2500, from);
    await bench.does('set-config', { dwellInMs: DWELL_MS });
    if (event) throw new Broken(`what did not hold for the dwell time came as ${JSON.stringify(event.body)}`);
  });
}

/** More changes than may be in flight, while nobody acknowledges. */
export async function quickChanges(bench: Bench): Promise<void> {
  const { hands } = bench;
  const slot = bench.slots[0] ?? 'A';
  await bench.rule('window', async () => {
    if (!hands.areQuick) throw new Untried('nobody covers a sensor twenty times in a few seconds');
    await bench.does('set-config', { dwellInMs: 0, dwellOutMs: 0 });
    bench.isAcking = false;
    try {
      const from = bench.mark;
      const came = () => {
        const events = bench.wire.heard.slice(from).filter(({ leaf }) => leaf === 'event');
        return new Set(events.map(({ body }) => body['seq']));
      };
      for (let index = 0; index < 20; index++) {
        const since = bench.mark;
        await (index % 2 === 0 ? hands.cover(slot) : hands.clear(slot));
        // Each is awaited while it may come, so that none is too short for the sensor; then those that may not.
        const hasCome = () => came().size > index;
        if (index < MOST_IN_FLIGHT && !(await bench.wire.next(hasCome, SOON_MS, since))) break;
        await pause(220);
      }
      const first = came();
      if (first.size > MOST_IN_FLIGHT) throw new Broken(`${first.size} events were in flight`);
      if (first.size < MOST_IN_FLIGHT)
        throw new Broken(`of 20 changes ${first.size} came, ${MOST_IN_FLIGHT} may be in flight`);
      const lowest = Math.min(...[...first].map(Number));
      const before = bench.mark;
      await bench.ack(bench.bootId, lowest + 3);
      await bench.event(
        'further event once some were acknowledged',
        ({ seq }) => Number(seq) >= lowest + MOST_IN_FLIGHT,
        SOON_MS,
        before,
      );
    } finally {
      await bench.ackAll();
      await bench.does('set-config', { dwellInMs: DWELL_MS, dwellOutMs: DWELL_MS });
    }
  });
}
