import { z } from 'zod';
import { slotCode } from '../identifiers.ts';
import { place, planView } from '../live/board-events.ts';

/** Bodies and answers of `/api/lots/{lot}/plan`. */

/** The version that was looked at: where the plan has moved on since, nothing is changed. 0 where there never was one. */
const version = z.coerce.number().int().min(0);

export const planChangeQuery = z.strictObject({ ifVersion: version.optional() });
export const planImageQuery = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** All slots that are on the plan from now on. */
export const placesRequest = z.strictObject({ ifVersion: z.int().min(0), places: z.record(slotCode, place) });

export const planResponse = planView;
