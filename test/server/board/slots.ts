import type { SlotView } from '../../../shared/live/board-events.ts';

/** A free slot, unless told otherwise. */
export function slotOf(code: string, change: Partial<SlotView> = {}): SlotView {
  return {
    code,
    version: 1,
    state: 'free',
    led: {
      desired: { color: 'green', pattern: 'solid', rev: 1 },
      reported: { color: 'green', pattern: 'solid', rev: 1 },
      drift: false,
    },
    controller: { id: `esp32-${code.toLowerCase()}`, status: 'online', lastSeenAt: '2026-11-21T10:00:00.000Z' },
    driver: null,
    booking: null,
    session: null,
    disowned: null,
    displaced: null,
    ...change,
  };
}
