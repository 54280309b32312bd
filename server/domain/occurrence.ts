/**
 * When something on a board without a clock happened, from uptimes alone (controller protocol, "When it happened"). The
 * offset of a boot is the smallest `receivedAt − uptime at sending` over the live messages of the last 24 hours: the
 * message the network delayed least.
 */
const HOUR_MS = 3_600_000;
const WINDOW_HOURS = 24;

/** The smallest offset seen in each hour, oldest first: `[hour since the epoch, offset in ms]`. */
export type OffsetWindow = readonly (readonly [number, number])[];

/** Takes in one live message; returns the same object when nothing changed. */
export function observeOffset(window: OffsetWindow, receivedAt: number, sentUptimeMs: number): OffsetWindow {
  const offset = receivedAt - sentUptimeMs;
  const hour = Math.floor(receivedAt / HOUR_MS);
  const last = window.at(-1);
  if (last && last[0] === hour && last[1] <= offset) return window;
  const kept = window.filter(([at]) => at > hour - WINDOW_HOURS && at !== hour);
  const inHour = window.find(([at]) => at === hour);
  return [...kept, [hour, Math.min(offset, inHour?.[1] ?? offset)]];
}

/** The boot's offset, or undefined while no live message of it has been seen. */
export function offsetOf(window: OffsetWindow): number | undefined {
  return window.length === 0 ? undefined : Math.min(...window.map(([, offset]) => offset));
}

export interface Occurrence {
  readonly at: number;
  /** How the time was found: the boot's offset, the board's own clock, or only bounds around it. */
  readonly foundBy: 'offset' | 'clock' | 'bounds';
  readonly clamped: boolean;
}

export interface OccurrenceEvidence {
  readonly uptimeMs: number;
  readonly offset: number | undefined;
  /** The board's own clock, where it was synchronised. */
  readonly clockAt: number | undefined;
  readonly receivedAt: number;
  /** The controller's event before this one. */
  readonly previousAt: number | undefined;
  /** Where neither offset nor clock is known: the side of the bounds that favours the driver. */
  readonly favourable: number;
}

/** A clock this much off still tells the time; its word is put right by the clamps. */
const SLIGHTLY_OFF_MS = 60_000;

/**
 * What the board's clock says of an event, where that can be so: one that is ahead of the receipt, or behind what the
 * controller reported before, is wrong by we do not know how much and says nothing.
 */
export function believableClock(
  clockAt: number | null,
  bounds: Pick<OccurrenceEvidence, 'receivedAt' | 'previousAt'>,
): number | undefined {
  const { receivedAt, previousAt = Number.NEGATIVE_INFINITY } = bounds;
  if (clockAt === null || clockAt > receivedAt + SLIGHTLY_OFF_MS) return undefined;
  return clockAt < Math.min(previousAt, receivedAt) - SLIGHTLY_OFF_MS ? undefined : clockAt;
}

/** When an event happened: not after its receipt, not before the controller's previous event. */
export function occurrence(evidence: OccurrenceEvidence): Occurrence {
  const [found, foundBy] =
    evidence.offset !== undefined
      ? [evidence.offset + evidence.uptimeMs, 'offset' as const]
      : evidence.clockAt !== undefined
        ? [evidence.clockAt, 'clock' as const]
        : [evidence.favourable, 'bounds' as const];
  const at = Math.max(
    Math.min(found, evidence.receivedAt),
    Math.min(evidence.previousAt ?? found, evidence.receivedAt),
  );
  return { at, foundBy, clamped: at !== found };
}
