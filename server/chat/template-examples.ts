import type { TemplateKind } from '../domain/message-template.ts';
import { render } from './render.ts';
import type { ReplyContext } from './reply.ts';
import { renderTemplated, type Templated } from './templates.ts';

const MINUTE = 60_000;

/** A message of a kind as it is told in the standard words, with made-up particulars: what a lot's own words replace. */
export function exampleOf(kind: TemplateKind, lotName: string, context: ReplyContext & { now: number }): string {
  return render(sampleOf(kind, lotName, context.now), context);
}

/** How words of the lot's own would read, with the same particulars; the words are checked before. */
export function previewOf(
  kind: TemplateKind,
  body: string,
  lotName: string,
  context: ReplyContext & { now: number },
): string {
  const own = { kind, language: context.locale, body, enabled: true };
  const subject = { driver: 'Asha', lot: lotName, services: [] };
  return renderTemplated(sampleOf(kind, lotName, context.now), context, [own], subject) ?? '';
}

function sampleOf(kind: TemplateKind, lotName: string, now: number): Templated {
  const booking = { slot: 'A', reference: 'PW-7K3M9Q' };
  const later = { startsAt: now + 60 * MINUTE, endsAt: now + 180 * MINUTE };
  const holdUntil = now + 10 * MINUTE;
  switch (kind) {
    case 'booked':
      return {
        kind,
        ...booking,
        lotName,
        startsAt: now,
        holdUntil,
        endsAt: later.endsAt,
        ratePerHourMinor: 200,
        welcome: null,
      };
    case 'car-detected':
      return { kind, ...booking, at: now, ratePerHourMinor: 200 };
    case 'bill':
      return {
        kind,
        slot: booking.slot,
        from: now - 60 * MINUTE,
        to: now,
        durationSeconds: 3600,
        amountMinor: 200,
        refundedMinor: 0,
        balanceMinor: 9800,
      };
    case 'cancelled':
    case 'no-show':
      return { kind, ...booking, feeMinor: 0 };
    case 'day-before':
      return {
        kind,
        ...booking,
        lotName,
        startsAt: later.startsAt + 1440 * MINUTE,
        endsAt: later.endsAt + 1440 * MINUTE,
      };
    case 'before-start':
      return { kind, ...booking, lotName, ...later };
    case 'before-end':
      return { kind, ...booking, endsAt: holdUntil };
    case 'no-show-warning':
      return { kind, ...booking, holdUntil };
    case 'follow-up':
      return { kind, ...booking, lotName, at: now };
    case 'wait-offer':
      return { kind, ...booking, lotName, holdUntil };
  }
}
