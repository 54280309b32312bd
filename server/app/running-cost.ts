import type { Bill } from '../domain/bill.ts';
import { isUnheard, supportOf } from '../domain/evidence.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import type { LotBook } from './lot-book.ts';
import type { Boot, Slot } from './ports/entities.ts';
import type { Repositories } from './ports/repositories.ts';
import { billOf } from './stay-bill.ts';

/** An open stay with the slot it is on. */
export interface RunningStay {
  readonly slot: Slot;
  readonly session: ParkingSession;
}

/**
 * What open stays cost by now. Where nobody sees the slot, because its board is silent or events of it are lost, the cost
 * stands at the last supported moment: it is what the bill would be if the stay ended without another word.
 */
export class RunningCosts {
  private readonly book: LotBook;
  private readonly now: number;
  /** By session: its last supported moment, where that is not now. */
  private readonly supported: ReadonlyMap<string, number>;

  private constructor(book: LotBook, now: number, supported: ReadonlyMap<string, number>) {
    this.book = book;
    this.now = now;
    this.supported = supported;
  }

  /** One query, for all stays together, and only where boards are concerned. */
  static async load(
    repositories: Repositories,
    book: LotBook,
    stays: readonly RunningStay[],
    now: number,
  ): Promise<RunningCosts> {
    const keys = stays.flatMap(({ slot: { controllerId, seenBootId } }) =>
      controllerId && seenBootId ? [{ controllerId, bootId: seenBootId }] : [],
    );
    const boots = new Map<string, Boot>();
    for (const boot of await repositories.controllers.boots(keys))
      boots.set(`${boot.controllerId}/${boot.bootId}`, boot);
    const supported = new Map<string, number>();
    for (const { slot, session } of stays) {
      const boot = boots.get(`${slot.controllerId}/${slot.seenBootId}`);
      if (isSeen(slot, boot)) continue;
      const until = Math.max((boot && supportOf(boot, slot.id)) ?? 0, session.attestedUntil ?? 0);
      supported.set(session.id, Math.max(session.startedAt, Math.min(until, now)));
    }
    return new RunningCosts(book, now, supported);
  }

  /** Whether somebody sees the stay now. */
  isSeen(session: ParkingSession): boolean {
    return !this.supported.has(session.id);
  }

  /** Up to when evidence supports the stay; now, where the slot is seen. */
  supportedUntil(session: ParkingSession): number {
    return this.supported.get(session.id) ?? Math.max(this.now, session.startedAt);
  }

  /** Up to when the stay is billed so far. */
  billedUntil(session: ParkingSession): number {
    return this.book.lot(session.lotId).settings.billsGaps ? this.now : this.supportedUntil(session);
  }

  billOf(session: ParkingSession): Bill | null {
    return billOf(this.book, session, this.billedUntil(session));
  }
}

function isSeen(slot: Slot, boot: Boot | undefined): boolean {
  if (slot.controllerId === null) return true;
  return slot.health === 'online' && boot !== undefined && !isUnheard(boot, slot.id);
}
