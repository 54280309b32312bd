import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../server/places.ts';
import { RawMqtt } from './raw-mqtt.ts';
import { until } from './wait.ts';

const MOSQUITTO = '/usr/sbin/mosquitto';

/** Skips what follows where Mosquitto is not installed; on CI that is an error. */
export function needsMosquitto(context: Mocha.Context): void {
  if (existsSync(MOSQUITTO)) return;
  if (process.env['CI'] === 'true') throw new Error(`${MOSQUITTO} is not installed`);
  console.log(`      skipped: ${MOSQUITTO} is not installed`);
  context.skip();
}

/** Its configuration, and its access rules where it has any; `{folder}` stands for where its files are. */
export interface MosquittoFiles {
  readonly config: string;
  readonly rights?: string;
}

const OPEN: MosquittoFiles = { config: 'allow_anonymous true\npersistence false\n' };

/** What docs/brokers.md tells people to type, with the paths of a test. */
export function documented(name: string): string {
  const page = readFileSync(join(rootFolder, 'docs', 'brokers.md'), 'utf8');
  const found = new RegExp(`\`\`\`conf\n# ${name}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/brokers.md has no ${name}`);
  return found
    .replace(/^listener .*\n/m, '')
    .replaceAll('/etc/mosquitto/', '{folder}/')
    .replaceAll('/var/lib/mosquitto/', '{folder}/');
}

/** A Mosquitto of our own, on loopback and a free port. */
export class Mosquitto {
  readonly port: number;
  readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-mosquitto-'));
  private readonly files: MosquittoFiles;
  private child: ChildProcess | null = null;
  private readonly kill = (): void => void this.child?.kill('SIGKILL');

  private constructor(port: number, files: MosquittoFiles) {
    this.port = port;
    this.files = files;
  }

  static async create(files = OPEN): Promise<Mosquitto> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    if (address === null || typeof address === 'string') throw new Error('no free port');
    return new Mosquitto(address.port, files);
  }

  async start(): Promise<void> {
    const config = join(this.folder, 'mosquitto.conf');
    const words = this.files.config.replaceAll('{folder}', this.folder);
    // Started by root it would become another user, who may not read this folder.
    writeFileSync(config, `user root\nlistener ${this.port} 127.0.0.1\n${words}`);
    writeFileSync(join(this.folder, 'parkwire.acl'), this.files.rights ?? '', { mode: 0o600 });
    const child = spawn(MOSQUITTO, ['-c', config], { stdio: 'ignore' });
    this.child = child;
    process.once('exit', this.kill);
    await until('Mosquitto listens', async () => {
      const client = await RawMqtt.open(this.port).catch(() => null);
      await client?.destroy();
      return client !== null;
    });
  }

  /** An account in its file of passwords, which a running broker reads again. */
  async addAccount(name: string, password: string): Promise<void> {
    const file = join(this.folder, 'passwords');
    if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
    execFileSync('mosquitto_passwd', ['-b', file, name, password], { stdio: 'ignore' });
    if (!this.child) return;
    this.child.kill('SIGHUP');
    await until(`${name} may log in`, async () => {
      // Another client id than its own: nobody who is connected is thrown out.
      const client = await RawMqtt.open(this.port);
      const code = await client.login({ clientId: `probe-${name}`, username: name, password });
      await client.destroy();
      return code === 0;
    });
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    process.off('exit', this.kill);
    if (!child || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Ends it as a machine that is shut down does: it writes down what is retained. */
  async shutDown(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    await this.stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
