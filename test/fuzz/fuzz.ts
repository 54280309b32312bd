import { Socket } from 'node:net';
import WebSocket from 'ws';
import { seededRandom, seedFor } from '../../firmware-sim/random.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import { makeGarage } from '../bench/garage.ts';
import { ParkwireProcess } from '../e2e/support/process.ts';
import { usageOf } from '../support/process-usage.ts';
import { encodeConnect, RawMqtt } from '../support/raw-mqtt.ts';
import { type Chance, fromBoard, fromStranger, type Hostile, payloadFromBoard, type Speaker } from './hostile-bytes.ts';

/** As many connections at once. */
const SIDE_BY_SIDE = 48;
/** Controllers whose secrets the attacker has, for so many packets each: more, and the guard against floods would take most. */
const PACKETS_PER_SECRET = 2000;
/** What a logged-in board sends in one connection. */
const PER_LOGIN = 60;
/** A server that has not ended a connection by then may keep it: the attacker sends no more. */
const LEAVES_AFTER_MS = 40;
/** And does not wait for it any longer. */
const ABANDONS_AFTER_MS = 5000;
const SAMPLES = 20;
/** Until then the memory fills: what is compiled, what lies until it is collected. */
const SETTLED = 0.4;
const GROWTH = 1.2;

export interface FuzzVerdict {
  readonly sent: ReadonlyMap<string, number>;
  readonly packets: number;
  readonly seconds: number;
  /** Of the server's resident memory, MB, over the run. */
  readonly memoryMb: readonly number[];
  readonly goodEvents: number;
  readonly answers: number;
  readonly slowestAnswerMs: number;
  /** Everything that must be nothing, in words. */
  readonly faults: readonly string[];
}

interface Credential extends Speaker {
  readonly secret: string;
}

/** Throws hostile bytes at a server of its own, while a board behaves and a driver texts; answers what came of it. */
export async function fuzz(
  packets: number,
  seed: number,
  { program = 'dist/server/main.js', onProgress = (_done: number) => {} } = {},
): Promise<FuzzVerdict> {
  const site = new ParkwireProcess();
  site.args = [];
  site.program = program;
  try {
    const { environment, secrets } = await makeGarage(site.folder, Math.ceil(packets / PACKETS_PER_SECRET) + 1);
    Object.assign(site.environment, environment, { MESSAGES_PER_MINUTE: '100000' });
    await site.start({ signIn: false });
    return await attack(site, secrets, packets, seed, onProgress);
  } finally {
    await site.remove();
  }
}

async function attack(
  site: ParkwireProcess,
  [good, ...stolen]: readonly Credential[],
  packets: number,
  seed: number,
  onProgress: (done: number) => void,
): Promise<FuzzVerdict> {
  if (!good) throw new Error('no controller');
  const begun = performance.now();
  const sent = new Map<string, number>();
  const memoryMb: number[] = [];
  let done = 0;
  const count = ({ kind }: Hostile): void => {
    sent.set(kind, (sent.get(kind) ?? 0) + 1);
    done++;
    if (done % Math.ceil(packets / SAMPLES) !== 0) return;
    memoryMb.push(usageOf(site.child?.pid ?? 0).residentMb);
    onProgress(done);
  };
  const board = behave(site, good);
  const driver = text(site);
  let isDead = false;
  const death = new Promise<void>((resolve) => {
    site.child?.once('exit', () => {
      isDead = true;
      resolve();
    });
  });
  await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, async (_, lane) => {
      const chance = seededRandom(seedFor(seed, `lane ${lane}`));
      while (done < packets && !isDead) await connection(site, stolen, chance, count);
    }),
  );
  const outcome = { acked: 0, answers: 0, slowestAnswerMs: 0 };
  const broken: string[] = [];
  for (const witness of [board, driver]) {
    await witness.end().then(
      (seen) => Object.assign(outcome, seen),
      async (error) => {
        broken.push(`who behaves was disturbed: ${error}`);
        // Its connection ends before the process is gone.
        await Promise.race([death, new Promise((resolve) => setTimeout(resolve, 2000))]);
      },
    );
  }
  const { acked, answers, slowestAnswerMs } = outcome;
  const faults = [
    ...broken,
    ...(isDead ? [`the server ended: ${site.stderr.slice(-500)}`] : await faultsOf(site, good.id, acked)),
    ...(answers === 0 ? ['no message was answered'] : []),
    ...growthOf(memoryMb),
  ];
  const seconds = (performance.now() - begun) / 1000;
  return { sent, packets: done, seconds, memoryMb, goodEvents: acked, answers, slowestAnswerMs, faults };
}

/** One connection of the attacker: a stranger's, by TCP or by WebSocket, or of a board whose secret is known. */
async function connection(
  { mqttPort, url }: ParkwireProcess,
  stolen: readonly Credential[],
  chance: Chance,
  count: (hostile: Hostile) => void,
): Promise<void> {
  const luck = chance();
  if (luck < 0.5) {
    const hostile = fromStranger(chance);
    count(hostile);
    return throwAt(mqttPort, pieces(hostile.bytes, chance));
  }
  if (luck < 0.57) {
    const hostile = fromStranger(chance);
    count(hostile);
    return throwAtWebSocket(url, hostile.bytes);
  }
  const board = stolen[Math.floor(chance() * stolen.length)];
  if (!board) return;
  const { id, secret } = board;
  const login = encodeConnect({ clientId: id, username: id, password: secret, keepalive: 60 });
  if (luck < 0.95) {
    const hostile = fromBoard(chance, board);
    count(hostile);
    return throwAt(mqttPort, [login, hostile.bytes]);
  }
  const said = Array.from({ length: PER_LOGIN }, () => payloadFromBoard(chance, board));
  for (const hostile of said) count(hostile);
  return throwAt(mqttPort, [login, Buffer.concat(said.map(({ bytes }) => bytes))]);
}

