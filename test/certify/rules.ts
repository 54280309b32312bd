/** What a board has to do, each in a sentence, with the section of the controller protocol that asks for it. */
export const RULES = {
  connect: 'connects with its id as client id and user, a clean session, and a keep-alive of 1 to 60 s (Connecting)',
  'will-set': 'leaves a retained will of QoS 1, `lost` with its boot id, on its status topic (Connecting)',
  birth: 'says retained that it is online, with boot id, firmware, protocol 1, slots and uptime (Connecting)',
  initial: 'reports what each sensor saw when it woke, marked `initial` (Boot identity)',
  snapshot: 'publishes the occupancy of each slot, after the event that it names and as that says (Connecting)',
  led: 'shows and reports the LED that is desired, with its revision (LED)',
  keep: 'sends an event that nobody acknowledged again after 10 s, unchanged but for a fresh `sentUptimeMs` (Boot identity)',
  reconnect:
    'connects again by itself when the connection breaks, says so, and sends again what is unacknowledged (Boot identity)',
  acked: 'does not send again what was acknowledged (Boot identity)',
  'foreign-ack': 'takes no acknowledgement of another boot for its own (Boot identity)',
  sequence: 'numbers its events 1, 2, 3 … over all slots of a boot, and sends them in that order (Boot identity)',
  window: 'has no more than 16 unacknowledged events in flight (Boot identity)',
  change: 'reports a change with the uptime of its first reading, after it held for the dwell time (Sensor)',
  age: 'tells by its uptimes how long ago something was (When it happened)',
  debounce: 'does not report what did not hold for the dwell time (Sensor)',
  'set-config': 'takes settings, reports telemetry as often as it is told, and refuses what is out of range (Commands)',
  identify: 'blinks white for 30 s, says so, and goes back to what is desired (LED, Commands)',
  resync: 'publishes status, occupancy and LEDs again when it is asked to (Commands)',
  repeat: 'answers a command that comes twice twice, and carries it out once (Commands)',
  unknown: 'rejects a command it does not know (Commands)',
  expired: 'rejects a command that is late, and does not carry it out (Commands)',
  garbage: 'lives on after payloads that nobody can read (Connecting)',
  will: 'is told to be lost when its power fails (Liveness)',
  reboot: 'has another boot id after each boot (Boot identity)',
  'across-reboots': 'keeps events across a power cut, and sends those of the older boot first (Boot identity)',
  'led-again': 'shows after a boot what is desired (LED)',
  restart: 'restarts on command: accepted, goodbye, another boot, done (Commands)',
  topics: 'publishes on the topics of the protocol alone (Connecting)',
  payloads: 'publishes JSON as the protocol has it, of at most 4 KiB (Connecting)',
  retained: 'retains status, occupancy and LEDs, and nothing else (Connecting)',
} as const;

export type Rule = keyof typeof RULES;

export interface Finding {
  readonly rule: Rule;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty where it passed. */
  readonly why: string;
}
