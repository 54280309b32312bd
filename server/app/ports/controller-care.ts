/** What happened with a controller, for whoever looks for the reason why. */
export type ControllerEventKind =
  | 'added'
  | 'removed'
  | 'slots'
  | 'online'
  | 'heard-again'
  | 'offline'
  | 'lost'
  | 'events-lost'
  | 'command'
  | 'answer'
  | 'expired'
  | 'drift'
  | 'drift-over'
  | 'secret-drawn'
  | 'secret-used'
  | 'secret-revoked'
  | 'refused'
  | 'updated'
  | 'update-failed';

export type EventDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface ControllerEvent {
  /** Later ones sort later. */
  readonly id: string;
  readonly controllerId: string;
  readonly at: number;
  readonly kind: ControllerEventKind;
  /** Who of the staff did it; null where nobody did. */
  readonly staffId: string | null;
  readonly detail: EventDetail;
}

/** The log of each controller. It is bounded: see `forget`. */
export interface ControllerEventRepository {
  add(event: ControllerEvent): void;
  /** The newest first; with `before`, an id, only older ones. */
  ofController(controllerId: string, page: { before: string | null; limit: number }): Promise<ControllerEvent[]>;
  /** Deletes what is older than the moment, and of each controller all but the newest `keep`. */
  forget(before: number, keep: number): Promise<void>;
}

export type CommandName = 'identify' | 'restart' | 'resync' | 'set-config' | 'update';

/**
 * `waiting` for its controller to be online; `sent`; then as the board answers. `expired`: no answer came while it was
 * valid.
 */
export type CommandStatus = 'waiting' | 'sent' | 'accepted' | 'done' | 'rejected' | 'expired';

export interface ControllerCommand {
  readonly id: string;
  readonly controllerId: string;
  readonly name: CommandName;
  readonly args: Readonly<Record<string, string | number>>;
  readonly staffId: string;
  readonly createdAt: number;
  /** From then on a board rejects it. */
  readonly expiresAt: number;
  readonly status: CommandStatus;
  readonly detail: string | null;
  readonly answeredAt: number | null;
}

export interface CommandRepository {
  add(command: ControllerCommand): void;
  save(command: ControllerCommand): void;
  byIds(ids: readonly string[]): Promise<ControllerCommand[]>;
  lockByIds(ids: readonly string[]): Promise<ControllerCommand[]>;
  /** The newest first. */
  ofController(controllerId: string, limit: number): Promise<ControllerCommand[]>;
  /** Valid ones of controllers that are online: those that wait, and of the named controllers those sent without an answer. */
  toSend(now: number, again: readonly string[] | 'all'): Promise<ControllerCommand[]>;
  /** Those without an answer that expired before the moment. */
  overdue(moment: number): Promise<ControllerCommand[]>;
  /** Deletes those made before the moment. */
  forget(before: number): Promise<void>;
}

/** How controllers are told something by staff; the MQTT side sends it. */
export interface ControllerSpeaker {
  /** Whether this process is connected to the broker and speaks to the controllers. */
  isReady(): boolean;
  command(lotCode: string, command: ControllerCommand): Promise<boolean>;
  /** Clears what the broker keeps of the slot below the controller's root, or of the controller itself. */
  clear(lotCode: string, controllerId: string, slotCode: string | null): Promise<boolean>;
}
