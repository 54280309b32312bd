import type { BoardDelta, BoardDigest, SlotView } from '../../../shared/live/board-events.ts';
import { boardOf, changedSlots } from '../../app/board-view.ts';
import { changedPlans } from '../../app/floor-plan.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { iso } from '../http/iso.ts';
import { planView, slotView } from '../http/views.ts';

/** Where deltas and digests go. */
export interface BoardScreens {
  watchedLots(): string[];
  sendDelta(delta: BoardDelta): void;
  sendDigest(digest: BoardDigest): void;
}

const DIGEST_MS = 10_000;

/**
 * Keeps boards in step: woken after a commit, it reads what changed and sends whole slot views; every ten seconds it
 * sends a digest read from the database, which catches whatever was lost and what another process changed.
 */
export class BoardFeed {
  private readonly unitOfWork: UnitOfWork;
  private readonly clock: Clock;
  private readonly screens: BoardScreens;
  private readonly onError: (error: unknown) => void;
  private waiting = new Set<string>();
  /** Lots whose plan changed. */
  private waitingPlans = new Set<string>();
  private working: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(unitOfWork: UnitOfWork, clock: Clock, screens: BoardScreens, onError: (error: unknown) => void) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.screens = screens;
    this.onError = onError;
  }

  start(): void {
    this.timer = setInterval(() => void this.digest().catch(this.onError), DIGEST_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.waiting.clear();
    this.waitingPlans.clear();
    await this.working;
  }

  wake(slotIds: Iterable<string>, lotsOfPlans: Iterable<string> = []): void {
    if (this.screens.watchedLots().length === 0) return;
    for (const id of slotIds) this.waiting.add(id);
    for (const id of lotsOfPlans) this.waitingPlans.add(id);
    if (this.waiting.size + this.waitingPlans.size === 0) return;
    this.working ??= this.send()
      .catch(this.onError)
      .finally(() => {
        this.working = null;
        this.wake([]);
      });
  }

  /** What changed while the last look was under way goes out with the next one. */
  private async send(): Promise<void> {
    while (this.waiting.size + this.waitingPlans.size > 0) {
      await this.sendPlans();
      if (this.waiting.size === 0) continue;
      const ids = [...this.waiting];
      this.waiting = new Set();
      const now = this.clock.now();
      const byLot = new Map<string, { slots: SlotView[]; gone: { code: string; version: number }[] }>();
      for (const { lotCode, slot, isGone } of await changedSlots(this.unitOfWork, ids, now)) {
        const delta = byLot.get(lotCode) ?? { slots: [], gone: [] };
        byLot.set(lotCode, delta);
        if (isGone) delta.gone.push({ code: slot.slot.code, version: slot.slot.version });
        else delta.slots.push(slotView(slot));
      }
      for (const [lot, { slots, gone }] of byLot) {
        this.screens.sendDelta({ lot, at: iso(now), slots, ...(gone.length === 0 ? {} : { gone }) });
      }
    }
  }

  private async sendPlans(): Promise<void> {
    const lots = [...this.waitingPlans];
    this.waitingPlans.clear();
    if (lots.length === 0) return;
    const at = iso(this.clock.now());
    for (const { lotCode, plan } of await changedPlans(this.unitOfWork, lots)) {
      this.screens.sendDelta({ lot: lotCode, at, slots: [], plan: planView(plan) });
    }
  }

  private async digest(): Promise<void> {
    for (const lot of this.screens.watchedLots()) {
      const board = await boardOf(this.unitOfWork, lot, this.clock.now());
      if (!board) continue;
      const costs: Record<string, number> = {};
      for (const { slot, session } of board.slots) if (session?.costMinor != null) costs[slot.code] = session.costMinor;
      this.screens.sendDigest({ lot, version: board.version, at: iso(board.at), costs });
    }
  }
}
