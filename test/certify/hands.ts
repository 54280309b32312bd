import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** Whoever covers sensors and pulls plugs. Each resolves once it is done. */
export interface Hands {
  /** How far off its word can be from what was done, in milliseconds. */
  readonly slackMs: number;
  /** Whether they are quick enough for what nobody does by hand. */
  readonly areQuick: boolean;
  cover(slot: string): Promise<void>;
  clear(slot: string): Promise<void>;
  plug(): Promise<void>;
  pull(): Promise<void>;
  /** Lets go of the board. */
  end(): Promise<void>;
}

/** Somebody who reads what to do, does it, and presses Enter. */
export class Person implements Hands {
  readonly slackMs = 3000;
  readonly areQuick = false;
  private readonly lines: Interface;

  constructor() {
    this.lines = createInterface({ input: process.stdin, output: process.stdout });
  }

  cover(slot: string): Promise<void> {
    return this.ask(`Cover the sensor of slot ${slot}`);
  }

  clear(slot: string): Promise<void> {
    return this.ask(`Uncover the sensor of slot ${slot}`);
  }

  plug(): Promise<void> {
    return this.ask('Give the board power, with all sensors uncovered');
  }

  pull(): Promise<void> {
    return this.ask('Pull the plug of the board');
  }

  async end(): Promise<void> {
    this.lines.close();
  }

  private ask(what: string): Promise<void> {
    return new Promise((resolve) => this.lines.question(`\n  → ${what}, then press Enter. `, () => resolve()));
  }
}

const ANSWERS_WITHIN_MS = 5000;

/**
 * A board that is a program: it takes `cover A`, `clear A`, `pull` and `plug` as lines on stdin, and answers each with a line of JSON that has `ok`.
 * It begins with power.
 */
export class Lines implements Hands {
  readonly slackMs = 1500;
  readonly areQuick = true;
  private readonly start: () => ChildProcess;
  private readonly first: string | null;
  private child: ChildProcess | null = null;
  private readonly waiting: ((answer: { ok: boolean; error?: string }) => void)[] = [];

  /** `first` is a line that it is told before all. */
  constructor(start: () => ChildProcess, first: string | null = null) {
    this.start = start;
    this.first = first;
  }

  /** A command of a shell, with the board's settings in its environment. */
  static command(command: string, environment: Readonly<Record<string, string>>): Lines {
    return new Lines(() =>
      spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...environment } }),
    );
  }

  cover(slot: string): Promise<void> {
    return this.do(`cover ${slot}`);
  }

  clear(slot: string): Promise<void> {
    return this.do(`clear ${slot}`);
  }

  async plug(): Promise<void> {
    if (this.child) return this.do('plug');
    const child = this.start();
    this.child = child;
    child.stdin?.on('error', () => undefined);
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const answer = parse(line);
      if (typeof answer?.ok === 'boolean') this.waiting.shift()?.(answer);
    });
    if (this.first !== null) child.stdin?.write(`${this.first}\n`);
  }

  pull(): Promise<void> {
    return this.do('pull');
  }

  async end(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end('quit\n');
    const timer = setTimeout(() => child.kill('SIGKILL'), ANSWERS_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  private do(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the board did not answer “${line}”`)), ANSWERS_WITHIN_MS);
      this.waiting.push(({ ok, error }) => {
        clearTimeout(timer);
        if (ok) resolve();
        else reject(new Error(`the board answered “${line}” with ${error}`));
      });
      this.child?.stdin?.write(`${line}\n`);
    });
  }
}

function parse(line: string): { ok: boolean; error?: string } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
