import type { CorrectionParts } from '../correct-stay.ts';
import type { SightingDesk } from './apply-sighting.ts';
import type { BootBook } from './boot-book.ts';
import type { ServedSlots } from './served-slots.ts';

/** What the parts of one intake share. */
export interface IngestParts extends CorrectionParts {
  readonly boots: BootBook;
  readonly served: ServedSlots;
  readonly desk: SightingDesk;
}
