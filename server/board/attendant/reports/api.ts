import { request } from '../../api-client.ts';
import type { Days } from './days.ts';

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}`;

/** One report of a lot; which shape it has follows from its name. */
export async function fetchReport<T>(lot: string, name: string, { from, to }: Days): Promise<T> {
  return (await request('GET', `${pathOf(lot)}/reports/${name}?from=${from}&to=${to}`)) as T;
}

/** What a provider takes for a message, in millionths of the lot's currency; null where nobody has said. */
export interface MessagePrice {
  readonly receivedMicros: number | null;
  readonly sentMicros: number | null;
}
export type MessagePrices = Readonly<Record<'twilio' | 'meta', MessagePrice>>;

export async function saveMessagePrices(lot: string, messagePrices: MessagePrices): Promise<void> {
  await request('PATCH', pathOf(lot), { messagePrices });
}
