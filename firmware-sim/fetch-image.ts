/** How a simulated board fetches a firmware image: over HTTP, into a flash of its own size. */
import { createHash } from 'node:crypto';
import type { Update } from './core/types.ts';

/** A partition of a board with 4 MB of flash, as in `partitions.csv` of the firmware. */
export const IMAGE_SPACE = 0x1e0000;

/** As long as the firmware gives it. */
const LONGEST_MS = 120_000;

/** Why the image is not stored; undefined where it is. It never rejects. */
export async function fetchImage(
  { url, sha256 }: Update,
  space: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
    const response = await fetch(url, { signal: inTime, redirect: 'error' });
    if (response.status !== 200 || !response.body) {
      await response.body?.cancel();
      return 'the image could not be fetched';
    }
    let size = 0;
    for await (const piece of response.body) {
      size += piece.byteLength;
      // Leaving the loop ends the download.
      if (size > space) return 'the image could not be stored';
      hash.update(piece);
    }
  } catch {
    return 'the image could not be fetched';
  }
  return hash.digest('hex') === sha256 ? undefined : 'sha256 differs';
}
