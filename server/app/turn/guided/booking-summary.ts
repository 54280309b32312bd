import { ANY_SLOT, type BookingForm } from '../../../chat/dialogue/booking-form.ts';
import type { DialogueReply } from '../../../chat/dialogue/dialogue-reply.ts';
import { priceStay } from '../../../domain/bill.ts';
import { freeUntil } from '../../../domain/booking-fee.ts';
import type { Lot } from '../../../domain/lot.ts';
import type { Client, DriverDesk } from '../../driver-desk.ts';
import { chosenAddOns } from '../../tariff-change.ts';
import { freeIn, windowOf } from './form-facts.ts';

type Summary = Extract<DialogueReply, { kind: 'booking-summary' }>;

/** A booking as it would be; or why it cannot be summed up: its slot is taken, or every slot is. */
export type SummaryOutcome =
  | { readonly kind: 'summary'; readonly reply: Summary }
  | { readonly kind: 'taken' | 'unknown' | 'full' | 'no-tariff' };

/** Sums a form up that says slot and time, with the price of the whole time as a quote tells it. */
export async function summaryOf(
  desk: DriverDesk,
  client: Client,
  lot: Lot,
  form: BookingForm,
): Promise<SummaryOutcome> {
  const window = windowOf(form, lot, desk.now);
  if (!window) return { kind: 'full' };
  const free = await freeIn(desk, lot, window);
  const [best] = free;
  if (best === undefined) return { kind: 'full' };
  const slot = form.slot === ANY_SLOT || form.slot === undefined ? best : form.slot;
  if (!free.includes(slot)) {
    const isThere = (await desk.tx.slots.inLot(lot.id)).some(({ code }) => code === slot);
    return { kind: isThere ? 'taken' : 'unknown' };
  }
  const tariff = desk.book.tariffAt(lot.id, window.from);
  if (!tariff) return { kind: 'no-tariff' };
  const addOns = chosenAddOns(tariff, form.addOns ?? []);
  const { depositMinor, cancelFeeMinor } = lot.settings;
  const made = { startsAt: window.from, createdAt: desk.now };
  return {
    kind: 'summary',
    reply: {
      kind: 'booking-summary',
      slot,
      lotName: lot.name,
      startsAt: window.from,
      endsAt: window.to,
      isNow: form.day === 'now',
      amountMinor: priceStay(window, tariff, lot.timeZone, { addOns }).amountMinor,
      depositMinor,
      addOns: addOns.map(({ name, priceMinor }) => ({ name, priceMinor })),
      plate: client.driver.plate,
      notes: form.notes ?? null,
      freeUntil: cancelFeeMinor > 0 ? freeUntil(made, lot.settings) : null,
      isAgain: false,
      isRepriced: false,
    },
  };
}
