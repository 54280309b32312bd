import { plateOf } from '../../chat/staff/staff-grammar.ts';
import type { StaffReply, StaffSlot } from '../../chat/staff/staff-reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { SlotLook } from '../board-view.ts';
import { boardFor, type StaffDesk, slotFor, staffSlot } from './staff-desk.ts';

const STATES = ['attention', 'occupied', 'reserved', 'free', 'unknown', 'out-of-service'] as const;

/** What goes on in a lot, what needs attention first. */
export async function boardTurn(desk: StaffDesk, lot: Lot): Promise<StaffReply> {
  const { slots } = await boardFor(desk, lot);
  const codes = (which: (look: SlotLook) => boolean) => slots.filter(which).map(({ slot }) => slot.code);
  const groups = STATES.map((state) => ({ state, codes: codes(({ slot }) => slot.state === state) }));
  const lost = slots.flatMap(({ controller }) => (controller?.status === 'lost' ? [controller.id] : []));
  return {
    kind: 'staff-board',
    lotName: lot.name,
    groups: groups.filter((group) => group.codes.length > 0),
    strange: codes(({ slot, session, driver }) => slot.state === 'attention' && session !== null && driver === null),
    over: codes(({ session }) => session?.overstay === true),
    lost: [...new Set(lost)],
  };
}

export async function whoTurn(desk: StaffDesk, lot: Lot, code: string): Promise<StaffReply> {
  const look = await slotFor(desk, lot, code);
  if (!look) return { kind: 'staff-slot-unknown', slot: code, lotName: lot.name };
  return { kind: 'staff-slot', slot: staffSlot(look) };
}

/** Where the cars are whose plate is this or ends so, over all lots. */
export async function plateTurn(desk: StaffDesk, plate: string): Promise<StaffReply> {
  const found: StaffSlot[] = [];
  for (const lot of desk.book.lots) {
    const { slots } = await boardFor(desk, lot);
    for (const look of slots) {
      const own = look.driver?.plate;
      if (!own || !plateOf(own).endsWith(plate)) continue;
      const slot = staffSlot(look);
      found.push(desk.book.lots.length === 1 ? slot : { ...slot, code: `${slot.code} (${lot.name})` });
    }
  }
  return { kind: 'staff-plate', plate, found };
}
