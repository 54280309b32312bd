import { complete, resume } from '../domain/booking.ts';
import { DomainError } from '../domain/errors.ts';
import { gapsWithin } from '../domain/gap.ts';
import { charge, reversal, spendable, type WalletBalance } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import { endAt, type ParkingSession, type StayEnd } from '../domain/parking-session.ts';
import { movedToDriver, standingRefunds } from '../domain/refund.ts';
import type { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Scene, Scenes } from './scenes.ts';
import { billOf } from './stay-bill.ts';

/** How a departure came out for the driver. */
export interface Settled {
  readonly amountMinor: number;
  readonly balanceMinor: number;
}

/**
 * Ends stays and charges them, within one unit of work. Departure settles at once; what is learned later takes the
 * charge back by a transfer and makes a new one.
 */
export class Settlement {
  private readonly repositories: Repositories;
  private readonly scenes: Scenes;
  private readonly book: LotBook;
  private readonly ids: Ids;
  private readonly now: number;
  private readonly wallets = new Map<string, WalletBalance>();
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
    const own = booking && booking.id === session.bookingId ? complete(booking, end.at) : null;
    this.scenes.update(slotId, { session: settled.session, ...(own ? { booking: own } : {}) });
    if (tellDriver) await this.tellBill(settled.session, slot.code, lot, settled.balanceMinor);
    return { amountMinor: settled.session.chargedMinor ?? 0, balanceMinor: settled.balanceMinor };
  }

  /** The stay went on after all: takes the charge back, and the bill if nobody has been told it yet. */
  async reopen(slotId: string, session: ParkingSession): Promise<void> {
    await this.takeBack(session, 'the stay went on');
    const [ended] = session.bookingId ? await this.repositories.bookings.byIds([session.bookingId]) : [];
    const unended = { ...session, endedAt: null, endReason: null, endFoundBy: null };
    const reopened = { ...unended, chargedMinor: null, toldMinor: null, revision: session.revision + 1 };
    this.scenes.update(slotId, { session: reopened, ...(ended ? { booking: resume(ended) } : {}) });
    // Nobody is told of a car that nobody accounts for.
    if (session.driverId === null) return;
    await this.repositories.messages.withdrawUntold([session.id], 'the stay went on', this.now);
  }

  /** The car was not the driver's: they get their money back, and the ended stay is nobody's. */
  async disown(session: ParkingSession, driverId: string): Promise<Settled> {
    const { currency } = this.book.lot(session.lotId);
    const returnedMinor = await this.takeBack(session, 'not the driver’s car');
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

  /** Charges what the stay costs by its lines; the driver may owe after it. */
  async chargeStay(ended: ParkingSession, lot: Lot): Promise<{ session: ParkingSession; balanceMinor: number }> {
    if (ended.driverId === null || ended.endedAt === null) return { session: ended, balanceMinor: 0 };
    const bill = billOf(this.book, ended, ended.endedAt);
    if (!bill) throw new DomainError('tariff-missing', `session ${ended.id} has no tariff`);
    const { amountMinor } = bill;
    const wallet = await this.wallet(ended.driverId, lot.currency);
    if (amountMinor === 0) return { session: { ...ended, chargedMinor: 0 }, balanceMinor: spendable(wallet) };
    // A driver may owe in a currency they never had a wallet in.
    this.repositories.ledger.openDriverAccounts(ended.driverId, lot.operatorId, lot.currency);
    const draft = charge(ended.driverId, amountMinor, lot.currency, ended, wallet);
    this.repositories.ledger.post({
      ...draft,
      id: this.ids.next(),
      operatorId: lot.operatorId,
      createdAt: this.now,
    });
    const after = this.moveWallet(ended.driverId, lot.currency, draft.postings);
    return { session: { ...ended, chargedMinor: amountMinor }, balanceMinor: spendable(after) };
  }

  /**
   * Takes the charge that stands back by its mirror image, and with it what was refunded of it; answers what the driver
   * got back.
   */
  async takeBack(session: ParkingSession, why: string): Promise<number> {
    if (!session.chargedMinor || session.driverId === null) return 0;
    const lot = this.book.lot(session.lotId);
    const standing = await this.repositories.ledger.standingCharge(session.id);
    if (!standing) return 0;
    await this.wallet(session.driverId, lot.currency);
    const refunds = standingRefunds(await this.repositories.ledger.ofSession(session.id));
    // The charge first, so that what was refunded is there to be taken.
    for (const transfer of [standing, ...refunds]) {
      const draft = reversal(transfer, why);
      this.repositories.ledger.post({ ...draft, id: this.ids.next(), operatorId: lot.operatorId, createdAt: this.now });
      this.moveWallet(session.driverId, lot.currency, draft.postings);
    }
    return session.chargedMinor - movedToDriver(refunds, 'refund');
  }

  /** Tells the bill, once the same car can no longer come back to the stay. */
  async tellBill(session: ParkingSession, slot: string, lot: Lot, balanceMinor: number): Promise<void> {
    if (session.driverId === null || session.endedAt === null) return;
    const { startedAt: from, endedAt: to } = session;
    // Told after the time in which the same car may come back to the slot and the stay goes on.
    const notBefore = Math.max(this.now, to + lot.settings.rejoinSeconds * 1000);
    await this.tellOf(
      session,
      lot,
      ({ chargedMinor }) => ({
        kind: 'bill',
        slot,
        from,
        to,
        durationSeconds: Math.round((to - from) / 1000),
        amountMinor: chargedMinor ?? 0,
        balanceMinor,
      }),
      notBefore,
    );
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
    });
  }

  private async bookingOf(session: ParkingSession): Promise<{ identityId: string }[]> {
    const { booking } = this.scenes.get(session.slotId);
    if (booking && booking.id === session.bookingId) return [booking];
    return session.bookingId ? this.repositories.bookings.byIds([session.bookingId]) : [];
  }

  /** The driver's wallet, locked. */
  async wallet(driverId: string, currency: string): Promise<WalletBalance> {
    const known = this.wallets.get(driverId + currency);
    if (known) return known;
    const found = await this.repositories.ledger.lockWallets([driverId], currency);
    const wallet = found.get(driverId) ?? { cashMinor: 0, promoMinor: 0 };
    this.wallets.set(driverId + currency, wallet);
    return wallet;
  }

  /** Follows in memory what a transfer did to a wallet. */
  moveWallet(driverId: string, currency: string, postings: ReturnType<typeof charge>['postings']): WalletBalance {
    let { cashMinor, promoMinor } = this.wallets.get(driverId + currency) ?? { cashMinor: 0, promoMinor: 0 };
    for (const { account, amountMinor } of postings) {
      if (account.owner !== 'driver') continue;
      if (account.kind === 'cash') cashMinor += amountMinor;
      if (account.kind === 'promo') promoMinor += amountMinor;
    }
    const moved = { cashMinor, promoMinor };
    this.wallets.set(driverId + currency, moved);
    return moved;
  }
}
