/**
 * A tariff is more than one price: its terms become one document, which no query looks into. What a stay needs for its
 * bill stands with the stay: stretches without evidence, and the services chosen at booking.
 */
export function up(): string[] {
  return [
    `ALTER TABLE tariffs ADD COLUMN terms TEXT NOT NULL DEFAULT '{}'`,
    `UPDATE tariffs SET terms = '{"graceSeconds":' || grace_seconds || ',"freeSeconds":0,"dailyCapMinor":' ||
       COALESCE(CAST(daily_cap_minor AS TEXT), 'null') || ',"stayCapMinor":null,"addOns":[],"taxBasisPoints":0,' ||
       '"rates":[{"name":null,"band":null,"price":{"kind":"time","steps":[{"forSeconds":null,"ratePerHourMinor":' ||
       rate_per_hour_minor || ',"incrementSeconds":' || increment_seconds || '}]}}]}'`,
    ...['rate_per_hour_minor', 'increment_seconds', 'grace_seconds', 'daily_cap_minor'].map(
      (column) => `ALTER TABLE tariffs DROP COLUMN ${column}`,
    ),
    `ALTER TABLE bookings ADD COLUMN add_ons TEXT NOT NULL DEFAULT '[]'`,
    `ALTER TABLE parking_sessions ADD COLUMN gaps TEXT NOT NULL DEFAULT '[]'`,
    `ALTER TABLE parking_sessions ADD COLUMN add_ons TEXT NOT NULL DEFAULT '[]'`,
  ];
}
