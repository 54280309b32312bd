/** What controllers say, as the MQTT side hands it in: validated, in the order of arrival. */
interface FromController {
  readonly lotCode: string;
  readonly controllerId: string;
  /** When the packet arrived, ms since the epoch. */
  readonly receivedAt: number;
}

export interface OnlineMessage extends FromController {
  readonly kind: 'online';
  readonly bootId: string;
  readonly fw: string;
  readonly uptimeMs: number;
  readonly oldestSeq: number | null;
  /** The slots that the board says it has. */
  readonly slots: readonly string[];
}

/** A clean shutdown or the last will. */
export interface GoneMessage extends FromController {
  readonly kind: 'gone';
  readonly status: 'offline' | 'lost';
  readonly bootId: string;
}

export interface EventMessage extends FromController {
  readonly kind: 'event';
  readonly bootId: string;
  readonly seq: number;
  /** Not readable beyond its name: stored as rejected, for this reason, and acknowledged. */
  readonly rejected: string | null;
  readonly slotCode: string;
  readonly type: string;
  readonly uptimeMs: number;
  readonly sentUptimeMs: number;
  readonly oldestSeq: number | null;
  readonly initial: boolean;
  readonly clockAt: number | null;
}

export interface TelemetryMessage extends FromController {
  readonly kind: 'telemetry';
  readonly bootId: string;
  readonly uptimeMs: number;
  readonly queue: number | null;
  readonly rssi: number | null;
  readonly heapFree: number | null;
  readonly tempC: number | null;
}

/** The answer to a command. */
export interface ResponseMessage extends FromController {
  readonly kind: 'response';
  readonly commandId: string;
  readonly status: 'accepted' | 'done' | 'rejected';
  readonly detail: string | null;
}

export interface OccupancyMessage extends FromController {
  readonly kind: 'occupancy';
  readonly slotCode: string;
  readonly bootId: string;
  readonly seq: number;
  readonly occupied: boolean;
  /** Came as it was published, not out of the broker's memory. */
  readonly live: boolean;
}

export interface LedReportMessage extends FromController {
  readonly kind: 'led-reported';
  readonly slotCode: string;
  readonly color: 'green' | 'blue' | 'red' | 'amber' | 'white' | 'off';
  readonly pattern: 'solid' | 'blink';
  readonly rev: number;
}

export type ControllerMessage =
  | OnlineMessage
  | GoneMessage
  | EventMessage
  | TelemetryMessage
  | OccupancyMessage
  | LedReportMessage
  | ResponseMessage;

/** What the controllers are to be answered once the unit is committed. */
export interface IngestOutcome {
  readonly acks: readonly { lotCode: string; controllerId: string; bootId: string; seq: number }[];
  readonly welcomes: readonly { lotCode: string; controllerId: string; bootId: string; ackSeq: number; at: number }[];
  /** What was dropped, by reason, to be counted. */
  readonly dropped: readonly { reason: 'unknown-controller' | 'wrong-lot' | 'behind-gap'; controllerId: string }[];
  /** How many observations were made: events that took their turn, and snapshots that said something new. */
  readonly observed: number;
}
