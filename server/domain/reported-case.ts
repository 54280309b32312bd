export type CaseState = 'open' | 'in-progress' | 'solved';

/** A picture or recording that was sent with a report, as the channel names it. */
export interface CaseMedia {
  /** The provider's address or id of it. */
  readonly source: string;
  readonly contentType: string;
}

/** A problem that a driver reported and attendants work on. Times in ms since the epoch. */
export interface ReportedCase {
  readonly id: string;
  /** What people read out: `PR-` and six characters. */
  readonly number: string;
  readonly lotId: string;
  readonly driverId: string;
  readonly identityId: string;
  readonly words: string;
  readonly media: readonly CaseMedia[];
  readonly state: CaseState;
  readonly openedAt: number;
  readonly changedAt: number;
  /** What the attendant last said about it. */
  readonly answer: string | null;
}

/** Longer descriptions are cut. */
export const LONGEST_CASE = 1000;
