/** The faults that simulated boards can be given, by name and rate. */

/** `share`: of messages, boots or boards, 0 to 1. `per-day`: how often a day, for each board, on average. */
export interface Fault {
  readonly unit: 'share' | 'per-day';
  readonly does: string;
}

export const FAULTS = {
  lost: { unit: 'share', does: 'of the messages either way vanish (not those that say who is there)' },
  delayed: { unit: 'share', does: 'of the messages arrive up to 8 s late' },
  duplicated: { unit: 'share', does: 'of the messages arrive twice' },
  reordered: { unit: 'share', does: 'of the messages are overtaken by the next one' },
  'dropped-connection': { unit: 'per-day', does: 'the connection breaks' },
  'half-open': { unit: 'per-day', does: 'nothing passes for 75 s, and neither end is told' },
  reboot: { unit: 'per-day', does: 'the power fails as an event is stored, before it is sent' },
  blackout: { unit: 'per-day', does: 'the power is away for up to an hour' },
  'flash-full': { unit: 'share', does: 'of the boards can keep no more than 16 events' },
  flapping: { unit: 'per-day', does: 'a sensor sees a car come and go several times within two seconds' },
  stuck: { unit: 'per-day', does: 'a sensor sees for up to two hours what it saw last' },
  'wrong-clock': { unit: 'share', does: 'of the boots have a clock that is wrong by up to ten years' },
  'duplicate-id': { unit: 'per-day', does: 'somebody else connects as this board' },
  'deaf-led': { unit: 'per-day', does: 'LEDs ignore for up to ten minutes what they are told' },
  'old-firmware': { unit: 'share', does: 'of the boards know fewer commands, no clock, and send events with QoS 0' },
  malformed: { unit: 'per-day', does: 'the board sends what no protocol knows' },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
export type Faults = Readonly<Partial<Record<FaultName, number>>>;

/** Several at once, under a name for what they are like. */
export const PROFILES: Readonly<Record<string, Faults>> = {
  'flaky-wifi': {
    ...{ lost: 0.02, delayed: 0.05, duplicated: 0.02, reordered: 0.02 },
    ...{ 'dropped-connection': 24, 'half-open': 4 },
  },
  'bad-power': { reboot: 4, blackout: 1, 'dropped-connection': 6 },
  'worn-out': { flapping: 24, stuck: 0.5, 'flash-full': 0.3, 'wrong-clock': 0.3, 'deaf-led': 2, 'old-firmware': 0.3 },
  unwelcome: { 'duplicate-id': 2, malformed: 24 },
  everything: {
    ...{ lost: 0.01, delayed: 0.02, duplicated: 0.02, reordered: 0.01 },
    ...{ 'dropped-connection': 6, 'half-open': 1, reboot: 1, blackout: 0.3, 'flash-full': 0.2, flapping: 6 },
    ...{ stuck: 0.2, 'wrong-clock': 0.3, 'duplicate-id': 0.5, 'deaf-led': 1, 'old-firmware': 0.2, malformed: 4 },
  },
};

/**
 * Reads `flaky-wifi,reboot=2`: names of profiles, and faults with their rates, the later ones over the earlier ones.
 * @throws {RangeError} a sentence that says what is wrong
 */
export function parseFaults(text: string): Faults {
  const faults: Partial<Record<FaultName, number>> = {};
  for (const part of text.split(',').map((each) => each.trim())) {
    const [name = '', rate] = part.split('=', 2);
    const profile = Object.hasOwn(PROFILES, name) ? PROFILES[name] : undefined;
    if (rate === undefined && profile) {
      Object.assign(faults, profile);
      continue;
    }
    if (!Object.hasOwn(FAULTS, name)) {
      throw new RangeError(
        `there is no fault ${name}: there are ${[...Object.keys(PROFILES), ...Object.keys(FAULTS)].join(', ')}`,
      );
    }
    const { unit } = FAULTS[name as FaultName];
    const value = rate === undefined || !/^\d{1,5}(\.\d{1,6})?$/.test(rate) ? Number.NaN : Number(rate);
    if (Number.isNaN(value) || (unit === 'share' && value > 1)) {
      const what = unit === 'share' ? 'a share from 0 to 1' : 'how often a day';
      throw new RangeError(`${name} needs ${what}, as in ${name}=${unit === 'share' ? '0.01' : '2'}`);
    }
    faults[name as FaultName] = value;
  }
  return faults;
}
