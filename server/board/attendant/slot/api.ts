import { request } from '../../api-client.ts';

/** The stay of a car that nobody accounts for is this driver's from its beginning on. */
export async function giveSlotTo(
  lot: string,
  slot: string,
  who: ({ driverId: string } | { phone: string }) & { was: { sessionId: string } },
): Promise<void> {
  await request('POST', `/api/lots/${encodeURIComponent(lot)}/slots/${encodeURIComponent(slot)}/driver`, who);
}
