import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import { rootFolder } from '../../../server/places.ts';
import { ApiClient } from '../../support/api-client.ts';
import { currentEngine, type FreshDatabase } from '../../support/engines.ts';
import { ParkwireClient } from '../../support/parkwire.ts';
import { within } from '../../support/wait.ts';

const STARTED_WITHIN_MS = 45_000;
const loader = import.meta.resolve('tsx');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/** Runs a program of ours as a process of its own. The environment is what is given here and nothing else. */
export function runMain(
  environment: Environment,
  cwd: string,
  args: readonly string[] = [],
  program = 'server/main.ts',
): ChildProcess {
  const importing = program.endsWith('.ts') ? ['--import', loader] : [];
  const child = spawn(process.execPath, [...importing, join(rootFolder, program), ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Runs it until it ends by itself. */
export async function runToEnd(
  environment: Environment,
  cwd: string,
  args: readonly string[] = [],
  program?: string,
): Promise<Ended> {
  const child = runMain(environment, cwd, args, program);
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text) => (said.stdout += text));
  child.stderr?.on('data', (text) => (said.stderr += text));
  try {
    const [code] = await within('the process ends', once(child, 'close'), STARTED_WITHIN_MS);
    return { code, ...said };
  } finally {
    child.kill('SIGKILL');
  }
}

/** A Parkwire in a process of its own, on the machine's clock; it can be killed. */
export class ParkwireProcess extends ParkwireClient {
  readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-child-'));
  private database: FreshDatabase | null = null;
  readonly environment: Record<string, string>;
  args: readonly string[] = ['--dev'];
  /** What is run. */
  program = 'server/main.ts';
  child: ChildProcess | null = null;
  /** Everything it ever printed. */
  stdout = '';
  stderr = '';

  constructor(environment: Environment = {}) {
    super();
    this.environment = {
      PORT: '0',
      MQTT_PORT: '0',
      HOST: '127.0.0.1',
      TWILIO_AUTH_TOKEN: this.authToken,
      ADMIN_PASSWORD: this.password,
      MESSAGES_PER_MINUTE: '100000',
      LOG_LEVEL: 'warn',
      ...environment,
    };
  }

  static async start(environment: Environment = {}): Promise<ParkwireProcess> {
    const site = new ParkwireProcess(environment);
    await site.start();
    return site;
  }

  /** The file of its database on SQLite. */
  get file(): string {
    return (this.environment['DATABASE_URL'] ?? '').slice('sqlite:'.length);
  }

  now(): number {
    return Date.now();
  }

  async start({ signIn = true } = {}): Promise<void> {
    this.environment['DATABASE_URL'] ??= await this.ownDatabase();
    const child = runMain(this.environment, this.folder, this.args, this.program);
    this.child = child;
    let said = '';
    const up = new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (text) => {
        this.stdout += text;
        said += text;
        if (/ health .*\n/.test(said)) resolve();
      });
      child.stderr?.on('data', (text) => {
        this.stderr += text;
      });
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${this.stderr}`)));
    });
    up.catch(() => undefined);
    await within(`the process is up (${this.stderr})`, up, STARTED_WITHIN_MS);
    const [, port] = /board +http:\/\/[^:]+:(\d+)\//.exec(said) ?? [];
    const [, mqttPort] = /MQTT +port (\d+)/.exec(said) ?? [];
    this.url = `http://127.0.0.1:${port}`;
    this.mqttPort = Number(mqttPort ?? 0);
    if (signIn) await this.signIn();
    else this.keepLogin();
  }

  /** A login outlives the process that gave it. */
  private keepLogin(): void {
    const { cookie } = this.api;
    this.api = new ApiClient(this.url);
    this.api.cookie = cookie;
  }

  /** Ends it and answers its exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | string | null> {
    const { child } = this;
    this.child = null;
    this.closeSockets();
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code, by] = await within('the process ends', gone, 20_000);
    return code ?? by;
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL');
    await this.database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Rows of its database, read beside it. */
  async rows<T = any>(sql: string): Promise<T[]> {
    const url = this.environment['DATABASE_URL'] ?? '';
    return url.startsWith('sqlite:') ? rowsOfFile(this.file, sql) : rowsOfServer(url, sql);
  }

  /** On the engine whose turn it is, removed at the end. */
  private async ownDatabase(): Promise<string> {
    this.database = await currentEngine().migratedDatabase();
    return this.database.url;
  }
}

async function rowsOfServer<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function rowsOfFile<T>(file: string, sql: string): Promise<T[]> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)));
  });
  try {
    return await new Promise((resolve, reject) => {
      database.all(sql, (error, rows) => (error ? reject(error) : resolve(rows as T[])));
    });
  } finally {
    await new Promise((resolve) => database.close(resolve));
  }
}
