import type { OpeningHoursBody } from '../../../shared/http/bookings.ts';
import { weekdays } from '../../../shared/http/tariff.ts';
import type { OpeningHours } from '../../domain/opening-hours.ts';
import { clockText, minutesOf } from './tariff-views.ts';

/** Opening hours between the wire's form and the domain's. */
export function openingHoursView(hours: OpeningHours): OpeningHoursBody {
  if (hours === null) return null;
  return hours.map(({ days, from, to }) => ({
    ...(days ? { days: days.flatMap((day) => weekdays[day - 1] ?? []) } : {}),
    from: clockText(from),
    to: clockText(to),
  }));
}

export function openingHoursFrom(body: OpeningHoursBody): OpeningHours {
  if (body === null) return null;
  return body.map(({ days, from, to }) => ({
    days: days ? days.map((day) => weekdays.indexOf(day) + 1) : null,
    from: minutesOf(from),
    to: minutesOf(to),
  }));
}

/** Settings as a request states them, as the lot keeps them. */
export function settingsFrom<T extends { openingHours?: OpeningHoursBody | undefined }>(
  body: T,
): Omit<T, 'openingHours'> & { openingHours?: OpeningHours } {
  const { openingHours, ...settings } = body;
  return openingHours === undefined ? settings : { ...settings, openingHours: openingHoursFrom(openingHours) };
}
