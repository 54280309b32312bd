import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../../app/ports/ids.ts';

const POOL_BYTES = 16 * 256;
let pool = randomBytes(POOL_BYTES);
let used = 0;

/** Sixteen random bytes out of a pool: asking the system for each id alone costs more than the id. */
function pooledRandom(): Uint8Array {
  if (used === POOL_BYTES) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

/**
 * UUID version 7: made later sorts later, so indexes grow at their end. Within a millisecond the sequence keeps the order,
 * as RFC 9562, section 6.2, method 1 allows.
 */
let lastMs = 0;
let sequence = 0;

function nextId(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  }
  sequence++;
  return v7({ msecs: lastMs, seq: sequence, random: pooledRandom() });
}

export const systemIds: Ids = { next: nextId, random: (bytes) => randomBytes(bytes) };
