import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rootFolder } from '../../server/places.ts';

const STARTED_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 15_000;

let isBuilt = false;

/** Builds what is not built yet, as `npm run demo` does; looks once in each process. */
export function buildDemo(): void {
  if (isBuilt) return;
  const tool = join(rootFolder, 'node_modules', '.bin', 'tsx');
  const { status } = spawnSync(tool, ['server/cli/build-if-needed.ts'], { cwd: rootFolder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
  isBuilt = true;
}

/** The demo as its users run it: a process of its own, on loopback, on free ports, with a database that goes with it. */
export class DemoProcess {
  readonly password = randomBytes(12).toString('base64url');
  /** What the environment says besides. */
  private readonly environment: Readonly<Record<string, string>>;
  private folder: string | null = null;
  private child: ChildProcess | null = null;
  private said = '';
  private port = 0;

  constructor(environment: Readonly<Record<string, string>> = {}) {
    this.environment = environment;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The port stays the same from the first start on, unless another one is asked for. */
  async start(port = this.port): Promise<void> {
    this.folder ??= mkdtempSync(join(tmpdir(), 'parkwire-demo-'));
    const child = spawn(process.execPath, [join(rootFolder, 'dist', 'server', 'main.js'), '--demo'], {
      cwd: this.folder,
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        MQTT_PORT: '0',
        DATABASE_URL: `sqlite:${join(this.folder, 'demo.db')}`,
        ADMIN_PASSWORD: this.password,
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    process.once('exit', () => child.kill('SIGKILL'));
    child.stderr?.on('data', (text) => {
      this.said += String(text);
    });
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the demo ${why}\n${this.said}`));
      timer = setTimeout(() => fail('did not start in time'), STARTED_WITHIN_MS);
      child.once('exit', (code) => fail(`ended with code ${code}`));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
        this.said += `${line}\n`;
        const [, found] = /^ +board +http:\/\/[^:/]+:(\d+)\/$/.exec(line) ?? [];
        if (found !== undefined) this.port = Number(found);
        if (line.startsWith('Stop it with')) resolve();
      });
    }).finally(() => clearTimeout(timer));
  }

  /** Ends the process as Ctrl-C does, or without a warning, and waits until it is gone. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    child.kill(signal);
    await gone;
    clearTimeout(timer);
  }

  /** Ends it and removes its database. */
  async remove(): Promise<void> {
    await this.stop();
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a driver texts, as the browser phone sends it. */
  async text(phone: string, message: string): Promise<string> {
    const { reply } = (await this.post('/api/dev/messages', { phone, message })) as { reply: string };
    return reply;
  }

  async drive(slot: string, action: 'in' | 'out'): Promise<void> {
    await this.post('/api/dev/cars', { slot, action });
  }

  /** A message as Twilio would bring it; the demo takes it unsigned. */
  async twilio(form: { From: string; Body: string; ProfileName: string }): Promise<string> {
    const MessageSid = `SM${randomBytes(16).toString('hex')}`;
    const response = await fetch(`${this.url}/webhooks/twilio`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, MessageSid, To: 'whatsapp:+14155238886' }),
    });
    if (!response.ok) throw new Error(`the webhook answered ${response.status}: ${await response.text()}`);
    return response.text();
  }

  private async post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`);
    return answer === '' ? null : JSON.parse(answer);
  }
}
