import { z } from 'zod';
import { FIRMWARE_VERSION } from '../firmware.ts';
import { controllerId } from '../identifiers.ts';

/** Firmware images and their way onto boards, as administrators see and manage them. */

const moment = z.iso.datetime();

/** What boards that run it say as `fw`. */
export const firmwareVersion = z
  .string()
  .regex(FIRMWARE_VERSION, 'at most 63 letters, digits and .+_/-, the first a letter or digit');

export const firmwareUploadQuery = z.strictObject({ version: firmwareVersion });

export const firmwareImage = z.object({
  id: z.string(),
  version: z.string(),
  /** Hexadecimal. */
  sha256: z.string(),
  /** Bytes. */
  size: z.int(),
  uploadedAt: moment,
  /** Login. */
  by: z.string().nullable(),
});
export type FirmwareImageView = z.infer<typeof firmwareImage>;
export const firmwareImagesResponse = z.object({ images: z.array(firmwareImage) });

export const rolloutRequest = z.strictObject({
  /** Id of an image. */
  image: z.string().max(64),
  /** In the order in which they are updated; left out for all of the lot. */
  controllers: z.array(controllerId).min(1).max(500).optional(),
  /** So many minutes each board has to be back. */
  backWithinMinutes: z.int().min(2).max(120).default(10),
});
export type RolloutRequest = z.input<typeof rolloutRequest>;

const seen = {
  /** As it was seen; where it has moved on since, nothing is changed. */
  ifVersion: z.int().min(1).optional(),
};
export const rolloutChangeRequest = z.strictObject(seen);
export const rolloutContinueRequest = z.strictObject({
  /** Boards that failed get their turn again, before all others, or are left as they are. */
  failed: z.enum(['retry', 'skip']),
  ...seen,
});

export const rolloutBoard = z.object({
  controller: z.string(),
  state: z.enum(['waiting', 'sent', 'updated', 'failed', 'skipped']),
  reason: z.enum(['already', 'rejected', 'no-answer', 'no-restart', 'not-back', 'other-version', 'removed']).nullable(),
  /** What the board said, or which version it came back with. */
  detail: z.string().nullable(),
  /** What it ran when its turn came. */
  fwBefore: z.string().nullable(),
  turnAt: moment.nullable(),
  /** By then it has to be back. */
  backBy: moment.nullable(),
  endedAt: moment.nullable(),
});
export type RolloutBoardView = z.infer<typeof rolloutBoard>;

export const rolloutResponse = z.object({
  id: z.string(),
  image: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
  state: z.enum(['running', 'stopped', 'done', 'cancelled']),
  /** Grows with every change of its state. */
  version: z.int(),
  backWithinMinutes: z.number(),
  startedAt: moment,
  /** Login. */
  startedBy: z.string(),
  changedAt: moment,
  /** Login; null where it stopped by itself, or runs. */
  stoppedBy: z.string().nullable(),
  boards: z.array(rolloutBoard),
});
export type RolloutView = z.infer<typeof rolloutResponse>;
export const rolloutsResponse = z.object({
  /** The newest first. */
  rollouts: z.array(rolloutResponse),
});
