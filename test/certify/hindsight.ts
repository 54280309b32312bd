import {
  eventPayload,
  ledReportedPayload,
  MAX_PAYLOAD_BYTES,
  occupancyPayload,
  responsePayload,
  statusPayload,
  telemetryPayload,
} from '../../shared/mqtt/payloads.ts';
import { type Bench, Broken, SOON_MS, shown, Untried } from './bench.ts';
import type { Heard } from './wire.ts';

/** An acknowledgement and a sending may cross. */
const CROSSES_MS = 2000;

/** What can be told only from all that was heard. */
export async function judgeAll(bench: Bench): Promise<void> {
  const live = bench.wire.heard.filter(({ wasRetained }) => !wasRetained);
  await bench.rule('acked', () => {
    for (const { body, at } of bench.events) {
      if (wasAcked(bench, body, at)) throw new Broken(`event ${body['seq']} came again after it was acknowledged`);
    }
  });
  await bench.rule('sequence', () => judgeSequence(live));
  await bench.rule('topics', () => {
    const known = /^(status|event|telemetry|response|slot\/[A-Z0-9]{1,8}\/(occupancy|led\/reported))$/;
    const other = live.find(({ leaf }) => !known.test(leaf));
    if (other) throw new Broken(`it published on ${other.leaf}`);
    const slot = live
      .map(({ leaf }) => leaf.split('/'))
      .find(([head, name]) => head === 'slot' && !bench.slots.includes(name ?? ''));
    if (slot) throw new Broken(`it published of slot ${slot[1]}, which it does not serve`);
    const [trespass] = bench.broker?.trespasses ?? [];
    if (trespass) throw new Broken(`it ${trespass}`);
  });
  await bench.rule('payloads', () => {
    for (const heard of live) {
      if (heard.payload.byteLength > MAX_PAYLOAD_BYTES)
        throw new Broken(`${heard.leaf} of ${heard.payload.byteLength} bytes`);
      const { error } = schemaOf(heard.leaf).safeParse(heard.body);
      if (error) throw new Broken(`${shown(heard)}: ${error.issues[0]?.path.join('.')} ${error.issues[0]?.message}`);
    }
  });
  await bench.rule('retained', async () => {
    const wanted = bench.retainedLeaves;
    const retained = await bench.wire.retained(wanted, SOON_MS);
    const missing = wanted.filter((leaf) => !retained.has(leaf));
    const more = [...retained.keys()].filter((leaf) => !wanted.includes(leaf));
    if (missing.length > 0) throw new Broken(`not retained: ${missing.join(', ')}`);
    if (more.length > 0) throw new Broken(`retained, and should not be: ${more.join(', ')}`);
    if (bench.slots.length === 0) throw new Untried('it has no slots');
  });
}

/** Whether an acknowledgement that covers it was given well before this sending. */
function wasAcked(bench: Bench, { bootId, seq }: Record<string, any>, at: number): boolean {
  return bench.ackLog.some((ack) => ack.bootId === bootId && ack.seq >= Number(seq) && at - ack.at > CROSSES_MS);
}

/** New numbers follow one on the other; what was sent before may come again between them. */
function judgeSequence(live: readonly Heard[]): void {
  const highest = new Map<string, number>();
  const first = new Map<string, string>();
  for (const { leaf, body } of live) {
    if (leaf !== 'event') continue;
    const boot = String(body['bootId']);
    const seq = Number(body['seq']);
    // What lies below `oldestSeq` will never come.
    const was = Math.max(highest.get(boot) ?? 0, Number(body['oldestSeq'] ?? 1) - 1);
    if (seq > was + 1) throw new Broken(`after event ${was} of a boot came ${seq}`);
    highest.set(boot, Math.max(was, seq));
    const what = `${body['slot']} ${body['type']} ${body['uptimeMs']}`;
    const key = `${boot}/${seq}`;
    if ((first.get(key) ?? what) !== what) throw new Broken(`event ${seq} was ${first.get(key)} and is ${what}`);
    first.set(key, what);
  }
}

function schemaOf(leaf: string) {
  if (leaf === 'event') return eventPayload;
  if (leaf === 'status') return statusPayload;
  if (leaf === 'telemetry') return telemetryPayload;
  if (leaf === 'response') return responsePayload;
  return leaf.endsWith('/occupancy') ? occupancyPayload : ledReportedPayload;
}
