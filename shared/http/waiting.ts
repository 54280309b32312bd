import { z } from 'zod';

/** The waiting list of a lot on the wire. */

export const waitingRequest = z.strictObject({
  driverId: z.string().max(64).optional(),
  phone: z.string().max(32).optional(),
});
export const waitingResponse = z.object({
  id: z.string(),
  /** Counts from 1, the next to be served. */
  place: z.int(),
  driverId: z.string(),
  driver: z.string(),
  joinedAt: z.iso.datetime(),
});
export const waitingListResponse = z.object({ waiting: z.array(waitingResponse) });
