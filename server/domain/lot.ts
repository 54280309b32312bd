import type { BookingPolicy } from './booking.ts';
import type { FeePolicy } from './booking-fee.ts';
import type { WindowPolicy } from './booking-window.ts';
import type { DisputePolicy } from './dispute.ts';
import { type MessagePrices, NO_MESSAGE_PRICES } from './message-prices.ts';
import type { MessageTemplate } from './message-template.ts';
import type { Currency } from './money.ts';
import type { ReminderPolicy } from './reminders.ts';
import { singleRate, type TariffTerms } from './tariff.ts';

/** What a driver must have said before a booking. */
export type RequiredDetail = 'name' | 'phone' | 'plate';

/** What drivers are asked, and told of the lot itself. */
export interface LotDesk {
  /** Asked for before any booking, also where `book A` says the rest. */
  readonly requires: readonly RequiredDetail[];
  /** Where the lot is, in degrees; both or none. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Whom to call or where to go for help. */
  readonly contact: string | null;
  readonly faq: readonly { readonly question: string; readonly answer: string }[];
}

/** What a lot may set. Amounts in minor units of its currency. */
export interface LotSettings extends BookingPolicy, WindowPolicy, FeePolicy, ReminderPolicy, DisputePolicy, LotDesk {
  /** Whose national numbers staff may name drivers by, as ISO 3166 names it; null where a number always needs its country code. */
  readonly country: string | null;
  /** How long a slot waits for the first in line. */
  readonly waitHoldMinutes: number;
  /** Whether a stretch of a stay that no observation supports is billed all the same. */
  readonly billsGaps: boolean;
  /** Promotional credit on a driver's first contact; 0 for none. */
  readonly guestCreditMinor: number;
  /** All the guest credit the lot will ever give; when it is spent, new drivers get none. */
  readonly guestCreditBudgetMinor: number;
  /** How long guest credit is good for; null for ever. */
  readonly guestCreditDays: number | null;
  /** So many new drivers get guest credit within an hour of the clock, and no more. */
  readonly guestCreditPerHour: number;
  /** Held at booking until the stay is over; 0 for none. */
  readonly depositMinor: number;
  /** What a driver may pay in by one link. */
  readonly topUpLeastMinor: number;
  readonly topUpMostMinor: number;
  /** What the providers take for messages: for reports alone, nobody is charged by it. */
  readonly messagePrices: MessagePrices;
}

/** One car park. */
export interface Lot {
  readonly id: string;
  readonly operatorId: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly settings: LotSettings;
  /** Grows with every change of what stands above. */
  readonly version: number;
  /** The lot's own words; what has none is said in the standard ones. */
  readonly templates: readonly MessageTemplate[];
  readonly retiredAt: number | null;
}

export const DEFAULT_SETTINGS: LotSettings = {
  reservationMinutes: 720,
  holdMinutes: null,
  earlyArrivalMinutes: 30,
  minBalanceMinor: 100,
  noShowLimit: 3,
  noShowDays: 30,
  rejoinSeconds: 120,
  bookAheadDays: 30,
  maxFutureBookings: 3,
  minimumMinutes: 30,
  maximumMinutes: 10_080,
  openingHours: null,
  cancelFreeMinutes: 0,
  cancelFeeMinor: 0,
  noShowFeeMinor: 0,
  billsGaps: false,
  disputeRefundBelowMinor: 0,
  disputesPerMonth: 3,
  guestCreditMinor: 10_000,
  guestCreditBudgetMinor: 100_000_000,
  guestCreditDays: null,
  guestCreditPerHour: 200,
  depositMinor: 0,
  topUpLeastMinor: 500,
  topUpMostMinor: 50_000,
  messagePrices: NO_MESSAGE_PRICES,
  country: null,
  waitHoldMinutes: 10,
  dayBeforeHour: 10,
  remindBeforeStartMinutes: 60,
  remindBeforeEndMinutes: 10,
  noShowWarningMinutes: 10,
  followUpHour: 9,
  requires: [],
  latitude: null,
  longitude: null,
  contact: null,
  faq: [],
};

/** The tariff of a new lot, before anybody sets another: 2.00 an hour by quarters, five minutes free, 20.00 a day. */
export const DEFAULT_TARIFF: TariffTerms = {
  graceSeconds: 300,
  freeSeconds: 0,
  dailyCapMinor: 2000,
  stayCapMinor: null,
  rates: singleRate(200, 900),
  addOns: [],
  taxBasisPoints: 0,
};
