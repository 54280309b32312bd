import { expect } from 'chai';
import fc from 'fast-check';
import { closeDeposit } from '../../../server/app/deposits.ts';
import { LotBook } from '../../../server/app/lot-book.ts';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { paidBy } from '../../../server/app/refunds.ts';
import { Scenes } from '../../../server/app/scenes.ts';
import { Settlement } from '../../../server/app/settlement.ts';
import { hold } from '../../../server/domain/deposit.ts';
import {
  charge,
  fee,
  guestCredit,
  owed,
  reversal,
  type TransferDraft,
  topUp,
  writeOff,
} from '../../../server/domain/ledger.ts';
import { refund, refundable } from '../../../server/domain/refund.ts';
import { faultsOf } from '../../support/books.ts';
import { eachEngine } from '../../support/databases.ts';
import { addDriver, LOT, openWorld, T0, type World } from '../../support/db-world.ts';
import { dueFee } from '../domain/samples.ts';

/** Any history of one wallet, step by step, beside a model that only adds and subtracts. */

/** What a wallet begins with, so that promo and cash both take part. */
const CREDIT = 700;
const small = fc.integer({ min: 1, max: 400 });
const which = fc.nat(20);
/** One unit in five is thrown away. */
const crash = fc.nat(4).map((one) => one === 0);
const deposit = fc.integer({ min: 1, max: 150 });
const captured = fc.oneof(fc.constant(0), fc.nat(200));
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('top-up' as const), amount: small, crash }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hold' as const), amount: deposit, crash }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), amount: captured, which, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('charge' as const), amount: small, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fee' as const), amount: deposit, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('write-off' as const), amount: small, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), amount: small, which, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reverse' as const), which, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('replay' as const), which, crash: fc.constant(false) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

class Thrown extends Error {}

let serial = 0;
const ids = { next: () => `m${String(++serial).padStart(6, '0')}`, random: (length: number) => new Uint8Array(length) };

/** One history of one driver on a real database. */
class History {
  readonly world: World;
  readonly driverId: string;
  /** What can be spent, and what is held, by booking. */
  spendable = 0;
  readonly holds = new Map<string, number>();
  readonly payments: { id: string; key: string; left: number; isCharge: boolean }[] = [];
  readonly drafts: TransferDraft[] = [];
  private readonly post: Post;

  constructor(world: World, driverId: string, post: Post) {
    this.world = world;
    this.driverId = driverId;
    this.post = post;
  }

  /** Takes a step; where it crashes, the unit is thrown away and the model stays. */
  async take(one: Step): Promise<void> {
    const after = await this.inUnit(one);
    if (one.crash) return;
    after?.();
  }

  private async inUnit(one: Step): Promise<(() => void) | null> {
    let after: (() => void) | null = null;
    try {
      await this.world.storage.unitOfWork.run(async (tx) => {
        const till = new Settlement(tx, new Scenes(tx), await LotBook.load(tx), ids, T0 + serial);
        after = await this.act(tx, till, one);
        if (one.crash) throw new Thrown();
      });
    } catch (error) {
      if (error instanceof Thrown) return null;
      throw error;
    }
    return after;
  }

