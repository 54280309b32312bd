import { SILENCE_MS } from '../domain/evidence.ts';
import { DRIFT_AFTER_MS } from '../domain/led.ts';
import { note } from './controllers/controller-log.ts';
import type { Clock } from './ports/clock.ts';
import type { Slot } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { Scenes } from './scenes.ts';

/**
 * What time alone changes on the board: controllers that fell silent, LEDs that have shown the wrong thing for too long,
 * and stays whose booking is over.
 */
export async function watchControllers(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<void> {
  const now = clock.now();
  const work = await unitOfWork.read(async (look) => ({
    silent: await look.controllers.silentSince(now - SILENCE_MS),
    drifting: await look.slots.drifting(now - DRIFT_AFTER_MS),
    overstaying: await look.slots.overstayingUnnoted(now),
  }));
  if (work.silent.length + work.drifting.length + work.overstaying.length === 0) return;
  await unitOfWork.run(async (tx) => {
    const lost = await loseSilent(
      tx,
      ids,
      work.silent.map(({ id }) => id),
      now,
    );
    const scenes = new Scenes(tx);
    const silentSlots = await tx.slots.servedBy(lost);
    await scenes.load([...silentSlots, ...work.drifting.map(({ id }) => id), ...work.overstaying]);
    const drifting = new Set(work.drifting.map(({ id }) => id));
    for (const { slot } of scenes.all()) {
      const silent = silentSlots.includes(slot.id);
      const since = Math.max(slot.ledChangedAt, slot.reported?.at ?? 0);
      const drifts = drifting.has(slot.id) && slot.reported?.rev !== slot.led.rev && since < now - DRIFT_AFTER_MS;
      if (drifts && !silent && !slot.ledDrift) noteDrift(tx, ids, slot, now);
      scenes.update(slot.id, {
        slot: { ...slot, health: silent ? 'silent' : slot.health, ledDrift: slot.ledDrift || (!silent && drifts) },
      });
    }
    scenes.save(now);
  });
}

async function loseSilent(tx: Tx, ids: Ids, silent: readonly string[], now: number): Promise<string[]> {
  const controllers = await tx.controllers.lockByIds(silent);
  const lost = controllers.filter(
    ({ status, lastSeenAt }) => status === 'online' && (lastSeenAt ?? 0) < now - SILENCE_MS,
  );
  for (const controller of lost) {
    const { id: controllerId, lastSeenAt, bootId } = controller;
    tx.controllers.save({ ...controller, status: 'lost' });
    tx.evidence.addHealth({ controllerId, at: lastSeenAt ?? now, noticedAt: now, status: 'lost', bootId });
    note(tx, ids, now, { controllerId, kind: 'lost', detail: { bootId, isSilent: true } });
  }
  return lost.map(({ id }) => id);
}

function noteDrift(tx: Tx, ids: Ids, { controllerId, code, led, reported }: Slot, now: number): void {
  if (controllerId === null) return;
  const looks = ({ color, pattern }: { color: string; pattern: string }) => `${color} ${pattern}`;
  const detail = { slot: code, desired: looks(led), reported: reported && looks(reported) };
  note(tx, ids, now, { controllerId, kind: 'drift', detail });
}
