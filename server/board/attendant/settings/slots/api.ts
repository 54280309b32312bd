import { request } from '../../../api-client.ts';

/** A slot as the settings list it. */
export interface SlotRow {
  code: string;
  state: string;
  outOfService: boolean;
  controller: string | null;
}

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}/slots`;

export async function fetchSlots(lot: string): Promise<SlotRow[]> {
  return ((await request('GET', pathOf(lot))) as { slots: SlotRow[] }).slots;
}

export async function addSlots(lot: string, codes: readonly string[]): Promise<void> {
  await request('POST', pathOf(lot), { slots: codes });
}

/** Adding the code again brings it back. */
export async function retireSlot(lot: string, code: string): Promise<void> {
  await request('DELETE', `${pathOf(lot)}/${encodeURIComponent(code)}`);
}
