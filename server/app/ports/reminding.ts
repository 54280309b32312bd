import type { Booking } from '../../domain/booking.ts';
import type { MessageTemplate, TemplateKind } from '../../domain/message-template.ts';
import type { ReminderKind } from '../../domain/reminders.ts';

/** Why somebody stands in line no longer. */
export type WaitEndReason = 'offered' | 'left' | 'removed-by-staff' | 'refused';

/** A driver in a lot's line for a slot. */
export interface WaitingEntry {
  readonly id: string;
  readonly lotId: string;
  readonly driverId: string;
  readonly identityId: string;
  readonly joinedAt: number;
  readonly endedAt: number | null;
  readonly endReason: WaitEndReason | null;
  /** The booking it became. */
  readonly bookingId: string | null;
}

export interface WaitingRepository {
  /** A driver stands in a lot's line once: a second entry is refused by the database. */
  add(entry: WaitingEntry): void;
  byId(id: string): Promise<WaitingEntry | null>;
  /** Where these drivers stand in line now. */
  ofDrivers(driverIds: readonly string[]): Promise<WaitingEntry[]>;
  /** The line of a lot, in its order. */
  line(lotId: string, limit: number): Promise<WaitingEntry[]>;
  /** How many stand in a lot's line, and how many of them before this entry. */
  count(lotId: string, before?: WaitingEntry): Promise<number>;
  /** Lots where somebody waits and a slot is free. */
  lotsToServe(): Promise<string[]>;
  /** Whether anybody waits anywhere. */
  any(): Promise<boolean>;
  /** Ends an entry that still stands; answers whether it did. */
  end(id: string, outcome: { endedAt: number; endReason: WaitEndReason; bookingId: string | null }): Promise<boolean>;
}

/** What came of a reminder, as it is kept. */
export interface ReminderMark {
  readonly kind: ReminderKind;
  readonly bookingId: string;
  readonly about: number;
  readonly dueAt: number;
  readonly status: 'sent' | 'skipped';
  readonly reason: string | null;
  readonly createdAt: number;
}

/** A booking that something may have to be said about. */
export interface ReminderCandidate {
  readonly booking: Booking;
  readonly slotCode: string;
  /** What is marked already about any of its moments. */
  readonly marks: readonly Pick<ReminderMark, 'kind' | 'about' | 'status'>[];
  /** Its driver wants no reminders. */
  readonly isMuted: boolean;
  /** Set where the candidate is a follow-up date. */
  readonly followUpDate: string | null;
}

export interface ReminderRepository {
  /** Live bookings that begin, end or lapse by those moments, and open follow-up dates up to that one. */
  candidates(bounds: {
    startsBefore: number;
    endsBefore: number;
    holdsBefore: number;
    followUpTo: string;
  }): Promise<ReminderCandidate[]>;
  /**
   * Marks a reminder, unless it is marked already; one that was skipped may still be sent. Answers whether the mark is
   * new: of any number who try, one is told so.
   */
  mark(mark: ReminderMark): Promise<boolean>;
  setFollowUp(bookingId: string, date: string, at: number): Promise<void>;
  closeFollowUp(bookingId: string, date: string): Promise<void>;
}

export interface TemplateRepository {
  save(lotId: string, template: MessageTemplate, at: number): Promise<void>;
  remove(lotId: string, kind: TemplateKind, language: string): Promise<void>;
}
