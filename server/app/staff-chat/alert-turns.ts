import type { StaffReply } from '../../chat/staff/staff-reply.ts';
import { audit } from '../audit.ts';
import type { StaffAlert } from '../ports/staff-phone-repository.ts';
import { decideDispute } from '../serve-disputes.ts';
import { type StaffDesk, slotFor } from './staff-desk.ts';

/** What a decision says where staff gave no reason of their own. */
const DECIDED = 'an attendant looked at it';

/** Alerts that this phone was told of, and that still are so, by the name that staff answer with. */
async function openAlerts(desk: StaffDesk, kind: StaffAlert['kind']): Promise<{ alert: StaffAlert; name: string }[]> {
  const { tx, phone } = desk;
  if (phone.alertsSince === null) return [];
  const raised = await tx.staffAlerts.open(kind, phone.alertsSince);
  const open: { alert: StaffAlert; name: string }[] = [];
  if (kind === 'dispute') {
    const disputes = new Map(
      (await tx.disputes.list({ state: 'open', driverId: null }, 200)).map((dispute) => [dispute.id, dispute]),
    );
    for (const alert of raised) {
      const dispute = disputes.get(alert.subject);
      // Those before were told to nobody.
      if (dispute && dispute.openedAt >= phone.alertsSince) open.push({ alert, name: dispute.number });
    }
    return open;
  }
  const sessions = new Map(
    (await tx.sessions.byIds(raised.map(({ subject }) => subject))).map((session) => [session.id, session]),
  );
  const standing = raised.filter(({ subject }) => sessions.get(subject)?.endedAt === null);
  const slots = new Map(
    (await tx.slots.byIds(standing.map(({ subject }) => sessions.get(subject)?.slotId ?? ''))).map((s) => [s.id, s]),
  );
  for (const alert of standing) {
    const slot = slots.get(sessions.get(alert.subject)?.slotId ?? '');
    if (slot) open.push({ alert, name: slot.code });
  }
  return open;
}

/** When the phone was last told of something that `ok` answers; null where nothing of it is open. */
export async function lastCarAlertAt(desk: StaffDesk): Promise<number | null> {
  return (await openAlerts(desk, 'car'))[0]?.alert.raisedAt ?? null;
}

/** Decides a dispute: the one that is named, or the only one that the phone was told of. */
export async function decideTurn(
  desk: StaffDesk,
  { kind: word, number, reason }: { kind: 'refund' | 'reject'; number: string | null; reason: string | null },
): Promise<StaffReply> {
  const { tx, part, ids, actor } = desk;
  let named = number;
  if (named === null) {
    const names = (await openAlerts(desk, 'dispute')).map(({ name }) => name);
    if (names.length > 1) return { kind: 'staff-which-alert', word, names };
    named = names[0] ?? null;
  }
  const dispute = (await tx.disputes.list({ state: 'open', driverId: null }, 200)).find(
    (each) => each.number === named,
  );
  if (!dispute) return { kind: 'staff-no-alert', word };
  const refundMinor = word === 'refund' ? dispute.amountMinor : 0;
  const request = { disputeId: dispute.id, refundMinor, reason: (reason ?? DECIDED).slice(0, 200) };
  const { refundedMinor } = await decideDispute(part, ids, actor, request);
  return { kind: 'staff-decided', number: dispute.number, refundedMinor };
}

/** Somebody has seen to a car that nobody accounts for. */
export async function seenTurn(desk: StaffDesk, slot: string | null): Promise<StaffReply> {
  const { tx, ids, actor, now } = desk;
  const open = (await openAlerts(desk, 'car')).filter(({ name }) => slot === null || name === slot);
  const [only, another] = open;
  if (!only) return { kind: 'staff-no-alert', word: 'ok' };
  if (another && slot === null) return { kind: 'staff-which-alert', word: 'ok', names: open.map(({ name }) => name) };
  const { alert, name } = only;
  await tx.staffAlerts.answer(alert.id, actor.staffId, now);
  const lot = desk.book.find(alert.lotId);
  const state = lot ? ((await slotFor(desk, lot, name))?.slot.state ?? null) : null;
  const after = { slot: name, state };
  audit(tx, ids, actor, { action: 'alert.seen', subject: alert.subject, lotId: alert.lotId, before: null, after });
  return { kind: 'staff-seen', slot: name };
}