  private async act(tx: Tx, till: Settlement, one: Step): Promise<(() => void) | null> {
    const { driverId } = this;
    const { currency } = LOT;
    const wallet = await till.wallet(driverId, currency);
    const pay = async (draft: TransferDraft, change: number) => {
      const id = await this.post(tx, till, draft);
      return () => {
        this.spendable += change;
        this.drafts.push(draft);
        if (draft.kind === 'charge' || draft.kind === 'fee')
          this.payments.push({ id, key: draft.key, left: -change, isCharge: draft.kind === 'charge' });
      };
    };
    switch (one.do) {
      case 'top-up':
        return pay(topUp(driverId, one.amount, currency, ids.next(), null), one.amount);
      case 'charge':
        return pay(
          charge(driverId, one.amount, currency, { id: ids.next(), revision: 1 }, wallet, {
            taxMinor: one.amount % 7 ? 0 : 1,
          }),
          -one.amount,
        );
      case 'write-off': {
        const amount = Math.min(one.amount, owed(wallet));
        expect(owed(wallet)).to.equal(Math.max(0, -this.spendable));
        if (amount === 0) return null;
        return pay(writeOff(driverId, amount, currency, ids.next(), 'model'), amount);
      }
      case 'fee': {
        const cause = { bookingId: ids.next(), reference: 'PW-1', why: 'cancel' as const };
        return pay(fee(driverId, one.amount, currency, cause, wallet), -one.amount);
      }
      case 'hold': {
        if (this.spendable < one.amount) {
          expect(() => hold({ bookingId: 'x', driverId, currency }, one.amount, wallet)).to.throw(RangeError);
          return null;
        }
        const bookingId = ids.next();
        const draft = hold({ bookingId, driverId, currency }, one.amount, wallet);
        const noted = await pay(draft, -one.amount);
        return () => {
          noted();
          this.holds.set(bookingId, one.amount);
        };
      }
      case 'close': {
        const [bookingId, held] = [...this.holds][one.which % Math.max(1, this.holds.size)] ?? [];
        if (bookingId === undefined || held === undefined) return null;
        const how = one.which % 2 ? 'expire' : 'release';
        const captured = await closeDeposit(tx, till, LOT, { id: bookingId, driverId }, how, dueFee(one.amount));
        expect(captured).to.equal(Math.min(one.amount, held));
        // Closed is closed: another try in the same unit finds nothing.
        expect(await tx.wallets.openHold(bookingId), 'a closed hold is open').to.equal(null);
        expect(await closeDeposit(tx, till, LOT, { id: bookingId, driverId }, 'release', dueFee(1))).to.equal(0);
        return () => {
          this.spendable += held - captured;
          this.holds.delete(bookingId);
        };
      }
      case 'refund': {
        const payment = this.payments[one.which % Math.max(1, this.payments.length)];
        const stored = payment ? await tx.ledger.byId(payment.id) : null;
        if (!payment || !stored) return null;
        const paid = await paidBy(tx, stored);
        expect(refundable(paid)).to.equal(payment.left);
        const amount = Math.min(one.amount, payment.left);
        if (amount === 0) return null;
        const noted = await pay(refund(paid, amount, ids.next(), 'why'), amount);
        return () => {
          noted();
          payment.left -= amount;
        };
      }
      case 'reverse': {
        const untouched = this.payments.filter(({ isCharge }) => isCharge);
        const payment = untouched[one.which % Math.max(1, untouched.length)];
        const stored = payment ? await tx.ledger.byId(payment.id) : null;
        if (!payment || !stored || (await paidBy(tx, stored)).returned.cashMinor !== 0) return null;
        if ((await paidBy(tx, stored)).returned.promoMinor !== 0) return null;
        const noted = await pay(reversal(stored, 'why'), payment.left);
        return () => {
          noted();
          this.payments.splice(this.payments.indexOf(payment), 1);
        };
      }
      case 'replay': {
        const draft = this.drafts[one.which % Math.max(1, this.drafts.length)];
        if (!draft) return null;
        const again = tx.attempt(async () => {
          tx.ledger.post({ ...draft, id: ids.next(), operatorId: LOT.operatorId, createdAt: T0 });
        });
        const refused = await again.then(
          () => null,
          (error: unknown) => error,
        );
        // By its key, or already because the promo is spent: nothing is written twice.
        expect(isConstraint(refused), `a key came twice: ${draft.key}`).to.equal(true);
        return null;
      }
    }
  }

