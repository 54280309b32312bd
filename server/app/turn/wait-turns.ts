import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { joinLine, leaveLines, placeOf } from '../waiting-list.ts';

/** What the turns about the waiting list answer. */

export async function waitTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const outcome = await joinLine(desk, client, lot);
  if (outcome.ok) {
    const { place, isNew } = outcome;
    return { kind: 'waiting', lotName: lot.name, place, isNew, holdMinutes: lot.settings.waitHoldMinutes };
  }
  switch (outcome.code) {
    case 'slots-free':
      return { kind: 'wait-needless', lotName: lot.name, free: outcome.free };
    case 'already-booked':
      return { kind: 'wait-has-slot', slot: await desk.codeOf(outcome.booking.slotId) };
    case 'already-parked':
      return { kind: 'wait-has-slot', slot: await desk.codeOf(outcome.slotId) };
    case 'balance-too-low':
      return { kind: 'balance-too-low', balanceMinor: outcome.balanceMinor, neededMinor: outcome.neededMinor };
    case 'too-many-no-shows':
      return { kind: 'too-many-no-shows', count: outcome.count, until: outcome.until };
    case 'tariff-missing':
    case 'driver-blocked':
      return { kind: outcome.code };
    case 'window-refused':
    case 'bookings-overlap':
    case 'too-many-bookings':
    case 'slot-unknown':
    case 'slot-taken':
    case 'slot-has-car':
    case 'slot-not-offered':
      throw new Error(`nobody is kept out of a line by one slot: ${outcome.code}`);
  }
}

/** Leaves every line the driver stands in. */
export async function leaveLineTurn(desk: DriverDesk, client: Client): Promise<Reply> {
  const [lotId] = await leaveLines(desk.tx, client.driver.id, desk.now);
  return lotId === undefined ? { kind: 'wait-not-in-line' } : { kind: 'wait-left', lotName: desk.book.lot(lotId).name };
}

/** Who has no booking but stands in line is told the place instead of nothing. */
export async function withLine(desk: DriverDesk, client: Client, reply: Reply): Promise<Reply> {
  if (reply.kind !== 'status-none' || !desk.mayWait(client.driver.id)) return reply;
  const [entry] = await desk.tx.waiting.ofDrivers([client.driver.id]);
  if (!entry) return reply;
  const { name: lotName } = desk.book.lot(entry.lotId);
  return { kind: 'status-waiting', lotName, place: await placeOf(desk.tx, entry), balanceMinor: reply.balanceMinor };
}
