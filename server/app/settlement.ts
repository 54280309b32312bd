import { type Booking, complete, resume } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import { gapsWithin } from '../domain/gap.ts';
import {
  charge,
  type LockedWallet,
  reversal,
  spendable,
  type TransferDraft,
  type WalletBalance,
} from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import { endAt, type ParkingSession, type StayEnd } from '../domain/parking-session.ts';
import { bookedNext } from './booked-next.ts';
import { keepRestoredCredit } from './credit-expiry.ts';
import { closeDeposit } from './deposits.ts';
import type { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories, StoredTransfer } from './ports/repositories.ts';
import { refundAgain, withdrawnWith, withdrawRefunds } from './refunds.ts';
import type { Scene, Scenes } from './scenes.ts';
import { basisOf, priceOf } from './stay-bill.ts';
import type { Till } from './till.ts';
import { billReply } from './untold-words.ts';

/** How a departure came out for the driver. */
export interface Settled {
  readonly amountMinor: number;
  readonly balanceMinor: number;
}

/**
 * Ends stays and charges them, within one unit of work. Departure settles at once; what is learned later takes the
 * charge back by a transfer and makes a new one.
 */
export class Settlement implements Till {
  private readonly repositories: Repositories;
  private readonly scenes: Scenes;
  private readonly book: LotBook;
  private readonly ids: Ids;
  private readonly now: number;
  private readonly wallets = new Map<string, LockedWallet>();
  private readonly identities = new Map<string, Identity>();

  constructor(repositories: Repositories, scenes: Scenes, book: LotBook, ids: Ids, now: number) {
    this.repositories = repositories;
    this.scenes = scenes;
    this.book = book;
    this.ids = ids;
    this.now = now;
  }

  /** Loads the wallets and addresses of everybody who has a stay or a booking on these slots. */
  async prepare(scenes: readonly Scene[]): Promise<void> {
    const drivers = new Map<string, Set<string>>();
    const identityIds = new Set<string>();
    for (const { session, booking, lapsed, slot } of scenes) {
      const { currency } = this.book.lot(slot.lotId);
      const known = drivers.get(currency) ?? new Set();
      if (session?.driverId && !this.wallets.has(session.driverId + currency)) known.add(session.driverId);
      if (known.size > 0) drivers.set(currency, known);
      for (const one of [booking, lapsed])
        if (one && !this.identities.has(one.identityId)) identityIds.add(one.identityId);
    }
    for (const [currency, ids] of drivers) {
      const wallets = await this.repositories.ledger.lockWallets([...ids], currency);
      for (const [id, wallet] of wallets) this.wallets.set(id + currency, wallet);
    }
    if (identityIds.size > 0) {
      const found = await this.repositories.drivers.identitiesByIds([...identityIds]);
      for (const identity of found) this.identities.set(identity.id, identity);
    }
  }

  /** The address for notices about a booking. */
  async identity(id: string): Promise<Identity> {
    const known = this.identities.get(id) ?? (await this.repositories.drivers.identitiesByIds([id]))[0];
    if (!known) throw new Error(`identity ${id} is not there`);
    this.identities.set(id, known);
    return known;
  }

  /** Ends the open session of a slot and charges it. `tellDriver` is false where the answer to the driver says it. */
  async end(slotId: string, end: StayEnd, tellDriver = true): Promise<Settled> {
    const { session, booking, slot } = this.scenes.get(slotId);
    if (!session) throw new Error('no session on this slot');
    const lot = this.book.lot(slot.lotId);
    const gaps = gapsWithin(session.gaps, { from: session.startedAt, to: end.at });
    const settled = await this.chargeStay(endAt({ ...session, gaps }, end), lot);
    await this.refundOfEarlier(session, lot);
    const own = booking && booking.id === session.bookingId ? complete(booking, end.at) : null;
    this.scenes.update(slotId, { session: settled, ...(own ? { booking: own } : {}) });
    const balanceMinor = session.driverId === null ? 0 : this.balance(session.driverId, lot);
    if (tellDriver) await this.tellBill(settled, slot.code, lot, balanceMinor);
    return { amountMinor: settled.chargedMinor ?? 0, balanceMinor };
  }

