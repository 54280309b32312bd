import type { BookingPolicy } from './booking.ts';
import type { DisputePolicy } from './dispute.ts';
import type { Currency } from './money.ts';
import { singleRate, type TariffTerms } from './tariff.ts';

/** What a lot may set. Amounts in minor units of its currency. */
export interface LotSettings extends BookingPolicy, DisputePolicy {
  /** Whether a stretch of a stay that no observation supports is billed all the same. */
  readonly billsGaps: boolean;
  /** Promotional credit on a driver's first contact; 0 for none. */
  readonly guestCreditMinor: number;
  /** All the guest credit the lot will ever give; when it is spent, new drivers get none. */
  readonly guestCreditBudgetMinor: number;
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
  billsGaps: false,
  disputeRefundBelowMinor: 0,
  disputesPerMonth: 3,
  guestCreditMinor: 10_000,
  guestCreditBudgetMinor: 100_000_000,
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
