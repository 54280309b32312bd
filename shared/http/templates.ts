import { z } from 'zod';
import { was } from './bookings.ts';

/** A lot's own words for its messages. */

/** Of the words; the default one where it is left out. */
const language = z.string().max(20).optional();
export const languageQuery = z.strictObject({ language });
/** `was`: the words that are given up; where they are others by now nothing is done. A body, as an address has no room for them. */
export const templateRemoveRequest = z.strictObject({ was: z.string().max(8000).optional() });

/** What WhatsApp has approved: what it takes for a driver who wrote more than 24 hours ago. */
const approved = z
  .strictObject({
    twilioContentSid: z
      .string()
      .regex(/^HX[0-9a-fA-F]{32}$/, 'must be HX and 32 hexadecimal digits')
      .nullable()
      .default(null),
    metaName: z
      .string()
      .regex(/^[a-z0-9_]{1,512}$/, 'must be the name of the template: small letters, digits and _')
      .nullable()
      .default(null),
    metaLanguage: z
      .string()
      .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'must be a language as Meta spells it: en, en_US, hi')
      .nullable()
      .default(null),
    /** What its variables stand for, the first one first. */
    variables: z.array(z.string().max(32)).max(20).default([]),
  })
  .nullable();

/** What is left out stays. The words themselves are checked against the message they are for. */
export const templateRequest = z.strictObject({
  language,
  body: z.string().max(8000).optional(),
  /** The words that the change began with: where they are others by now it is refused. Null for the standard ones. */
  was: z.string().max(8000).nullable().optional(),
  enabled: z.boolean().optional(),
  approved: approved.optional(),
  /** What was approved when the change began; null for nothing. */
  wasApproved: approved.optional(),
});
export const templatePreviewRequest = z.strictObject({ language, body: z.string().max(8000) });
/** `text`: how the words would read, with made-up particulars; null while something is wrong with them. */
export const templatePreviewResponse = z.object({ text: z.string().nullable(), faults: z.array(z.string()) });
export const templateResponse = z.object({
  kind: z.string(),
  language: z.string(),
  /** Null while the standard words are used. */
  body: z.string().nullable(),
  enabled: z.boolean(),
  approved: approved,
  /** False for what answers a driver's own question. */
  canBeSwitchedOff: z.boolean(),
  placeholders: z.array(z.string()),
  /** How the standard words read, with made-up particulars. */
  standard: z.string(),
});
export type Template = z.infer<typeof templateResponse>;
export const templatesResponse = z.object({
  templates: z.array(templateResponse),
  /** Of a lot's own words, in characters. */
  longest: z.int(),
});
export type Templates = z.infer<typeof templatesResponse>;

/** A stay that is done; the date is one of the lot's calendar. */
export const bookingCompleteRequest = z.strictObject({
  followUpDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-30')
    .optional(),
  was,
});
