import type { StaffReply } from '../../chat/staff/staff-reply.ts';
import { LotBook } from '../lot-book.ts';
import { tell } from '../notices.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { LinkedPhone, StaffAlert, Untold } from '../ports/staff-phone-repository.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { isLapsed } from '../staff-phones.ts';

/** A driver who has just parked has so long to say so before anybody is called. */
const CAR_STANDS_MS = 2 * 60_000;
/** Controllers that go silent together are noticed one after the other: nobody is told before no more have followed for so long. */
const CONTROLLERS_SETTLE_MS = 30_000;
/** They are told by then all the same, if one after the other is lost. */
const CONTROLLERS_WAIT_MS = 2 * 60_000;

/**
 * Tells the phones of staff what needs attention: cars that nobody accounts for, controllers that are lost, bills that
 * are disputed and updates of boards that stopped. Each once, whatever runs this again, because what was told is noted in the same unit as the message; what is
 * so in a lot at the same time goes in one message.
 */
export async function raiseAlerts(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<void> {
  const now = clock.now();
  const isDue = await unitOfWork.read(async (look) => {
    const phones = listening(await look.staffPhones.list(null), now);
    return phones.length > 0 && ripe(await look.staffAlerts.untold(), now).length > 0;
  });
  if (!isDue) return;
  await unitOfWork.run(async (tx) => {
    const phones = listening(await tx.staffPhones.list(null), now);
    const due = ripe(await tx.staffAlerts.untold(), now);
    const alerts = due.map(
      ({ kind, subject, lotId }): StaffAlert => ({ id: ids.next(), kind, subject, lotId, raisedAt: now }),
    );
    const raised = new Set((await tx.staffAlerts.raise(alerts)).map(({ kind, subject }) => `${kind}:${subject}`));
    const fresh = due.filter(({ kind, subject }) => raised.has(`${kind}:${subject}`));
    await tellAll(tx, ids, now, phones, fresh);
  });
}

function listening(phones: readonly LinkedPhone[], now: number): LinkedPhone[] {
  return phones.filter((phone) => phone.alertsSince !== null && !isLapsed(phone, now));
}

/** What it is time to tell. */
function ripe(untold: readonly Untold[], now: number): Untold[] {
  const lost = untold.filter(({ kind }) => kind === 'controller').map(({ since }) => since);
  const hasSettled = now - Math.max(...lost) >= CONTROLLERS_SETTLE_MS || now - Math.min(...lost) >= CONTROLLERS_WAIT_MS;
  return untold.filter(({ kind, since }) => {
    if (kind === 'controller') return hasSettled;
    return kind !== 'car' || now - since >= CAR_STANDS_MS;
  });
}

async function tellAll(
  tx: Tx,
  ids: Ids,
  now: number,
  phones: readonly LinkedPhone[],
  fresh: readonly Untold[],
): Promise<void> {
  const book = await LotBook.load(tx);
  const identities = await tx.drivers.identitiesOf(phones.map(({ driverId }) => driverId));
  for (const { lot, reply, since } of await messagesOf(tx, book, now, fresh)) {
    for (const phone of phones) {
      // Bills that were disputed long before somebody asked to be told would come as a flood, each by itself.
      if (reply.kind === 'staff-alert-dispute' && since < (phone.alertsSince ?? since)) continue;
      const own = identities.filter(({ driverId }) => driverId === phone.driverId);
      const identity = own.find(({ id }) => id === phone.identityId) ?? own[0];
      if (identity) tell(tx, ids, now, { identity, lot, reply, notBefore: now, sessionId: null });
    }
  }
}

async function messagesOf(tx: Tx, book: LotBook, now: number, fresh: readonly Untold[]) {
  const messages: { lot: LotBook['lots'][number]; reply: StaffReply; since: number }[] = [];
  for (const lot of book.lots) {
    const here = fresh.filter(({ lotId }) => lotId === lot.id);
    const cars = here.filter(({ kind }) => kind === 'car');
    if (cars.length > 0) {
      const standing = cars.map(({ name, since }) => ({ slot: name, since }));
      const reply = { kind: 'staff-alert-cars', lotName: lot.name, cars: standing } as const;
      messages.push({ lot, reply, since: now });
    }
    const lost = here.filter(({ kind }) => kind === 'controller');
    if (lost.length > 0) {
      const controllers = lost.map(({ name }) => name).sort();
      const reply = { kind: 'staff-alert-controllers', lotName: lot.name, controllers } as const;
      messages.push({ lot, reply, since: now });
    }
    for (const { name: controller } of here.filter(({ kind }) => kind === 'rollout'))
      messages.push({ lot, reply: { kind: 'staff-alert-rollout', lotName: lot.name, controller }, since: now });
    for (const { subject, since } of here.filter(({ kind }) => kind === 'dispute')) {
      const dispute = await tx.disputes.lockById(subject);
      const [driver] = dispute ? await tx.drivers.byIds([dispute.driverId]) : [];
      if (!dispute || !driver) continue;
      const { number, amountMinor, words } = dispute;
      const reply = { kind: 'staff-alert-dispute', number, driver: driver.displayName, amountMinor, words } as const;
      messages.push({ lot, reply, since });
    }
  }
  return messages;
}
