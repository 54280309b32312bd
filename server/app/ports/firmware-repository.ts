import type { RolloutBoardState, RolloutReason, RolloutState } from '../../domain/rollout.ts';

/** A firmware image, without its bytes. Times in ms since the epoch. */
export interface FirmwareImage {
  readonly id: string;
  readonly operatorId: string;
  readonly version: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly uploadedAt: number;
  readonly uploadedBy: string;
  readonly retiredAt: number | null;
}

/** The way of an image onto the boards of a lot. */
export interface Rollout {
  readonly id: string;
  readonly lotId: string;
  readonly imageId: string;
  readonly state: RolloutState;
  /** Grows with every change of its state. */
  readonly version: number;
  /** So long a board has to be back. */
  readonly backWithinMs: number;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly changedAt: number;
  /** Who of the staff stopped it; null where it stopped by itself, or runs. */
  readonly stoppedBy: string | null;
}

export interface RolloutBoard {
  readonly rolloutId: string;
  readonly controllerId: string;
  readonly position: number;
  readonly state: RolloutBoardState;
  readonly reason: RolloutReason | null;
  readonly detail: string | null;
  readonly commandId: string | null;
  /** The boot that it was in, and what it ran, when its turn came. */
  readonly bootId: string | null;
  readonly fwBefore: string | null;
  readonly turnAt: number | null;
  /** When the command went out. */
  readonly toldAt: number | null;
  readonly endedAt: number | null;
}

/** A link by which a board fetches an image; its token is known by its hash alone. */
export interface FirmwareLink {
  readonly tokenHash: string;
  readonly commandId: string;
  readonly imageId: string;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

export interface FirmwareRepository {
  /** Those that are not retired, the newest first. */
  images(): Promise<FirmwareImage[]>;
  /** Retired ones too. */
  imagesByIds(ids: readonly string[]): Promise<FirmwareImage[]>;
  /** Locked until the unit ends; null where there is none, or it is retired. */
  lockImage(imageId: string): Promise<FirmwareImage | null>;
  addImage(image: FirmwareImage, bytes: Uint8Array): Promise<void>;
  bytesOf(imageId: string): Promise<Uint8Array | null>;
  /** Its bytes are thrown away. Answers whether it was there. */
  retireImage(imageId: string, at: number): Promise<boolean>;
  addLink(link: FirmwareLink): Promise<void>;
  link(tokenHash: string): Promise<FirmwareLink | null>;
  /** Ends all links of a command; answers how many were open. */
  endLinks(commandId: string, at: number): Promise<number>;
  /** Deletes links that ran out before the moment. */
  forgetLinks(before: number): Promise<void>;
}

export interface RolloutRepository {
  /** The newest first. */
  ofLot(lotId: string, limit: number): Promise<Rollout[]>;
  byId(id: string): Promise<Rollout | null>;
  lockById(id: string): Promise<Rollout | null>;
  /** Those that run or have stopped, and those with a board whose turn has not ended. */
  active(): Promise<Rollout[]>;
  /** Whether a rollout that is open, or has a board whose turn has not ended, uses the image. */
  uses(imageId: string): Promise<boolean>;
  /** Refused by the database where the lot has an open one. */
  add(rollout: Rollout): Promise<void>;
  save(rollout: Rollout): Promise<void>;
  /** In their order. */
  boards(rolloutIds: readonly string[]): Promise<RolloutBoard[]>;
  boardsOfCommands(commandIds: readonly string[]): Promise<RolloutBoard[]>;
  saveBoard(board: RolloutBoard): void;
}
