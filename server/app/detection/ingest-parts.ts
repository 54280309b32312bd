import type { Repositories } from '../ports/repositories.ts';
import type { Scenes } from '../scenes.ts';
import type { SightingDesk } from './apply-sighting.ts';
import type { BootBook } from './boot-book.ts';
import type { ServedSlots } from './served-slots.ts';

/** What the parts of one intake share. */
export interface IngestParts {
  readonly repositories: Repositories;
  readonly boots: BootBook;
  readonly scenes: Scenes;
  readonly served: ServedSlots;
  readonly desk: SightingDesk;
  readonly now: number;
}
