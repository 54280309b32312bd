import { type Booking, isLive } from '../domain/booking.ts';
import { isOpen, type ParkingSession } from '../domain/parking-session.ts';
import { desiredLed, type SlotFacts, slotState } from '../domain/slot.ts';
import type { Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';

/** A slot with what is happening on it. */
export interface Scene {
  readonly slot: Slot;
  /** The latest session, open or ended. */
  readonly session: ParkingSession | null;
  /** The live booking that holds the slot now. */
  readonly booking: Booking | null;
  /** The booking that last ended without its car: expired, or withdrawn from its driver. */
  readonly lapsed: Booking | null;
}

/**
 * The slots one unit of work handles, locked, with their sessions and bookings. Use-cases change scenes here; `save`
 * works out each slot's state and LED once and writes everything together.
 */
export class Scenes {
  private readonly repositories: Repositories;
  private readonly scenes = new Map<string, Scene>();
  private readonly loaded = new Map<string, Slot>();
  private readonly changed = new Set<string>();
  private readonly touched = new Set<string>();

  constructor(repositories: Repositories) {
    this.repositories = repositories;
  }

  async load(slotIds: readonly string[]): Promise<void> {
    const missing = slotIds.filter((id) => !this.scenes.has(id));
    if (missing.length > 0) await this.take(await this.repositories.slots.lockByIds([...new Set(missing)].sort()));
  }

  async loadByCodes(keys: readonly { lotId: string; code: string }[]): Promise<void> {
    const missing = keys.filter(({ lotId, code }) => !this.find(lotId, code));
    if (missing.length > 0) await this.take(await this.repositories.slots.lockByCodes(missing));
  }

  get(slotId: string): Scene {
    const scene = this.scenes.get(slotId);
    if (!scene) throw new Error(`slot ${slotId} was not loaded`);
    return scene;
  }

  find(lotId: string, code: string): Scene | undefined {
    for (const scene of this.scenes.values()) if (scene.slot.lotId === lotId && scene.slot.code === code) return scene;
    return undefined;
  }

  all(): Scene[] {
    return [...this.scenes.values()];
  }

  /** Replaces parts of a scene; sessions and bookings given here are written too. */
  update(slotId: string, parts: Partial<Scene>): Scene {
    const before = this.get(slotId);
    const after = { ...before, ...parts };
    if (parts.session) this.repositories.sessions.save(parts.session);
    if (parts.booking) this.repositories.bookings.save(parts.booking);
    this.scenes.set(slotId, after);
    this.changed.add(slotId);
    return after;
  }

  /** What the board shows of the slot changes although the slot's own facts do not. */
  touch(slotId: string): void {
    this.changed.add(slotId);
    this.touched.add(slotId);
  }

  /** Writes every changed slot. The version moves when anything the board shows has moved. */
  save(now: number): void {
    for (const id of this.changed) {
      const scene = this.get(id);
      const before = this.loaded.get(id) ?? scene.slot;
      const after = settledSlot(scene, now);
      const isSame = JSON.stringify({ ...before, version: 0 }) === JSON.stringify({ ...after, version: 0 });
      if (isSame && !this.touched.has(id)) continue;
      const slot = { ...after, version: before.version + 1 };
      this.repositories.slots.save(slot);
      this.scenes.set(id, { ...scene, slot });
      this.loaded.set(id, slot);
    }
    this.changed.clear();
    this.touched.clear();
  }

  private async take(slots: Slot[]): Promise<void> {
    const sessionIds = slots.flatMap(({ sessionId }) => sessionId ?? []);
    const bookingIds = slots.flatMap(({ bookingId, lapsedBookingId }) =>
      [bookingId ?? [], lapsedBookingId ?? []].flat(),
    );
    const sessions = new Map((await this.repositories.sessions.byIds(sessionIds)).map((s) => [s.id, s]));
    const bookings = new Map((await this.repositories.bookings.byIds(bookingIds)).map((b) => [b.id, b]));
    for (const slot of slots) {
      this.loaded.set(slot.id, slot);
      this.scenes.set(slot.id, {
        slot,
        session: (slot.sessionId && sessions.get(slot.sessionId)) || null,
        booking: (slot.bookingId && bookings.get(slot.bookingId)) || null,
        lapsed: (slot.lapsedBookingId && bookings.get(slot.lapsedBookingId)) || null,
      });
    }
  }
}

/** What the slot's state follows from. */
export function factsOf({ slot, session, booking }: Scene): SlotFacts {
  const open = session !== null && isOpen(session);
  return {
    outOfService: slot.outOfService,
    health: slot.health,
    car: open ? (session.driverId === null ? 'attention' : 'accounted') : 'none',
    reserved: booking !== null && isLive(booking),
  };
}

function settledSlot(scene: Scene, now: number): Slot {
  const { slot, session, lapsed } = scene;
  const booking = scene.booking && isLive(scene.booking) ? scene.booking : null;
  const state = slotState(factsOf({ ...scene, booking }));
  const led = desiredLed(state, slot.led);
  const moved = led.rev !== slot.led.rev;
  const canBeHad = state === 'free' || state === 'reserved';
  return {
    ...slot,
    state,
    led,
    ledChangedAt: moved ? now : slot.ledChangedAt,
    ledDrift: moved ? false : slot.ledDrift,
    sessionId: session?.id ?? null,
    bookingId: booking?.id ?? null,
    lapsedBookingId: lapsed?.id ?? null,
    overstays: booking?.state === 'active' && booking.endsAt <= now,
    displaced: canBeHad ? null : slot.displaced,
  };
}
