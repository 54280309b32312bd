import type { Interval } from '../../domain/interval.ts';
import type { TransferKind } from '../../domain/ledger.ts';
import type { DaySpan } from '../../domain/report-period.ts';
import type { SlotLife, StayEvents } from '../../domain/stay-bins.ts';
import type { Message, MessageStatus, Transport } from './entities.ts';

/** A slot of a lot, also one that is none any more. */
export interface ReportSlot extends SlotLife {
  readonly id: string;
  readonly code: string;
}

/** Completed stays by the class of their length. */
export interface StayLengths {
  readonly classes: readonly { readonly place: number; readonly count: number }[];
  readonly totalMs: number;
  /** Half of them took no longer; null where there was none. */
  readonly medianMs: number | null;
}

/** What transfers of one kind put into one of the house's accounts; negative where they took out of it. */
export interface RevenueSum {
  readonly kind: TransferKind;
  readonly account: 'revenue' | 'tax';
  readonly amountMinor: number;
}

/** What became of the bookings that ended on a day. */
export interface BookingEnds {
  readonly day: number;
  readonly completed: number;
  readonly noShows: number;
  readonly cancelled: number;
  /** Of the completed ones, those whose car left after the booking's end, and how much later, summed up. */
  readonly overstays: number;
  readonly overstayMs: number;
}

/** Which messages are counted: those about a lot, and those about none where there is only one. */
export interface MessageScope {
  readonly lotId: string;
  readonly hasOneLot: boolean;
}

export interface StepCount {
  readonly step: string;
  /** How often it was said. */
  readonly asked: number;
  readonly drivers: number;
  /** For how many drivers it was the last one of the span. */
  readonly last: number;
}

export interface MessageSum {
  readonly direction: Message['direction'];
  readonly transport: Transport;
  readonly kind: string;
  readonly status: MessageStatus;
  readonly count: number;
}

export interface MessageDay {
  readonly day: number;
  readonly received: number;
  readonly sent: number;
  readonly failed: number;
}

/** What happened within a span, counted by the database. Times in ms since the epoch; every method reads that span alone. */
export interface ReportRepository {
  /** In the order of the lot, the retired ones too. */
  slots(lotId: string): Promise<ReportSlot[]>;
  stayEvents(lotId: string, span: Interval): Promise<StayEvents>;
  /** Of the stays that ended in the span; `edges` in ms, ascending. */
  stayLengths(lotId: string, span: Interval, edges: readonly number[]): Promise<StayLengths>;
  /** How many stays began, by slot and by day. */
  staysBySlot(lotId: string, span: Interval): Promise<{ slotId: string; count: number }[]>;
  staysByDay(lotId: string, days: readonly DaySpan[]): Promise<{ day: number; count: number }[]>;
  /** The postings to revenue and tax for the lot's stays and bookings, by when they were posted. */
  revenueByDay(
    lot: { id: string; currency: string },
    days: readonly DaySpan[],
  ): Promise<(RevenueSum & { day: number })[]>;
  revenueBySlot(lot: { id: string; currency: string }, span: Interval): Promise<(RevenueSum & { slotId: string })[]>;
  bookingEnds(lotId: string, days: readonly DaySpan[]): Promise<BookingEnds[]>;
  bookingSteps(scope: MessageScope, span: Interval): Promise<StepCount[]>;
  messages(scope: MessageScope, span: Interval): Promise<MessageSum[]>;
  messagesByDay(scope: MessageScope, days: readonly DaySpan[]): Promise<MessageDay[]>;
  /** How many messages are about no lot. */
  messagesOfNoLot(span: Interval): Promise<number>;
}
