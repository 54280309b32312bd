import { auditBooks } from '../../../../server/app/audit-books.ts';
import { evidenceFaults } from './evidence-checks.ts';
import { moneyFaults } from './money-checks.ts';
import { placeFaults } from './place-checks.ts';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

/** Everything that must hold after a step and does not. */
export async function faultsAfter(world: World, step: Step | null): Promise<string[]> {
  await world.look();
  return [
    ...(await auditFaults(world)),
    ...(await moneyFaults(world)),
    ...(await placeFaults(world, step)),
    ...(await evidenceFaults(world)),
    ...(await answerFaults(world)),
  ];
}

async function auditFaults({ books }: World): Promise<string[]> {
  const broken = (await auditBooks(books)).filter(({ problems }) => problems > 0);
  return broken.map(({ rule, ids }) => `the audit: ${rule} (${ids.join(', ')})`);
}

/** Every message that was answered is stored once, with one reply: the words that were answered. */
async function answerFaults({ site, said }: World): Promise<string[]> {
  const rows = await site.rows(
    `SELECT i.external_id AS sid, o.body FROM messages i LEFT JOIN messages o ON o.in_reply_to = i.id
     WHERE i.direction = 'inbound'`,
  );
  const replies = new Map<string, string[]>();
  for (const { sid, body } of rows) replies.set(sid, [...(replies.get(sid) ?? []), body]);
  return said.flatMap(({ form, words }) => {
    const stored = replies.get(form['MessageSid'] ?? '') ?? [];
    return stored.length === 1 && (words === null || stored[0] === words)
      ? []
      : [`“${form['Body']}” has ${stored.length} replies: ${stored}`];
  });
}
