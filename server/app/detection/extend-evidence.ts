import { coverGaps } from '../../domain/gap.ts';
import { isOpen } from '../../domain/parking-session.ts';
import { correctStay } from '../correct-stay.ts';
import type { Boot } from '../ports/entities.ts';
import type { IngestParts } from './ingest-parts.ts';

/**
 * An older boot's word, learned late, supports what it had said of the slot further than was known: what was a gap in the
 * evidence shrinks, a stay that was ended where the evidence ended goes on, and its bill follows.
 */
export async function extendEvidence(
  parts: IngestParts,
  extension: {
    slotId: string;
    boot: Pick<Boot, 'controllerId' | 'bootId'>;
    from: number;
    to: number;
    /** Whether a stay that ended at `from` for want of evidence may have gone on: nothing else was said of the slot. */
    mayGoOn: boolean;
  },
): Promise<void> {
  const { scenes } = parts;
  const { slotId, boot, from, to, mayGoOn } = extension;
  const { session, slot } = scenes.get(slotId);
  if (!session || to <= from || slot.controllerId !== boot.controllerId) return;
  const gaps = coverGaps(session.gaps, { from, to });
  if (isOpen(session)) {
    if (gaps !== session.gaps) scenes.update(slotId, { session: { ...session, gaps } });
    return;
  }
  const goesOn = mayGoOn && session.endFoundBy === 'supported' && session.endedAt === Math.max(from, session.startedAt);
  if (gaps === session.gaps && !goesOn) return;
  await correctStay(parts, session, { ...session, gaps, endedAt: goesOn ? to : session.endedAt });
}
