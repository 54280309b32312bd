import { z } from 'zod';
import { controllerId, lotCode, slotCode } from '../identifiers.ts';

/** Boards that nobody knows yet, and the window that lets them ask. */

const moment = z.iso.datetime();

export const JOINING_MINUTES = { usual: 10, most: 60 } as const;

export const joiningRequest = z.strictObject({
  /** For so many minutes from now on. */
  minutes: z.int().min(1).max(JOINING_MINUTES.most).default(JOINING_MINUTES.usual),
});

export const joiningResponse = z.object({
  /** False where the broker is an external one. */
  isAvailable: z.boolean(),
  /** Null while it is closed. */
  openUntil: moment.nullable(),
  /** Those that wait to be let in, the longest first. */
  boards: z.array(
    z.object({
      id: z.string(),
      /** What it says of itself; null until it has. */
      fw: z.string().nullable(),
      slots: z.array(z.string()),
      since: moment,
      heardAt: moment,
    }),
  ),
});
export type JoiningView = z.infer<typeof joiningResponse>;

export const letInRequest = z.strictObject({ lot: lotCode, slots: z.array(slotCode).max(64) });
export const letInResponse = z.object({ id: controllerId });