  /** What differs between the model and the database. */
  async faults(): Promise<string[]> {
    const found = await faultsOf(this.world.storage);
    const rows = await this.world.storage.database.reader<{ kind: string; balance: number }>(
      'SELECT kind, balance FROM accounts WHERE owner_id = $1',
      [this.driverId],
    );
    const of = (kind: string) => rows.find((row) => row.kind === kind)?.balance ?? 0;
    if (of('cash') + of('promo') !== this.spendable)
      found.push(`${of('cash') + of('promo')} can be spent, the model says ${this.spendable}`);
    const held = [...this.holds.values()].reduce((sum, amount) => sum + amount, 0);
    if (of('held') !== held) found.push(`${of('held')} is held, open holds are ${held}`);
    if (of('held') < 0 || of('promo') < 0) found.push('promo or held is below zero');
    const open = await this.world.storage.unitOfWork.read(async (look) => {
      let sum = 0;
      for (const id of this.holds.keys()) sum += (await look.wallets.openHold(id)) ? (this.holds.get(id) ?? 0) : 0;
      return sum;
    });
    if (open !== held) found.push(`open holds in the books are ${open}, the model says ${held}`);
    const keys = await this.world.storage.database.reader('SELECT key FROM transfers GROUP BY key HAVING COUNT(*) > 1');
    if (keys.length > 0) found.push('a key is there twice');
    return found;
  }
}

type Post = (tx: Tx, till: Settlement, draft: TransferDraft) => Promise<string>;

/** Posts and answers the id. */
const properly: Post = async (tx, till, draft) => {
  await till.post(draft.driverId, LOT, draft);
  return (await tx.ledger.byKey(draft.key))?.id ?? '';
};

eachEngine('a wallet through any history', function (engine) {
  this.timeout(120_000);
  let world: World;
  let drivers = 10;

  before(async () => {
    world = await openWorld(engine);
  });
  after(() => world.end());

  const histories = (post: Post, numRuns: number) =>
    fc.check(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        const n = ++drivers;
        await world.storage.unitOfWork.run(async (tx) => {
          addDriver(tx, n);
          const credit = guestCredit(`d${n}`, CREDIT, LOT.currency);
          tx.ledger.post({ ...credit, id: ids.next(), operatorId: LOT.operatorId, createdAt: T0 });
        });
        const history = new History(world, `d${n}`, post);
        history.spendable = CREDIT;
        for (const one of steps) {
          await history.take(one);
          const faults = await history.faults();
          if (faults.length > 0) throw new Error(`after ${one.do}: ${faults.join('; ')}`);
        }
      }),
      { numRuns },
    );

  it('balances equal sums, held equals open holds, and no key comes twice, after every step and every crash', async () => {
    const result = await histories(properly, 40);
    if (result.failed) throw new Error(`${fc.defaultReportMessage(result)}\n${String(result.errorInstance)}`);
  });

  it('the canary: a wallet that is read, computed and written is caught by the same check', async () => {
    const balances = new Map<string, number>();
    const naive: Post = async (tx, till, draft) => {
      const id = await properly(tx, till, draft);
      // Its own sum beside the books, kept from call to call as a naive wallet does: a unit thrown away is not undone.
      const change = draft.postings.reduce(
        (sum, { account, amountMinor }) =>
          sum + (account.owner === 'driver' && account.kind !== 'held' ? amountMinor : 0),
        0,
      );
      const before = balances.get(draft.driverId) ?? CREDIT;
      balances.set(draft.driverId, before + change);
      const { cashMinor, promoMinor } = await till.wallet(draft.driverId, LOT.currency);
      if (cashMinor + promoMinor !== before + change) {
        const wrong = before + change - cashMinor - promoMinor;
        await till.post(draft.driverId, LOT, {
          ...topUp(draft.driverId, Math.abs(wrong), LOT.currency, ids.next(), null),
          ...(wrong < 0
            ? {
                postings: topUp(draft.driverId, -wrong, LOT.currency, 'x', null).postings.map((posting) => ({
                  ...posting,
                  amountMinor: -posting.amountMinor,
                })),
              }
            : {}),
        });
      }
      return id;
    };
    const result = await histories(naive, 60);
    expect(result.failed).to.equal(true);
    expect(String(result.errorInstance)).to.match(/can be spent, the model says/);
  });
});
