import { z } from 'zod';
import { lotCode, slotCode } from '../identifiers.ts';
import { boardSnapshot } from '../live/board-events.ts';
import { alternatives, openingHours, statesWhen, whenBooked } from './bookings.ts';
import { tariffChange, tariffResponse } from './tariff.ts';

/** Bodies and answers of the HTTP API. Requests take exactly these fields; an unknown one is refused. */

const minor = z.int().min(0).max(1_000_000_000_000);

/** RFC 9457 problem document, with our code. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** What could be had instead of what was refused. */
  alternatives: alternatives.optional(),
});
export type Problem = z.infer<typeof problem>;

export const loginRequest = z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) });
export const sessionResponse = z.object({ login: z.string(), role: z.enum(['admin', 'attendant', 'viewer']) });

/** In millionths of the lot's currency; null where nobody has said. */
const micros = z.int().min(0).max(1_000_000_000_000).nullable();
const messagePrice = z.strictObject({ receivedMicros: micros, sentMicros: micros });

const lotSettings = z.strictObject({
  reservationMinutes: z.int().min(1).max(10_080),
  holdMinutes: z.int().min(1).max(10_080).nullable(),
  earlyArrivalMinutes: z.int().min(0).max(1440),
  minBalanceMinor: minor,
  noShowLimit: z.int().min(1).max(100),
  noShowDays: z.int().min(1).max(365),
  rejoinSeconds: z.int().min(0).max(3600),
  billsGaps: z.boolean(),
  bookAheadDays: z.int().min(0).max(365),
  maxFutureBookings: z.int().min(0).max(100),
  minimumMinutes: z.int().min(1).max(10_080),
  maximumMinutes: z.int().min(1).max(43_200),
  openingHours,
  cancelFreeMinutes: z.int().min(0).max(43_200),
  cancelFeeMinor: minor,
  noShowFeeMinor: minor,
  disputeRefundBelowMinor: minor,
  disputesPerMonth: z.int().min(0).max(100),
  guestCreditMinor: minor,
  guestCreditBudgetMinor: minor,
  guestCreditDays: z.int().min(1).max(3650).nullable(),
  guestCreditPerHour: z.int().min(0).max(1_000_000),
  depositMinor: minor,
  topUpLeastMinor: minor,
  topUpMostMinor: minor,
  /** What the providers take for one message. */
  messagePrices: z.strictObject({ twilio: messagePrice, meta: messagePrice }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of ISO 3166, such as IN')
    .nullable(),
  waitHoldMinutes: z.int().min(1).max(1440),
  dayBeforeHour: z.int().min(0).max(23),
  remindBeforeStartMinutes: z.int().min(0).max(1440),
  remindBeforeEndMinutes: z.int().min(0).max(1440),
  noShowWarningMinutes: z.int().min(0).max(1440),
  followUpHour: z.int().min(0).max(23),
  /** What drivers must have said before they book. */
  requires: z.array(z.enum(['name', 'phone', 'plate'])).max(3),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  contact: z.string().trim().min(1).max(200).nullable(),
  faq: z
    .array(z.strictObject({ question: z.string().trim().min(1).max(60), answer: z.string().trim().min(1).max(600) }))
    .max(8),
});

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code of ISO 4217');
const lotPlace = z.strictObject({
  name: z.string().trim().min(1).max(100),
  timeZone: z.string().min(1).max(64),
  currency: currencyCode,
});

export const lotCreateRequest = lotSettings
  .partial()
  .extend({
    ...lotPlace.partial({ timeZone: true, currency: true }).shape,
    code: lotCode,
    tariff: tariffChange.optional(),
    slots: z.array(slotCode).max(1000).optional(),
  })
  .strict();

export const lotChangeRequest = lotSettings
  .partial()
  .extend({
    ...lotPlace.partial().shape,
    tariff: tariffChange.optional(),
    /** The version that was looked at: where the settings have moved on since, nothing is changed. */
    ifVersion: z.int().min(1).optional(),
  })
  .strict();

export const lotResponse = lotSettings.extend({
  ...lotPlace.shape,
  code: z.string(),
  /** Grows with every change of the settings. */
  version: z.int(),
  tariff: tariffResponse.nullable(),
});

export type LotView = z.infer<typeof lotResponse>;

export const lotsResponse = z.object({ lots: z.array(lotResponse) });

export const slotsCreateRequest = z.strictObject({ slots: z.array(slotCode).min(1).max(1000) });
export const slotResponse = z.object({
  code: z.string(),
  state: z.string(),
  outOfService: z.boolean(),
  controller: z.string().nullable(),
});
export type SlotRow = z.infer<typeof slotResponse>;
export const slotsResponse = z.object({ slots: z.array(slotResponse) });
export const slotChangeRequest = z.strictObject({ outOfService: z.boolean() });

export const handObservationRequest = z.strictObject({
  type: z.enum(['occupied', 'vacated', 'checked']),
  /** The stay that was seen on the slot, null for none: where it is another one by now, nothing is done. */
  was: z.strictObject({ sessionId: z.string().max(64).nullable() }).optional(),
});
export const handObservationResponse = z.object({ status: z.string(), reason: z.string().nullable() });

export const driverResponse = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  displayName: z.string(),
  /** Of the car, as the driver said it. */
  plate: z.string().nullable(),
  /** A number to call where the channel tells none. */
  contactPhone: z.string().nullable(),
  language: z.string().nullable(),
  /** Since when no bookings of theirs are taken. */
  blockedAt: z.iso.datetime().nullable(),
  /** Since when they want no reminders. */
  mutedAt: z.iso.datetime().nullable(),
  balanceMinor: z.int(),
  promoMinor: z.int(),
  currency: z.string(),
  /** How channels know the driver. */
  identities: z.array(z.object({ channel: z.string(), userId: z.string(), phone: z.string().nullable() })),
  /** One for each currency in which money ever moved. */
  wallets: z.array(z.object({ currency: z.string(), balanceMinor: z.int(), promoMinor: z.int() })),
  createdAt: z.iso.datetime(),
});
export const driversResponse = z.object({ drivers: z.array(driverResponse) });
export type Driver = z.infer<typeof driverResponse>;
export const driversQuery = z
  .strictObject({
    phone: z.string().min(1).max(32).optional(),
    /** A part of a plate, a phone number or a name. */
    q: z.string().trim().min(2).max(64).optional(),
  })
  .refine(({ phone, q }) => phone === undefined || q === undefined, 'either phone or q');
