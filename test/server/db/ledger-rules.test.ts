import { expect } from 'chai';
import { isConstraint } from '../../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../../server/app/ports/unit-of-work.ts';
import { type Posting, type TransferDraft, topUp } from '../../../server/domain/ledger.ts';
import { eachEngine } from '../../support/databases.ts';
import { OPERATOR, openWorld, refusal, rejection, T0, type World } from '../../support/db-world.ts';

const cash = (amountMinor: number, driverId = 'd1'): Posting => ({
  account: { owner: 'driver', driverId, kind: 'cash' },
  amountMinor,
});
const revenue = (amountMinor: number): Posting => ({ account: { owner: 'house', kind: 'revenue' }, amountMinor });
const draft = (key: string, ...postings: Posting[]): TransferDraft => ({
  ...topUp('d1', 1, 'USD', key, null),
  postings,
});

eachEngine('constraints on money', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());

  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const post = (id: string, transfer: TransferDraft) =>
    run(async (tx) => tx.ledger.post({ ...transfer, id, operatorId: OPERATOR, createdAt: T0 }));
  const sql = (text: string) => refusal(world.storage, text);
  const balance = async (kind: string, owner = 'd1') =>
    (await world.storage.database.reader(`SELECT balance FROM accounts WHERE id = '${owner}:${kind}:USD'`))[0];
  const counted = async (table: string) =>
    (await world.storage.database.reader<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n;

  it('refuse a transfer that is out of balance, and keep nothing of it', async () => {
    const wrong = [
      draft('t1', cash(5), revenue(-4)),
      draft('t2', cash(5)),
      draft('t3'),
      draft('t4', cash(5), revenue(5)),
      draft('t5', cash(2), cash(2, 'd2'), revenue(-5)),
    ];
    for (const transfer of wrong) {
      const error = await rejection(post(transfer.key, transfer));
      expect(isConstraint(error, 'transfers_balanced'), String(error)).to.equal(true);
    }
    expect(await rejection(post('t6', draft('t6', cash(0), revenue(0))))).to.have.property('kind', 'constraint');
    expect([await counted('transfers'), await counted('postings')]).to.deep.equal([0, 0]);
    expect(await balance('cash')).to.deep.equal({ balance: 0 });
  });

  it('refuse to edit or delete a transfer or a posting', async () => {
    await post('t1', topUp('d1', 500, 'USD', 'p1', null));
    for (const [table, change] of [
      ['transfers', `UPDATE transfers SET note = 'else' WHERE id = 't1'`],
      ['transfers', `DELETE FROM transfers WHERE id = 't1'`],
      ['postings', `UPDATE postings SET amount = 1 WHERE transfer_id = 't1' AND line = 0`],
      ['postings', `DELETE FROM postings WHERE transfer_id = 't1'`],
    ]) {
      expect(await sql(change!), change).to.contain(`${table}_immutable`);
    }
    expect(await balance('cash')).to.deep.equal({ balance: 500 });
  });

  if (engine.dialect === 'sqlite') {
    it('refuse to put another row in place of a transfer, a posting or an audit entry', async () => {
      await post('t1', topUp('d1', 500, 'USD', 'p1', null));
      await run(async (tx) => tx.staff.addAudit(audit));
      for (const replace of [
        `INSERT OR REPLACE INTO transfers VALUES ('t1', 'k', 'h', 'top-up', 'USD', 'd2', NULL, NULL, NULL, 1, NULL, NULL, NULL)`,
        `REPLACE INTO postings VALUES ('t1', 0, 'd1:cash:USD', 7)`,
        `INSERT OR REPLACE INTO audit_log VALUES ('a1', 1, 'x', 'y', 'z', NULL, NULL, NULL)`,
      ]) {
        expect(await sql(replace), replace).to.match(/immutable|sealed/);
      }
      await world.storage.database.writer.reopen();
      expect(await sql(`REPLACE INTO audit_log VALUES ('a1', 1, 'x', 'y', 'z', NULL, NULL, NULL)`)).to.contain(
        'immutable',
      );
    });
  }

  it('refuse postings added to a transfer that is sealed', async () => {
    await post('t1', topUp('d1', 500, 'USD', 'p1', null));
    const added = `INSERT INTO postings (transfer_id, line, account_id, amount) VALUES ('t1', 9, 'd1:cash:USD', 5)`;
    expect(await sql(added)).to.contain('postings_sealed');
    expect(await balance('cash')).to.deep.equal({ balance: 500 });
  });

  it('refuse a promo or held balance below zero, and let cash go there', async () => {
    const promo = (amountMinor: number): Posting => ({
      account: { owner: 'driver', driverId: 'd1', kind: 'promo' },
      amountMinor,
    });
    const held = (amountMinor: number): Posting => ({
      account: { owner: 'driver', driverId: 'd1', kind: 'held' },
      amountMinor,
    });
    await post('t1', draft('t1', promo(10), revenue(-10)));
    expect(await rejection(post('t2', draft('t2', promo(-11), revenue(11))))).to.have.property('kind', 'constraint');
    expect(await rejection(post('t3', draft('t3', held(-1), cash(1))))).to.have.property('kind', 'constraint');
    await post('t4', draft('t4', promo(-10), cash(-5), revenue(15)));
    expect([await balance('promo'), await balance('cash'), await balance('held')]).to.deep.equal([
      { balance: 0 },
      { balance: -5 },
      { balance: 0 },
    ]);
  });

  it('keep no balance for the house, and one for every driver', async () => {
    await post('t1', topUp('d1', 500, 'USD', 'p1', null));
    const house = await world.storage.database.reader(`SELECT kind, balance FROM accounts WHERE owner = 'house'`);
    expect(house).to.have.length(5);
    for (const account of house) expect(account).to.have.property('balance', null);
    expect(await sql(`UPDATE accounts SET balance = 0 WHERE owner = 'house'`)).not.to.equal(null);
    expect(await sql(`UPDATE accounts SET balance = NULL WHERE owner = 'driver'`)).not.to.equal(null);
  });

  it('refuse a posting to an account that is not open, and open one once', async () => {
    const error = await rejection(post('t1', topUp('d1', 500, 'EUR', 'p1', null)));
    expect(error).to.have.property('kind', 'constraint');
    await post('t2', topUp('d1', 500, 'USD', 'p2', null));
    await run(async (tx) => {
      tx.ledger.openDriverAccounts('d1', OPERATOR, 'USD');
      tx.ledger.openHouseAccounts(OPERATOR, 'USD');
    });
    expect(await balance('cash'), 'opening again takes nothing away').to.deep.equal({ balance: 500 });
  });

  it('refuse the same cause twice, and two reversals of one transfer', async () => {
    await post('t1', topUp('d1', 500, 'USD', 'p1', null));
    const again = await rejection(post('t2', topUp('d1', 500, 'USD', 'p1', null)));
    expect(isConstraint(again, 'key'), String(again)).to.equal(true);
    const back = { ...draft('r1', cash(-500), revenue(500)), reverses: 't1' };
    await post('t3', back);
    expect(await rejection(post('t4', { ...back, key: 'r2' }))).to.have.property('kind', 'constraint');
    expect(await rejection(post('t5', { ...back, key: 'r3', reverses: 'nothing' }))).to.have.property('kind');
    expect(await balance('cash')).to.deep.equal({ balance: 0 });
  });

  const audit = {
    id: 'a1',
    at: T0,
    staffId: 'st',
    action: 'x',
    subject: 'y',
    lotId: null,
    before: null,
    after: { a: 1 },
  };

  it('refuse to edit or delete an audit entry', async () => {
    await run(async (tx) => tx.staff.addAudit(audit));
    expect(await sql(`UPDATE audit_log SET action = 'z'`)).to.contain('audit_log_immutable');
    expect(await sql('DELETE FROM audit_log')).to.contain('audit_log_immutable');
    expect(await rejection(run(async (tx) => tx.staff.addAudit(audit)))).to.have.property('kind', 'constraint');
  });

  it('let words of an audit entry be taken away where that is written down first, and nothing else of it', async () => {
    await run(async (tx) => tx.staff.addAudit(audit));
    expect(await sql(`UPDATE audit_log SET after = 'null'`)).to.contain('audit_log_immutable');
    await run((tx) => tx.erasures.rewordAudit({ ...audit, after: { a: null } }, T0 + 1));
    expect(await sql(`UPDATE audit_log SET lot_id = 'other'`)).to.contain('audit_log_immutable');
    expect((await run((tx) => tx.staff.auditOf('y', 9)))[0]?.after).to.deep.equal({ a: null });
    for (const change of [`action = 'z'`, `staff_id = 'z'`, `subject = 'z'`, 'at = 1', `id = 'z'`])
      expect(await sql(`UPDATE audit_log SET ${change}`), change).to.contain('audit_log_immutable');
    expect(await sql('DELETE FROM audit_log')).to.contain('audit_log_immutable');
    expect(await sql('UPDATE audit_erasures SET at = 1')).to.contain('audit_erasures_immutable');
    expect(await sql('DELETE FROM audit_erasures')).to.contain('audit_erasures_immutable');
  });

  it('refuse a message that failed for no reason', async () => {
    const insert = (status: string, reason: string) =>
      sql(
        `INSERT INTO messages (id, direction, transport, kind, body, status, reason, not_before, created_at, updated_at)
         VALUES ('m${status}${reason.length}', 'outbound', 'twilio', 'bill', 'x', '${status}', ${reason}, 0, 0, 0)`,
      );
    expect(await insert('failed', 'NULL')).not.to.equal(null);
    expect(await insert('failed', `'blocked'`)).to.equal(null);
    expect(await insert('sent', 'NULL')).to.equal(null);
    expect(await sql(`UPDATE messages SET status = 'failed' WHERE status = 'sent'`)).not.to.equal(null);
  });
});
