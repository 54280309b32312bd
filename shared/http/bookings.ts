import { z } from 'zod';
import { slotCode } from '../identifiers.ts';
import { clockTime, weekdays } from './tariff.ts';

/** Windows of bookings on the wire: times with their offset from UTC, lengths in minutes. */

const time = z.iso.datetime({ offset: true });
const minutes = z.int().min(1).max(43_200);

/** Hours of the lot's wall clock; `to` at or before `from` runs past midnight. null is around the clock. */
export const openingHours = z
  .array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7).optional(), from: clockTime, to: clockTime }))
  .min(1)
  .max(24)
  .nullable();
export type OpeningHoursBody = z.infer<typeof openingHours>;

/** Without `from` from now; without `to` and `minutes` for as long as the lot gives. */
export const whenBooked = { from: time.optional(), to: time.optional(), minutes: minutes.optional() };

/** For `refine`: an end is said once, and a start has one. */
export const statesWhen = [
  ({
    from,
    to,
    minutes: length,
  }: {
    from?: string | undefined;
    to?: string | undefined;
    minutes?: number | undefined;
  }) => (to === undefined || length === undefined) && (from === undefined || to !== undefined || length !== undefined),
  'say either `to` or `minutes`, and one of them with `from`',
] as const;

/** How whoever changes or cancels a booking last saw it: where it is not so any more, nothing is done. */
export const was = z
  .strictObject({
    slot: slotCode,
    startsAt: time,
    endsAt: time,
    /** Left out where it does not matter. */
    state: z.enum(['reserved', 'active', 'completed', 'cancelled', 'expired']).optional(),
  })
  .optional();
export type BookingWas = z.infer<typeof was>;

/** A new `from` alone keeps the length. */
export const bookingChangeRequest = z
  .strictObject({ slot: slotCode.optional(), ...whenBooked, was })
  .refine(({ to, minutes: length }) => to === undefined || length === undefined, 'say either `to` or `minutes`')
  .refine(({ was: _, ...change }) => Object.values(change).some((value) => value !== undefined), 'say what to change');

/** `byRule`: the driver asked for it, and the lot's fee is due. */
export const bookingCancelRequest = z.strictObject({ byRule: z.boolean().optional(), was });

export const alternatives = z.object({
  /** Slots free in the same window, the nearest first. */
  slots: z.array(z.string()),
  /** Windows of the same length on the same slot, the nearest first. */
  times: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
});

export const availabilityQuery = z.strictObject({ from: time, to: time });
export const availabilityResponse = z.object({
  lot: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  slots: z.array(z.string()),
});
