import type { LotView } from './api.ts';

/** Settings that a field of a common kind takes. */
export type SimpleKey = Exclude<
  keyof LotView,
  // The reports have a form of their own for these.
  | 'messagePrices'
  | 'code'
  | 'version'
  | 'tariff'
  | 'name'
  | 'timeZone'
  | 'currency'
  | 'country'
  | 'openingHours'
  | 'faq'
  | 'requires'
  | 'contact'
>;

export type FieldKind =
  | { readonly kind: 'money' }
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'count';
      readonly unit?: 'minutes' | 'seconds' | 'days' | 'hour' | 'degrees';
      readonly min: number;
      readonly max: number;
      readonly digits?: number;
      readonly mayBeEmpty?: boolean;
    };

const minutes = (min: number, max: number) => ({ kind: 'count', unit: 'minutes', min, max }) as const;
const days = (min: number, max: number) => ({ kind: 'count', unit: 'days', min, max }) as const;
const count = (min: number, max: number) => ({ kind: 'count', min, max }) as const;
const hour = { kind: 'count', unit: 'hour', min: 0, max: 23 } as const;
const money = { kind: 'money' } as const;

/** How each is entered; the server's own bounds. */
export const kinds: Readonly<Record<SimpleKey, FieldKind>> = {
  reservationMinutes: minutes(1, 10_080),
  holdMinutes: { ...minutes(1, 10_080), mayBeEmpty: true },
  earlyArrivalMinutes: minutes(0, 1440),
  minimumMinutes: minutes(1, 10_080),
  maximumMinutes: minutes(1, 43_200),
  bookAheadDays: days(0, 365),
  maxFutureBookings: count(0, 100),
  cancelFreeMinutes: minutes(0, 43_200),
  cancelFeeMinor: money,
  noShowFeeMinor: money,
  noShowLimit: count(1, 100),
  noShowDays: days(1, 365),
  rejoinSeconds: { kind: 'count', unit: 'seconds', min: 0, max: 3600 },
  billsGaps: { kind: 'switch' },
  minBalanceMinor: money,
  depositMinor: money,
  topUpLeastMinor: money,
  topUpMostMinor: money,
  guestCreditMinor: money,
  guestCreditBudgetMinor: money,
  guestCreditDays: { ...days(1, 3650), mayBeEmpty: true },
  guestCreditPerHour: count(0, 1_000_000),
  disputeRefundBelowMinor: money,
  disputesPerMonth: count(0, 100),
  waitHoldMinutes: minutes(1, 1440),
  dayBeforeHour: hour,
  remindBeforeStartMinutes: minutes(0, 1440),
  remindBeforeEndMinutes: minutes(0, 1440),
  noShowWarningMinutes: minutes(0, 1440),
  followUpHour: hour,
  latitude: { kind: 'count', unit: 'degrees', min: -90, max: 90, digits: 6, mayBeEmpty: true },
  longitude: { kind: 'count', unit: 'degrees', min: -180, max: 180, digits: 6, mayBeEmpty: true },
};

/** What belongs together, in the order people look for it; the place itself, hours and questions have forms of their own. */
export const groups = [
  {
    name: 'booking',
    keys: [
      ...(['reservationMinutes', 'holdMinutes', 'earlyArrivalMinutes', 'minimumMinutes', 'maximumMinutes'] as const),
      ...(['bookAheadDays', 'maxFutureBookings'] as const),
    ],
  },
  {
    name: 'cancelling',
    keys: ['cancelFreeMinutes', 'cancelFeeMinor', 'noShowFeeMinor', 'noShowLimit', 'noShowDays'],
  },
  { name: 'detection', keys: ['rejoinSeconds', 'billsGaps'] },
  {
    name: 'wallet',
    keys: [
      ...(['minBalanceMinor', 'depositMinor', 'topUpLeastMinor', 'topUpMostMinor', 'guestCreditMinor'] as const),
      ...(['guestCreditBudgetMinor', 'guestCreditDays', 'guestCreditPerHour'] as const),
    ],
  },
  { name: 'disputes', keys: ['disputeRefundBelowMinor', 'disputesPerMonth'] },
  {
    name: 'reminders',
    keys: [
      ...(['waitHoldMinutes', 'dayBeforeHour', 'remindBeforeStartMinutes', 'remindBeforeEndMinutes'] as const),
      ...(['noShowWarningMinutes', 'followUpHour'] as const),
    ],
  },
] as const satisfies readonly { readonly name: string; readonly keys: readonly SimpleKey[] }[];
