import { hearOf, isUnheard, supportOf } from '../../domain/evidence.ts';
import type { Boot } from '../ports/entities.ts';
import type { Repositories, SlotAssignment } from '../ports/repositories.ts';
import type { Scenes } from '../scenes.ts';
import type { SightingContext } from './apply-sighting.ts';
import type { BootBook } from './boot-book.ts';

/** Which slots the controllers of one unit serve and served, and how far what they said of them is supported. */
export class ServedSlots {
  private readonly repositories: Repositories;
  private readonly scenes: Scenes;
  private readonly boots: BootBook;
  private readonly assignments = new Map<string, SlotAssignment[]>();

  constructor(repositories: Repositories, scenes: Scenes, boots: BootBook) {
    this.repositories = repositories;
    this.scenes = scenes;
    this.boots = boots;
  }

  /** Loads the slots of these controllers, and the boots that spoke of them last. */
  async load(controllerIds: ReadonlySet<string>): Promise<void> {
    if (controllerIds.size === 0) return;
    for (const assignment of await this.repositories.slots.assignments([...controllerIds])) {
      const known = this.assignments.get(assignment.controllerId) ?? [];
      known.push(assignment);
      this.assignments.set(assignment.controllerId, known);
    }
    await this.scenes.load([...this.assignments.values()].flat().map(({ slotId }) => slotId));
    const seen = this.scenes
      .all()
      .flatMap(({ slot }) =>
        slot.controllerId && slot.seenBootId ? [{ controllerId: slot.controllerId, bootId: slot.seenBootId }] : [],
      );
    await this.boots.loadBoots(seen);
  }

  /** The slot this controller served under that code then; an event from before its assignment counts for the present one. */
  slotAt(controllerId: string, code: string, at: number): string | null {
    const served = (this.assignments.get(controllerId) ?? []).filter((assignment) => assignment.code === code);
    const then = served.find(({ from, to }) => at >= from && (to === null || at < to));
    return (then ?? served.find(({ to }) => to === null))?.slotId ?? null;
  }

  /** Every slot the controller serves or served. */
  slotsOf(controllerId: string): string[] {
    return [...new Set((this.assignments.get(controllerId) ?? []).map(({ slotId }) => slotId))];
  }

  /** Up to when evidence supports that the slot was as last seen. */
  supportedUntil(slotId: string): number {
    const { slot, session } = this.scenes.get(slotId);
    const boot = slot.controllerId ? this.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    return Math.max(session?.startedAt ?? 0, session?.attestedUntil ?? 0, (boot && supportOf(boot, slotId)) ?? 0);
  }

  /** What is known of the slot when that boot speaks of it. */
  contextOf(slotId: string, controllerId: string, bootId: string): SightingContext {
    const { slot, session } = this.scenes.get(slotId);
    const boot = this.boots.boot(controllerId, bootId);
    const seen = slot.controllerId ? this.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    if (boot && seen && this.boots.isOlder(boot, seen)) {
      // Only as far as that boot itself had spoken: what the newer one said is of another time.
      const supportedUntil = Math.max(session?.startedAt ?? 0, supportOf(boot, slotId) ?? 0);
      return { supportedUntil, late: true, gap: null };
    }
    const supportedUntil = this.supportedUntil(slotId);
    if (!boot || slot.controllerId !== controllerId) return { supportedUntil, late: false, gap: null };
    const gap = slot.seenBootId !== bootId ? 'reboot' : isUnheard(boot, slotId) ? 'loss' : null;
    return { supportedUntil, late: false, gap };
  }

  /** The boot has spoken of the slot, at its event of that number; the word of an older boot is not the last one. */
  heard(slotId: string, boot: Boot, seq: number): void {
    const { slot } = this.scenes.get(slotId);
    this.boots.saveBoot(hearOf(boot, slotId));
    const seen = slot.controllerId ? this.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    if (slot.controllerId !== boot.controllerId || (seen && this.boots.isOlder(boot, seen))) return;
    if (slot.seenBootId === boot.bootId && slot.seenSeq === seq) return;
    this.scenes.update(slotId, { slot: { ...slot, seenBootId: boot.bootId, seenSeq: seq } });
  }
}
