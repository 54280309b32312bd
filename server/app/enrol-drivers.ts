import { isAmong, type NumbersOfBusiness } from '../domain/channel.ts';
import { creditExpiry } from '../domain/credit.ts';
import { guestCredit } from '../domain/ledger.ts';
import type { Lot } from '../domain/lot.ts';
import type { LotBook } from './lot-book.ts';
import type { IdentityKey } from './ports/driver-repository.ts';
import type { Driver, Identity, Transport } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx } from './ports/unit-of-work.ts';

/** Who writes, as a channel states it. */
export interface Contact extends IdentityKey {
  /** E.164, where the channel tells it. */
  readonly phone: string | null;
  readonly profileName: string | null;
  /** Another id by which the channel knows the same person, stated with this one. */
  readonly alsoKnownAs?: string | null;
  readonly transport: Transport;
  /** The address of ours that was written to. */
  readonly ourAddress: string | null;
  /** The numbers of the business that was written to; every business has another id for the same person. Left out: all. */
  readonly business?: NumbersOfBusiness;
  /** The lot whose own number was written to; left out where the number is nobody's own. */
  readonly lotId?: string;
  /** The number is for staff: nobody else is answered there. */
  readonly isStaffNumber?: true;
  /** Named by staff; the driver has not written. */
  readonly byStaff?: boolean;
}

/** Promotional credit just given to a newcomer, in the currency of the lot that gives it. */
export interface Welcome {
  readonly creditMinor: number;
  readonly currency: string;
}

export interface Enrolled {
  readonly driver: Driver;
  readonly identity: Identity;
  /** Given by this very contact; null for a driver who was known. */
  readonly welcome: Welcome | null;
}

const ANY: NumbersOfBusiness = { allBut: [] };

const key = ({ channel, userId }: IdentityKey): string => `${channel}:${userId}`;

/**
 * Finds the drivers behind these contacts and opens a guest account for each who is new, with the lot's promotional
 * credit once, as long as its budget lasts. `lotOf` says whose credit and currency; while nobody knows the lot, the
 * wallet waits for the first one they choose.
 */
export async function enrolDrivers(
  tx: Tx,
  ids: Ids,
  now: number,
  contacts: readonly Contact[],
  lotOf: (contact: Contact) => Lot | undefined,
): Promise<Map<string, Enrolled>> {
  const enrolled = new Map<string, Enrolled>();
  for (const { identity, driver } of await tx.drivers.lockByIdentities(contacts.flatMap(keysOf))) {
    enrolled.set(key(identity), { driver, identity, welcome: null });
  }
  for (const contact of contacts) {
    await passNumberOn(tx, ids, now, enrolled, contact, lotOf(contact));
    const known = linked(tx, ids, now, enrolled, contact);
    if (!known) {
      const newcomer = await enrolOne(tx, ids, now, contact, lotOf(contact));
      enrolled.set(key(contact), newcomer);
      linked(tx, ids, now, enrolled, contact);
      continue;
    }
    // Staff who book for a driver do not change where the driver is answered.
    if (contact.byStaff) continue;
    const { identity } = known;
    const [stated] = otherKeyOf(contact);
    const other = stated && enrolled.get(key(stated));
    // By which number of ours the other id was stated last says which business it is of.
    if (other && other.driver.id === known.driver.id && other.identity.ourAddress !== contact.ourAddress) {
      const { transport, ourAddress } = contact;
      const moved = { ...other.identity, transport, ourAddress };
      tx.drivers.saveIdentity(moved);
      enrolled.set(key(stated), { ...other, identity: moved });
    }
    const phone = contact.phone ?? identity.phone;
    const moved =
      identity.transport !== contact.transport ||
      identity.ourAddress !== contact.ourAddress ||
      identity.phone !== phone;
    if (moved) {
      const current = { ...identity, phone, transport: contact.transport, ourAddress: contact.ourAddress };
      tx.drivers.saveIdentity(current);
      enrolled.set(key(contact), { ...known, identity: current });
    }
  }
  return enrolled;
}

/** Every id by which a contact may be known. */
export function keysOf(contact: Contact): IdentityKey[] {
  return [contact, ...otherKeyOf(contact)];
}

/**
 * Whose credit and currency a newcomer is welcomed with: of several lots nobody knows yet which one they are at, so the first they
 * choose does that, and who comes by the number of the staff is welcomed where they first write as a driver.
 */
export function lotOfNewcomer(book: LotBook, { lotId, isStaffNumber }: Contact): Lot | undefined {
  return isStaffNumber ? undefined : (book.find(lotId ?? null) ?? book.only);
}

function otherKeyOf({ channel, userId, alsoKnownAs }: Contact): IdentityKey[] {
  return alsoKnownAs && alsoKnownAs !== userId ? [{ channel, userId: alsoKnownAs }] : [];
}

/**
 * The driver behind a contact. Where only one of its two ids is known, the other becomes the same driver's too, so that
 * whichever comes alone later finds the wallet. Ids that are two drivers' already stay theirs: a wallet does not move on
 * the word of a message.
 */
