import { arrive, type Booking, excuse, isLive } from '../../domain/booking.ts';
import { judge, type Sighting, type Situation, type Verdict } from '../../domain/detection.ts';
import { DomainError } from '../../domain/errors.ts';
import { addGap, coverGaps, type GapCause, gapsWithin } from '../../domain/gap.ts';
import type { Interval } from '../../domain/interval.ts';
import type { Lot } from '../../domain/lot.ts';
import { endAt, isOpen, type ParkingSession } from '../../domain/parking-session.ts';
import { bookedNext } from '../booked-next.ts';
import { returnFee } from '../booking-fees.ts';
import { type CorrectionParts, correctStay } from '../correct-stay.ts';
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

/** What is known of the slot beside the sighting itself. */
export interface SightingContext {
  /** Up to when evidence says that the slot was as last seen. */
  readonly supportedUntil: number;
  /** It is the word of an older boot than the one that spoke of the slot last. */
  readonly late: boolean;
  /** Why nothing supports the time from there to the sighting; null where that boot itself saw it all. */
  readonly gap: GapCause | null;
}

/** Judges sightings and carries the verdicts out on the scenes of one unit of work. */
export class SightingDesk {
  /** What the sighting in hand supports, of what was a gap in the evidence so far. */
  private covered: Interval = { from: 0, to: 0 };
  private readonly parts: CorrectionParts;
  private readonly repositories: Repositories;
  private readonly scenes: Scenes;
  private readonly book: LotBook;
  private readonly settlement: Settlement;
  private readonly ids: Ids;
  private readonly now: number;

  constructor(parts: CorrectionParts) {
    this.parts = parts;
    this.repositories = parts.repositories;
    this.scenes = parts.scenes;
    this.book = parts.book;
    this.settlement = parts.settlement;
    this.ids = parts.ids;
    this.now = parts.now;
  }

  async apply(slotId: string, sighting: Sighting, context: SightingContext): Promise<SightingResult> {
    const scene = this.scenes.get(slotId);
    const { settings } = this.book.lot(scene.slot.lotId);
    const situation: Situation = {
      session: scene.session,
      booking: scene.booking && isLive(scene.booking) ? scene.booking : null,
      lapsed: scene.lapsed,
      sessionDriverBusy: await this.isBusy(this.returningDriver(scene, sighting)),
      lapsedDriverBusy: await this.isBusy(sighting.type === 'occupied' ? (scene.lapsed?.driverId ?? null) : null),
      supportedUntil: context.supportedUntil,
      late: context.late,
    };
    const verdict = judge(sighting, situation, settings);
    this.covered = this.coverOf(sighting, context);
    if (verdict.kind === 'no-effect' || (verdict.kind === 'departure' && verdict.reason === 'vacated')) {
      this.noteGap(slotId, sighting.at, context);
    }
    return this.carryOut(slotId, sighting, verdict);
  }

  /** Between an older boot's words it saw the slot, unless it had just woken or words are lost. */
  private coverOf({ at, initial, afterLoss }: Sighting, { late, supportedUntil }: SightingContext): Interval {
    return { from: supportedUntil, to: late && !initial && !afterLoss ? at : supportedUntil };
  }

  /** The stay that is open went on until then; where nothing saw it go on, that is a gap in its evidence. */
  noteGap(slotId: string, until: number, { gap: cause, supportedUntil, late }: SightingContext): void {
    const { session } = this.scenes.get(slotId);
    if (!session || !isOpen(session) || cause === null || late) return;
    const gaps = addGap(session.gaps, { from: Math.max(supportedUntil, session.startedAt), to: until, cause });
    if (gaps !== session.gaps) this.scenes.update(slotId, { session: { ...session, gaps } });
  }

