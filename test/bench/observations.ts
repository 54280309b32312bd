import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { topics } from '../../shared/mqtt/topics.ts';
import { type Running, startChild } from './child.ts';
import type { BenchRow } from './table.ts';

const CONTROLLERS = 200;
const IN_FLIGHT = 16;
const WARM_UP = 20;
const EVENTS = 120;
const ROUNDS = 3;
const GIVE_UP_MS = 120_000;

interface Board {
  readonly client: MqttClient;
  readonly id: string;
  readonly slot: string;
  readonly bootId: string;
  seq: number;
  acked: number;
}

/** Every board's events, committed and acknowledged, against bare Aedes with the same payload, parsing and answers. */
export async function benchObservations(): Promise<BenchRow[]> {
  const bare = await startChild('./bare-aedes.ts', []);
  const ours = await startChild('./parkwire-server.ts', ['bench', String(CONTROLLERS), String(CONTROLLERS)]);
  try {
    const bareBoards = await connect(bare, false);
    const ourBoards = await connect(ours, true);
    await run(bareBoards, WARM_UP);
    await run(ourBoards, WARM_UP);
    const base: number[] = [];
    const own: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      base.push(await run(bareBoards, EVENTS));
      own.push(await run(ourBoards, EVENTS));
    }
    for (const { client } of [...bareBoards, ...ourBoards]) client.end(true);
    const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    return [
      {
        work: 'controller observations, committed and acknowledged',
        baseline: median(base),
        ours: median(own),
        ratios: own.map((value, index) => value / (base[index] ?? 1)),
        goal: 0.6,
        unit: 'events/s',
        note: `${CONTROLLERS} controllers, ${IN_FLIGHT} in flight each; every event changes its slot, session and LED`,
      },
    ];
  } finally {
    await bare.stop();
    await ours.stop();
  }
}

async function connect(server: Running, real: boolean): Promise<Board[]> {
  const url = `mqtt://127.0.0.1:${server.mqttPort}`;
  return Promise.all(
    Array.from({ length: CONTROLLERS }, async (_, index) => {
      const secret = server.secrets?.[index];
      const id = secret?.id ?? `c${index}`;
      const slot = secret?.slot ?? `S${index}`;
      const bootId = `boot${String(index).padStart(8, '0')}`;
      const client = await mqtt.connectAsync(url, {
        clientId: id,
        protocolVersion: 4,
        ...(secret ? { username: id, password: secret.secret } : {}),
      });
      const board: Board = { client, id, slot, bootId, seq: 0, acked: 0 };
      client.on('message', (_topic, payload) => {
        const { bootId: of, seq } = JSON.parse(payload.toString('utf8')) as { bootId: string; seq: number };
        if (of === bootId && seq > board.acked) board.acked = seq;
        onAck?.(board);
      });
      await client.subscribeAsync(topics.ack('main', id), { qos: 1 });
      if (real) {
        await client.publishAsync(
          topics.status('main', id),
          JSON.stringify({ status: 'online', bootId, fw: 'bench', protocol: 1, slots: [slot], uptimeMs: 1000 }),
          { qos: 1, retain: true },
        );
      }
      return board;
    }),
  );
}

let onAck: ((board: Board) => void) | undefined;

/** Sends so many events from each board and waits for their acknowledgements; answers events a second. */
async function run(boards: readonly Board[], events: number): Promise<number> {
  const target = new Map(boards.map((board) => [board, board.seq + events]));
  const started = performance.now();
  const done = new Promise<void>((resolve) => {
    let finished = 0;
    onAck = (board) => {
      const last = target.get(board);
      if (last === undefined) return;
      pump(board, last);
      if (board.acked >= last && target.delete(board)) {
        finished++;
        if (finished === boards.length) resolve();
      }
    };
  });
  for (const board of boards) pump(board, board.seq + events);
  const late = wait(GIVE_UP_MS, 'late', { ref: false });
  if ((await Promise.race([done, late])) === 'late') throw new Error('the events were not acknowledged in time');
  return (boards.length * events) / ((performance.now() - started) / 1000);
}

function pump(board: Board, last: number): void {
  while (board.seq < last && board.seq - board.acked < IN_FLIGHT) {
    board.seq++;
    const uptimeMs = Math.round(performance.now()) + board.seq;
    const payload = {
      bootId: board.bootId,
      seq: board.seq,
      slot: board.slot,
      type: board.seq % 2 === 1 ? 'occupied' : 'vacated',
      uptimeMs,
      sentUptimeMs: uptimeMs + 1,
    };
    board.client.publish(topics.event('main', board.id), JSON.stringify(payload), { qos: 1 });
  }
}
