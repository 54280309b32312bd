import type { DriverRecord } from '../../app/everything-of-driver.ts';
import { iso } from './iso.ts';

/** What holds a moment, by how fields are called here. */
const MOMENT = /^(at|notBefore|holdUntil|attestedUntil)$|At$/;

/** Everything that is kept of a driver, with times as ISO 8601. */
export function recordView(record: DriverRecord): unknown {
  return withIsoTimes(record);
}

function withIsoTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIsoTimes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'number' && MOMENT.test(key) ? iso(one) : withIsoTimes(one),
    ]),
  );
}
