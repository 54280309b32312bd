import type { Booking } from '../domain/booking.ts';
import type { Interval } from '../domain/interval.ts';
import { spendable, type WalletBalance } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import { Diary } from './diary.ts';
import { openWallet, type Welcome } from './enrol-drivers.ts';
import type { LotBook } from './lot-book.ts';
import type { Driver, Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx } from './ports/unit-of-work.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';

/** A driver at the desk, with what concerns them now. */
export interface Client {
  readonly driver: Driver;
  readonly identity: Identity;
  /** Promotional credit given with this very contact. */
  readonly welcome: Welcome | null;
}

const NOTHING: WalletBalance = { cashMinor: 0, promoMinor: 0 };

/**
 * What the drivers' use-cases work with in one unit: loaded together for all drivers of the unit, changed here, written
 * together at the end.
 */
export class DriverDesk {
  readonly tx: Tx;
  readonly ids: Ids;
  readonly now: number;
  readonly book: LotBook;
  readonly scenes: Scenes;
  readonly settlement: Settlement;
  readonly diary: Diary;
  private readonly sessions = new Map<string, ParkingSession>();
  private readonly wallets = new Map<string, WalletBalance>();
  private readonly walletOwners = new Set<string>();
  private readonly noShows = new Map<string, number[]>();
  /** Slots by what drivers call them; a slot's code never changes. */
  private readonly codes = new Map<string, string>();
  private readonly waiting = new Set<string>();

  constructor(tx: Tx, ids: Ids, now: number, book: LotBook) {
    this.tx = tx;
    this.ids = ids;
    this.now = now;
    this.book = book;
    this.scenes = new Scenes(tx);
    this.diary = new Diary(tx);
    this.settlement = new Settlement(tx, this.scenes, book, ids, now);
  }

  /** Loads what every turn may ask of these drivers. */
  async load(clients: readonly Client[]): Promise<void> {
    const driverIds = [...new Set(clients.map(({ driver }) => driver.id))];
    // A driver enrolled in this unit has nothing yet but the credit just given; nothing needs to be read.
    const known = [...new Set(clients.filter(({ welcome }) => welcome === null).map(({ driver }) => driver.id))];
    for (const { driver, welcome } of clients) if (welcome) this.noteWelcome(driver.id, welcome);
    if (driverIds.length === 0 || known.length === 0) return;
    const [bookings, wallets, lines] = await Promise.all([
      this.diary.loadDrivers(known),
      this.tx.ledger.wallets(known),
      this.tx.waiting.ofDrivers(known),
    ]);
    for (const { driverId } of lines) this.waiting.add(driverId);
    await this.loadCodes(bookings.map(({ slotId }) => slotId));
    // A stay that is a driver's has an active booking: without one there is nothing to look for.
    const parked = bookings.filter(({ state }) => state === 'active').map(({ driverId }) => driverId);
    const sessions = await this.tx.sessions.openOfDrivers(parked);
    for (const session of sessions) if (session.driverId) this.sessions.set(session.driverId, session);
    for (const { driverId, currency, wallet } of wallets) {
      this.wallets.set(driverId + currency, wallet);
      this.walletOwners.add(driverId);
    }
  }

  /** A newcomer whose lot nobody knew gets wallet and credit with the first one they come to; anybody else nothing. */
  async welcomeTo(lot: Lot, { driver }: Client): Promise<Welcome | null> {
    if (this.walletOwners.has(driver.id)) return null;
    const welcome = await openWallet(this.tx, this.ids, this.now, driver, lot);
    this.walletOwners.add(driver.id);
    if (welcome) this.noteWelcome(driver.id, welcome);
    return welcome;
  }

  /** Loads slots by their codes, with what is booked on them within a span. */
  async loadSlots(keys: readonly { lotId: string; code: string }[], span: Interval): Promise<void> {
    await this.scenes.loadByCodes(keys);
    const ids = keys.flatMap(({ lotId, code }) => this.scenes.find(lotId, code)?.slot.id ?? []);
    await this.diary.loadSlots(ids, span);
  }

  async loadNoShows(identityIds: readonly string[], since: number): Promise<void> {
    for (const [id, times] of await this.tx.bookings.noShows(identityIds, since)) this.noShows.set(id, times);
  }

  /** What drivers call a slot; known already for the bookings of the drivers that were loaded. */
  async codeOf(slotId: string): Promise<string> {
    if (!this.codes.has(slotId)) await this.loadCodes([slotId]);
    return this.codes.get(slotId) ?? '?';
  }

  private async loadCodes(slotIds: readonly string[]): Promise<void> {
    for (const { id, code } of await this.tx.slots.byIds([...new Set(slotIds)])) this.codes.set(id, code);
  }

  /** Whether the driver may stand in a line; who does not, certainly stood in none. */
  mayWait(driverId: string): boolean {
    return this.waiting.has(driverId);
  }

  noteWaiting(driverId: string): void {
    this.waiting.add(driverId);
  }

  /** The booking that holds a slot for the driver now. */
  booking(driverId: string): Booking | null {
    return this.diary.current(driverId);
  }

  session(driverId: string): ParkingSession | null {
    return this.sessions.get(driverId) ?? null;
  }

  wallet(driverId: string, currency: string): WalletBalance {
    return this.wallets.get(driverId + currency) ?? NOTHING;
  }

  balance(driverId: string, currency: string): number {
    return spendable(this.wallet(driverId, currency));
  }

  /** Where the driver has a booking or a stay now. */
  ownLot(driverId: string): Lot | undefined {
    return this.book.find(this.booking(driverId)?.lotId ?? null);
  }

  /** A lot in whose currency the driver has a wallet, else the first one. */
  homeLot(driverId: string): Lot | undefined {
    const { lots } = this.book;
    return lots.find(({ currency }) => this.wallets.has(driverId + currency)) ?? lots[0];
  }

  noShowsOf(identityId: string): readonly number[] {
    return this.noShows.get(identityId) ?? [];
  }

  private noteWelcome(driverId: string, { creditMinor, currency }: Welcome): void {
    this.wallets.set(driverId + currency, { cashMinor: 0, promoMinor: creditMinor });
    this.walletOwners.add(driverId);
  }

  noteBooking(booking: Booking): void {
    this.diary.note(booking);
  }

  noteSession(driverId: string, session: ParkingSession | null): void {
    if (session) this.sessions.set(driverId, session);
    else this.sessions.delete(driverId);
  }

  noteWallet(driverId: string, currency: string, wallet: WalletBalance): void {
    this.wallets.set(driverId + currency, wallet);
  }

  noteBalance(driverId: string, currency: string, balanceMinor: number): void {
    this.wallets.set(driverId + currency, { cashMinor: balanceMinor, promoMinor: 0 });
  }

  save(): void {
    this.scenes.save(this.now);
  }
}
