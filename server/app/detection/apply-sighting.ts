import { arrive, type Booking, excuse, isLive } from '../../domain/booking.ts';
import { judge, type Sighting, type Situation, type Verdict } from '../../domain/detection.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Lot } from '../../domain/lot.ts';
import { isOpen, type ParkingSession } from '../../domain/parking-session.ts';
import { bookedNext } from '../booked-next.ts';
import { returnFee } from '../booking-fees.ts';
import type { LotBook } from '../lot-book.ts';
import { tell } from '../notices.ts';
import type { Ids } from '../ports/ids.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Scene, Scenes } from '../scenes.ts';
import type { Settlement } from '../settlement.ts';
import { hourlyRate } from '../stay-bill.ts';

/** What came of a sighting, for the observation's row. */
export interface SightingResult {
  readonly status: 'applied' | 'no-effect';
  readonly reason: string | null;
  readonly sessionId: string | null;
}

/** Judges sightings and carries the verdicts out on the scenes of one unit of work. */
export class SightingDesk {
  private readonly repositories: Repositories;
  private readonly scenes: Scenes;
  private readonly book: LotBook;
  private readonly settlement: Settlement;
  private readonly ids: Ids;
  private readonly now: number;

  constructor(parts: {
    repositories: Repositories;
    scenes: Scenes;
    book: LotBook;
    settlement: Settlement;
    ids: Ids;
    now: number;
  }) {
    this.repositories = parts.repositories;
    this.scenes = parts.scenes;
    this.book = parts.book;
    this.settlement = parts.settlement;
    this.ids = parts.ids;
    this.now = parts.now;
  }

  /** `supportedUntil`: up to when evidence says that the slot was as last seen. */
  async apply(slotId: string, sighting: Sighting, supportedUntil: number): Promise<SightingResult> {
    const scene = this.scenes.get(slotId);
    const { settings } = this.book.lot(scene.slot.lotId);
    const situation: Situation = {
      session: scene.session,
      booking: scene.booking && isLive(scene.booking) ? scene.booking : null,
      lapsed: scene.lapsed,
      sessionDriverBusy: await this.isBusy(this.returningDriver(scene, sighting)),
      lapsedDriverBusy: await this.isBusy(sighting.type === 'occupied' ? (scene.lapsed?.driverId ?? null) : null),
      supportedUntil,
    };
    return this.carryOut(slotId, sighting, judge(sighting, situation, settings));
  }

  private async carryOut(slotId: string, sighting: Sighting, verdict: Verdict): Promise<SightingResult> {
    const applied = (sessionId: string | null): SightingResult => ({ status: 'applied', reason: null, sessionId });
    switch (verdict.kind) {
      case 'no-effect':
        return { status: 'no-effect', reason: verdict.reason, sessionId: this.scenes.get(slotId).session?.id ?? null };
      case 'arrival':
        return applied(await this.arrival(slotId, sighting, verdict));
      case 'unbooked':
        return applied(await this.unbooked(slotId, sighting, verdict));
      case 'rejoin':
        await this.settlement.reopen(slotId, verdict.session);
        return applied(verdict.session.id);
      case 'backdate':
        this.scenes.update(slotId, {
          session: {
            ...verdict.session,
            startedAt: sighting.at,
            startMoment: sighting.moment,
            startedInitial: sighting.initial,
          },
        });
        return applied(verdict.session.id);
      case 'replaced':
        await this.settlement.end(slotId, { at: verdict.endedAt, reason: 'gap', foundBy: 'supported' });
        return this.carryOut(slotId, sighting, verdict.next);
      case 'departure':
        await this.settlement.end(slotId, {
          at: verdict.endedAt,
          reason: verdict.reason,
          foundBy: verdict.reason === 'vacated' ? 'detected' : 'supported',
        });
        return applied(verdict.session.id);
      case 'correction':
        await this.settlement.correct(slotId, verdict.session, verdict.endedAt);
        return applied(verdict.session.id);
    }
  }

