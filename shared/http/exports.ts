import { z } from 'zod';

/** What can be taken along as CSV. */
export const EXPORT_KINDS = ['bookings', 'stays', 'transfers', 'messages'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Days of the lot, the last one included. */
export const exportQuery = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() });

export const eraseRequest = z.strictObject({
  /** The wallet is left as it is, whatever it holds or owes. */
  leaveBalance: z.boolean().default(false),
});
export const eraseResponse = z.object({ id: z.string(), erasedAt: z.iso.datetime() });

/** Everything that is kept of one driver, for the driver. */
export const driverRecord = z.object({
  driver: z.looseObject({ id: z.string() }),
  identities: z.array(z.looseObject({ channel: z.string() })),
  bookings: z.array(z.looseObject({ id: z.string() })),
  stays: z.array(z.looseObject({ id: z.string() })),
  transfers: z.array(z.looseObject({ id: z.string() })),
  messages: z.array(z.looseObject({ id: z.string() })),
  cases: z.array(z.looseObject({ number: z.string() })),
  disputes: z.array(z.looseObject({ number: z.string() })),
});
