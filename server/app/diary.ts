import { type Booking, isLive, window } from '../domain/booking.ts';
import { type Interval, overlaps } from '../domain/interval.ts';
import type { Repositories } from './ports/repositories.ts';

/** The live bookings, current ones and those for later, of the slots and drivers of one unit of work, as it changes them. */
export class Diary {
  private readonly repositories: Repositories;
  private readonly bookings = new Map<string, Booking>();
  /** What this unit has changed: what is read later than it was noted would be older. */
  private readonly noted = new Set<string>();
  private readonly bySlot = new Map<string, Set<string>>();
  private readonly byDriver = new Map<string, Set<string>>();
  /** From when to when each slot's windows are known. */
  private readonly slots = new Map<string, Interval>();

  constructor(repositories: Repositories) {
    this.repositories = repositories;
  }

  async loadDrivers(driverIds: readonly string[]): Promise<Booking[]> {
    const bookings = await this.repositories.bookings.liveOfDrivers(driverIds);
    for (const booking of bookings) this.learn(booking);
    return bookings;
  }

  /**
   * Loads what is booked on slots within a span. The slots must be locked: from then on nobody else changes these bookings,
   * so what was read of them before the lock was had is forgotten.
   */
  async loadSlots(slotIds: readonly string[], span: Interval): Promise<void> {
    const missing = [...new Set(slotIds)].filter((id) => {
      const known = this.slots.get(id);
      return !known || known.from > span.from || known.to < span.to;
    });
    if (missing.length === 0) return;
    for (const id of missing) {
      this.slots.set(id, span);
      for (const known of this.onSlot(id, span)) if (!this.noted.has(known.id)) this.forget(known);
    }
    for (const booking of await this.repositories.bookings.liveOfSlots(missing, span)) {
      if (!this.noted.has(booking.id)) this.put(booking);
    }
  }

  /** A live booking as it is known now. */
  find(id: string): Booking | null {
    const booking = this.bookings.get(id);
    return booking && isLive(booking) ? booking : null;
  }

  /** A booking as this unit leaves it. */
  note(booking: Booking): void {
    this.noted.add(booking.id);
    this.put(booking);
  }

  /** A driver's live bookings, the one that begins first first. */
  ofDriver(driverId: string): Booking[] {
    return this.live(this.byDriver.get(driverId));
  }

  /** The booking that holds the driver now. */
  current(driverId: string): Booking | null {
    return this.ofDriver(driverId).find(({ isCurrent }) => isCurrent) ?? null;
  }

  /** A driver's bookings for later. */
  ahead(driverId: string): Booking[] {
    return this.ofDriver(driverId).filter(({ isCurrent }) => !isCurrent);
  }

  /** Who holds a slot within a span that was loaded. */
  onSlot(slotId: string, span: Interval): Booking[] {
    const known = this.slots.get(slotId);
    if (!known || known.from > span.from || known.to < span.to)
      throw new Error(`the diary of ${slotId} was not loaded`);
    return this.live(this.bySlot.get(slotId)).filter((booking) => overlaps(window(booking), span));
  }

  /** What this driver has in a span already. */
  ofDriverIn(driverId: string, span: Interval): Booking[] {
    return this.ofDriver(driverId).filter((booking) => overlaps(window(booking), span));
  }

  /**
   * Up to when a booking on this slot may last, from a moment on, before the next one on the slot or of the driver begins.
   */
  roomUntil(booking: Pick<Booking, 'id' | 'slotId' | 'driverId'>, span: Interval): number {
    const others = [...this.onSlot(booking.slotId, span), ...this.ofDriverIn(booking.driverId, span)];
    return Math.min(span.to, ...others.filter(({ id }) => id !== booking.id).map(({ startsAt }) => startsAt));
  }

  /** Read without a lock: what is known already may have been read under one. */
  private learn(booking: Booking): void {
    if (!this.bookings.has(booking.id)) this.put(booking);
  }

  private put(booking: Booking): void {
    const before = this.bookings.get(booking.id);
    if (before) this.forget(before);
    this.bookings.set(booking.id, booking);
    setOf(this.bySlot, booking.slotId).add(booking.id);
    setOf(this.byDriver, booking.driverId).add(booking.id);
  }

  private forget({ id, slotId, driverId }: Booking): void {
    this.bookings.delete(id);
    this.bySlot.get(slotId)?.delete(id);
    this.byDriver.get(driverId)?.delete(id);
  }

  private live(ids: ReadonlySet<string> | undefined): Booking[] {
    const found = [...(ids ?? [])].flatMap((id) => this.bookings.get(id) ?? []);
    return found.filter(isLive).sort((a, b) => a.startsAt - b.startsAt);
  }
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const known = map.get(key) ?? new Set();
  map.set(key, known);
  return known;
}
