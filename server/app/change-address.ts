import { isAmong, type NumbersOfBusiness } from '../domain/channel.ts';
import type { Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** By what a channel knows a person: a number, an id of its own, or both. */
export interface Address {
  readonly phone: string | null;
  readonly scopedId: string | null;
}

export interface AddressChange {
  readonly from: Address;
  readonly to: Address;
}

/** `taken`: the new number or id is another driver's already, and stays theirs. */
export type AddressOutcome = 'changed' | 'taken' | 'unknown-driver';

const isNumber = ({ userId, phone }: Identity): boolean => userId === phone;

/**
 * A driver has another number, and with it another id, as the channel itself says. Wallet, bookings and messages stay theirs under
 * the new ones, and the old ones are nobody's: who writes by them next is somebody else. What the channel keeps to itself, as
 * the number of a driver who hides it, is not theirs as far as we know. It counts for drivers who write to a number of whoever says
 * so (`business`); an id that another business has for the driver stays as it is, until that one says so too.
 */
export async function changeAddress(
  unitOfWork: UnitOfWork,
  ids: Ids,
  now: number,
  channel: string,
  { from, to }: AddressChange,
  business: NumbersOfBusiness,
): Promise<AddressOutcome> {
  return unitOfWork.run(async (tx) => {
    const named = [from.scopedId, from.phone, to.phone, to.scopedId].flatMap((userId) => userId ?? []);
    const known = await tx.drivers.lockByIdentities(named.map((userId) => ({ channel, userId })));
    const knownBy = (userId: string | null) => known.find(({ identity }) => identity.userId === userId);
    const isTheirs = ({ ourAddress }: Identity) => isAmong(business, ourAddress);
    // An id is given to one person alone, a number to one after the other.
    const before = [knownBy(from.scopedId), knownBy(from.phone)].find((one) => one && isTheirs(one.identity));
    if (!before) return 'unknown-driver';
    const { id: driverId } = before.driver;
    const all = await tx.drivers.identitiesOf([driverId]);
    const own = all.filter((one) => one.channel === channel);
    const by = (userId: string | null) => own.find((one) => one.userId === userId);
    const scoped = by(from.scopedId) ?? own.find((one) => !isNumber(one) && isTheirs(one));
    const isAnother = from.scopedId !== null && scoped !== undefined && scoped.userId !== from.scopedId;
    if (isAnother && scoped.userId !== to.scopedId) return 'unknown-driver';
    const after = [knownBy(to.phone), knownBy(to.scopedId)];
    if (after.some((one) => one && one.driver.id !== driverId)) return 'taken';

    const number = by(from.phone) ?? own.find((one) => isNumber(one) && isTheirs(one));
    const left = new Set([number, scoped].flatMap((one) => one ?? []));
    const wanted: { userId: string; row: Identity | undefined }[] = [];
    if (to.phone !== null) wanted.push({ userId: to.phone, row: by(to.phone) ?? number });
    if (to.scopedId !== null) wanted.push({ userId: to.scopedId, row: by(to.scopedId) ?? scoped });
    const [first] = wanted;
    if (!first) return 'unknown-driver';
    if (wanted.length === 1) first.row ??= number ?? scoped;
    for (const one of wanted) {
      const { userId, row } = one;
      if (row) {
        left.delete(row);
        await tx.drivers.changeAddress(row, userId, to.phone);
        one.row = { ...row, userId, phone: to.phone };
      } else {
        one.row = { ...before.identity, id: ids.next(), userId, phone: to.phone };
        tx.drivers.addIdentity(one.row, now);
      }
    }
    if (first.row) for (const gone of left) await tx.drivers.retireIdentity(gone, first.row, now);
    const touched = new Set([...left, ...wanted.flatMap(({ row }) => row ?? [])].map(({ id }) => id));
    for (const other of own) {
      const hasFormer = number !== undefined && other.phone === number.phone && !touched.has(other.id);
      if (hasFormer) await tx.drivers.changeAddress(other, other.userId, to.phone);
    }
    return 'changed';
  });
}
