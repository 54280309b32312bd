import { z } from 'zod';

/** What happened in a lot, looked back on by days of its own calendar. Amounts in minor units, lengths in ms. */

const date = z.iso.date();
const count = z.int();
const ms = z.int();
/** A part of a whole between 0 and 1; null where there is no whole. */
const share = z.number().nullable();
const moment = z.iso.datetime();

/** The first and the last day, both included. */
export const reportQuery = z.strictObject({ from: date, to: date });

const about = {
  from: date,
  to: date,
  timeZone: z.string(),
  /** What happened from then on is not in it, because it was still to come. */
  until: moment,
};

const occupancy = { occupiedMs: ms, slotMs: ms, share };

export const occupancyReport = z.object({
  ...about,
  slots: count,
  ...occupancy,
  /** Monday is 1. */
  hours: z.array(z.object({ weekday: z.int(), hour: z.int(), ...occupancy })),
});

const halfHour = z.object({ entries: count, exits: count, ...occupancy });
export const flowReport = z.object({
  ...about,
  /** As many days right before. */
  previous: z.object({ from: date, to: date, until: moment }),
  entries: count,
  exits: count,
  previousEntries: count,
  previousExits: count,
  halfHours: z.array(z.object({ time: z.string(), current: halfHour, previous: halfHour })),
});

export const staysReport = z.object({
  ...about,
  count,
  meanMs: ms.nullable(),
  medianMs: ms.nullable(),
  /** `toMinutes` null: without an end. */
  lengths: z.array(z.object({ fromMinutes: z.int(), toMinutes: z.int().nullable(), count })),
});

const minor = z.int();
/** Signed: corrections and refunds take away. `revenueMinor` is the sum of the four and has no tax in it. */
const revenue = {
  chargesMinor: minor,
  feesMinor: minor,
  correctionsMinor: minor,
  refundsMinor: minor,
  revenueMinor: minor,
  taxMinor: minor,
};
export const revenueReport = z.object({
  ...about,
  currency: z.string(),
  ...revenue,
  days: z.array(z.object({ date, ...revenue })),
  slots: z.array(z.object({ slot: z.string(), ...revenue })),
});

export const turnoverReport = z.object({
  ...about,
  stays: count,
  /** Stays for each slot and day; null where there is no slot. */
  perSlotAndDay: z.number().nullable(),
  slots: z.array(z.object({ slot: z.string(), stays: count, perDay: z.number() })),
  days: z.array(z.object({ date, stays: count, perSlot: z.number().nullable() })),
});

const bookingEnds = {
  completed: count,
  noShows: count,
  cancelled: count,
  overstays: count,
  overstayMs: ms,
  /** Of the bookings whose car was due: completed ones and no-shows. */
  noShowRate: share,
  /** Of the completed ones. */
  overstayRate: share,
};
export const bookingsReport = z.object({ ...about, ...bookingEnds, days: z.array(z.object({ date, ...bookingEnds })) });

export const funnelReport = z.object({
  ...about,
  /** Drivers who were on the way to a booking at all. */
  drivers: count,
  booked: count,
  /** In the order in which they are asked. */
  steps: z.array(z.object({ step: z.string(), asked: count, drivers: count, stopped: count })),
});

const channelCost = z.object({
  transport: z.string(),
  received: count,
  sent: count,
  receivedMicros: z.int().nullable(),
  sentMicros: z.int().nullable(),
  /** Null where a price is missing. */
  costMicros: z.int().nullable(),
});
export const messagesReport = z.object({
  ...about,
  currency: z.string(),
  received: count,
  sent: count,
  failed: count,
  costMicros: z.int().nullable(),
  /** Messages of those days that are about no lot; in the numbers above only where there is one lot. */
  ofNoLot: count,
  days: z.array(z.object({ date, received: count, sent: count, failed: count })),
  kinds: z.array(z.object({ direction: z.string(), kind: z.string(), status: z.string(), count })),
  channels: z.array(channelCost),
});

export type OccupancyReport = z.infer<typeof occupancyReport>;
export type FlowReport = z.infer<typeof flowReport>;
export type StaysReport = z.infer<typeof staysReport>;
export type RevenueReport = z.infer<typeof revenueReport>;
export type TurnoverReport = z.infer<typeof turnoverReport>;
export type BookingsReport = z.infer<typeof bookingsReport>;
export type FunnelReport = z.infer<typeof funnelReport>;
export type MessagesReport = z.infer<typeof messagesReport>;
