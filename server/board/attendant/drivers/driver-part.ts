import type { Driver } from '../../../../shared/http/api.ts';
import type { BoardSnapshot } from '../../../../shared/live/board-events.ts';

/** What every part of a driver's profile is given. */
export interface DriverPart {
  driver: Driver;
  lot: BoardSnapshot['lot'];
  skewMs: number;
  /** Read again whenever this moves. */
  version: string;
}