function linked(
  tx: Tx,
  ids: Ids,
  now: number,
  enrolled: Map<string, Enrolled>,
  contact: Contact,
): Enrolled | undefined {
  const known = enrolled.get(key(contact));
  const [other] = otherKeyOf(contact);
  const otherKnown = other && enrolled.get(key(other));
  if (!other || (known && otherKnown) || !(known || otherKnown)) return known;
  const add = (client: Enrolled, { userId }: IdentityKey): Enrolled => {
    const identity = identityOf(ids, client.driver, { ...contact, userId });
    tx.drivers.addIdentity(identity, now);
    const found = { ...client, identity };
    enrolled.set(key(identity), found);
    return found;
  };
  if (otherKnown) return add(otherKnown, contact);
  if (known) add(known, other);
  return known;
}

/**
 * A number stated with another id than the one its driver is known by at this business is another person's now: WhatsApp gives
 * a person one id for each business, and numbers are given away again. The number becomes the driver's of the stated id, who is new where nobody knew
 * that id; wallet, bookings and messages stay with the former driver, who is reached by their own id from then on.
 */
async function passNumberOn(
  tx: Tx,
  ids: Ids,
  now: number,
  enrolled: Map<string, Enrolled>,
  contact: Contact,
  lot: Lot | undefined,
): Promise<void> {
  const former = enrolled.get(key(contact));
  const [stated] = otherKeyOf(contact);
  if (!former || !stated) return;
  const known = enrolled.get(key(stated));
  if (known?.driver.id === former.driver.id) return;
  const kept = (await tx.drivers.identitiesOf([former.driver.id]))
    .filter(
      ({ channel, userId, phone, ourAddress }) =>
        channel === contact.channel &&
        userId !== phone &&
        userId !== contact.userId &&
        isAmong(contact.business ?? ANY, ourAddress),
    )
    .at(-1);
  if (!kept) return;
  const owner = known ?? (await enrolOne(tx, ids, now, { ...contact, userId: stated.userId, phone: null }, lot));
  const { driverLocale: _, ...address } = former.identity;
  const number = { ...address, phone: contact.phone };
  await tx.drivers.passNumberOn(number, owner.driver.id, kept);
  enrolled.set(key(stated), owner);
  enrolled.set(key(contact), {
    ...owner,
    identity: {
      ...number,
      driverId: owner.driver.id,
      ...(owner.driver.locale && { driverLocale: owner.driver.locale }),
    },
  });
}

function identityOf(ids: Ids, { id: driverId, locale }: Driver, contact: Contact): Identity {
  const { channel, userId, phone, transport, ourAddress } = contact;
  return {
    id: ids.next(),
    driverId,
    channel,
    userId,
    phone,
    transport,
    ourAddress,
    ...(locale && { driverLocale: locale }),
  };
}

export function enrolledOf(enrolled: ReadonlyMap<string, Enrolled>, contact: IdentityKey): Enrolled {
  const found = enrolled.get(key(contact));
  if (!found) throw new Error('the contact was not enrolled');
  return found;
}

async function enrolOne(tx: Tx, ids: Ids, now: number, contact: Contact, lot: Lot | undefined): Promise<Enrolled> {
  const operatorId = lot?.operatorId ?? (await tx.lots.operatorId());
  if (!operatorId) throw new Error('there is no operator');
  const name = `${contact.channel}_${contact.phone ?? contact.userId}`;
  const driver: Driver = {
    id: ids.next(),
    operatorId,
    name,
    displayName: contact.profileName?.trim().slice(0, 100).toWellFormed() || name,
    blockedAt: null,
    locale: null,
    localeChosenAt: null,
    mutedAt: null,
    handoverId: null,
    plate: null,
    contactPhone: null,
    createdAt: now,
  };
  const identity = identityOf(ids, driver, contact);
  tx.drivers.add(driver);
  tx.drivers.addIdentity(identity, now);
  return { driver, identity, welcome: lot ? await openWallet(tx, ids, now, driver, lot) : null };
}

/** Opens a newcomer's first wallet, with the credit of the lot where its budget still holds it. */
export async function openWallet(tx: Tx, ids: Ids, now: number, driver: Driver, lot: Lot): Promise<Welcome | null> {
  const { currency } = lot;
  tx.ledger.openDriverAccounts(driver.id, driver.operatorId, currency);
  const { guestCreditMinor, guestCreditBudgetMinor, guestCreditPerHour, guestCreditDays } = lot.settings;
  if (guestCreditMinor <= 0) return null;
  const pace = { perHour: guestCreditPerHour, now };
  if (!(await tx.lots.spendGuestBudget(lot.id, guestCreditMinor, guestCreditBudgetMinor, pace))) return null;
  const draft = guestCredit(driver.id, guestCreditMinor, currency);
  tx.ledger.post({ ...draft, id: ids.next(), operatorId: driver.operatorId, createdAt: now });
  if (guestCreditDays !== null) {
    tx.credit.addGrant({
      id: ids.next(),
      driverId: driver.id,
      currency,
      amountMinor: guestCreditMinor,
      grantedAt: now,
      expiresAt: creditExpiry(now, guestCreditDays),
    });
  }
  return { creditMinor: guestCreditMinor, currency };
}
