import type { Quote, TariffChangeBody, TariffView } from '../../../../../shared/http/tariff.ts';
import { request } from '../../../api-client.ts';

export type { Quote, TariffChangeBody, TariffView };

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}`;

/** Every version, the one that takes effect last first. */
export async function fetchTariffs(lot: string): Promise<TariffView[]> {
  return ((await request('GET', `${pathOf(lot)}/tariffs`)) as { tariffs: TariffView[] }).tariffs;
}

/** From now on where no moment is said. Refused with `tariff-changed` where there is a version newer than `ifVersion`. */
export async function saveTariff(
  lot: string,
  terms: TariffChangeBody,
  ifVersion: number,
  effectiveFrom: string | null,
): Promise<TariffView> {
  const when = effectiveFrom === null ? {} : { effectiveFrom };
  return (await request('POST', `${pathOf(lot)}/tariffs`, { ...terms, ifVersion, ...when })) as TariffView;
}

/** Takes back a planned version. Refused with `tariff-in-force` where it has taken effect. */
export async function withdrawTariff(lot: string, version: number): Promise<TariffView> {
  return (await request('DELETE', `${pathOf(lot)}/tariffs/${version}`)) as TariffView;
}

/** What a stay would cost by terms that are not saved, with the lines its bill would have. */
export async function quoteDraft(
  lot: string,
  asked: { from: string; to: string; addOns: string[]; tariff: TariffChangeBody },
): Promise<Quote> {
  return (await request('POST', `${pathOf(lot)}/quote`, asked)) as Quote;
}
