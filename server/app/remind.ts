import type { Reply } from '../chat/reply.ts';
import { instantOf, wallClock } from '../domain/calendar.ts';
import type { Lot } from '../domain/lot.ts';
import { dateOf, decide, FURTHEST_START_MS, followUpOf, type Reminder, remindersOf } from '../domain/reminders.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Clock } from './ports/clock.ts';
import type { Identity } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { ReminderCandidate } from './ports/reminding.ts';
import type { Repositories } from './ports/repositories.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

const MINUTE = 60_000;
const AT_ONCE = 100;
/** Days that a calendar may be ahead of UTC's anywhere. */
const AHEAD_DAYS = 1;

/** A reminder whose time has come, with what came of it. */
interface Due {
  readonly candidate: ReminderCandidate;
  readonly reminder: Reminder;
  /** Why it is not told; null where it is. */
  readonly skipped: string | null;
}

/**
 * Reminds drivers of what is ahead. What is due follows from the bookings as they stand; what was said is marked in the
 * same unit as the message, so that nothing is said twice whoever runs this and how often, and nothing is lost while nobody
 * did: what is late is told as long as it helps, and else noted with the reason. Answers how many were told.
 */
export async function remind(unitOfWork: UnitOfWork, ids: Ids, clock: Clock): Promise<number> {
  const now = clock.now();
  let told = 0;
  for (;;) {
    // A look costs little; only what is due is worth a write.
    const due = await unitOfWork.read(async (look) => (await dueNow(look, now)).due.length);
    if (due === 0) return told;
    const done = await unitOfWork.run((tx) => remindIn(tx, ids, now));
    told += done.told;
    if (done.handled === 0 || due <= AT_ONCE) return told;
  }
}

async function dueNow(repositories: Repositories, now: number): Promise<{ book: LotBook; due: Due[] }> {
  const book = await LotBook.load(repositories);
  const candidates = await repositories.reminders.candidates(boundsOf(book.lots, now));
  return { book, due: candidates.flatMap((candidate) => dueOf(candidate, book, now)) };
}

/** Wide enough for every lot; what is due at each follows from its own settings. */
function boundsOf(lots: readonly Lot[], now: number) {
  const most = (minutes: (settings: Lot['settings']) => number) =>
    now + Math.max(0, ...lots.map(({ settings }) => minutes(settings))) * MINUTE;
  return {
    startsBefore: Math.max(
      now + FURTHEST_START_MS,
      most(({ remindBeforeStartMinutes }) => remindBeforeStartMinutes),
    ),
    endsBefore: most(({ remindBeforeEndMinutes }) => remindBeforeEndMinutes),
    holdsBefore: most(({ noShowWarningMinutes }) => noShowWarningMinutes),
    followUpTo: dateOf(wallClock(now, 'UTC').day + AHEAD_DAYS),
  };
}

function dueOf(candidate: ReminderCandidate, book: LotBook, now: number): Due[] {
  const lot = book.find(candidate.booking.lotId);
  if (!lot) return [];
  const { booking, followUpDate, marks } = candidate;
  const reminders = followUpDate === null ? remindersOf(booking, lot) : [followUpOf(followUpDate, lot)];
  return reminders.flatMap((reminder): Due[] => {
    const outcome = decide(reminder, now);
    if (outcome === 'wait') return [];
    const isOff = lot.templates.some(({ kind, enabled }) => kind === reminder.kind && !enabled);
    const skipped = whyNot(outcome === 'too-late', isOff, candidate.isMuted);
    const mark = marks.find(({ kind, about }) => kind === reminder.kind && about === reminder.about);
    // What was skipped while the clock was ahead is told when it turns out to be in time after all.
    const isOver = mark?.status === 'sent' || (mark?.status === 'skipped' && skipped !== null);
    return isOver && followUpDate === null ? [] : [{ candidate, reminder, skipped }];
  });
}

function whyNot(isTooLate: boolean, isOff: boolean, isMuted: boolean): string | null {
  if (isTooLate) return 'it was too late to help';
  if (isOff) return 'the lot does not tell it';
  return isMuted ? 'the driver wants no reminders' : null;
}

async function remindIn(tx: Tx, ids: Ids, now: number): Promise<{ handled: number; told: number }> {
  const { book, due } = await dueNow(tx, now);
  const chosen = due.slice(0, AT_ONCE);
  const identities = new Map<string, Identity>();
  const wanted = [...new Set(chosen.map(({ candidate }) => candidate.booking.identityId))];
  for (const identity of await tx.drivers.identitiesByIds(wanted)) identities.set(identity.id, identity);
  let told = 0;
  for (const one of chosen) {
    const { booking, followUpDate } = one.candidate;
    const lot = book.lot(booking.lotId);
    const identity = identities.get(booking.identityId);
    if (identity && (await remindOf(tx, ids, now, one, lot, identity))) told++;
    if (followUpDate !== null) await tx.reminders.closeFollowUp(booking.id, followUpDate);
  }
  return { handled: chosen.length, told };
}

async function remindOf(
  tx: Tx,
  ids: Ids,
  now: number,
  { candidate, reminder, skipped: reason }: Due,
  lot: Lot,
  identity: Identity,
): Promise<boolean> {
  const { kind, about, dueAt } = reminder;
  const { booking } = candidate;
  const status = reason === null ? 'sent' : 'skipped';
  const isNew = await tx.reminders.mark({ kind, bookingId: booking.id, about, dueAt, status, reason, createdAt: now });
  if (!isNew || status === 'skipped') return false;
  tell(tx, ids, now, {
    identity,
    lot,
    reply: noticeOf(candidate, reminder, lot),
    notBefore: now,
    sessionId: null,
    services: booking.addOns.map(({ name }) => name),
  });
  return true;
}

function noticeOf({ booking, slotCode: slot }: ReminderCandidate, { kind, about }: Reminder, lot: Lot): Reply {
  const { reference, startsAt, endsAt, holdUntil } = booking;
  switch (kind) {
    case 'day-before':
    case 'before-start':
      return { kind, slot, lotName: lot.name, reference, startsAt, endsAt };
    case 'before-end':
      return { kind, slot, reference, endsAt };
    case 'no-show-warning':
      return { kind, slot, reference, holdUntil };
    case 'follow-up':
      return { kind, slot, lotName: lot.name, reference, at: instantOf(about, 720, lot.timeZone) };
  }
}
