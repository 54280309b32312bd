import { z } from 'zod';
import { slotCode } from '../identifiers.ts';

/** Posters with a QR code for each slot. */

/** Codes with commas between them. */
const slotCodes = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(slotCode).min(1).max(1000))
  .refine((codes) => new Set(codes).size === codes.length, 'names a slot twice');

export const postersQuery = z.strictObject({
  /** Left out for every slot of the lot. */
  slots: slotCodes.optional(),
  /** The number that drivers write to, with its country code; left out for the one that is known. */
  number: z.string().min(1).max(32).optional(),
});

export const postersPdfQuery = postersQuery.extend({
  /** How many stand on a page of A4. */
  layout: z.enum(['1', '4']).default('1'),
});

export const postersResponse = z.object({
  /** E.164; null where none is known: then it has to be given. */
  number: z.string().nullable(),
  posters: z.array(z.object({ slot: z.string(), words: z.string(), link: z.string().nullable() })),
});

export type PosterTextsView = z.infer<typeof postersResponse>;
