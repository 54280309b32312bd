import { type BookingDialogue, STEPS } from './booking-form.ts';

/** A problem that a driver is about to report. */
export interface ProblemDialogue {
  readonly kind: 'problem';
  readonly misses: number;
}

/** Lots that were listed in an order of their own, for the number that follows. */
export interface LotsDialogue {
  readonly kind: 'lots';
  readonly codes: readonly string[];
}

/** Where a driver is in something that is asked step by step. */
export type Dialogue = BookingDialogue | ProblemDialogue | LotsDialogue;

/** As a conversation keeps it. */
export function writeDialogue(dialogue: Dialogue): string {
  return JSON.stringify(dialogue);
}

/** What a conversation kept; null where there is nothing, or something that an older Parkwire wrote otherwise. */
export function readDialogue(text: string | null): Dialogue | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Dialogue;
    if (kept.kind === 'problem' || kept.kind === 'lots') return kept;
    return kept.kind === 'booking' && STEPS.includes(kept.step) && Array.isArray(kept.trail) ? kept : null;
  } catch {
    return null;
  }
}
