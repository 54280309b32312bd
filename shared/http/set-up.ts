import { z } from 'zod';
import { slotCode } from '../identifiers.ts';

/** What the first set-up takes, and what it shares with later changes of a lot. */

export const setUpResponse = z.object({
  /** Whether it still waits for somebody. */
  isOpen: z.boolean(),
  /** False where the environment owns the password of the admin. */
  asksPassword: z.boolean(),
  /** The lot that it is about; null where there is none. */
  lot: z.string().nullable(),
  currencyIsFixed: z.boolean(),
  /** Countries with telephones, ISO 3166. */
  countries: z.array(z.string()),
});
export type SetUpView = z.infer<typeof setUpResponse>;

/** Every slot that the lot shall have. */
export const slotsChooseRequest = z.strictObject({
  slots: z
    .array(slotCode)
    .min(1)
    .max(1000)
    .refine((codes) => new Set(codes).size === codes.length, 'names a slot twice'),
});
