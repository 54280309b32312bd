import type { Ids } from '../ports/ids.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { note } from './controller-log.ts';

/** Why a broker turned somebody away, and how often. */
export interface Refusal {
  /** As they called themselves: perhaps nobody's id. */
  readonly controllerId: string;
  readonly reason: string;
  readonly count: number;
}

/** Writes into the logs of controllers what was refused under their names; of other names there is no log. */
export async function noteRefusals(
  unitOfWork: UnitOfWork,
  ids: Ids,
  now: number,
  refusals: readonly Refusal[],
): Promise<void> {
  const names = [...new Set(refusals.map(({ controllerId }) => controllerId))];
  const known = await unitOfWork.read((look) => look.controllers.byIds(names));
  if (known.length === 0) return;
  await unitOfWork.run(async (tx) => {
    const controllers = new Set((await tx.controllers.byIds(known.map(({ id }) => id))).map(({ id }) => id));
    for (const { controllerId, reason, count } of refusals) {
      if (controllers.has(controllerId))
        note(tx, ids, now, { controllerId, kind: 'refused', detail: { reason, count } });
    }
  });
}
