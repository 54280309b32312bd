import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Clock } from './ports/clock.ts';
import type { Ids } from './ports/ids.ts';
import type { Look, UnitOfWork } from './ports/unit-of-work.ts';
import type { WatchedStay } from './ports/wallet-repository.ts';
import { RunningCosts } from './running-cost.ts';

/** Looked at together; each look ends between two pages, so that it never stands in the way for long. */
const PAGE = 500;

export interface BalanceWatchDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Told to the driver as a way to pay. */
  readonly paysByLink: boolean;
}

/** Whether a stay has used up four fifths of what the wallet holds: the deposit, too, is free when the bill comes. */
export function runsLow(costMinor: number, wallet: { balanceMinor: number; heldMinor: number }): boolean {
  return costMinor > 0 && costMinor * 5 >= (wallet.balanceMinor + wallet.heldMinor) * 4;
}

/**
 * Tells drivers whose stay nears what their wallet holds, once a stay, and once more when money came in since. Answers how
 * many it told.
 */
export async function watchBalances(deps: BalanceWatchDeps): Promise<number> {
  const { unitOfWork, clock } = deps;
  const now = clock.now();
  let after = '';
  let told = 0;
  for (;;) {
    const { stays, book, costs } = await unitOfWork.read(async (look) => {
      const stays = await look.stayWatch.open(after, PAGE);
      const book = await LotBook.load(look);
      return { stays, book, costs: await costsOf(look, book, stays, now) };
    });
    const low = stays.flatMap((stay) => {
      const lot = book.find(stay.session.lotId);
      const bill = lot ? costs.billOf(stay.session) : null;
      // What has no price uses nothing up; the board asks for a person.
      if (!lot || !bill) return [];
      const costMinor = bill.amountMinor;
      const wallet = stay.wallets.get(lot.currency) ?? { balanceMinor: 0, heldMinor: 0 };
      return runsLow(costMinor, wallet) ? [{ stay, lot, costMinor, ...wallet }] : [];
    });
    if (low.length > 0) told += await unitOfWork.run((tx) => warn(deps, tx, now, low));
    after = stays.at(-1)?.session.driverId ?? '';
    if (stays.length < PAGE) return told;
  }
}

/** What the stays cost so far, as drivers are shown it: on a slot that nobody sees the cost stands still. */
async function costsOf(look: Look, book: LotBook, stays: readonly WatchedStay[], now: number): Promise<RunningCosts> {
  const slots = new Map((await look.slots.byIds(stays.map(({ session }) => session.slotId))).map((s) => [s.id, s]));
  const running = stays.flatMap(({ session }) => {
    const slot = slots.get(session.slotId);
    return slot ? [{ slot, session }] : [];
  });
  return RunningCosts.load(look, book, running, now);
}

type Low = {
  stay: WatchedStay;
  lot: Parameters<typeof tell>[3]['lot'];
  costMinor: number;
  balanceMinor: number;
  heldMinor: number;
};
type Tx = Parameters<Parameters<UnitOfWork['run']>[0]>[0];

async function warn(deps: BalanceWatchDeps, tx: Tx, now: number, low: readonly Low[]): Promise<number> {
  const { ids, paysByLink } = deps;
  const addresses = await tx.drivers.identitiesByIds(low.flatMap(({ stay }) => stay.identityId ?? []));
  let told = 0;
  for (const { stay, lot, costMinor, balanceMinor, heldMinor } of low) {
    const { id, driverId } = stay.session;
    const identity = addresses.find((each) => each.id === stay.identityId);
    if (!identity || driverId === null || !(await tx.stayWatch.noteWarning(id, driverId, now))) continue;
    const money = { costMinor, balanceMinor, heldMinor };
    const reply = { kind: 'low-while-parked', slot: stay.slotCode, ...money, paysByLink } as const;
    tell(tx, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
    told++;
  }
  return told;
}
