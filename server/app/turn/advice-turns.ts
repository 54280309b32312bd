import type { Reply } from '../../chat/reply.ts';
import type { Lot } from '../../domain/lot.ts';
import type { Client, DriverDesk } from '../driver-desk.ts';
import { statusTurn } from './read-turns.ts';

/** What the turns answer that ask for something which goes by itself here, or at the attendant. */

/** The stay so far for who is parked, the lot's prices for everybody else. */
export async function priceTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  if (desk.session(client.driver.id)) return statusTurn(desk, client, lot);
  const tariff = desk.book.tariffAt(lot.id, desk.now);
  if (!tariff) return { kind: 'tariff-missing' };
  return { kind: 'prices', lotName: lot.name, terms: tariff };
}

export async function leaveTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const status = await statusTurn(desk, client, lot);
  if (status.kind !== 'status-active') return { kind: 'left-nothing' };
  return { kind: 'leave', slot: status.slot, costMinor: status.costMinor };
}

export async function extendTurn(desk: DriverDesk, client: Client, lot: Lot): Promise<Reply> {
  const status = await statusTurn(desk, client, lot);
  if (status.kind === 'status-active') return { kind: 'extend', stay: { state: 'parked', slot: status.slot } };
  if (status.kind !== 'status-reserved') return { kind: 'extend', stay: null };
  const { slot, holdUntil } = status;
  return { kind: 'extend', stay: { state: 'reserved', slot, holdUntil } };
}
