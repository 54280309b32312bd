import type { RolloutLook } from '../../app/firmware/rollouts.ts';
import type { FirmwareImage } from '../../app/ports/firmware-repository.ts';
import { iso, isoOrNull } from './iso.ts';

/** How firmware images and rollouts are shown on the wire. */

export function imageView({ id, version, sha256, size, uploadedAt, by }: FirmwareImage & { by: string | null }) {
  return { id, version, sha256, size, uploadedAt: iso(uploadedAt), by };
}

export function rolloutView({ rollout, image, boards, startedBy, stoppedBy }: RolloutLook) {
  const { id, state, version, backWithinMs, startedAt, changedAt } = rollout;
  return {
    ...{ id, state, version, startedBy, stoppedBy, backWithinMinutes: backWithinMs / 60_000 },
    image: { id: image.id, version: image.version, sha256: image.sha256 },
    ...{ startedAt: iso(startedAt), changedAt: iso(changedAt) },
    boards: boards.map((board) => ({
      controller: board.controllerId,
      ...{ state: board.state, reason: board.reason, detail: board.detail, fwBefore: board.fwBefore },
      turnAt: isoOrNull(board.turnAt),
      backBy: isoOrNull(board.state === 'sent' && board.toldAt !== null ? board.toldAt + backWithinMs : null),
      endedAt: isoOrNull(board.endedAt),
    })),
  };
}
