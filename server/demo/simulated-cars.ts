import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DomainError } from '../domain/errors.ts';
import { simulatorFile } from '../places.ts';

export interface SimulatedController {
  readonly id: string;
  readonly secret: string;
  readonly lot: string;
  readonly slots: readonly string[];
}

interface Line {
  readonly ok?: boolean;
  readonly error?: string;
  readonly event?: string;
  readonly controller?: string;
}

const ONLINE_WITHIN_MS = 15_000;

/** The demo's cars: the simulator as a process of its own, told over its standard input where cars drive. */
export class SimulatedCars {
  private child: ChildProcess | null = null;
  private readonly answers: ((line: Line) => void)[] = [];
  private readonly online = new Set<string>();
  private readonly taken = new Set<string>();
  private onOnline: () => void = () => undefined;
  private moved: () => void = () => undefined;

  /** Resolves when every controller has connected once. */
  async start(url: string, controllers: readonly SimulatedController[]): Promise<void> {
    const args = [simulatorFile, '--control', '--url', url, '--dwell-in', '300', '--dwell-out', '500'];
    const child = spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child = child;
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the simulator ended with code ${code}`)));
    });
    ended.catch(() => this.failWaiting());
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => this.hear(text));
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(`${JSON.stringify({ controllers })}\n`);
    const all = new Promise<void>((resolve) => {
      this.onOnline = () => {
        if (this.online.size >= controllers.length) resolve();
      };
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the simulated controllers did not connect')), ONLINE_WITHIN_MS);
    });
    try {
      await Promise.race([all, ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await gone;
  }

  /** Drives a car into a slot or out of it. */
  async drive(slot: string, action: 'in' | 'out'): Promise<void> {
    const answer = await this.ask(`${action} ${slot}`);
    if (!answer.ok) throw new DomainError('slot-unknown', answer.error ?? `slot ${slot} has no simulated car`);
    if (action === 'in') this.taken.add(slot);
    else this.taken.delete(slot);
    this.moved();
  }

  standing(): string[] {
    return [...this.taken];
  }

  onMove(listener: () => void): void {
    this.moved = listener;
  }

  private ask(command: string): Promise<Line> {
    const { child } = this;
    if (!child || child.exitCode !== null) return Promise.resolve({ ok: false, error: 'the simulator is not running' });
    return new Promise((resolve) => {
      this.answers.push(resolve);
      child.stdin?.write(`${command}\n`);
    });
  }

  private hear(text: string): void {
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      return;
    }
    if (line.ok !== undefined) this.answers.shift()?.(line);
    if (line.event === 'online' && line.controller) {
      this.online.add(line.controller);
      this.onOnline();
    }
  }

  private failWaiting(): void {
    for (const answer of this.answers.splice(0)) answer({ ok: false, error: 'the simulator has ended' });
  }
}
