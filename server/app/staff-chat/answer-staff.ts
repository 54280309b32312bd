import type { StaffCommand } from '../../chat/staff/staff-command.ts';
import type { StaffReply } from '../../chat/staff/staff-reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { StaffPhone } from '../ports/staff-phone-repository.ts';
import { setAlerts } from '../staff-phones.ts';
import { type Acted, carryOutPending, inTurn, outTurn, topUpTurn } from './act-turns.ts';
import { decideTurn, seenTurn } from './alert-turns.ts';
import { asking, NOTHING_ASKED, pendingOf } from './pending.ts';
import { boardTurn, plateTurn, whoTurn } from './read-turns.ts';
import { lotFor, type StaffDesk } from './staff-desk.ts';

export interface StaffAnswer {
  readonly reply: StaffReply;
  /** In whose currency and time it is told. */
  readonly lot: Lot | null;
  /** Of the phone. */
  readonly changed: Partial<StaffPhone>;
}

type Said = Exclude<StaffCommand, { kind: 'link' }>;

/** What changes something, which a viewer may not. */
const ACTS: ReadonlySet<Said['kind']> = new Set<Said['kind']>([
  'in',
  'out',
  'free',
  'topup',
  'refund',
  'reject',
  'ok',
  'yes',
]);

/** Answers what staff text. What was asked before stands only for the very next command. */
export async function answerStaff(desk: StaffDesk, command: Said): Promise<StaffAnswer> {
  const { phone } = desk;
  const plainly = (reply: StaffReply, lot: Lot | null = lotFor(desk, null)): StaffAnswer => ({
    reply,
    lot,
    changed: NOTHING_ASKED,
  });
  if (phone.role === 'viewer' && ACTS.has(command.kind)) return plainly({ kind: 'staff-forbidden' });
  const pending = pendingOf(desk);
  switch (command.kind) {
    case 'staff': {
      const mayAct = phone.role !== 'viewer';
      return plainly({ kind: 'staff-help', login: phone.login, mayAct, hasAlerts: phone.alertsSince !== null });
    }
    case 'plate':
      return plainly(await plateTurn(desk, command.plate));
    case 'alerts': {
      if (command.isOn === null) return plainly({ kind: 'staff-alerts', isOn: phone.alertsSince !== null });
      const { alertsSince } = setAlerts(desk.tx, desk.ids, desk.actor, phone, command.isOn);
      const answer = plainly({ kind: 'staff-alerts', isOn: command.isOn });
      return { ...answer, changed: { ...answer.changed, alertsSince } };
    }
    case 'refund':
    case 'reject':
      return plainly(await decideTurn(desk, command));
    case 'no':
      return plainly({ kind: 'staff-dropped' });
    case 'ok':
      if (pending === null) return plainly(await seenTurn(desk, command.slot));
      return command.slot === null ? confirmed() : plainly(await seenTurn(desk, command.slot));
    case 'yes':
      return confirmed();
    default:
      return aboutLot(desk, command);
  }

  async function confirmed(): Promise<StaffAnswer> {
    const lot = pending && desk.book.byCode(pending.lot);
    if (!pending || !lot) return plainly({ kind: 'staff-dropped' });
    return plainly(await carryOutPending(desk, lot, pending), lot);
  }
}

async function aboutLot(
  desk: StaffDesk,
  command: Extract<Said, { kind: 'board' | 'who' | 'in' | 'out' | 'free' | 'topup' }>,
): Promise<StaffAnswer> {
  const lot = lotFor(desk, command.kind === 'topup' ? null : command.lot);
  if (!lot) {
    const lots = desk.book.lots.map(({ code }) => code);
    const reply: StaffReply = { kind: 'staff-which-lot', lots, example: `board ${lots[0] ?? ''}` };
    return { reply, lot: null, changed: NOTHING_ASKED };
  }
  const { reply, pending } = await act(desk, lot, command);
  const changed = { lotId: lot.id, ...(pending ? asking(desk, pending) : NOTHING_ASKED) };
  return { reply, lot, changed };
}

async function act(desk: StaffDesk, lot: Lot, command: Parameters<typeof aboutLot>[1]): Promise<Acted> {
  switch (command.kind) {
    case 'board':
      return { reply: await boardTurn(desk, lot) };
    case 'who':
      return { reply: await whoTurn(desk, lot, command.slot) };
    case 'in':
      return inTurn(desk, lot, command.slot);
    case 'out':
      return outTurn(desk, lot, command.slot, false);
    case 'free':
      return outTurn(desk, lot, command.slot, true);
    case 'topup':
      return topUpTurn(desk, lot, command);
  }
}