  /** A stay that went on after its bill was given back: of the new bill as much is given back, as far as it goes. */
  private async refundOfEarlier({ id, revision, driverId }: ParkingSession, lot: Lot): Promise<void> {
    if (revision === 0 || driverId === null) return;
    const withdrawnMinor = await withdrawnWith(this.repositories, id, revision - 1);
    await refundAgain(this.repositories, this, lot, id, withdrawnMinor, 'the stay went on');
  }

  /** The stay went on after all: takes the charge back, and the bill if nobody has been told it yet. */
  async reopen(slotId: string, session: ParkingSession): Promise<void> {
    await this.takeBack(session, 'the stay went on');
    const [ended] = session.bookingId ? await this.repositories.bookings.byIds([session.bookingId]) : [];
    const unended = { ...session, endedAt: null, endReason: null, endFoundBy: null };
    const reopened = { ...unended, chargedMinor: null, toldMinor: null, revision: session.revision + 1 };
    this.scenes.update(slotId, { session: reopened, ...(ended ? { booking: await this.resumed(ended) } : {}) });
    // Nobody is told of a car that nobody accounts for.
    if (session.driverId === null) return;
    await this.repositories.messages.withdrawUntold([session.id], 'the stay went on', this.now);
  }

  /** What was booked since the stay ended stands. */
  private async resumed(ended: Booking): Promise<Booking> {
    return resume(ended, await bookedNext(this.repositories, ended));
  }

  /** The car was not the driver's: they get their money back, and the ended stay is nobody's. */
  async disown(session: ParkingSession, driverId: string): Promise<Settled> {
    const { currency } = this.book.lot(session.lotId);
    const withdrawnMinor = await this.takeBack(session, 'not the driver’s car');
    const returnedMinor = (session.chargedMinor ?? 0) - withdrawnMinor;
    await this.repositories.messages.withdrawUntold([session.id], 'not the driver’s car', this.now);
    const disowned = { driverId, at: this.now, returnedMinor };
    const nobodys = { bookingId: null, driverId: null, chargedMinor: null, revision: session.revision + 1 };
    const freed: ParkingSession = { ...session, ...nobodys, disowned };
    if (this.scenes.get(session.slotId).session?.id === session.id) {
      this.scenes.update(session.slotId, { session: freed });
      this.scenes.touch(session.slotId);
    } else this.repositories.sessions.save(freed);
    return { amountMinor: returnedMinor, balanceMinor: spendable(await this.wallet(driverId, currency)) };
  }

  private balance(driverId: string, { currency }: Lot): number {
    return spendable(this.wallets.get(driverId + currency) ?? { cashMinor: 0, promoMinor: 0 });
  }

  /** Charges what the stay costs by its lines; the driver may owe after it. */
  async chargeStay(ended: ParkingSession, lot: Lot): Promise<ParkingSession> {
    if (ended.driverId === null || ended.endedAt === null) return ended;
    const basis = basisOf(this.book, ended, ended.endedAt);
    const bill = basis && priceOf(this.book, ended.lotId, basis);
    if (!bill) throw new DomainError('tariff-missing', `session ${ended.id} has no tariff`);
    const { amountMinor, taxMinor } = bill;
    const { driverId, bookingId } = ended;
    // A deposit has done its work once the stay is over.
    if (bookingId !== null) await closeDeposit(this.repositories, this, lot, { id: bookingId, driverId }, 'release');
    await this.wallet(driverId, lot.currency);
    if (amountMinor > 0)
      await this.pay(driverId, lot, (has) =>
        charge(driverId, amountMinor, lot.currency, ended, has, { taxMinor, basis }),
      );
    return { ...ended, chargedMinor: amountMinor };
  }

  /** Posts what a driver pays, worked out from what the wallet holds; answers what they can spend afterwards. */
  async pay(driverId: string, lot: Lot, draftOf: (wallet: WalletBalance) => TransferDraft): Promise<number> {
    const draft = draftOf(await this.wallet(driverId, lot.currency));
    // A driver may owe in a currency they never had a wallet in.
    this.repositories.ledger.openDriverAccounts(driverId, lot.operatorId, lot.currency);
    return this.post(driverId, lot, draft);
  }

  /** Takes a transfer back by its mirror image. */
  async reverse(driverId: string, lot: Lot, standing: StoredTransfer, why: string): Promise<void> {
    await this.wallet(driverId, lot.currency);
    await this.post(driverId, lot, reversal(standing, why));
  }

