import type { CaseState, ReportedCase } from '../../domain/reported-case.ts';

/** Problems that drivers reported. */
export interface CaseRepository {
  add(reported: ReportedCase): void;
  save(reported: ReportedCase): void;
  lockById(id: string): Promise<ReportedCase | null>;
  /** The newest first. */
  ofDriver(driverId: string, limit: number): Promise<ReportedCase[]>;
  openedSince(driverId: string, since: number): Promise<number>;
  /** The newest first; with how many there are in all. */
  list(state: CaseState | null, limit: number, offset: number): Promise<{ cases: ReportedCase[]; total: number }>;
}
