import type { Lot } from '../../domain/lot.ts';
import type { ParkingSession } from '../../domain/parking-session.ts';
import type { Slot } from './entities.ts';
import type { Repositories } from './repositories.ts';

/** How a rule was kept: how many rows were looked at, how many break it, and the first of those. */
export interface Finding {
  readonly checked: number;
  readonly problems: number;
  readonly ids: readonly string[];
}

/** A rule that the storage can check by itself. */
export interface BookRule {
  readonly name: string;
  check(): Promise<Finding>;
}

/** Everything that is stored, as it was at one moment, while others go on writing. */
export interface BooksView {
  readonly look: Repositories;
  readonly rules: readonly BookRule[];
  /** The retired ones too. */
  lots(): Promise<Lot[]>;
  /** In the order of their ids, those behind `after`; none at the end. */
  endedStays(after: string, limit: number): Promise<ParkingSession[]>;
  slots(after: string, limit: number): Promise<Slot[]>;
  /** Charges that no transfer has taken back. */
  standingCharges(sessionIds: readonly string[]): Promise<StandingCharge[]>;
}

export interface StandingCharge {
  readonly sessionId: string;
  /** What the driver's accounts gave for it. */
  readonly amountMinor: number;
}

/** Looks at all that is stored without changing or holding up anything. */
export interface Books {
  view<T>(fn: (view: BooksView) => Promise<T>): Promise<T>;
}
