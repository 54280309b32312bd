import { DomainError } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import { type Actor, audit } from './audit.ts';
import { type BookingRefusal, refuseDriver } from './book-slot.ts';
import { clientById } from './client-by-id.ts';
import { type Client, DriverDesk } from './driver-desk.ts';
import { type Contact, enrolDrivers, enrolledOf } from './enrol-drivers.ts';
import { LotBook } from './lot-book.ts';
import { lotByCode } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { WaitEndReason, WaitingEntry } from './ports/reminding.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';

/** The line of drivers who wait for a slot of a lot. */

export type JoinOutcome =
  | { readonly ok: true; readonly entry: WaitingEntry; readonly place: number; readonly isNew: boolean }
  | { readonly ok: false; readonly code: 'slots-free'; readonly free: string[] }
  | BookingRefusal;

/** Where somebody stands, counted from 1. */
export async function placeOf(repositories: Repositories, entry: WaitingEntry): Promise<number> {
  return (await repositories.waiting.count(entry.lotId, entry)) + 1;
}

/**
 * Puts a driver at the end of a lot's line. Whoever stands there keeps the place. While more slots are free than drivers
 * wait, there is nothing to wait for; who could not book now does not wait either. The driver must be loaded at the desk.
 */
export async function joinLine(desk: DriverDesk, client: Client, lot: Lot): Promise<JoinOutcome> {
  const { waiting, slots } = desk.tx;
  const standing = (await waiting.ofDrivers([client.driver.id])).find(({ lotId }) => lotId === lot.id);
  if (standing) return { ok: true, entry: standing, place: await placeOf(desk.tx, standing), isNew: false };
  const refusal = refuseDriver(desk, client, lot, desk.now);
  if (refusal) return refusal;
  desk.save();
  const free = (await slots.inLot(lot.id)).filter(({ state }) => state === 'free').map(({ code }) => code);
  const before = await waiting.count(lot.id);
  if (free.length > before) return { ok: false, code: 'slots-free', free };
  const entry: WaitingEntry = {
    id: desk.ids.next(),
    lotId: lot.id,
    driverId: client.driver.id,
    identityId: client.identity.id,
    joinedAt: desk.now,
    endedAt: null,
    endReason: null,
    bookingId: null,
  };
  waiting.add(entry);
  desk.noteWaiting(client.driver.id);
  return { ok: true, entry, place: before + 1, isNew: true };
}

/** Takes a driver out of every line; answers the lots. */
export async function leaveLines(tx: Tx, driverId: string, now: number): Promise<string[]> {
  const left: string[] = [];
  for (const { id, lotId } of await tx.waiting.ofDrivers([driverId])) {
    if (await tx.waiting.end(id, { endedAt: now, endReason: 'left', bookingId: null })) left.push(lotId);
  }
  return left;
}

/** One place in a line, as staff see it. */
export interface WaitingView {
  readonly id: string;
  readonly place: number;
  readonly driverId: string;
  readonly driver: string;
  readonly joinedAt: number;
}

const LONGEST_LINE = 500;

export async function lineOf(unitOfWork: UnitOfWork, lotCode: string): Promise<WaitingView[]> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const line = await look.waiting.line(lot.id, LONGEST_LINE);
    const drivers = new Map((await look.drivers.byIds(line.map(({ driverId }) => driverId))).map((d) => [d.id, d]));
    return line.map(({ id, driverId, joinedAt }, index) => ({
      id,
      place: index + 1,
      driverId,
      driver: drivers.get(driverId)?.displayName ?? '',
      joinedAt,
    }));
  });
}

/** Staff put a driver in line, who is known or becomes a guest. */
export async function joinForDriver(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  who: { readonly driverId: string } | { readonly contact: Contact },
): Promise<WaitingView> {
  return runAgainstRivals(unitOfWork, async (tx) => {
    const book = await LotBook.load(tx);
    const lot = book.byCode(lotCode);
    if (!lot) throw new DomainError('lot-unknown', `there is no lot ${lotCode}`);
    const client =
      'driverId' in who
        ? await clientById(tx, who.driverId)
        : enrolledOf(await enrolDrivers(tx, ids, actor.now, [who.contact], () => lot), who.contact);
    const desk = new DriverDesk(tx, ids, actor.now, book);
    await desk.load([client]);
    await desk.loadNoShows([client.identity.id], actor.now - lot.settings.noShowDays * 86_400_000);
    const outcome = await joinLine(desk, client, lot);
    if (!outcome.ok) {
      const { ok: _, code, ...details } = outcome;
      throw new DomainError(code, `the driver was not put in line: ${code}`, details);
    }
    const { entry, place, isNew } = outcome;
    if (isNew) audit(tx, ids, actor, { action: 'waiting-list.join', subject: entry.id, before: null, after: entry });
    const { id, driverId, joinedAt } = entry;
    return { id, place, driverId, driver: client.driver.displayName, joinedAt };
  });
}

/** Staff take somebody out of a line. */
export async function removeFromLine(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  id: string,
): Promise<void> {
  const endReason: WaitEndReason = 'removed-by-staff';
  await unitOfWork.run(async (tx) => {
    const lot = await lotByCode(tx, lotCode);
    const entry = await tx.waiting.byId(id);
    const outcome = { endedAt: actor.now, endReason, bookingId: null };
    if (entry?.lotId !== lot.id || !(await tx.waiting.end(id, outcome))) {
      throw new DomainError('waiting-entry-unknown', `nobody stands in the line of ${lotCode} as ${id}`);
    }
    audit(tx, ids, actor, {
      action: 'waiting-list.remove',
      subject: id,
      before: entry,
      after: { ...entry, ...outcome },
    });
  });
}
