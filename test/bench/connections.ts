import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ParkwireProcess } from '../e2e/support/process.ts';
import { usageOf } from '../support/process-usage.ts';
import type { Credential, Figures, Order } from './board-load.ts';
import { makeGarage } from './garage.ts';

const PROCESSES = 2;
const GIVE_UP_MS = 300_000;
const STAMPEDE_GOAL_S = 30;
const MEMORY_GOAL_MB = 400;

/** Processes full of boards. */
class Boards {
  private readonly children: readonly ChildProcess[];

  constructor(count: number) {
    const path = fileURLToPath(new URL('./board-load.ts', import.meta.url));
    this.children = Array.from({ length: count }, () => fork(path, [], { execArgv: ['--import', 'tsx'] }));
  }

  /** Gives each process its share of the order; answers the figures of all together. */
  async tell(orders: (index: number) => Order): Promise<Figures> {
    const answers = await Promise.all(
      this.children.map((child, index) => {
        child.send(orders(index));
        return new Promise<Figures>((resolve, reject) => {
          const ended = (code: number | null) => reject(new Error(`the boards ended with code ${code}`));
          child.once('exit', ended);
          child.once('message', (message) => {
            child.off('exit', ended);
            resolve(message as Figures);
          });
        });
      }),
    );
    const sum = (of: (one: Figures) => number): number => answers.reduce((all, one) => all + of(one), 0);
    return {
      connected: sum(({ connected }) => connected),
      welcomed: sum(({ welcomed }) => welcomed),
      lost: sum(({ lost }) => lost),
      acked: sum(({ acked }) => acked),
      lit: sum(({ lit }) => lit),
    };
  }

  stop(): void {
    for (const child of this.children) child.kill();
  }
}

/** Looks four times a second until it holds; answers how many seconds that took, or null where it never did. */
async function secondsUntil(holds: () => Promise<boolean>): Promise<number | null> {
  const begun = performance.now();
  while (performance.now() - begun < GIVE_UP_MS) {
    if (await holds()) return (performance.now() - begun) / 1000;
    await wait(250);
  }
  return null;
}

/**
 * As many boards as a large operator has, on this machine: what each costs while it only beats, and how soon all are back after
 * every connection broke at once. The guards of the broker stand as they do in production. Prints a table; answers whether all
 * goals were met.
 */
export async function benchConnections(count: number, idleSeconds: number): Promise<boolean> {
  const server = new ParkwireProcess();
  server.args = [];
  server.program = 'dist/server/main.js';
  const boards = new Boards(PROCESSES);
  try {
    const { environment, secrets } = await makeGarage(server.folder, count);
    Object.assign(server.environment, environment);
    await server.start({ signIn: false });
    await server.api.login('admin', environment['ADMIN_PASSWORD'] ?? '');
    return await measure(server, boards, secrets, idleSeconds);
  } finally {
    boards.stop();
    await server.remove();
  }
}

async function measure(
  server: ParkwireProcess,
  boards: Boards,
  secrets: readonly Credential[],
  idleSeconds: number,
): Promise<boolean> {
  const count = secrets.length;
  const pid = server.child?.pid ?? 0;
  const share = Math.ceil(count / PROCESSES);
  const look = () => boards.tell(() => ({ do: 'look' }));
  const online = async (): Promise<number> => {
    const { controllers } = await server.api.get('/api/lots/main/controllers');
    return controllers.filter(({ status }: { status: string }) => status === 'online').length;
  };
  const before = usageOf(pid);
  await boards.tell((index) => ({
    do: 'boot',
    mqttPort: server.mqttPort,
    secrets: secrets.slice(index * share, (index + 1) * share),
    perSecond: 250,
  }));
  const booted = await secondsUntil(async () => {
    const { welcomed, acked, lit } = await look();
    return Math.min(welcomed, acked, lit) === count;
  });
  const up = usageOf(pid);
  await wait(idleSeconds * 1000);
  const idle = usageOf(pid);
  const { connected, lost } = await look();
  const known = await online();
  const began = performance.now();
  await boards.tell(() => ({ do: 'drop' }));
  const welcomedAgain = await secondsUntil(async () => (await look()).welcomed === count);
  const back = (await online()) === count ? 0 : await secondsUntil(async () => (await online()) === count);
  const stampede = welcomedAgain === null || back === null ? null : (performance.now() - began) / 1000;
  const after = usageOf(pid);
  const [memory, each] = [idle.residentMb, ((idle.residentMb - before.residentMb) * 1024) / count];
  const goals = [
    connected === count && lost === 0 && known === count,
    memory <= MEMORY_GOAL_MB,
    stampede !== null && stampede <= STAMPEDE_GOAL_S,
  ];
  const said = (met: boolean | undefined) => (met ? 'met' : '**MISSED**');
  const seconds = (value: number | null) =>
    value === null ? `not within ${GIVE_UP_MS / 1000} s` : `${value.toFixed(1)} s`;
  const cpu = ((idle.cpuSeconds - up.cpuSeconds) / idleSeconds) * 100;
  console.log(`
| ${count} controllers, connected and beating | result | goal | |
|---|---|---|---|
| booted, welcomed and lit, 500 a second at most | ${seconds(booted)}, ${(up.cpuSeconds - before.cpuSeconds).toFixed(1)} s of the processor | | |
| still connected after ${idleSeconds} s; known as online; connections lost | ${connected}; ${known}; ${lost} | all, 0 | ${said(goals[0])} |
| memory of the server; before them; for each | ${memory.toFixed(0)} MB; ${before.residentMb.toFixed(0)} MB; ${each.toFixed(1)} kB | ≤ ${MEMORY_GOAL_MB} MB | ${said(goals[1])} |
| processor while they beat | ${cpu.toFixed(1)}% of a core | | |
| all dropped at once: all welcomed; all known as online | ${seconds(welcomedAgain)}; ${seconds(stampede)} | ≤ ${STAMPEDE_GOAL_S} s | ${said(goals[2])} |
| processor for that; memory after it | ${(after.cpuSeconds - idle.cpuSeconds).toFixed(1)} s; ${after.residentMb.toFixed(0)} MB | | |
`);
  return goals.every(Boolean);
}
