import type { Slot } from './ports/entities.ts';
import type { Tx } from './ports/unit-of-work.ts';
import { Scenes } from './scenes.ts';

/** Slots of a lot that were retired come back when their codes are named again: in service, and as they are seen now. */
export async function bringBackSlots(tx: Tx, lotId: string, codes: readonly string[], now: number): Promise<Slot[]> {
  const back = (await tx.slots.retiredInLot(lotId)).filter(({ code }) => codes.includes(code)).map(({ id }) => id);
  if (back.length === 0) return [];
  await tx.slots.bringBack(back);
  const scenes = new Scenes(tx);
  await scenes.load(back);
  for (const { slot } of scenes.all()) {
    scenes.update(slot.id, { slot: { ...slot, outOfService: false } });
    scenes.touch(slot.id);
  }
  scenes.save(now);
  // They have kept their places: to whoever looks at the plan it is another one now.
  const plan = await tx.plans.ofLot(lotId);
  if (back.some((id) => plan.places[id])) await tx.plans.save(lotId, { ...plan, version: plan.version + 1 });
  return scenes.all().map(({ slot }) => slot);
}