  private async carryOut(slotId: string, sighting: Sighting, verdict: Verdict): Promise<SightingResult> {
    const applied = (sessionId: string | null): SightingResult => ({ status: 'applied', reason: null, sessionId });
    switch (verdict.kind) {
      case 'no-effect':
        return { status: 'no-effect', reason: verdict.reason, sessionId: this.scenes.get(slotId).session?.id ?? null };
      case 'arrival':
        if (!this.book.tariffAt(this.scenes.get(slotId).slot.lotId, sighting.at))
          return this.unpriced(slotId, sighting);
        return applied(await this.arrival(slotId, sighting, verdict));
      case 'unbooked':
        return applied(await this.unbooked(slotId, sighting, verdict));
      case 'rejoin':
        await this.settlement.reopen(slotId, verdict.session);
        return applied(verdict.session.id);
      case 'backdate':
        await this.backdate(slotId, sighting, verdict.session);
        return applied(verdict.session.id);
      case 'replaced': {
        await this.settlement.end(slotId, { at: verdict.endedAt, reason: 'gap', foundBy: 'supported' });
        const result = await this.carryOut(slotId, sighting, verdict.next);
        this.inherit(slotId, verdict.session, sighting.at);
        return result;
      }
      case 'departure':
        this.coverOpen(slotId);
        await this.settlement.end(slotId, {
          at: verdict.endedAt,
          reason: verdict.reason,
          foundBy: verdict.reason === 'vacated' ? 'detected' : 'supported',
        });
        return applied(verdict.session.id);
      case 'correction':
        await this.endedEarlier(verdict.session, verdict.endedAt);
        return applied(verdict.session.id);
      case 'changed':
        await this.changed(slotId, verdict);
        return applied(verdict.session.id);
    }
  }

  /** It had been there before the board woke: what lies between is without evidence, unless the same boot saw it. */
  private async backdate(slotId: string, sighting: Sighting, session: ParkingSession): Promise<void> {
    const { at, moment, initial } = sighting;
    const sameBoot = moment !== null && moment.bootId === session.startMoment?.bootId;
    const gap = { from: at, to: session.startedAt, cause: 'reboot' as const };
    const gaps = sameBoot ? session.gaps : addGap(session.gaps, gap);
    const earlier = { ...session, startedAt: at, startMoment: moment, startedInitial: initial, gaps };
    if (isOpen(session)) this.scenes.update(slotId, { session: earlier });
    else await correctStay(this.parts, session, earlier);
  }

  private async endedEarlier(session: ParkingSession, endedAt: number): Promise<void> {
    const gaps = gapsWithin(coverGaps(session.gaps, this.covered), { from: session.startedAt, to: endedAt });
    await correctStay(
      this.parts,
      session,
      endAt({ ...session, gaps }, { at: endedAt, reason: 'vacated', foundBy: 'detected' }),
    );
  }

  /** The stay ended unseen, and the car that was found later was another one: from then on nobody accounts for it. */
  private async changed(slotId: string, { session, endedAt, foundAt }: Verdict & { kind: 'changed' }): Promise<void> {
    if (isOpen(session)) {
      this.coverOpen(slotId);
      await this.settlement.end(slotId, { at: endedAt, reason: 'vacated', foundBy: 'detected' });
    } else await this.endedEarlier(session, endedAt);
    const found = { type: 'occupied', at: foundAt, moment: null, initial: true } as const;
    const other = this.newSession(slotId, { ...found, afterLoss: false, timeUncertain: false }, null);
    const { endedAt: gone, endReason, endFoundBy } = session;
    this.scenes.update(slotId, { session: { ...other, endedAt: gone, endReason, endFoundBy } });
    this.inherit(slotId, session, foundAt);
  }

  private coverOpen(slotId: string): void {
    const { session } = this.scenes.get(slotId);
    const gaps = session && coverGaps(session.gaps, this.covered);
    if (session && gaps && gaps !== session.gaps) this.scenes.update(slotId, { session: { ...session, gaps } });
  }

  /** What was without evidence of the stay before is so of the one that turns out to have followed it. */
  private inherit(slotId: string, before: ParkingSession, from: number): void {
    const { session } = this.scenes.get(slotId);
    const gaps = gapsWithin(before.gaps, { from, to: Number.POSITIVE_INFINITY });
    if (session && gaps.length > 0) this.scenes.update(slotId, { session: { ...session, gaps } });
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

  /** Billing never starts without a price: a car is there, and a person must see to it before the stay is anybody's. */
  private unpriced(slotId: string, sighting: Sighting): SightingResult {
    const session = this.newSession(slotId, sighting, null);
    this.scenes.update(slotId, { session });
    return { status: 'applied', reason: 'tariff-missing', sessionId: session.id };
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
      attestedUntil: null,
      toldMinor: null,
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
