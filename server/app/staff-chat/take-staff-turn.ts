import type { StaffCommand } from '../../chat/staff/staff-command.ts';
import type { StaffReply } from '../../chat/staff/staff-reply.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Lot } from '../../domain/lot.ts';
import { audit } from '../audit.ts';
import { type Enrolled, enrolDrivers, enrolledOf, keysOf, lotOfNewcomer } from '../enrol-drivers.ts';
import { LotBook } from '../lot-book.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Passwords } from '../ports/passwords.ts';
import type { LinkedPhone } from '../ports/staff-phone-repository.ts';
import { isConstraint } from '../ports/storage-errors.ts';
import type { Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { isLapsed } from '../staff-phones.ts';
import { CONVERSATION_MS, isQuestion } from '../turn/answer.ts';
import type { InboundMessage, TurnReply } from '../turn/inbound-message.ts';
import { inboundRow, replyRow, spokenReply } from '../turn/message-rows.ts';
import { lastCarAlertAt } from './alert-turns.ts';
import { answerStaff, type StaffAnswer } from './answer-staff.ts';
import { pendingOf } from './pending.ts';
import { openDesk, type StaffDesk } from './staff-desk.ts';

export interface StaffTurnDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly passwords: Passwords;
}

type Said = Exclude<StaffCommand, { kind: 'link' }>;

const HOUR = 3_600_000;
/** So many wrong codes within an hour, and a sender has to wait. */
const MOST_TRIES = 5;

/**
 * Takes a turn of staff, in one unit with its message and its effect. Null where it is none of theirs: the phone is not
 * linked, or the word answers a question that the driver's side asked later. Role and login are read in the unit, so that
 * who is no staff any more, or has another role, has it here too from the next message on.
 */
export async function takeStaffTurn(
  deps: StaffTurnDeps,
  message: InboundMessage,
  command: StaffCommand,
): Promise<TurnReply | null> {
  const { unitOfWork } = deps;
  // A look first: nearly every yes is a driver's, and drivers' turns share their units.
  if (command.kind !== 'link') {
    const keys = keysOf(message.from);
    if (!(await unitOfWork.read((look) => look.staffPhones.anyOf(keys)))) return null;
  }
  const take = () => unitOfWork.run((tx) => turn(deps, tx, message, command));
  try {
    return await take();
  } catch (error) {
    // Another process was faster: what it committed is seen now.
    if (isConstraint(error)) return take();
    throw error;
  }
}

async function turn(
  { ids, clock, passwords }: StaffTurnDeps,
  tx: Tx,
  message: InboundMessage,
  command: StaffCommand,
): Promise<TurnReply | null> {
  const { from, externalId } = message;
  const repeated = (await tx.messages.repliesTo(from.transport, [externalId])).get(externalId);
  if (repeated) return spokenReply(repeated, true);
  const now = clock.now();
  const book = await LotBook.load(tx);
  const sender = enrolledOf(await enrolDrivers(tx, ids, now, [from], (contact) => lotOfNewcomer(book, contact)), from);
  const desk =
    command.kind === 'link'
      ? null
      : await deskFor({ tx, ids, now, book, numberLotId: from.lotId ?? null }, sender, command);
  if (command.kind !== 'link' && desk === null) return null;
  const row = inboundRow(ids, now, message, sender);
  const fresh = await tx.messages.accept([row]);
  // Taken before, when a person had the conversation: it has no effect now either.
  if (!fresh.has(row.id)) return { isSilent: true, repeated: true };
  const answer =
    command.kind === 'link'
      ? await link(tx, { ids, now, passwords }, sender, command.code)
      : await answered(desk as StaffDesk, command);
  const { displayName, locale } = sender.driver;
  const lot = answer.lot ?? book.lots[0];
  const reply = replyRow(ids, now, row, answer.reply, lot, { driver: displayName, services: [], locale });
  tx.messages.add(reply);
  return spokenReply(reply, false);
}

/** The desk of the member of staff whose phone this is; null where the message is none of theirs. */
async function deskFor(
  parts: Omit<Parameters<typeof openDesk>[0], 'phone'>,
  { driver }: Enrolled,
  command: Said,
): Promise<StaffDesk | null> {
  const phone = await parts.tx.staffPhones.lockByDriver(driver.id);
  if (!phone || isLapsed(phone, parts.now)) return null;
  const desk = openDesk({ ...parts, phone });
  return (await isForStaff(desk, command)) ? desk : null;
}

async function answered(desk: StaffDesk, command: Said): Promise<{ reply: StaffReply; lot: Lot | null }> {
  const { reply, lot, changed } = await tried(desk, command);
  desk.tx.staffPhones.save({ ...desk.phone, ...changed, usedAt: desk.now });
  return { reply, lot };
}

/** A refusal is an answer too; what was asked before does not stand any more. */
async function tried(desk: StaffDesk, command: Said): Promise<StaffAnswer> {
  try {
    return await answerStaff(desk, command);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const reply: StaffReply = { kind: 'staff-refused', code: error.code };
    return { reply, lot: null, changed: { pending: null, pendingAt: null } };
  }
}

/** Of the words that drivers answer with too, whether this one is to what staff were asked or told. */
async function isForStaff(desk: StaffDesk, command: Said): Promise<boolean> {
  const { kind } = command;
  if (kind !== 'yes' && kind !== 'no' && kind !== 'ok') return true;
  const askedAt = pendingOf(desk) ? desk.phone.pendingAt : null;
  const toldAt = kind === 'ok' ? await lastCarAlertAt(desk) : null;
  const at = Math.max(askedAt ?? -1, toldAt ?? -1);
  // No driver says so of a slot, unless one was asked for.
  const namesSlot = kind === 'ok' && command.slot !== null;
  if (at < 0 && !namesSlot) return false;
  const [conversation] = await desk.tx.conversations.ofDrivers([desk.phone.driverId]);
  if (!conversation || conversation.expiresAt <= desk.now) return true;
  return !isQuestion(conversation) || conversation.expiresAt - CONVERSATION_MS <= at;
}

async function link(
  tx: Tx,
  { ids, now, passwords }: { ids: Ids; now: number; passwords: Passwords },
  { driver, identity }: Enrolled,
  code: string,
): Promise<{ reply: StaffReply; lot: null }> {
  const refused = (isThrottled: boolean) => ({
    reply: { kind: 'staff-link-refused', isThrottled } as const,
    lot: null,
  });
  if ((await tx.staffPhones.tries(driver.id, now - HOUR)) >= MOST_TRIES) return refused(true);
  const staffId = await tx.staffPhones.takeCode(passwords.digest(code), now);
  if (staffId === null) {
    await tx.staffPhones.countTry(driver.id, now, now - HOUR);
    return refused(false);
  }
  const before = await tx.staffPhones.lockByDriver(driver.id);
  const id = ids.next();
  const linked = { id, staffId, identityId: identity.id, driverId: driver.id, linkedAt: now, usedAt: now };
  await tx.staffPhones.link({ ...linked, alertsSince: null, lotId: null, pending: null, pendingAt: null });
  audit(
    tx,
    ids,
    { staffId, now },
    {
      action: 'phone.link',
      subject: id,
      before: before && { id: before.id, staffId: before.staffId },
      after: { staffId, identityId: identity.id },
    },
  );
  const { login, role } = (await tx.staffPhones.byId(id)) as LinkedPhone;
  return { reply: { kind: 'staff-linked', login, role }, lot: null };
}
