/**
 * Up to when what a boot said of a slot is supported. Evidence is of the whole boot: its events come in order, so whatever
 * it says last, the other slots are as it said before. Events that are lost end that for every slot: any of them may have
 * been theirs.
 */

/** A controller that has not been heard for this long is lost (controller protocol, "Liveness"). */
export const SILENCE_MS = 150_000;

export interface BootEvidence {
  /** Until then this boot supports what it last said of each of its slots. */
  readonly evidenceUntil: number | null;
  /** Slots it has not spoken of since events were lost, and up to when the evidence before the loss supports each. */
  readonly unheard: Readonly<Record<string, number>>;
}

/** The last moment for which the boot supports what it last said of the slot; null where it supports nothing. */
export function supportOf(evidence: BootEvidence, slotId: string): number | null {
  return evidence.unheard[slotId] ?? evidence.evidenceUntil;
}

/** Whether events that may have been the slot's are lost, and nothing was heard of it since. */
export function isUnheard(evidence: BootEvidence, slotId: string): boolean {
  return slotId in evidence.unheard;
}

/** Until that moment, every slot heard of is as the boot last said. Returns the same object when that is known. */
export function support<Of extends BootEvidence>(evidence: Of, until: number): Of {
  return until > (evidence.evidenceUntil ?? 0) ? { ...evidence, evidenceUntil: until } : evidence;
}

/** Events right after what is known are lost: nothing later supports any of the slots until it is heard of again. */
export function lose<Of extends BootEvidence>(evidence: Of, slotIds: readonly string[]): Of {
  const frozen = Object.fromEntries(slotIds.map((id) => [id, evidence.evidenceUntil ?? 0]));
  return { ...evidence, unheard: { ...frozen, ...evidence.unheard } };
}

/** The boot has spoken of the slot. Returns the same object when nothing had been lost. */
export function hearOf<Of extends BootEvidence>(evidence: Of, slotId: string): Of {
  if (!isUnheard(evidence, slotId)) return evidence;
  const { [slotId]: _, ...unheard } = evidence.unheard;
  return { ...evidence, unheard };
}
