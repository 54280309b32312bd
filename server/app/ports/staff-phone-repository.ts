import type { IdentityKey } from './driver-repository.ts';
import type { Role } from './entities.ts';

/** A phone by which a member of staff works in the chat. Times in ms since the epoch. */
export interface StaffPhone {
  readonly id: string;
  readonly staffId: string;
  /** By which it was linked. */
  readonly identityId: string;
  readonly driverId: string;
  readonly linkedAt: number;
  /** When staff commands last came from it. */
  readonly usedAt: number;
  /** Since when it is told what needs attention; null where it is not. */
  readonly alertsSince: number | null;
  /** The lot that was spoken of last. */
  readonly lotId: string | null;
  /** What waits for a yes, as the chat wrote it down. */
  readonly pending: string | null;
  readonly pendingAt: number | null;
}

/** A linked phone with its member of staff, whose role counts as it is now. */
export interface LinkedPhone extends StaffPhone {
  readonly login: string;
  readonly role: Role;
  /** E.164, where the channel tells it. */
  readonly phone: string | null;
}

/** Links between phones and logins. Those of retired staff are not found. */
export interface StaffPhoneRepository {
  /** Whether one of these may be a linked phone. */
  anyOf(keys: readonly IdentityKey[]): Promise<boolean>;
  /** The driver's, locked. */
  lockByDriver(driverId: string): Promise<LinkedPhone | null>;
  byId(id: string): Promise<LinkedPhone | null>;
  /** Of one member of staff, or of all; the oldest link first. */
  list(staffId: string | null): Promise<LinkedPhone[]>;
  /** Links a phone in the place of whatever link its driver or its identity had. */
  link(phone: StaffPhone): Promise<void>;
  save(phone: StaffPhone): void;
  unlink(id: string): Promise<void>;
  /** Keeps a code in the place of the member's one before. */
  saveCode(staffId: string, codeHash: string, expiresAt: number): Promise<void>;
  /** Takes a code that is still good; answers whose it was. */
  takeCode(codeHash: string, now: number): Promise<string | null>;
  /** Counts a wrong try of a sender; answers how many there were since the moment. */
  countTry(driverId: string, now: number, since: number): Promise<number>;
  /** How many wrong tries of a sender there were since the moment. */
  tries(driverId: string, since: number): Promise<number>;
}

export type AlertKind = 'car' | 'controller' | 'dispute' | 'rollout';

/** Something that needs the attention of staff, once. */
export interface StaffAlert {
  readonly id: string;
  readonly kind: AlertKind;
  /** The stay, the controller with the moment when it was found lost, the dispute, or the rollout with the version at which it stopped. */
  readonly subject: string;
  readonly lotId: string;
  readonly raisedAt: number;
}

/** What is so now and was not told yet. */
export interface Untold {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly lotId: string;
  /** The slot's code, the controller's id, the dispute's id, or the id of the board at which a rollout stopped. */
  readonly name: string;
  /** Since when it is so; of a lost controller, when that was noticed. */
  readonly since: number;
}

export interface StaffAlertRepository {
  /** Cars that stand there without a driver, controllers that are lost, open disputes, and rollouts that stopped by themselves; the oldest first. */
  untold(): Promise<Untold[]>;
  /** Notes alerts; answers those that nobody had noted. */
  raise(alerts: readonly StaffAlert[]): Promise<StaffAlert[]>;
  /** Raised since the moment and not answered, the newest first. */
  open(kind: AlertKind, since: number): Promise<StaffAlert[]>;
  answer(id: string, staffId: string, at: number): Promise<void>;
}
