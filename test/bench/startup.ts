import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROUNDS = 5;
const POLL_MS = 5;
const GIVE_UP_MS = 20_000;

/** How long the built program takes from its start to a ready answer, in ms: on a new database, and on a known one. */
export async function benchStartup(): Promise<{ first: number; again: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-start-'));
  try {
    const first = await startOnce(folder);
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round++) again.push(await startOnce(folder));
    return { first, again };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<number> {
  const [port, mqttPort] = [await freePort(), await freePort()];
  const started = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      MQTT_PORT: String(mqttPort),
      HOST: '127.0.0.1',
      DATABASE_URL: `sqlite:${join(folder, 'start.db')}`,
      ADMIN_PASSWORD: 'bench-password',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    while (performance.now() - started < GIVE_UP_MS) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return performance.now() - started;
      await wait(POLL_MS);
    }
    throw new Error('the server was not ready in time');
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
