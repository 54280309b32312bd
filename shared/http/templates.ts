import { z } from 'zod';

/** A lot's own words for its messages. */

/** Of the words; the default one where it is left out. */
const language = z.string().max(20).optional();
export const languageQuery = z.strictObject({ language });

/** What is left out stays. The words themselves are checked against the message they are for. */
export const templateRequest = z.strictObject({
  language,
  body: z.string().max(8000).optional(),
  enabled: z.boolean().optional(),
});
export const templateResponse = z.object({
  kind: z.string(),
  language: z.string(),
  /** Null while the standard words are used. */
  body: z.string().nullable(),
  enabled: z.boolean(),
  placeholders: z.array(z.string()),
  /** How the standard words read, with made-up particulars. */
  standard: z.string(),
});
export const templatesResponse = z.object({ templates: z.array(templateResponse) });

/** A stay that is done; the date is one of the lot's calendar. */
export const bookingCompleteRequest = z.strictObject({
  followUpDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-30')
    .optional(),
});