export const blockRequest = z.strictObject({ reason: z.string().trim().min(1).max(200) });

export const searchQuery = z.strictObject({ lot: lotCode, q: z.string().trim().min(1).max(64) });
/** What staff may have meant: slots of the lot, bookings by their reference, drivers by plate, phone or name. */
export const searchResponse = z.object({
  slots: z.array(z.string()),
  bookings: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      slot: z.string(),
      state: z.string(),
      startsAt: z.iso.datetime(),
      driver: z.string(),
    }),
  ),
  drivers: z.array(
    z.object({ id: z.string(), displayName: z.string(), phone: z.string().nullable(), plate: z.string().nullable() }),
  ),
});
export type SearchResult = z.infer<typeof searchResponse>;

export const transferResponse = z.object({
  id: z.string(),
  kind: z.string(),
  key: z.string(),
  currency: z.string(),
  /** What it did to the driver's balance. */
  amountMinor: z.int(),
  createdAt: z.iso.datetime(),
  sessionId: z.string().nullable(),
  reverses: z.string().nullable(),
  note: z.string().nullable(),
  postings: z.array(z.object({ account: z.string(), amountMinor: z.int() })),
});
export const transfersResponse = z.object({ transfers: z.array(transferResponse) });

export const topUpRequest = z.strictObject({
  amountMinor: z.int().min(1).max(1_000_000_000),
  reason: z.string().trim().min(1).max(200).default('top-up'),
  /** Names the payment: the same request again moves nothing. */
  requestId: z.string().min(1).max(64).optional(),
  /** Which wallet, by its currency or by a lot that takes it; needed only where the driver has several. */
  currency: currencyCode.optional(),
  lot: lotCode.optional(),
});
export const topUpResponse = z.object({ transferId: z.string(), balanceMinor: z.int(), currency: z.string() });

export const bookingCreateRequest = z
  .strictObject({
    lot: lotCode.optional(),
    slot: slotCode,
    driverId: z.string().max(64).optional(),
    phone: z.string().max(32).optional(),
    /** Codes of services of the tariff. */
    addOns: z.array(z.string().max(12)).max(20).optional(),
    ...whenBooked,
  })
  .refine(...statesWhen);
/** Whose car it is that stands on a slot and that nobody accounts for. */
export const slotDriverRequest = z.strictObject({
  driverId: z.string().max(64).optional(),
  phone: z.string().max(32).optional(),
  /** The stay that was seen there: another one is not given to the driver. */
  was: z.strictObject({ sessionId: z.string().max(64) }).optional(),
});
export const bookingResponse = z.object({
  id: z.string(),
  reference: z.string(),
  lot: z.string(),
  slot: z.string(),
  driverId: z.string(),
  driver: z.object({ displayName: z.string(), phone: z.string().nullable(), plate: z.string().nullable() }),
  state: z.enum(['reserved', 'active', 'completed', 'cancelled', 'expired']),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  holdUntil: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  arrivedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endReason: z.string().nullable(),
  source: z.string(),
  /** What its stay was charged, and what was given back of that. */
  chargedMinor: z.int().nullable(),
  refundedMinor: z.int(),
  /** It holds its slot now; one for later does not yet. */
  current: z.boolean(),
  /** What giving it back late or not using it cost, from the deposit and beyond it, less what was given back of that. */
  feeMinor: z.int(),
  addOns: z.array(z.object({ code: z.string(), name: z.string(), priceMinor: z.int() })),
  /** What the driver wants the attendant to know. */
  notes: z.string().nullable(),
  followUpDate: z.string().nullable(),
  /** Its stay, the last one where there were several. */
  sessionId: z.string().nullable(),
});
export type Booking = z.infer<typeof bookingResponse>;
export const bookingsResponse = z.object({
  bookings: z.array(bookingResponse),
  /** What `before` has to be for the next page; null where there is none. */
  next: z.string().nullable(),
});
const moment = z.iso.datetime({ offset: true });
export const bookingsQuery = z
  .strictObject({
    lot: lotCode.optional(),
    driverId: z.string().max(64).optional(),
    state: z.enum(['reserved', 'active', 'completed', 'cancelled', 'expired']).optional(),
    slot: slotCode.optional(),
    /** Those that hold their slot at some time in this span, in the order of their starts; both or neither. */
    from: moment.optional(),
    to: moment.optional(),
    /** A reference, or a part of the driver's plate, phone or name. */
    q: z.string().trim().min(2).max(64).optional(),
    /** An id: only bookings made before that one. */
    before: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), 'from and to go together')
  .refine(({ from, before }) => from === undefined || before === undefined, 'before goes without from and to');

export const boardResponse = boardSnapshot;