  /** Writes a transfer of a wallet that has been locked; answers what can be spent afterwards. */
  async post(driverId: string, lot: Lot, draft: TransferDraft): Promise<number> {
    const { operatorId, currency } = lot;
    this.repositories.ledger.post({ ...draft, id: this.ids.next(), operatorId, createdAt: this.now });
    const before = this.wallets.get(driverId + currency)?.promoMinor ?? 0;
    const after = this.moveWallet(driverId, currency, draft.postings);
    if (after.promoMinor > before) {
      const restored = { driverId, currency, restoredMinor: after.promoMinor - before, promoMinor: after.promoMinor };
      await keepRestoredCredit(this.repositories, this.ids, this.now, restored);
    }
    return spendable(after);
  }

  /** Reverses a stay's charge. Answers what had been refunded of it, which is taken back with it. */
  async takeBack(session: ParkingSession, why: string): Promise<number> {
    if (!session.chargedMinor || session.driverId === null) return 0;
    const lot = this.book.lot(session.lotId);
    const standing = await this.repositories.ledger.standingCharge(session.id);
    if (!standing) return 0;
    const withdrawn = await withdrawRefunds(this.repositories, this, lot, standing, why);
    await this.reverse(session.driverId, lot, standing, why);
    return withdrawn;
  }

  /** Tells the bill, once the same car can no longer come back to the stay. */
  async tellBill(session: ParkingSession, slot: string, lot: Lot, balanceMinor: number): Promise<void> {
    if (session.driverId === null || session.endedAt === null) return;
    // Told after the time in which the same car may come back to the slot and the stay goes on.
    const notBefore = Math.max(this.now, session.endedAt + lot.settings.rejoinSeconds * 1000);
    const bill = billReply(session, slot, 0, balanceMinor);
    if (bill) await this.tellOf(session, lot, () => bill, notBefore);
    const { minBalanceMinor } = lot.settings;
    if (balanceMinor < minBalanceMinor && (session.chargedMinor ?? 0) > 0) {
      const low = { kind: 'low-balance', balanceMinor, neededMinor: minBalanceMinor } as const;
      await this.tellOf(session, lot, () => low, notBefore);
    }
  }

  /** Tells the driver of a stay by the identity that booked it. */
  async tellOf(
    session: ParkingSession,
    lot: Lot,
    reply: (session: ParkingSession) => Parameters<typeof tell>[3]['reply'],
    notBefore = this.now,
  ): Promise<void> {
    if (!session.bookingId) return;
    const [booking] = await this.bookingOf(session);
    if (!booking) return;
    const identity = await this.identity(booking.identityId);
    tell(this.repositories, this.ids, this.now, {
      identity,
      lot,
      reply: reply(session),
      notBefore,
      sessionId: session.id,
      services: session.addOns.map(({ name }) => name),
    });
  }

  private async bookingOf(session: ParkingSession): Promise<{ identityId: string }[]> {
    const { booking } = this.scenes.get(session.slotId);
    if (booking && booking.id === session.bookingId) return [booking];
    return session.bookingId ? this.repositories.bookings.byIds([session.bookingId]) : [];
  }

  /** What is in a wallet, locked for this unit. */
  async wallet(driverId: string, currency: string): Promise<LockedWallet> {
    const known = this.wallets.get(driverId + currency);
    if (known) return known;
    const found = await this.repositories.ledger.lockWallets([driverId], currency);
    const wallet = found.get(driverId) ?? { cashMinor: 0, promoMinor: 0, heldMinor: 0 };
    this.wallets.set(driverId + currency, wallet);
    return wallet;
  }

  private moveWallet(
    driverId: string,
    currency: string,
    postings: ReturnType<typeof charge>['postings'],
  ): LockedWallet {
    const moved = { ...(this.wallets.get(driverId + currency) ?? { cashMinor: 0, promoMinor: 0, heldMinor: 0 }) };
    for (const { account, amountMinor } of postings) {
      if (account.owner !== 'driver') continue;
      moved[`${account.kind}Minor`] += amountMinor;
    }
    this.wallets.set(driverId + currency, moved);
    return moved;
  }
}
