import type { BoardSnapshot, PlanView, SlotView } from '../../../shared/live/board-events.ts';
import type { BoardLook, SlotLook } from '../../app/board-view.ts';
import type { PlanLook } from '../../app/floor-plan.ts';
import type { LotDetails } from '../../app/manage-lots.ts';
import type { Slot } from '../../app/ports/entities.ts';
import type { StoredTransfer } from '../../app/ports/repositories.ts';
import type { BookingView, DriverView } from '../../app/serve-drivers.ts';
import { iso, isoOrNull } from './iso.ts';
import { openingHoursView } from './opening-hours-views.ts';
import { tariffView } from './tariff-views.ts';

/** How what the application knows is shown on the wire: UTC as ISO 8601, the public words. */

/** A slot as lists name it. */
export const slotRow = ({ code, state, outOfService, controllerId }: Slot) => ({
  code,
  state,
  outOfService,
  controller: controllerId,
});

export function slotView(look: SlotLook): SlotView {
  const { slot, controller, driver, booking, session, disowned } = look;
  const { reported } = slot;
  return {
    code: slot.code,
    version: slot.version,
    state: slot.state,
    led: {
      desired: slot.led,
      reported: reported ? { color: reported.color, pattern: reported.pattern, rev: reported.rev } : null,
      drift: slot.ledDrift,
    },
    controller: controller
      ? { id: controller.id, status: controller.status, lastSeenAt: isoOrNull(controller.lastSeenAt) }
      : null,
    driver,
    booking: booking
      ? {
          ...booking,
          startsAt: iso(booking.startsAt),
          endsAt: iso(booking.endsAt),
          holdUntil: iso(booking.holdUntil),
        }
      : null,
    session: session ? { ...session, startedAt: iso(session.startedAt) } : null,
    disowned: disowned
      ? { startedAt: iso(disowned.startedAt), endedAt: iso(disowned.endedAt), at: iso(disowned.at), by: disowned.by }
      : null,
    displaced: slot.displaced && { ...slot.displaced, at: iso(slot.displaced.at) },
  };
}

export function boardView(look: BoardLook): BoardSnapshot {
  const { lot, version, at, slots, plan } = look;
  return { lot, version, at: iso(at), slots: slots.map(slotView), plan: planView(plan) };
}

export function planView({ version, image, places }: PlanLook): PlanView {
  const copy = Object.entries(places).map(([code, [x, y]]) => [code, [x, y]] as const);
  return { version, image, places: Object.fromEntries(copy) as PlanView['places'] };
}

export function lotView({ lot, tariff }: LotDetails): unknown {
  const { code, name, timeZone, currency, settings, version } = lot;
  return {
    code,
    version,
    name,
    timeZone,
    currency,
    ...settings,
    openingHours: openingHoursView(settings.openingHours),
    tariff: tariff ? tariffView(tariff) : null,
  };
}

export function driverView(view: DriverView): unknown {
  const { driver, phone, balanceMinor, promoMinor, currency, wallets } = view;
  const { id, name, displayName, plate, contactPhone, locale: language, createdAt } = driver;
  const { blockedAt, mutedAt } = driver;
  const since = { blockedAt: isoOrNull(blockedAt), mutedAt: isoOrNull(mutedAt) };
  const who = { id, name, phone, displayName, plate, contactPhone, language, ...since };
  const identities = view.identities.map(({ channel, userId, phone: number }) => ({ channel, userId, phone: number }));
  return { ...who, identities, balanceMinor, promoMinor, currency, wallets, createdAt: iso(createdAt) };
}

export function transferView(transfer: StoredTransfer): unknown {
  const { id, kind, key, currency, createdAt, sessionId, reverses, note, postings } = transfer;
  const own = postings.filter(({ account }) => account.owner === 'driver');
  return {
    id,
    kind,
    key,
    currency,
    amountMinor: own.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    createdAt: iso(createdAt),
    sessionId,
    reverses,
    note,
    postings: postings.map(({ account, amountMinor }) => ({
      account: `${account.owner}:${account.kind}`,
      amountMinor,
    })),
  };
}

export function bookingView(booking: BookingView): unknown {
  const { id, reference, lotCode, slotCode, driverId, state, endReason, source, chargedMinor, followUpDate } = booking;
  return {
    id,
    reference,
    lot: lotCode,
    slot: slotCode,
    driverId,
    driver: booking.driver,
    state,
    startsAt: iso(booking.startsAt),
    endsAt: iso(booking.endsAt),
    holdUntil: iso(booking.holdUntil),
    createdAt: iso(booking.createdAt),
    arrivedAt: isoOrNull(booking.arrivedAt),
    endedAt: isoOrNull(booking.endedAt),
    endReason,
    source,
    chargedMinor,
    refundedMinor: booking.refundedMinor,
    current: booking.isCurrent,
    feeMinor: booking.feeMinor,
    addOns: booking.addOns,
    notes: booking.notes,
    followUpDate,
    sessionId: booking.sessionId,
  };
}
