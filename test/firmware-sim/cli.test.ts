import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { topics } from '../../shared/mqtt/topics.ts';
import { LOT, SECRET, TestBroker } from './support/broker.ts';

const MAIN = 'firmware-sim/cli/main.ts';
/** Answers and news of every kind. */
type Line = any;

/** The CLI as a child process whose lines can be awaited. */
class Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;
  stderr = '';
  readonly #waiting = new Set<() => void>();
  #read = 0;

  constructor(args: string[], env: Record<string, string> = {}) {
    const command = ['--import=tsx', MAIN, ...args];
    this.process = spawn(process.execPath, command, { env: { ...process.env, ...env } });
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.#wake();
    });
    this.process.stderr.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.process.stdin.on('error', () => {});
    this.exited = new Promise((resolve) =>
      this.process.on('close', (code) => {
        resolve(code);
        this.#wake();
      }),
    );
  }

  #wake(): void {
    for (const waiter of [...this.#waiting]) waiter();
  }

  say(line: string | object): void {
    this.process.stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  }

  /** The next line that fits; lines before it are passed over. */
  async line(fits: (line: string) => boolean): Promise<string> {
    for (;;) {
      while (this.#read < this.lines.length) {
        const line = this.lines[this.#read] ?? '';
        this.#read += 1;
        if (fits(line)) return line;
      }
      if (this.process.exitCode !== null)
        throw new Error(`ended without that line: ${this.lines.join('|')} ${this.stderr}`);
      await new Promise<void>((resolve) => {
        const waiter = (): void => {
          this.#waiting.delete(waiter);
          resolve();
        };
        this.#waiting.add(waiter);
      });
    }
  }

  async news(fits: (line: Line) => boolean): Promise<Line> {
    return JSON.parse(await this.line((line) => fits(JSON.parse(line))));
  }

  async ask(line: string): Promise<Line> {
    this.say(line);
    return this.news((answer) => 'ok' in answer);
  }
}

describe('the simulator on the command line', () => {
  let broker: TestBroker;
  let children: Child[];

  beforeEach(async () => {
    broker = await TestBroker.start();
    children = [];
  });

  afterEach(async () => {
    for (const child of children) if (child.process.exitCode === null) child.process.kill('SIGKILL');
    await Promise.all(children.map((child) => child.exited));
    await broker.stop();
  });

  function run(args: string[], env?: Record<string, string>): Child {
    const child = new Child(args, env);
    children.push(child);
    return child;
  }

  const one = { controllers: [{ id: 'esp32-a', secret: SECRET, slots: ['A', 'B'] }] };

  function control(config: string | object = one): Child {
    const child = run(['--control', '--url', broker.url, '--dwell-in', '10', '--dwell-out', '10']);
    child.say(config);
    return child;
  }

  it('is driven by a parent process over stdin and stdout', async () => {
    broker.serve();
    const child = control();
    expect(await child.news(() => true)).to.deep.equal({ event: 'ready', controllers: ['esp32-a'] });
    expect(await child.news(({ event }) => event === 'online')).to.include({ controller: 'esp32-a' });

    expect(await child.ask('in A')).to.deep.equal({ ok: true, slot: 'A', car: true });
    expect(await child.news(({ event }) => event === 'occupancy')).to.include({ slot: 'A', occupied: true });
    await broker.until(({ topic, body }) => topic === topics.event(LOT, 'esp32-a') && body.type === 'occupied');

    await broker.publish(topics.ledDesired(LOT, 'esp32-a', 'A'), { color: 'blue', pattern: 'solid', rev: 2 });
    expect(await child.news(({ event }) => event === 'led')).to.include({ slot: 'A', color: 'blue', pattern: 'solid' });

    const status = await child.ask('status');
    expect(status.ok).to.equal(true);
    expect(status.controllers[0]).to.include({ id: 'esp32-a', lot: 'main', connected: true });
    expect(status.controllers[0].slots[0]).to.deep.include({ slot: 'A', car: true, occupied: true });

    const { bootId } = status.controllers[0];
    expect(await child.ask('reboot esp32-a')).to.include({ ok: true });
    await child.news(({ event }) => event === 'online');
    expect((await child.ask('status')).controllers[0].bootId).not.to.equal(bootId);

    expect(await child.ask('out A')).to.deep.equal({ ok: true, slot: 'A', car: false });
    expect(await child.ask('out Z')).to.deep.equal({ ok: false, error: 'no controller here serves slot Z' });
    expect(await child.ask('reboot esp32-z')).to.include({ ok: false });
    expect((await child.ask('fly A')).error).to.include('in <slot>');
    expect(await child.ask('cover A')).to.deep.equal({ ok: true, slot: 'A', car: true });
    expect(await child.ask('pull')).to.deep.equal({ ok: true });
    expect((await child.ask('status')).controllers[0].powered).to.equal(false);
    expect(await child.ask('plug')).to.deep.equal({ ok: true });
    await child.news(({ event }) => event === 'online');
    expect(await child.ask('quit')).to.include({ ok: true });
    expect(await child.exited).to.equal(0);
    const last = broker.seen.filter(({ topic }) => topic === topics.status(LOT, 'esp32-a')).at(-1);
    expect(last?.body.status).to.equal('offline');
  });

  it('ends when its stdin closes, saying goodbye', async () => {
    const child = control();
    await child.news(({ event }) => event === 'online');
    child.process.stdin.end();
    expect(await child.exited).to.equal(0);
    const last = broker.seen.filter(({ topic }) => topic === topics.status(LOT, 'esp32-a')).at(-1);
    expect(last?.body.status).to.equal('offline');
  });

  it('ends when its stdin closes even if the broker was never there', async () => {
    await broker.shut();
    const child = control();
    const problem = await child.news(({ event }) => event === 'problem');
    expect(problem.message).to.include('cannot reach mqtt://127.0.0.1:').and.include('trying again');
    child.process.stdin.end();
    expect(await child.exited).to.equal(0);
  });

  it('refuses a configuration it cannot use, in one sentence', async () => {
    const bad: [string | object, string][] = [
      ['in A', 'not JSON'],
      [{ controllers: [{ id: 'esp32-a', secret: 's', slots: [] }] }, 'slots: needs at least one slot'],
      [{ controllers: [...one.controllers, ...one.controllers] }, 'names a controller twice'],
    ];
    for (const [config, words] of bad) {
      const child = control(config);
      expect((await child.news(({ ok }) => ok === false)).error).to.include(words);
      expect(await child.exited).to.equal(1);
    }
  });

  it('ends with 1 when the secret is wrong', async () => {
    const child = control({ controllers: [{ id: 'esp32-a', secret: 'wrong', slots: ['A'] }] });
    const answer = await child.news(({ ok }) => ok === false);
    expect(answer.error).to.include('does not accept controller esp32-a with this secret');
    expect(await child.exited).to.equal(1);
  });

  it('runs one controller from options, with the secret from the environment, until it is told to stop', async () => {
    const args = [
      '--url',
      broker.url,
      '--controller',
      'esp32-a',
      '--slots',
      'A,B',
      '--scenario',
      'quiet',
      '--seed',
      '3',
    ];
    const child = run(args, { SIM_SECRET: SECRET });
    await child.line((line) => line.includes('esp32-a: connected to') && line.includes('serving A, B'));
    child.process.kill('SIGTERM');
    expect(await child.exited).to.equal(0);
    const last = broker.seen.filter(({ topic }) => topic === topics.status(LOT, 'esp32-a')).at(-1);
    expect(last?.body.status).to.equal('offline');
  });

  it('runs several controllers from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-sim-'));
    try {
      const path = join(folder, 'sim.json');
      const second = { id: 'esp32-b', secret: SECRET, lot: LOT, slots: ['C'] };
      writeFileSync(path, JSON.stringify({ controllers: [...one.controllers, second] }));
      run(['--url', broker.url, '--config', path]);
      await broker.until(({ topic }) => topic === topics.status(LOT, 'esp32-a'));
      await broker.until(({ topic }) => topic === topics.status(LOT, 'esp32-b'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('runs the controller whose lines the board shows, on the broker that they name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-sim-'));
    try {
      const path = join(folder, 'board.txt');
      const { hostname, port } = new URL(broker.url);
      const own = ['tls=no', `lot=${LOT}`, 'id=esp32-a', `secret=${SECRET}`, 'slots=A, B'];
      writeFileSync(path, [`broker=${hostname}`, `port=${port}`, ...own, ''].join('\n'));
      run(['--config', path]);
      const { body } = await broker.until(({ topic }) => topic === topics.status(LOT, 'esp32-a'));
      expect(body.slots).to.deep.equal(['A', 'B']);
      writeFileSync(path, 'broker=x\nid=esp32-a\n');
      const lacking = run(['--config', path]);
      expect(await lacking.exited).to.equal(1);
      expect(lacking.stderr).to.include('it lacks port, lot, secret, slots');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says in one sentence what is wrong with its arguments, and ends with 1', async () => {
    const board = ['--controller', 'esp32-a', '--secret', SECRET];
    const wrong: [string[], string][] = [
      [[], '--controller <id>'],
      [board, '--slots A,B'],
      [['--controller', 'esp32-a', '--slots', 'A'], 'SIM_SECRET'],
      [[...board, '--slots', 'a b'], '--slots: must be 1 to 8 of A-Z and 0-9'],
      [[...board, '--slots', 'A,A'], '--slots: names a slot twice'],
      [[...board, '--slots', 'A', '--url', 'http://x'], '--url must be like mqtt://'],
      [[...board, '--slots', 'A', '--keyboard'], 'needs a terminal'],
      [[...board, '--slots', 'A', '--scenario', 'wild'], 'Allowed choices are none, quiet, busy'],
      [[...board, '--slots', 'A', '--faults', 'gremlins'], 'there is no fault gremlins'],
      [['--fleet', '2', '--scenario', 'carnival'], 'there is no scenario carnival'],
      [['--fleet', 'many'], 'It must be a number'],
      [['--config', '/nowhere/sim.json'], 'cannot be read'],
      [['--control', '--keyboard'], 'leave out --keyboard'],
    ];
    const results = wrong.map(async ([args, words]) => {
      const child = run(args, { SIM_SECRET: '' });
      expect(await child.exited, words).to.equal(1);
      expect(child.stderr).to.include(words);
      expect(child.stderr.trim().split('\n'), child.stderr).to.have.length(1);
    });
    await Promise.all(results);
  });

  it('lets a fleet live on a virtual clock, shows how it goes, and ends with 0 where the truths are one', async () => {
    const child = run([
      '--fleet',
      '2',
      '--scenario',
      'rush-hour',
      '--hours',
      '0.5',
      '--seed',
      '7',
      '--faults',
      'flaky-wifi',
    ]);
    expect(await child.exited, child.stderr).to.equal(0);
    expect(child.lines.join('\n')).to.include('2 of 2 online').and.to.include("The server's truth is the boards' own.");
  });

  it('ends with 1 and a sentence when its secret is wrong', async () => {
    const child = run(['--url', broker.url, '--controller', 'esp32-a', '--slots', 'A', '--secret', 'wrong']);
    expect(await child.exited).to.equal(1);
    expect(child.stderr).to.include('does not accept controller esp32-a with this secret');
  });
});
