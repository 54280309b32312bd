import type { PosterTextsView } from '../../../../shared/http/posters.ts';
import { request } from '../../api-client.ts';

/** What posters are made of. */
export interface PosterChoice {
  /** None for every slot. */
  readonly slots: readonly string[];
  /** As it was typed; empty for the number that is known. */
  readonly number: string;
}

/** One poster on a page of A4, or four. */
export type PosterLayout = '1' | '4';

/** What the posters would say, and the number they would lead to. */
export async function fetchPosterTexts(lot: string, choice: PosterChoice): Promise<PosterTextsView> {
  return (await request('GET', `${pathOf(lot)}?${queryOf(choice)}`)) as PosterTextsView;
}

/** Where the posters are as a PDF. */
export function postersHref(lot: string, choice: PosterChoice, layout: PosterLayout): string {
  const query = queryOf(choice);
  query.set('layout', layout);
  return `${pathOf(lot)}.pdf?${query}`;
}

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}/posters`;

function queryOf({ slots, number }: PosterChoice): URLSearchParams {
  const query = new URLSearchParams();
  if (slots.length > 0) query.set('slots', slots.join(','));
  if (number.trim() !== '') query.set('number', number.trim());
  return query;
}
