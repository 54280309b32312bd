import type { Storage } from '../../server/db/storage.ts';

/** What is wrong with the books; nothing, when every sum is right. */
export async function faultsOf({ database }: Storage): Promise<string[]> {
  const query = database.reader;
  const found: string[] = [];
  const balances = await query<{ id: string; kind: string; balance: number; sum: number | string }>(
    `SELECT a.id, a.kind, a.balance, COALESCE((SELECT SUM(p.amount) FROM postings p WHERE p.account_id = a.id), 0) AS sum
     FROM accounts a WHERE a.owner = 'driver'`,
  );
  for (const { id, kind, balance, sum } of balances) {
    if (balance !== Number(sum)) found.push(`${id} holds ${balance}, its postings say ${sum}`);
    if (kind !== 'cash' && balance < 0) found.push(`${id} is below zero`);
  }
  const transfers = await query<{ transfer_id: string; sum: number | string }>(
    'SELECT transfer_id, SUM(amount) AS sum FROM postings GROUP BY transfer_id HAVING SUM(amount) <> 0',
  );
  found.push(...transfers.map(({ transfer_id, sum }) => `transfer ${transfer_id} sums to ${sum}`));
  return found;
}
