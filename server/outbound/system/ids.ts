import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Ids } from '../../app/ports/ids.ts';

/** UUID version 7: made later sorts later, so indexes grow at their end. */
export const systemIds: Ids = { next: () => v7(), random: (bytes) => randomBytes(bytes) };
