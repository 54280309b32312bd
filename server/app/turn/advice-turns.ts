import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { statusTurn } from './read-turns.ts';

/** What the turns answer that ask for something which goes by itself here, or at the attendant. */

/** The stay so far for who is parked, the lot's prices for everybody else. */
export async function priceTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  if (desk.session(client.driver.id)) return statusTurn(desk, client, lot);
  return pricesOf(desk, lot);
}

/** What a stay costs, and what can be had beside it. */
export function pricesOf(desk: DriverDesk, lot: Lot): Reply {
  const tariff = desk.book.tariffAt(lot.id, desk.now);
  return tariff ? { kind: 'prices', lotName: lot.name, terms: tariff } : { kind: 'tariff-missing' };
}

export async function leaveTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const status = await statusTurn(desk, client, lot);
  if (status.kind !== 'status-active') return { kind: 'left-nothing' };
  return { kind: 'leave', slot: status.slot, costMinor: status.costMinor };
}
