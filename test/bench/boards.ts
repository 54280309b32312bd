import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { BoardDelta } from '../../shared/live/board-events.ts';
import { ApiClient } from '../support/api-client.ts';
import { launchBrowser } from '../support/browser.ts';
import { usageOf } from '../support/process-usage.ts';
import { startChild } from './child.ts';

const SLOTS = 500;
const BOARDS = 50;
const CHANGES = 500;
const EVERY_MS = 20;

/**
 * A large lot on many screens: how long from a change until every board has it, what that costs the server, and whether a browser
 * that shows all of it stays smooth.
 */
export async function benchBoards(): Promise<void> {
  const server = await startChild('./parkwire-server.ts', ['token', String(SLOTS)]);
  const url = `http://127.0.0.1:${server.port}`;
  const api = new ApiClient(url);
  await api.login('admin', 'bench-password');
  const changedAt = new Map<string, number>();
  const took: number[] = [];
  const sockets = Array.from({ length: BOARDS }, () =>
    io(`${url}/board`, { transports: ['websocket'], extraHeaders: { cookie: api.cookie ?? '' }, forceNew: true }),
  );
  for (const socket of sockets) {
    socket.on('delta', ({ slots }: BoardDelta) => {
      const now = performance.now();
      for (const { code, state } of slots) {
        const began = changedAt.get(`${code} ${state}`);
        if (began !== undefined) took.push(now - began);
      }
    });
    await socket.timeout(10_000).emitWithAck('join', { lot: 'main' });
  }
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(url);
  await page.locator('input[name=login]').fill('admin');
  await page.locator('input[name=password]').fill('bench-password');
  await page.locator('button[type=submit]').click();
  await page.getByTestId('slot-S499').waitFor();
  await page.evaluate(`window.frames = []; (function next(before) {
    requestAnimationFrame((now) => { frames.push(now - before); next(now); });
  })(performance.now())`);
  const [cpuBefore, begun] = [usageOf(server.pid).cpuSeconds, performance.now()];
  const pending: Promise<unknown>[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const code = `S${change % SLOTS}`;
    changedAt.set(`${code} out-of-service`, performance.now());
    pending.push(api.patch(`/api/lots/main/slots/${code}`, { outOfService: true }));
    await wait(EVERY_MS);
  }
  await Promise.all(pending);
  const seconds = (performance.now() - begun) / 1000;
  const cpu = (usageOf(server.pid).cpuSeconds - cpuBefore) / seconds;
  const frames = await page.evaluate<number[]>('frames');
  await wait(500);
  for (const socket of sockets) socket.disconnect();
  await browser.close();
  await server.stop();
  const at = (values: number[], share: number): string =>
    ([...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(0);
  const [heard, expected] = [took.length, CHANGES * BOARDS];
  console.log(
    `| ${SLOTS} slots on ${BOARDS} boards, ${Math.round(CHANGES / seconds)} changes/s | | to every board: median ${at(took, 0.5)} ms, ` +
      `p99 ${at(took, 0.99)} ms; ${heard} of ${expected} deltas; server ${(cpu * 100).toFixed(0)}% of a core | | | |\n` +
      `| the same in Chromium | | ${Math.round(frames.length / seconds)} frames/s; a frame took: median ${at(frames, 0.5)} ms, p99 ${at(frames, 0.99)} ms, ` +
      `longest ${at(frames, 0.9999)} ms | | | |`,
  );
}
