import type { LotView } from '../../../../../shared/http/api.ts';
import { request } from '../../../api-client.ts';

export type { LotView };

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}`;

export async function fetchLot(lot: string): Promise<LotView> {
  return (await request('GET', pathOf(lot))) as LotView;
}

/** Refused with `lot-changed` where the lot has moved on since that version. */
export async function saveLot(lot: string, changes: Partial<LotView>, ifVersion: number): Promise<LotView> {
  return (await request('PATCH', pathOf(lot), { ...changes, ifVersion })) as LotView;
}

export async function createLot(draft: {
  code: string;
  name: string;
  timeZone: string;
  currency: string;
}): Promise<LotView> {
  return (await request('POST', '/api/lots', draft)) as LotView;
}
