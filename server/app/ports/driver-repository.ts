import type { Driver, Identity } from './entities.ts';

/** An identity as a channel states it. */
export interface IdentityKey {
  readonly channel: string;
  readonly userId: string;
}

export interface DriverRepository {
  /** Identities with their drivers, the drivers locked. */
  lockByIdentities(keys: readonly IdentityKey[]): Promise<{ identity: Identity; driver: Driver }[]>;
  /** Who is known so by a channel; null where nobody is. */
  byIdentity(key: IdentityKey): Promise<Driver | null>;
  add(driver: Driver): void;
  addIdentity(identity: Identity, createdAt: number): void;
  /** Since when no bookings of theirs are taken, or null. */
  saveBlocked(driverId: string, since: number | null): Promise<void>;
  /** Since when they want no reminders, or null. */
  saveMuted(driverId: string, since: number | null): Promise<void>;
  /** What drivers say of themselves: name, plate, a number to call. */
  saveDetails(driver: Driver): Promise<void>;
  /** In which language they are answered from now on, and when they chose it. */
  saveLanguage(driver: Pick<Driver, 'id' | 'locale' | 'localeChosenAt'>): void;
  /** By which way the driver wrote last. */
  saveIdentity(identity: Identity): void;
  /** The number is another driver's from now on; what its former driver did under it stays theirs, under `kept`. */
  passNumberOn(number: Identity, driverId: string, kept: Identity): Promise<void>;
  /** The identity is known by another id from now on, and has this number; so is its driver, where they were named by the old one. */
  changeAddress(identity: Identity, userId: string, phone: string | null): Promise<void>;
  /** The identity is nobody's any more; what was done under it stays with its driver, under `kept`. */
  retireIdentity(gone: Identity, kept: Identity, at: number): Promise<void>;
  byIds(ids: readonly string[]): Promise<Driver[]>;
  byPhone(phone: string): Promise<Driver[]>;
  list(limit: number): Promise<Driver[]>;
  identitiesOf(driverIds: readonly string[]): Promise<Identity[]>;
  identitiesByIds(ids: readonly string[]): Promise<Identity[]>;
}