  private async arrival(slotId: string, sighting: Sighting, verdict: Verdict & { kind: 'arrival' }): Promise<string> {
    const { slot } = this.scenes.get(slotId);
    const lot = this.book.lot(slot.lotId);
    const booking = arrive(verdict.revived ? await this.revived(verdict.booking) : verdict.booking, sighting.at);
    const feeMinor = verdict.revived ? await this.giveFeeBack(booking, lot) : 0;
    const session = this.newSession(slotId, sighting, booking);
    this.scenes.update(slotId, { session, booking, ...(verdict.revived ? { lapsed: null } : {}) });
    tell(this.repositories, this.ids, this.now, {
      identity: await this.settlement.identity(booking.identityId),
      lot,
      reply: verdict.revived
        ? { kind: 'arrival-late-revived', slot: slot.code, reference: booking.reference, feeMinor }
        : {
            kind: 'car-detected',
            slot: slot.code,
            at: sighting.at,
            reference: booking.reference,
            ratePerHourMinor: hourlyRate(this.book, lot, session.startedAt),
          },
      notBefore: this.now,
      sessionId: null,
      services: booking.addOns.map(({ name }) => name),
    });
    return session.id;
  }

  private async unbooked(slotId: string, sighting: Sighting, verdict: Verdict & { kind: 'unbooked' }): Promise<string> {
    const { slot } = this.scenes.get(slotId);
    const session = this.newSession(slotId, sighting, null);
    this.scenes.update(slotId, { session, ...(verdict.lostTo ? { lapsed: null } : {}) });
    if (verdict.lostTo) {
      const lot = this.book.lot(slot.lotId);
      this.repositories.bookings.save(excuse(verdict.lostTo));
      const feeMinor = await this.giveFeeBack(verdict.lostTo, lot);
      tell(this.repositories, this.ids, this.now, {
        identity: await this.settlement.identity(verdict.lostTo.identityId),
        lot,
        reply: { kind: 'arrival-late-lost', slot: slot.code, reference: verdict.lostTo.reference, feeMinor },
        notBefore: this.now,
        sessionId: null,
      });
    }
    return session.id;
  }

  /** The booking stands again; what was booked since it expired stands too. */
  private async revived(lapsed: Booking): Promise<Booking> {
    const endsAt = Math.max(lapsed.startsAt + 1, await bookedNext(this.repositories, lapsed));
    return { ...lapsed, endsAt, holdUntil: Math.min(lapsed.holdUntil, endsAt) };
  }

  private giveFeeBack(booking: Booking, lot: Lot): Promise<number> {
    return returnFee(this.repositories, this.settlement, lot, booking, 'no-show', 'the car had come in time');
  }

  private newSession(
    slotId: string,
    sighting: Sighting,
    booking: Pick<Booking, 'id' | 'driverId' | 'addOns'> | null,
  ): ParkingSession {
    const { slot } = this.scenes.get(slotId);
    const tariff = this.book.tariffAt(slot.lotId, sighting.at);
    // Billing never starts without a price: the error is loud, and a board's event is kept as rejected with it.
    if (booking && !tariff) throw new DomainError('tariff-missing', `lot ${slot.lotId} has no tariff`);
    return {
      id: this.ids.next(),
      lotId: slot.lotId,
      slotId,
      bookingId: booking?.id ?? null,
      driverId: booking?.driverId ?? null,
      tariffId: tariff?.id ?? null,
      startedAt: sighting.at,
      startMoment: sighting.moment,
      startedInitial: sighting.initial,
      endedAt: null,
      endReason: null,
      endFoundBy: null,
      revision: 0,
      chargedMinor: null,
      gaps: [],
      addOns: booking?.addOns ?? [],
      disowned: null,
    };
  }

  /** The driver whose ended stay the car may be resuming. */
  private returningDriver(scene: Scene, sighting: Sighting): string | null {
    const { session } = scene;
    return sighting.type === 'occupied' && session && !isOpen(session) ? session.driverId : null;
  }

  private async isBusy(driverId: string | null): Promise<boolean> {
    if (driverId === null) return false;
    const bookings = await this.repositories.bookings.currentOfDrivers([driverId]);
    return bookings.length > 0 || (await this.repositories.sessions.openOfDrivers([driverId])).length > 0;
  }
}
