import type { ExportKind, ExportKinds } from '../../app/export-pages.ts';
import type { ExportedDriver } from '../../app/ports/export-repository.ts';
import type { CsvColumns } from './csv.ts';
import { iso, isoOrNull } from './iso.ts';

const WHOSE: CsvColumns<ExportedDriver> = [
  ['driver_id', ({ driverId }) => driverId],
  ['name', ({ name }) => name],
  ['phone', ({ phone }) => phone],
  ['plate', ({ plate }) => plate],
];

/** The columns of every export. Times are UTC, amounts minor units of the currency beside them. */
export function csvColumns(currency: string): { readonly [Kind in ExportKind]: CsvColumns<ExportKinds[Kind]> } {
  return {
    bookings: [
      ['id', ({ id }) => id],
      ['reference', ({ booking }) => booking.reference],
      ['slot', ({ slotCode }) => slotCode],
      ['state', ({ booking }) => booking.state],
      ...WHOSE,
      ['created_at', ({ booking }) => iso(booking.createdAt)],
      ['starts_at', ({ booking }) => iso(booking.startsAt)],
      ['ends_at', ({ booking }) => iso(booking.endsAt)],
      ['arrived_at', ({ booking }) => isoOrNull(booking.arrivedAt)],
      ['ended_at', ({ booking }) => isoOrNull(booking.endedAt)],
      ['end_reason', ({ booking }) => booking.endReason],
      ['source', ({ booking }) => booking.source],
      ['services', ({ booking }) => booking.addOns.map(({ name }) => name).join(', ')],
      ['notes', ({ booking }) => booking.notes],
      ['charged_minor', ({ chargedMinor }) => chargedMinor],
      ['currency', () => currency],
      ['follow_up_date', ({ followUpDate }) => followUpDate],
    ],
    stays: [
      ['id', ({ id }) => id],
      ['slot', ({ slotCode }) => slotCode],
      ['booking', ({ reference }) => reference],
      ...WHOSE,
      ['started_at', ({ stay }) => iso(stay.startedAt)],
      ['ended_at', ({ stay }) => isoOrNull(stay.endedAt)],
      ['end_reason', ({ stay }) => stay.endReason],
      ['charged_minor', ({ stay }) => stay.chargedMinor],
      ['currency', () => currency],
    ],
    transfers: [
      ['id', ({ id }) => id],
      ['created_at', ({ at }) => iso(at)],
      ['kind', ({ kind }) => kind],
      ['amount_minor', ({ amountMinor }) => amountMinor],
      ['held_minor', ({ heldMinor }) => heldMinor],
      ['currency', (transfer) => transfer.currency],
      ...WHOSE,
      ['booking', ({ reference }) => reference],
      ['stay_id', ({ sessionId }) => sessionId],
      ['reverses', ({ reverses }) => reverses],
      ['refunds', ({ refunds }) => refunds],
      ['note', ({ note }) => note],
    ],
    messages: [
      ['id', ({ id }) => id],
      ['created_at', ({ at }) => iso(at)],
      ['direction', ({ message }) => message.direction],
      ['transport', ({ message }) => message.transport],
      ...WHOSE,
      ['kind', ({ message }) => message.kind],
      ['status', ({ message }) => message.status],
      ['reason', ({ message }) => message.reason],
      ['body', ({ message }) => message.body],
      ['in_reply_to', ({ message }) => message.inReplyTo],
    ],
  };
}
