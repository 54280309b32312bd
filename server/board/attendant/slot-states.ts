import type { SlotState } from '../../../shared/live/board-events.ts';

/** The states in the order the counters show them. */
export const slotStates: readonly SlotState[] = [
  'free',
  'reserved',
  'occupied',
  'attention',
  'out-of-service',
  'unknown',
];
