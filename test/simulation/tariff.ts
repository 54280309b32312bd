/** What a minute costs in a simulated car park, in minor units: so a bill tells how long it was for. */
export const PER_MINUTE = 60;

export const TARIFF = {
  ratePerHourMinor: 60 * PER_MINUTE,
  incrementSeconds: 60,
  graceSeconds: 0,
  dailyCapMinor: null,
} as const;
