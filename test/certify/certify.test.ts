import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Board } from '../../firmware-sim/board.ts';
import type { BoardOptions } from '../../firmware-sim/board-options.ts';
import { rootFolder } from '../../server/places.ts';
import { FirmwareBuild, needPackages } from '../firmware/firmware-build.ts';
import { Mosquitto, needsMosquitto } from '../support/mosquitto.ts';
import { BoardHands } from './board-hands.ts';
import { certify } from './certify.ts';
import { type Hands, Lines } from './hands.ts';
import { mutants } from './mutants.ts';
import { KIT, OwnBroker } from './own-broker.ts';
import { lineOf, summaryOf } from './report.ts';
import { type Finding, RULES } from './rules.ts';
import { Wire } from './wire.ts';

const LOT = 'main';
const ID = 'esp32-a';
const SECRET = 'made up';

/** Runs the kit with a broker of its own. */
async function onOwnBroker(handsAt: (port: number) => Hands): Promise<readonly Finding[]> {
  const password = randomBytes(16).toString('hex');
  const broker = await OwnBroker.open({ host: '127.0.0.1', port: 0, lot: LOT, controller: ID, password });
  const wire = await Wire.open(`mqtt://127.0.0.1:${broker.port}`, { username: KIT, password }, LOT, ID);
  const hands = handsAt(broker.port);
  try {
    return await certify({ wire, hands, broker, lot: LOT, controller: ID, onFinding: () => undefined });
  } finally {
    await hands.end();
    await wire.close();
    await broker.close();
  }
}

/** Longer than a board takes to answer. */
const LATE_MS = 200;

/** The same on a broker of somebody else's, whose word that it has a message comes after the answer of the board. */
async function onBrokerOf(port: number): Promise<readonly Finding[]> {
  const url = `mqtt://127.0.0.1:${port}`;
  const wire = await Wire.open(url, {}, LOT, ID);
  const say = wire.say.bind(wire);
  wire.say = async (...message) => {
    await say(...message);
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  };
  const hands = new BoardHands(new Board({ url, lot: LOT, id: ID, secret: SECRET, slots: ['A'] }));
  try {
    return await certify({ wire, hands, broker: null, lot: LOT, controller: ID, onFinding: () => undefined });
  } finally {
    await hands.end();
    await wire.close();
  }
}

const simulated = (options: Partial<BoardOptions> = {}, isNeverCut = false) =>
  onOwnBroker((port) => {
    const own = { url: `mqtt://127.0.0.1:${port}`, lot: LOT, id: ID, secret: SECRET, slots: ['A', 'B'] };
    return new BoardHands(new Board({ ...own, ...options }), isNeverCut);
  });

const notPassed = (findings: readonly Finding[]) => findings.filter(({ outcome }) => outcome !== 'passed').map(lineOf);
const broken = (findings: readonly Finding[]) =>
  findings.filter(({ outcome }) => outcome === 'failed').map(({ rule }) => rule);

/** The firmware on this machine, with a folder of its own for flash. */
const hostBuild = (program: string, state: string) => (port: number) =>
  Lines.command(program, {
    ...{ PARKWIRE_BROKER: '127.0.0.1', PARKWIRE_PORT: String(port), PARKWIRE_LOT: LOT, PARKWIRE_ID: ID },
    ...{ PARKWIRE_SECRET: SECRET, PARKWIRE_SLOTS: 'A,B', PARKWIRE_STATE: state },
  });

describe('the certification of boards', function () {
  this.timeout(200_000);
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-certify-'));
  const all = mutants();
  let build: FirmwareBuild | null = null;
  let mosquitto: Mosquitto | null = null;
  let simulator: readonly Finding[] = [];
  let firmware: readonly Finding[] = [];
  let elsewhere: readonly Finding[] = [];
  let found: (readonly Finding[])[] = [];

  // They wait most of the time: several at once take as long as one.
  before(async function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make', 'libmosquitto-dev']);
    needsMosquitto(this);
    build = new FirmwareBuild();
    build.make('all');
    mosquitto = await Mosquitto.create();
    await mosquitto.start();
    // Those that are right by themselves first: how quick they are is part of it.
    [simulator, firmware, elsewhere] = await Promise.all([
      simulated(),
      onOwnBroker(hostBuild(`${build.folder}/parkwire-board`, folder)),
      onBrokerOf(mosquitto.port),
    ]);
    found = await Promise.all(all.map(({ options, isNeverCut }) => simulated(options, isNeverCut)));
  });

  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    build?.remove();
    await mosquitto?.remove();
  });

  it('has a finding for every rule, and passes the simulator', () => {
    expect(notPassed(simulator)).to.deep.equal([]);
    expect(simulator.map(({ rule }) => rule)).to.have.members(Object.keys(RULES));
    expect(summaryOf(simulator, ID, false)).to.deep.equal({
      sentence: `${ID} is certified: ${simulator.length} rules kept, 0 broken, 0 not tried.`,
      exitCode: 0,
    });
  });

  it("passes the firmware's host build", () => expect(notPassed(firmware)).to.deep.equal([]));

  it('works on another broker, which does not tell how a board connects and is late to say what it has', () => {
    const others = elsewhere.filter(({ outcome }) => outcome !== 'passed');
    expect(
      others.map(({ rule, outcome }) => `${rule} ${outcome}`),
      others.map(lineOf).join('\n'),
    ).to.deep.equal(['connect skipped', 'will-set skipped', 'reconnect skipped']);
  });

  it('has a wrong board for every rule', () => {
    expect(new Set(all.map(({ breaks }) => breaks))).to.have.all.keys(Object.keys(RULES));
  });

  for (const [index, { breaks, is }] of all.entries()) {
    it(`finds a board that ${is}: ${breaks}`, () => {
      const findings = found[index] ?? [];
      expect(broken(findings), findings.map(lineOf).join('\n')).to.include(breaks);
      expect(summaryOf(findings, ID, true).exitCode).to.equal(1);
    });
  }

  it('does not certify what was not tried, unless that is allowed', () => {
    const findings: Finding[] = [{ rule: 'window', outcome: 'skipped', why: 'too quick for a hand' }];
    expect(summaryOf(findings, ID, false)).to.deep.include({ exitCode: 1 });
    expect(summaryOf(findings, ID, true)).to.deep.include({ exitCode: 0 });
  });

  for (const [what, args, why] of [
    ['a lot', ['--lot', 'Main!', '--controller', ID], '--lot Main! is no code of a lot'],
    ['a controller', ['--lot', LOT, '--controller', 'ESP'], '--controller ESP is no id of a controller'],
    ['a broker', ['--lot', LOT, '--controller', ID, '--broker', 'mqtt://127.0.0.1:1'], 'ECONNREFUSED'],
  ] as const) {
    it(`ends with 2 where it could not run: ${what}`, () => {
      const { status, stderr } = spawnSync(process.execPath, ['--import=tsx', 'test/certify/main.ts', ...args], {
        cwd: rootFolder,
        encoding: 'utf8',
      });
      expect([status, stderr]).to.satisfy(([code, said]: [number, string]) => code === 2 && said.includes(why), stderr);
    });
  }
});