/** In one go, or cut anywhere, as networks cut. */
function pieces(bytes: Buffer, chance: Chance): Buffer[] {
  if (chance() < 0.7) return [bytes];
  const at = Math.floor(chance() * bytes.length);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

/** Resolves when the connection is over: ended by the server, or by the attacker once what was sent has been read. */
function throwAt(port: number, parts: readonly Buffer[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const leave = setTimeout(() => socket.end(), LEAVES_AFTER_MS);
    const abandon = setTimeout(() => socket.resetAndDestroy(), ABANDONS_AFTER_MS);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.once('close', () => {
      clearTimeout(leave);
      clearTimeout(abandon);
      resolve();
    });
    socket.setNoDelay(true);
    socket.connect({ port, host: '127.0.0.1' }, () => {
      for (const part of parts) socket.write(part);
    });
  });
}

function throwAtWebSocket(url: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/mqtt`, 'mqtt');
    const leave = setTimeout(() => socket.terminate(), 2 * LEAVES_AFTER_MS);
    socket.on('error', () => undefined);
    socket.once('open', () => socket.send(bytes));
    socket.once('close', () => {
      clearTimeout(leave);
      resolve();
    });
  });
}

/** A board that does everything right: its cars come and go, and it keeps each event until it is acknowledged. */
function behave(
  { mqttPort }: ParkwireProcess,
  { id, secret, slot }: Credential,
): { end(): Promise<{ acked: number }> } {
  let isOver = false;
  const bootId = 'wellbehaved0';
  const run = async (): Promise<{ acked: number }> => {
    const client = await RawMqtt.connect(mqttPort, { clientId: id, username: id, password: secret });
    await client.subscribe([topics.ack('main', id), topics.welcome('main', id)]);
    const born = performance.now();
    const uptimeMs = () => Math.round(performance.now() - born) + 1;
    const birth = { status: 'online', bootId, fw: 'good', protocol: 1, slots: [slot], uptimeMs: uptimeMs() };
    await client.publish(topics.status('main', id), JSON.stringify(birth), { qos: 1, retain: true });
    await client.message(({ topic }) => topic.endsWith('/welcome'));
    let seq = 0;
    do {
      seq++;
      const at = uptimeMs();
      const type = seq % 2 === 0 ? 'occupied' : 'vacated';
      const event = { bootId, seq, slot, type, uptimeMs: at, sentUptimeMs: at, ...(seq === 1 && { initial: true }) };
      await client.publish(topics.event('main', id), JSON.stringify(event), { qos: 1 });
      await client.message(({ topic, payload }) => topic.endsWith('/ack') && JSON.parse(payload).seq >= seq);
      // Below the rate that the protocol allows.
      await new Promise((resolve) => setTimeout(resolve, 100));
    } while (!isOver);
    await client.disconnect();
    return { acked: seq };
  };
  const running = run();
  running.catch(() => undefined);
  return {
    end: () => {
      isOver = true;
      return running;
    },
  };
}

/** A driver who asks again and again. */
function text(site: ParkwireProcess): { end(): Promise<{ answers: number; slowestAnswerMs: number }> } {
  let isOver = false;
  const run = async () => {
    let [answers, slowestAnswerMs] = [0, 0];
    while (!isOver) {
      const asked = performance.now();
      if ((await site.text('+12025550123', 'slots')) !== '') answers++;
      slowestAnswerMs = Math.max(slowestAnswerMs, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return { answers, slowestAnswerMs };
  };
  const running = run();
  running.catch(() => undefined);
  return {
    end: () => {
      isOver = true;
      return running;
    },
  };
}

async function faultsOf(site: ParkwireProcess, goodId: string, acked: number): Promise<string[]> {
  const ready = await fetch(`${site.url}/readyz`);
  const [stored] = await site.rows<{ n: number; kinds: number }>(
    `SELECT COUNT(*) AS n, COUNT(DISTINCT seq) AS kinds FROM observations WHERE source = '${goodId}' AND status <> 'pending'`,
  );
  return [
    ...(ready.status === 200 ? [] : [`/readyz answers ${ready.status}`]),
    ...(stored?.n === acked && stored.kinds === acked
      ? []
      : [`of ${acked} acknowledged events ${stored?.n} are stored, ${stored?.kinds} of them different`]),
  ];
}

/** What is a leak, however slow: once it has settled, memory must not go on growing. */
function growthOf(memoryMb: readonly number[]): string[] {
  const settled = memoryMb.slice(Math.floor(memoryMb.length * SETTLED));
  const [first = 0, last = 0] = [mean(settled.slice(0, 4)), mean(settled.slice(-4))];
  return settled.length < 8 || last <= first * GROWTH
    ? []
    : [`memory grew from ${first.toFixed(0)} to ${last.toFixed(0)} MB`];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
