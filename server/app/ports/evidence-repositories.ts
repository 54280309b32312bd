import type { Dispute, DisputeState } from '../../domain/dispute.ts';
import type { Interval } from '../../domain/interval.ts';
import type { ControllerStatus, Observation } from './entities.ts';

/** A controller came or went. */
export interface HealthChange {
  readonly controllerId: string;
  /** Since when it is so: of a lost one, when it was heard last. */
  readonly at: number;
  readonly noticedAt: number;
  readonly status: ControllerStatus;
  readonly bootId: string | null;
}

/** What stays and their bills rest on, as their timelines show it. */
export interface EvidenceRepository {
  addHealth(change: HealthChange): void;
  /** The changes within the span, each controller's last one before it first; the oldest first. */
  health(controllerIds: readonly string[], span: Interval): Promise<HealthChange[]>;
  /** Each controller's first change after a moment, for how long what was so then lasted. */
  healthAfter(controllerIds: readonly string[], moment: number): Promise<HealthChange[]>;
  /** Which controllers served the slot, and when. */
  controllersOf(slotId: string): Promise<{ controllerId: string; from: number; to: number | null }[]>;
  /** What was seen of the slot within the span, the oldest first. */
  observations(slotId: string, span: Interval, limit: number): Promise<Observation[]>;
  /** Stays of a booking, the oldest first. */
  sessionsOf(bookingId: string): Promise<string[]>;
}

export interface DisputeRepository {
  /** A second one of the same stay is refused by the database. */
  add(dispute: Dispute): void;
  save(dispute: Dispute): void;
  lockById(id: string): Promise<Dispute | null>;
  ofSession(sessionId: string): Promise<Dispute | null>;
  openedSince(driverId: string, since: number): Promise<number>;
  /** The newest first. */
  /** The newest first; null narrows nothing. */
  list(filter: { state: DisputeState | null; driverId: string | null }, limit: number): Promise<Dispute[]>;
}
