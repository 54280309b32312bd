import { z } from 'zod';

/** What can be taken along as CSV. */
export const EXPORT_KINDS = ['bookings', 'stays', 'transfers', 'messages'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Days of the lot, the last one included. */
export const exportQuery = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() });
