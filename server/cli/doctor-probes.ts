import { X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { connect as connectTcp, createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { PortUse, Readiness, SchemaLook } from './doctor-checks.ts';

/** What the doctor looks at. Nothing here changes an installation or prints anything. */

const NET_TIMEOUT_MS = 3000;

type StorageModule = typeof import('../db/connect.ts');

/** Loads the storage, and with it the native module; answers what went wrong instead of throwing. */
export async function loadStorage(): Promise<{ storage: StorageModule } | { problem: string }> {
  try {
    return { storage: await import('../db/connect.ts') };
  } catch (error) {
    return { problem: firstLine(error) };
  }
}

/** Throws with one sentence where the database cannot be reached or written. */
export async function lookAtSchema(storage: StorageModule, url: string): Promise<SchemaLook> {
  if (!storage.databaseExists(url)) {
    checkWritable(nearestThere(dirname(url.slice('sqlite:'.length))));
    return { kind: 'absent' };
  }
  let database: Awaited<ReturnType<StorageModule['connect']>>;
  try {
    database = await storage.connect(url);
  } catch (error) {
    // Its own lock says so, and holding it is what a running Parkwire does.
    if (firstLine(error).startsWith('another Parkwire process uses')) return { kind: 'in-use' };
    throw error;
  }
  try {
    if (database.dialect === 'sqlite') {
      await database.writer.query('BEGIN IMMEDIATE');
      await database.writer.query('ROLLBACK');
    } else {
      await checkPostgres(database.reader);
    }
    return await migrationsOf(database);
  } finally {
    await database.close();
  }
}

async function migrationsOf({ dialect, reader }: Awaited<ReturnType<StorageModule['connect']>>): Promise<SchemaLook> {
  const there =
    dialect === 'sqlite'
      ? await reader(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`)
      : await reader(`SELECT 1 AS found WHERE to_regclass('schema_migrations') IS NOT NULL`);
  if (there.length === 0) return { kind: 'empty' };
  const rows = await reader<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name');
  return { kind: 'migrations', names: rows.map(({ name }) => name) };
}

/** A folder that is not there yet is made at the start, in the nearest one that is. */
function checkWritable(folder: string): void {
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file where a folder is needed`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(`the folder ${folder} is not writable for this user: let the user that runs Parkwire own it`);
  }
}

function nearestThere(path: string): string {
  let there = resolve(path);
  while (!existsSync(there)) there = dirname(there);
  return there;
}

async function checkPostgres(reader: Awaited<ReturnType<StorageModule['connect']>>['reader']): Promise<void> {
  const [row] = await reader<{ standby: boolean; may: boolean; gist: boolean }>(
    `SELECT pg_is_in_recovery() AS standby, has_schema_privilege(current_schema(), 'CREATE') AS may,
     EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'btree_gist') AS gist`,
  );
  if (row?.standby) throw new Error('the PostgreSQL server is a standby: point DATABASE_URL at the primary');
  if (!row?.may) throw new Error('this PostgreSQL user may not create tables: let it own the database or the schema');
  if (!row.gist) throw new Error('the PostgreSQL server has no btree_gist: install its contrib extensions');
}

/** Whether a port can be opened. `isOurs` is asked only where something listens there already. */
export async function lookAtPort(port: number, host: string, isOurs: () => boolean): Promise<PortUse> {
  const server = createServer();
  const code = await new Promise<string | undefined>((done) => {
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
  if (code === undefined) return 'free';
  if (code === 'EACCES') return 'forbidden';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'no-such-address';
  return isOurs() ? 'ours' : 'other';
}

/** What `/readyz` says; null where nothing listens or what listens is not Parkwire. */
export async function askReadiness(base: string): Promise<Readiness | null> {
  try {
    const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(NET_TIMEOUT_MS) });
    const { status, missing = null } = (await response.json()) as { status?: unknown; missing?: string | null };
    return status === 'ready' || status === 'waiting' ? { status, missing } : null;
  } catch {
    return null;
  }
}

/** Where a broker's URL points, without the credentials that may stand in it. */
export function brokerAddress(url: string): { host: string; port: number } {
  const { protocol, hostname, port } = new URL(url);
  const usual: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883, 'ws:': 80, 'wss:': 443 };
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (usual[protocol] ?? 1883) : Number(port) };
}

/** Null where something takes a TCP connection there, else why not. */
export async function tryTcp(host: string, port: number): Promise<string | null> {
  return new Promise((done) => {
    const socket = connectTcp({ host, port, timeout: NET_TIMEOUT_MS });
    const end = (problem: string | null): void => {
      socket.destroy();
      done(problem);
    };
    socket.once('connect', () => end(null));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
  });
}

/** Free bytes where a folder is, or will be. */
export function freeSpace(folder: string): { folder: string; bytes: number } {
  const there = nearestThere(folder);
  const { bavail, bsize } = statfsSync(there);
  return { folder: there, bytes: bavail * bsize };
}

export function hourInKolkata(): string {
  const options = { timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', options).format(0);
  } catch {
    return '';
  }
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** What is to be said of a pair of files for TLS. */
export function readCertificate(certFile: string, keyFile: string): { problem: string | null; daysLeft: number } {
  try {
    const [cert, key] = [readFileSync(certFile), readFileSync(keyFile)];
    createSecureContext({ cert, key });
    const { validTo } = new X509Certificate(cert);
    return { problem: null, daysLeft: (Date.parse(validTo) - Date.now()) / 86_400_000 };
  } catch (error) {
    return { problem: firstLine(error), daysLeft: 0 };
  }
}
