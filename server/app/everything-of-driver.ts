import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import type { CaseRepository } from './ports/case-repository.ts';
import type { Driver, Message } from './ports/entities.ts';
import type { ErasureRepository, KnownIdentity } from './ports/erasure-repository.ts';
import type { Ids } from './ports/ids.ts';
import type { ListedBooking, SessionRepository, StoredTransfer } from './ports/repositories.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** Everything that is kept of one driver, the oldest of each first. */
export interface DriverRecord {
  readonly driver: Driver;
  readonly identities: readonly KnownIdentity[];
  readonly bookings: readonly ListedBooking[];
  readonly stays: Awaited<ReturnType<SessionRepository['ofDriver']>>;
  readonly transfers: readonly StoredTransfer[];
  readonly messages: readonly (Message & { readonly raw: string | null })[];
  readonly cases: Awaited<ReturnType<CaseRepository['ofDriver']>>;
  readonly disputes: Awaited<ReturnType<ErasureRepository['disputes']>>;
}

/** More than any one driver has. */
const ALL = 1_000_000;
const EVERY = { status: null, direction: null, kind: null, transport: null, from: null, to: null };

/** What is known of a driver, for the driver; that it was taken along is in the audit log. */
export async function everythingOf(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  driverId: string,
): Promise<DriverRecord> {
  await unitOfWork.run(async (tx) => {
    const [driver] = await tx.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    audit(tx, ids, actor, { action: 'driver.export', subject: driverId, before: null, after: null });
  });
  return unitOfWork.read(async (look) => {
    const [driver] = await look.drivers.byIds([driverId]);
    if (!driver) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
    const { messages } = await look.messageLog.list({ ...EVERY, driverId }, ALL, 0);
    const webhooks = await look.erasures.webhooks(driverId);
    return {
      driver,
      identities: await look.erasures.identities(driverId),
      bookings: (await look.bookings.list({ driverId, limit: ALL })).reverse(),
      stays: (await look.sessions.ofDriver(driverId, ALL)).reverse(),
      transfers: (await look.ledger.ofDriver(driverId, ALL)).reverse(),
      messages: messages.map((message) => ({ ...message, raw: webhooks.get(message.id) ?? null })).reverse(),
      cases: (await look.cases.ofDriver(driverId, ALL)).reverse(),
      disputes: await look.erasures.disputes(driverId),
    };
  });
}
