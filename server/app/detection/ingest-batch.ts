import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import { isConstraint, isStorageAway } from '../ports/storage-errors.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { ControllerMessage, IngestOutcome } from './controller-message.ts';
import { ingest } from './ingest.ts';

/**
 * One batch of controllers' messages as one unit. An event that alone cannot be applied, whatever the reason, is stored
 * as rejected and acknowledged: a board must never be stuck on it. Where the storage itself is away nothing is taken.
 */
export async function ingestBatch(
  deps: { unitOfWork: UnitOfWork; ids: Ids; clock: Clock; log: Log },
  messages: readonly ControllerMessage[],
): Promise<IngestOutcome[]> {
  const { unitOfWork, ids, clock, log } = deps;
  try {
    const outcome = await unitOfWork.run((tx) => ingest(tx, ids, clock.now(), messages));
    return messages.map(() => outcome);
  } catch (error) {
    const [message] = messages;
    if (messages.length !== 1 || message?.kind !== 'event' || message.rejected !== null || isStorageAway(error))
      throw error;
    // A race lost to another unit is not the event's fault: with fresh reads it may well apply.
    if (isConstraint(error)) {
      const again = await unitOfWork.run((tx) => ingest(tx, ids, clock.now(), messages)).catch(() => null);
      if (again) return [again];
    }
    const { controllerId, bootId, seq } = message;
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'not applicable';
    log.error({ controllerId, bootId, seq, reason }, 'an event could not be applied and is stored as rejected');
    const outcome = await unitOfWork.run((tx) => ingest(tx, ids, clock.now(), [{ ...message, rejected: reason }]));
    return [outcome];
  }
}
