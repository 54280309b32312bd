import type { BookingHistory, BookingPlace, BookingStep } from '../../app/booking-history.ts';
import type { ControllerSpan, TimelineObservation } from '../../app/slot-evidence.ts';
import type { StayTimeline, TimelineCharge, TimelineLine } from '../../app/stay-timeline.ts';
import type { Dispute } from '../../domain/dispute.ts';
import { iso, isoOrNull } from './iso.ts';
import { billLineView } from './tariff-views.ts';
import { transferView } from './views.ts';

/** Timelines and disputes as they are shown on the wire. */

export function timelineView(timeline: StayTimeline): unknown {
  const { lot, slotCode, session, billedUntil, booking, bill, dispute } = timeline;
  const { id, driverId, startedAt, endedAt, endReason, chargedMinor, disowned } = session;
  return {
    session: {
      id,
      lot: lot.code,
      slot: slotCode,
      driverId,
      startedAt: iso(startedAt),
      endedAt: isoOrNull(endedAt),
      endReason,
      billedUntil: iso(billedUntil),
      chargedMinor,
      disowned: disowned && { ...disowned, at: iso(disowned.at) },
    },
    booking: booking && {
      id: booking.id,
      reference: booking.reference,
      createdAt: iso(booking.createdAt),
      startsAt: iso(booking.startsAt),
      endsAt: iso(booking.endsAt),
    },
    changes: timeline.steps.map(stepView),
    observations: timeline.observations.map(observationView),
    controllers: timeline.controllers.map(controllerView),
    boots: timeline.boots.map(({ id: bootKey, controllerId, bootId, until }) => ({
      id: bootKey,
      controller: controllerId,
      bootId,
      until: iso(until),
    })),
    gaps: timeline.gaps.map((gap) => ({ ...gap, from: iso(gap.from), to: isoOrNull(gap.to) })),
    transfers: timeline.transfers.map(transferView),
    charges: timeline.charges.map(chargeView),
    dispute: dispute && disputeView(dispute),
    bill: bill && {
      currency: lot.currency,
      amountMinor: bill.amountMinor,
      taxMinor: bill.taxMinor,
      lines: bill.lines.map(lineView),
    },
  };
}

function chargeView({ transfer, span, lines, takenBack }: TimelineCharge): unknown {
  return {
    transferId: transfer.id,
    at: iso(transfer.createdAt),
    from: iso(span.from),
    to: iso(span.to),
    amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    lines: lines.map(lineView),
    takenBack: takenBack && { transferId: takenBack.id, at: iso(takenBack.createdAt), reason: takenBack.note },
  };
}

function lineView({ evidence, ...line }: TimelineLine): unknown {
  return { ...(billLineView(line) as object), evidence };
}

export function historyView({ createdAt, steps, observations, controllers, transfers }: BookingHistory): unknown {
  return {
    createdAt: iso(createdAt),
    changes: steps.map(stepView),
    observations: observations.map(observationView),
    controllers: controllers.map(controllerView),
    transfers: transfers.map(transferView),
  };
}

function controllerView({ controllerId, from, to, noticedAt, ...span }: ControllerSpan): unknown {
  return { controller: controllerId, ...span, from: iso(from), to: isoOrNull(to), noticedAt: iso(noticedAt) };
}

function stepView({ at, before, after, ...step }: BookingStep): unknown {
  const place = (one: BookingPlace | null) => one && { ...one, startsAt: iso(one.startsAt), endsAt: iso(one.endsAt) };
  return { at: iso(at), ...step, before: place(before), after: place(after) };
}

export function disputeView(dispute: Dispute): unknown {
  const { lotId: _, openedAt, decidedAt, ...rest } = dispute;
  return { ...rest, openedAt: iso(openedAt), decidedAt: isoOrNull(decidedAt) };
}

function observationView(observation: TimelineObservation): unknown {
  const { id, source, type, foundBy, clamped, initial, afterLoss, status, reason } = observation;
  const { occurredAt, receivedAt } = observation;
  return {
    id,
    source,
    type,
    occurredAt: isoOrNull(occurredAt),
    receivedAt: iso(receivedAt),
    foundBy,
    clamped,
    initial,
    afterLoss,
    status,
    reason,
  };
}
