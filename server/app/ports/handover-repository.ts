import type { Handover } from '../../domain/handover.ts';

/** Conversations that people answer. While one is open its driver names it, so that a turn knows without asking. */
export interface HandoverRepository {
  /** The driver is handed over from now on. A second open one of the same driver is refused. */
  open(handover: Handover): Promise<void>;
  /** Stores what changed; a closed one leaves its driver to Parkwire again. */
  save(handover: Handover): Promise<void>;
  /** The driver of an open one wrote. */
  heard(id: string, at: number): Promise<void>;
  /** The driver's open one, locked. */
  lockOpenOf(driverId: string): Promise<Handover | null>;
  /** Open ones, whoever waits longest first. */
  listOpen(): Promise<Handover[]>;
  /** The driver's latest, open or closed. */
  latestOf(driverId: string): Promise<Handover | null>;
}
