import { z } from 'zod';

/** Problems that drivers report by chat and attendants work on. */

const state = z.enum(['open', 'in-progress', 'solved']);

export const caseResponse = z.object({
  id: z.string(),
  /** What driver and attendant read out: `PR-` and six characters. */
  number: z.string(),
  lot: z.string(),
  driverId: z.string(),
  driver: z.string(),
  words: z.string(),
  /** Pictures and recordings, as the channel names them. */
  media: z.array(z.object({ source: z.string(), contentType: z.string() })),
  state,
  openedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  answer: z.string().nullable(),
});

export type ReportedCase = z.infer<typeof caseResponse>;

export const casesQuery = z.strictObject({
  state: state.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const casesResponse = z.object({ cases: z.array(caseResponse), total: z.int() });

export const caseChangeRequest = z
  .strictObject({ state: state.optional(), answer: z.string().trim().min(1).max(500).optional() })
  .refine((change) => change.state !== undefined || change.answer !== undefined, 'state or answer');
