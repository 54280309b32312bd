import { seededRandom, seedFor } from '../../firmware-sim/random.ts';
import { ParkwireProcess } from '../e2e/support/process.ts';
import { until } from '../support/wait.ts';
import { BoardPump, ChatPump, MoneyPump, type Phase, type Pump } from './load.ts';
import { judge, type Verdict } from './verdict.ts';

export type Breakage = 'ack-before-commit' | 'read-modify-write';

export interface TortureOptions {
  readonly kills: number;
  readonly seed: number;
  readonly broken?: Breakage | null;
  readonly onKill?: (kills: number) => void;
}

const BOARDS = 3;
const SLOTS_EACH = 2;
const DRIVERS = 6;
/** The latest moment of a kill after the boards are heard again, in ms. */
const KILLED_WITHIN_MS = 800;
/** Of the kills so many come whether or not anybody has been heard since the start. */
const KILLED_EARLY = 0.2;
const HEARD_WITHIN_MS = 20_000;
const ENDS_WITHIN_MS = 40_000;
/** On PostgreSQL a message whose sending was interrupted waits a minute: another process might be sending it. */
const SETTLED_WITHIN_MS = 100_000;

/**
 * Loads a server in a process of its own, kills it at moments drawn from the seed, starts it again each time, and in the
 * end compares what it had said with what it has. It runs on the engine whose turn it is.
 */
export async function torture(options: TortureOptions): Promise<Verdict> {
  const { kills, seed, broken = null } = options;
  const begun = Date.now();
  const site = new ParkwireProcess(broken === null ? {} : { BROKEN: broken });
  // What is built starts several times faster.
  site.program = broken === null ? 'dist/server/main.js' : 'test/torture/broken-server.ts';
  const random = (name: string) => seededRandom(seedFor(seed, name));
  const moments = random('moments');
  try {
    await site.start({ signIn: false });
    // A build that answers before it has committed knows neither its admin nor the login at once.
    await until('the admin is signed in', async () => (await site.api.login('admin', site.password)).status === 200);
    await until('the login is known', () => site.api.get('/api/lots').catch(() => null));
    const load = await prepare(site, random);
    for (let killed = 0; killed < kills; killed++) {
      const running = run(load.pumps, () => 'loading');
      if (moments() >= KILLED_EARLY) await heard(load);
      await new Promise((resolve) => setTimeout(resolve, moments() * KILLED_WITHIN_MS));
      await site.end('SIGKILL');
      await running;
      await site.start({ signIn: false });
      options.onKill?.(killed + 1);
    }
    await finish(load);
    await until('every message has ended', () => nothingWaits(site), { withinMs: SETTLED_WITHIN_MS });
    await site.end('SIGTERM');
    return await judge(site, load, { kills, seconds: (Date.now() - begun) / 1000 });
  } finally {
    await site.remove();
  }
}

export interface Load {
  readonly boards: readonly BoardPump[];
  readonly chats: readonly ChatPump[];
  readonly money: MoneyPump;
  readonly pumps: readonly Pump[];
}

async function prepare(site: ParkwireProcess, random: (name: string) => () => number): Promise<Load> {
  await site.api.patch('/api/lots/main', {
    rejoinSeconds: 0,
    guestCreditMinor: 5000,
    depositMinor: 20,
    disputeRefundBelowMinor: 100_000,
    disputesPerMonth: 100,
    // A stay of a moment costs something.
    tariff: { ratePerHourMinor: 3_600_000, incrementSeconds: 1, graceSeconds: 0, dailyCapMinor: null },
  });
  const codes = 'ABCDEF';
  const boards: BoardPump[] = [];
  for (let index = 0; index < BOARDS; index++) {
    const slots = [...codes.slice(index * SLOTS_EACH, (index + 1) * SLOTS_EACH)];
    boards.push(new BoardPump(site, await site.addController(`esp32-${index}`, slots), random(`board ${index}`)));
  }
  const chats: ChatPump[] = [];
  const drivers: string[] = [];
  for (let index = 0; index < DRIVERS; index++) {
    const phone = `+91987000000${index}`;
    await site.text(phone, 'hello');
    drivers.push((await until(`${phone} is there`, () => site.driver(phone).catch(() => null))).id);
    chats.push(new ChatPump(site, phone, [...codes], random(`driver ${index}`)));
  }
  const money = new MoneyPump(site, drivers, random('money'));
  return { boards, chats, money, pumps: [...boards, ...chats, money] };
}

async function run(pumps: readonly Pump[], phase: () => Phase): Promise<boolean> {
  return (await Promise.all(pumps.map((pump) => pump.run(phase)))).every((finished) => finished);
}

/** Every board has had something acknowledged since now; a server that does not get there is killed all the same. */
async function heard({ boards }: Load): Promise<void> {
  const before = boards.map(({ acked }) => acked);
  const all = () => boards.every(({ acked }, index) => acked > (before[index] ?? 0));
  await until('the boards are heard', all, { withinMs: HEARD_WITHIN_MS }).catch(() => undefined);
}

/** A last time without a kill: what is open is brought to its end. */
async function finish(load: Load): Promise<void> {
  let phase: Phase = 'loading';
  const hearing = heard(load).then(() => {
    phase = 'ending';
  });
  const over = setTimeout(() => {
    phase = 'over';
  }, ENDS_WITHIN_MS);
  const isOver = () => phase === 'over';
  while (!(await run(load.pumps, () => phase)) && !isOver());
  clearTimeout(over);
  await hearing;
}

async function nothingWaits(site: ParkwireProcess): Promise<boolean> {
  const [row] = await site.rows(`SELECT COUNT(*) AS n FROM messages WHERE status IN ('queued', 'sending')`);
  return row.n === 0;
}
