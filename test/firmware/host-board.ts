import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from '../support/wait.ts';

interface Line {
  readonly event?: string;
  readonly ok?: boolean;
  /** Tests look into lines of every kind. */
  readonly [name: string]: any;
}

/** The firmware's host build as a process, with its own folder for flash, its sensors covered by lines on stdin. */
export class HostBoard {
  readonly lines: Line[] = [];
  readonly #program: string;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #state = mkdtempSync(join(tmpdir(), 'parkwire-board-'));
  readonly #waiting = new Set<() => void>();
  #child: ChildProcess | null = null;
  #errors = '';

  constructor(program: string, settings: Readonly<Record<string, string>>) {
    this.#program = program;
    this.#settings = settings;
  }

  start(settings: Readonly<Record<string, string>> = {}): void {
    const given = Object.entries({ broker: '127.0.0.1', state: this.#state, ...this.#settings, ...settings });
    const variables = given.map(([name, value]) => [
      `PARKWIRE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      value,
    ]);
    const child = spawn(this.#program, [], {
      env: { PATH: process.env['PATH'], ...Object.fromEntries(variables) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    // It ends with its stdin, so it never outlives this process.
    child.stdin?.on('error', () => {});
    child.stderr?.on('data', (text) => {
      this.#errors += String(text);
    });
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(JSON.parse(line));
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Everything that came on stderr: what a sanitizer finds comes there. */
  get errors(): string {
    return this.#errors;
  }

  say(line: string): void {
    this.#child?.stdin?.write(`${line}\n`);
  }

  /** Gives an order and awaits that it was carried out. */
  async do(line: string): Promise<Line> {
    const since = this.lines.length;
    this.say(line);
    const answer = await this.sees(`an answer to ${line}`, ({ ok }) => ok !== undefined, since);
    if (!answer.ok) throw new Error(`${line}: ${answer['error']}`);
    return answer;
  }

  /** The first line that fits, of those from `since` on or yet to come. */
  sees(what: string, fits: (line: Line) => boolean, since = 0): Promise<Line> {
    const found = new Promise<Line>((resolve) => {
      const look = (): void => {
        const line = this.lines.slice(since).find(fits);
        if (!line) return;
        this.#waiting.delete(look);
        resolve(line);
      };
      this.#waiting.add(look);
      look();
    });
    return within(`the board says ${what}`, found, 20_000).catch((error) => {
      throw new Error(`${error.message}; it said ${JSON.stringify(this.lines.slice(-8))} ${this.#errors}`);
    });
  }

  event(name: string, since = 0): Promise<Line> {
    return this.sees(name, ({ event }) => event === name, since);
  }

  led(slot: string, color: string, pattern = 'solid', since = 0): Promise<Line> {
    const looks = (line: Line): boolean =>
      line.event === 'led' && line['slot'] === slot && line['color'] === color && line['pattern'] === pattern;
    return this.sees(`that the LED of ${slot} is ${color} ${pattern}`, looks, since);
  }

  /** Ends the process and answers its exit code: 0 after a clean end, null where a signal ended it. */
  async stop(signal?: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child) return 0;
    const gone = new Promise<number | null>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
      else child.once('exit', resolve);
    });
    if (signal) child.kill(signal);
    else child.stdin?.write('quit\n');
    return within('the board ends', gone);
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.#state, { recursive: true, force: true });
  }
}
