import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Engine, freePort, PostgresServer, postgres } from './engines.ts';

const run = promisify(execFile);

/** The version of the bundled server: `pg_dump` reads servers up to its own. */
const BUNDLED = 18;

let started: Promise<Started> | null = null;

interface Started {
  readonly server: PostgresServer;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL that the installed `pg_dump` can read: the bundled one, or where that is too new the server which is
 * installed with the program. Its schema is made by whoever opens it.
 */
export const dumpable: Engine = {
  name: 'PostgreSQL',
  dialect: 'postgres',
  unavailable: async () => {
    try {
      const version = await versionOfDump();
      if (version >= BUNDLED) return await postgres.unavailable();
      started ??= start(version);
      await started;
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
  freshDatabase: async () => (started === null ? postgres.freshDatabase() : (await started).server.create('template1')),
  migratedDatabase: () => dumpable.freshDatabase(),
};

export async function stopDumpable(): Promise<void> {
  const running = await started?.catch(() => null);
  started = null;
  await running?.stop();
}

async function versionOfDump(): Promise<number> {
  const { stdout } = await run('pg_dump', ['--version']).catch(() => {
    throw new Error('pg_dump is not installed');
  });
  return Number(/\d+/.exec(stdout)?.[0]);
}

async function start(version: number): Promise<Started> {
  const programs = `/usr/lib/postgresql/${version}/bin`;
  if (!existsSync(join(programs, 'postgres'))) {
    throw new Error(`pg_dump is of version ${version}, and neither its server nor a pg_dump ${BUNDLED} is installed`);
  }
  // The server refuses to run as root.
  const owner = userInfo().uid === 0 ? { uid: await idOf('-u'), gid: await idOf('-g') } : {};
  const folder = await mkdtemp(join(tmpdir(), 'parkwire-pg-'));
  const password = randomBytes(12).toString('hex');
  const secret = join(folder, 'password');
  await writeFile(secret, password);
  if (owner.uid !== undefined) for (const path of [folder, secret]) await chown(path, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--no-sync'];
  const port = await freePort();
  let child: ChildProcess;
  try {
    await run(join(programs, 'initdb'), [...init, '--encoding=UTF8', '--locale=C'], { ...owner, cwd: folder });
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    child = spawn(join(programs, 'postgres'), args, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(child);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    server: new PostgresServer((database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function idOf(option: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [option, 'postgres'])).stdout);
}

function ready(child: ChildProcess): Promise<void> {
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (text) => {
      said += text;
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the installed PostgreSQL ended with ${code}: ${said}`)));
  });
}
