/** Debounce of a distance sensor: PROTOCOL.md, "Sensor". */

export interface SensorConfig {
  readonly dwellInMs: number;
  readonly dwellOutMs: number;
  readonly hysteresisCm: number;
  readonly occupiedBelowCm: number;
}

export interface SensorState {
  /** Undefined until the sensor has been read in this boot. */
  readonly occupied?: boolean;
  /** A change that has not yet held for its dwell time. */
  readonly change?: { readonly occupied: boolean; readonly sinceMs: number };
}

export interface Detection {
  readonly occupied: boolean;
  /** Uptime of the first reading of the change. */
  readonly uptimeMs: number;
  readonly initial: boolean;
  readonly distanceCm: number;
}

/** The greatest distance an event can state; an echo that never came counts as that. */
const FARTHEST_CM = 10_000;

/**
 * A car must come closer than `occupiedBelowCm` to be seen, and go farther than that plus the hysteresis to be gone.
 * The first reading of a boot is reported at once: it is what the board saw when it woke, and no change to wait for.
 */
export function observe(
  sensor: SensorState,
  distanceCm: number,
  uptimeMs: number,
  config: SensorConfig,
): { sensor: SensorState; detection?: Detection } {
  if (Number.isNaN(distanceCm) || distanceCm < 0) return { sensor };
  const distance = Math.min(distanceCm, FARTHEST_CM);

  if (sensor.occupied === undefined) {
    const occupied = distance < config.occupiedBelowCm;
    return { sensor: { occupied }, detection: { occupied, uptimeMs, initial: true, distanceCm: distance } };
  }

  const threshold = sensor.occupied ? config.occupiedBelowCm + config.hysteresisCm : config.occupiedBelowCm;
  const occupied = distance < threshold;
  if (occupied === sensor.occupied) {
    return { sensor: sensor.change ? { occupied } : sensor };
  }
  const sinceMs = sensor.change?.sinceMs ?? uptimeMs;
  if (uptimeMs - sinceMs < dwellOf(occupied, config)) {
    return { sensor: sensor.change ? sensor : { ...sensor, change: { occupied, sinceMs } } };
  }
  return { sensor: { occupied }, detection: { occupied, uptimeMs: sinceMs, initial: false, distanceCm: distance } };
}

/** When a pending change will have held long enough, if the readings stay as they are. */
export function changeDueAt(sensor: SensorState, config: SensorConfig): number | undefined {
  return sensor.change && sensor.change.sinceMs + dwellOf(sensor.change.occupied, config);
}

function dwellOf(occupied: boolean, config: SensorConfig): number {
  return occupied ? config.dwellInMs : config.dwellOutMs;
}
