import type { LotView, SlotRow } from '../../../../shared/http/api.ts';
import type { SetUpView } from '../../../../shared/http/set-up.ts';
import type { Quote, TariffChangeBody } from '../../../../shared/http/tariff.ts';
import { request } from '../../api-client.ts';

/** Whether the first set-up still waits. Refused to whoever is no admin. */
export async function fetchSetUp(): Promise<SetUpView> {
  return (await request('GET', '/api/set-up')) as SetUpView;
}

/** Nobody is asked again. */
export async function finishSetUp(): Promise<void> {
  await request('POST', '/api/set-up/done', {});
}

export async function changeOwnPassword(oldPassword: string, newPassword: string): Promise<void> {
  await request('POST', '/api/staff/me/password', { oldPassword, newPassword });
}

export async function fetchLot(lot: string): Promise<LotView> {
  return (await request('GET', pathOf(lot))) as LotView;
}

export async function changeLot(
  lot: string,
  change: Partial<Pick<LotView, 'name' | 'country' | 'timeZone' | 'currency'>> & { tariff?: TariffChangeBody },
): Promise<LotView> {
  return (await request('PATCH', pathOf(lot), change)) as LotView;
}

/** The codes of a lot's slots. */
export async function fetchSlotCodes(lot: string): Promise<string[]> {
  const { slots } = (await request('GET', `${pathOf(lot)}/slots`)) as { slots: SlotRow[] };
  return slots.map(({ code }) => code);
}

export async function chooseSlots(lot: string, slots: readonly string[]): Promise<void> {
  await request('PUT', `${pathOf(lot)}/slots`, { slots });
}

/** What a stay would cost by a tariff that is not stored; times as ISO 8601. */
export async function quoteDraft(lot: string, from: string, to: string, tariff: TariffChangeBody): Promise<Quote> {
  return (await request('POST', `${pathOf(lot)}/quote`, { from, to, tariff })) as Quote;
}

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}`;
