import { type DesiredLed, type LedLook, sameLook } from './led.ts';

export type SlotState = 'free' | 'reserved' | 'occupied' | 'attention' | 'out-of-service' | 'unknown';

/**
 * What a slot's state follows from. `health`: `manual` has no controller and is run by hand; `silent` has one that we do
 * not hear, or that has not said since it woke what it sees there, so whatever we last knew may be wrong.
 */
export interface SlotFacts {
  readonly outOfService: boolean;
  readonly health: 'manual' | 'online' | 'silent';
  /** A car stands there; `attention` when nobody accounts for it. */
  readonly car: 'none' | 'accounted' | 'attention';
  /** A booking holds the slot now. */
  readonly reserved: boolean;
}

/** Of a slot with a controller: `online` while the boot that speaks for the controller now is the one that last saw it. */
export function healthOf(presentBoot: string | null, seenBoot: string | null): 'online' | 'silent' {
  return presentBoot !== null && presentBoot === seenBoot ? 'online' : 'silent';
}

/** The state everybody is shown. A slot whose controller is silent is never called free. */
export function slotState(facts: SlotFacts): SlotState {
  if (facts.outOfService) return 'out-of-service';
  if (facts.health === 'silent') return 'unknown';
  if (facts.car === 'attention') return 'attention';
  if (facts.car === 'accounted') return 'occupied';
  return facts.reserved ? 'reserved' : 'free';
}

const LOOKS: Readonly<Record<Exclude<SlotState, 'unknown'>, LedLook>> = {
  free: { color: 'green', pattern: 'solid' },
  reserved: { color: 'blue', pattern: 'solid' },
  occupied: { color: 'red', pattern: 'solid' },
  attention: { color: 'red', pattern: 'blink' },
  'out-of-service': { color: 'amber', pattern: 'solid' },
};

/**
 * What the LED should show: a function of the state alone. A slot that is unknown keeps its last desired state. The
 * revision grows only when the look changes.
 */
export function desiredLed(state: SlotState, last: DesiredLed): DesiredLed {
  if (state === 'unknown') return last;
  const look = LOOKS[state];
  return sameLook(look, last) ? last : { ...look, rev: last.rev + 1 };
}

/** The desired state of a slot nobody has touched yet. */
export const INITIAL_LED: DesiredLed = { color: 'green', pattern: 'solid', rev: 1 };
