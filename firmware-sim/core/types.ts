import type { LedState } from '../../shared/led.ts';
import type {
  AckPayload,
  EventPayload,
  OccupancyPayload,
  ResponsePayload,
  StatusPayload,
  TelemetryPayload,
  WelcomePayload,
} from '../../shared/mqtt/payloads.ts';
import type { SensorConfig, SensorState } from './sensor.ts';

/** What is soldered on: it never changes while the board lives. */
export interface Setup {
  readonly fw: string;
  readonly slots: readonly string[];
  /** Events kept until acknowledged; PROTOCOL.md asks for at least 256. */
  readonly queueSize: number;
  /** How strong its radio's signal is, in dBm; a board on a wire has none. */
  readonly rssi?: number;
  /** A firmware of before: events with QoS 0, no clock, no length of its queue, none of the newer commands. */
  readonly isOld?: boolean;
}

/** An event as it is kept: all of it but the age of one sending and the floor, which each sending states afresh. */
export type StoredEvent = Omit<EventPayload, 'sentUptimeMs' | 'oldestSeq'>;

export interface BoardConfig extends SensorConfig {
  readonly telemetryS: number;
}

/** What survives a power cut. */
export interface Flash {
  /** Unacknowledged events, oldest boot first, in order of seq within a boot. */
  readonly queue: readonly StoredEvent[];
  /** Per boot, the `oldestSeq` to state: nothing below it, in that boot, will ever come. */
  readonly floors: Readonly<Record<string, number>>;
  readonly config: BoardConfig;
  /** Answers that no boot has given yet: of a `restart`, of an image that was tried. */
  readonly owed: readonly ResponsePayload[];
  /** An image that the next boot tries, and the `update` that it answers. */
  readonly trial?: { readonly commandId: string; readonly version: string };
  /** What it runs instead of what it was delivered with. */
  readonly fw?: string;
}

export interface SlotState {
  readonly sensor: SensorState;
  /** The last event of this slot in this boot: what its occupancy snapshot rests on. */
  readonly lastSeq: number;
  /** Its occupancy is to be published as soon as that event has left. */
  readonly isDue: boolean;
  readonly desired?: LedState;
}

export interface Identifying {
  readonly commandId: string;
  readonly slots: readonly string[];
  readonly untilMs: number;
}

/** An update as its command asks for it. */
export interface Update {
  readonly commandId: string;
  readonly url: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly version: string;
}

/** What is lost at each boot. */
export interface Running {
  readonly bootId: string;
  readonly uptimeMs: number;
  readonly connected: boolean;
  readonly nextSeq: number;
  readonly ackedSeq: number;
  readonly slots: Readonly<Record<string, SlotState>>;
  /** When each event in flight was last sent: it runs parallel to the head of the queue. */
  readonly sentAt: readonly number[];
  /** Credit of the sending rate, in milliseconds, and when it was last counted. */
  readonly creditMs: number;
  readonly creditAtMs: number;
  readonly identifying: readonly Identifying[];
  /** Commands lately answered, so that a QoS 1 repeat has no second effect. */
  readonly answered: readonly ResponsePayload[];
  /** Answers that arose while offline. */
  readonly unsent: readonly ResponsePayload[];
  /** What a time server said last, as UTC in milliseconds at uptime 0. */
  readonly bootedAtUtcMs?: number;
  /** The server's time and the uptime at which `welcome` told it: the board has no clock of its own. */
  readonly serverTime?: { readonly timeMs: number; readonly uptimeMs: number };
  readonly telemetryAtMs: number;
  /** The update whose image is being fetched. */
  readonly updating?: Update | undefined;
}

export interface CoreState {
  readonly setup: Setup;
  readonly flash: Flash;
  /** Absent until the first `boot`. */
  readonly running?: Running;
}

/** A command as it came: its name may be one we do not know, its expiry may be unreadable. Both must be answered. */
export interface ReceivedCommand {
  readonly commandId: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expiresAt: string;
}

export type DownMessage =
  | { readonly kind: 'welcome'; readonly payload: WelcomePayload }
  | { readonly kind: 'ack'; readonly payload: AckPayload }
  | { readonly kind: 'command'; readonly payload: ReceivedCommand; readonly retained: boolean }
  | { readonly kind: 'led-desired'; readonly slot: string; readonly payload: LedState };

export interface Boot {
  readonly type: 'boot';
  readonly bootId: string;
  /** An image that waits to be tried does not start. */
  readonly rollsBack?: boolean;
}

/** Everything that can happen to a board. Time and chance come in with the event. */
export type CoreEvent = { readonly uptimeMs: number } & (
  | Boot
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'message'; readonly message: DownMessage }
  | { readonly type: 'reading'; readonly slot: string; readonly distanceCm: number }
  | { readonly type: 'tick' }
  /** A time server answered. */
  | { readonly type: 'synced'; readonly utcMs: number }
  /** What came of a `fetch`; without a failure the image is stored. */
  | { readonly type: 'fetched'; readonly commandId: string; readonly failure?: string | undefined }
  | { readonly type: 'shutdown' }
);

export type UpMessage =
  | { readonly kind: 'status'; readonly payload: StatusPayload }
  | { readonly kind: 'event'; readonly payload: EventPayload }
  | { readonly kind: 'telemetry'; readonly payload: TelemetryPayload }
  | { readonly kind: 'response'; readonly payload: ResponsePayload }
  | { readonly kind: 'occupancy'; readonly slot: string; readonly payload: OccupancyPayload }
  | { readonly kind: 'led-reported'; readonly slot: string; readonly payload: LedState };

export type Publish = { readonly type: 'publish'; readonly qos: 0 | 1; readonly retain: boolean } & UpMessage;

export type Effect =
  | Publish
  /** The board restarts itself, cleanly, after what was published has left. */
  | { readonly type: 'restart' }
  /** Fetch a firmware image, check it and store it; `fetched` says what came of it. */
  | { readonly type: 'fetch'; readonly update: Update }
  /** Write to flash. It always comes before the publishes of the same step. */
  | { readonly type: 'persist'; readonly flash: Flash };
