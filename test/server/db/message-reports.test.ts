import { expect } from 'chai';
import type { Message } from '../../../server/app/ports/entities.ts';
import type { ReportedMessage } from '../../../server/app/ports/message-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { HOUR, identity, message, openWorld, reported, T0, type World } from '../../support/db-world.ts';

const inbound = (id: string, parts: Partial<Message> = {}): Message =>
  message({ id, direction: 'inbound', status: 'received', externalId: `SM-${id}`, kind: 'text', ...parts });

eachEngine('reports on messages', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine, {});
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
  const queue = (...messages: Message[]) => run(async (tx) => messages.forEach((one) => void tx.messages.add(one)));
  const claim = (now = T0, limit = 16) => run((tx) => tx.messages.claimDue(now, limit));
  const one = async (id: string) =>
    (await read((look) => look.messages.ofIdentity('i1', 100))).find((found) => found.id === id)!;

  type Report = Parameters<Tx['messages']['report']>[1];
  const sent: Report = { status: 'sent', reason: null, at: T0 };
  const delivered: Report = { status: 'delivered', reason: null, at: T0 };
  const failed: Report = { status: 'failed', reason: 'why', at: T0 };

  it('applies reports by our id and by the provider’s, and never goes backwards', async () => {
    await queue(message({ id: 'a', status: 'sent', externalId: 'SM1' }), message({ id: 'b', createdAt: T0 + 1 }));
    const report = (status: Message['status'], reason: string | null = null) =>
      run((tx) => tx.messages.report(reported('SM1'), { status, reason, at: T0 }));
    const steps: [Message['status'], Message['status']][] = [
      ['sending', 'sent'],
      ['sent', 'sent'],
      ['delivered', 'delivered'],
      ['sent', 'delivered'],
      ['failed', 'delivered'],
      ['read', 'read'],
      ['delivered', 'read'],
    ];
    for (const [reported, then] of steps) {
      expect(await report(reported, reported === 'failed' ? 'why' : null), reported).to.equal(true);
      expect((await one('a')).status, reported).to.equal(then);
    }
    const byId = reported('SM2', 'b');
    const failed = { status: 'failed', reason: 'blocked', at: T0 } as const;
    expect(await run((tx) => tx.messages.report(byId, failed))).to.equal(true);
    expect(await one('b')).to.include({ status: 'failed', reason: 'blocked', externalId: 'SM2' });
    const unknown = { ...reported('SM1'), transport: 'phone' } as const;
    expect(await run((tx) => tx.messages.report(unknown, failed))).to.equal(false);
    expect(await run((tx) => tx.messages.report(reported('SM3', 'x'), failed))).to.equal(false);
    await run((tx) => tx.messages.accept([inbound('in', { createdAt: T0 + 2 })]));
    expect(await run((tx) => tx.messages.report(reported('SM3', 'in'), failed))).to.equal(false);
  });

  it('of a failure that passes sends it again, also where it comes before we have written down that it was sent', async () => {
    await queue(message({ id: 'a' }));
    await claim();
    const passing = { ...failed, again: { notBefore: T0 + 30, below: 8 } };
    expect(await run((tx) => tx.messages.report(reported('SM1', 'a'), passing))).to.equal(true);
    expect(await one('a')).to.include({ status: 'queued', externalId: 'SM1', notBefore: T0 + 30 });
    const accepted = { status: 'sent', reason: null, at: T0 + 1 } as const;
    await run((tx) => tx.messages.settle('a', { ...accepted, externalId: 'SM1' }));
    expect(await one('a'), 'that it was sent is old news').to.include({ status: 'queued', notBefore: T0 + 30 });
    expect(ids(await claim(T0 + 30))).to.deep.equal(['a']);
    await run((tx) => tx.messages.settle('a', { ...accepted, externalId: 'SM2' }));
    expect(await one('a')).to.include({ status: 'sent', externalId: 'SM2', attempts: 2 });
  });

  it('of a try that another one has followed changes nothing of that', async () => {
    await queue(
      message({
        id: 'a',
        approved: { twilioContentSid: null, metaName: 'm', metaLanguage: 'en', variables: [] } as never,
      }),
    );
    await claim();
    const passing = { ...failed, again: { notBefore: T0, below: 8 } };
    await run((tx) => tx.messages.report(reported('SM1', 'a'), passing));
    expect((await claim()).map(({ attempts }) => attempts)).to.deep.equal([2]);
    const sentAs = (externalId: string, attempt: number) =>
      run((tx) => tx.messages.settle('a', { status: 'sent', reason: null, at: T0 + 1, externalId, attempt }));
    await sentAs('SM1', 1);
    expect(await one('a'), 'the first try').to.include({ status: 'sending', attempts: 2 });
    await sentAs('SM2', 2);
    expect(await one('a')).to.include({ status: 'sent', externalId: 'SM2' });
  });

  it('is taken as far as the furthest of reports that come side by side', async () => {
    const statuses = ['sent', 'delivered', 'failed', 'sent', 'read', 'delivered', 'failed', 'sent'] as const;
    for (let round = 0; round < 10; round++) {
      const id = `m${round}`;
      await queue(message({ id, status: 'sending', createdAt: T0 + round }));
      await Promise.all(
        statuses.map((status) =>
          run((tx) => tx.messages.report(reported(`SM${round}`, id), { status, reason: 'why', at: T0 })),
        ),
      );
      expect((await one(id)).status).to.equal('read');
    }
  });

  it('counts only from whoever’s number the message goes by, unless the provider’s id is known already', async () => {
    const [ours, theirs] = ['whatsapp:+14150000001', 'whatsapp:+14150000002'];
    await run(async (tx) => tx.drivers.saveIdentity(identity(1, { ourAddress: ours })));
    const report = (externalId: string, by: ReportedMessage['by'], reports: Report = delivered) =>
      run((tx) => tx.messages.report({ ...reported(externalId, 'a'), by }, reports));
    await queue(message({ id: 'a', status: 'sending' }));
    for (const by of [{ only: [theirs] }, { allBut: [ours] }, { allBut: [theirs, ours] }]) {
      expect(await report('SM1', by)).to.equal(false);
      expect(await report('SM1', by, failed)).to.equal(false);
      expect(await one('a')).to.include({ status: 'sending', externalId: null });
    }
    expect(await report('SM1', { only: [ours] }, sent)).to.equal(true);
    // The driver has written to another number since.
    await run(async (tx) => tx.drivers.saveIdentity(identity(1, { ourAddress: theirs })));
    expect(await report('SM2', { only: [ours] })).to.equal(false);
    expect((await one('a')).status).to.equal('sent');
    expect(await report('SM1', { only: [ours] })).to.equal(true);
    expect(await one('a')).to.include({ status: 'delivered', externalId: 'SM1' });
    // A driver who never wrote is told by the standard account.
    await run(async (tx) => tx.drivers.saveIdentity(identity(1)));
    await queue(message({ id: 'b', status: 'sending', createdAt: T0 + 1 }));
    const first = (by: ReportedMessage['by']) => run((tx) => tx.messages.report({ ...reported('SM3', 'b'), by }, sent));
    expect(await first({ only: [ours] })).to.equal(false);
    expect(await first({ allBut: [ours] })).to.equal(true);
  });

  describe('a reply that went in the answer to its request', () => {
    const failed = { status: 'failed', reason: 'lost', at: T0 + 5 } as const;
    const report = (externalId: string, status: 'sent' | 'delivered' | 'failed') =>
      run((tx) => tx.messages.report(reported(externalId, 'r'), { ...failed, status }));
    const stands = async () => {
      const { status, externalId, attempts } = await one('r');
      return [status, externalId, attempts];
    };
    const sendAgain = async (externalId: string | null) => {
      expect(ids(await claim(T0 + 5))).to.deep.equal(['r']);
      if (externalId === null) return;
      await run((tx) => tx.messages.settle('r', { status: 'sent', reason: null, externalId, at: T0 + 6 }));
    };
    beforeEach(() => queue(message({ id: 'r', inReplyTo: 'in', status: 'sent' })));

    it('waits to be sent when it failed, and is not sent a third time', async () => {
      expect(await report('SMinline', 'failed')).to.equal(true);
      expect(await one('r')).to.include({ status: 'queued', reason: 'lost', notBefore: T0 + 5 });
      await sendAgain('SMrest');
      expect(await stands()).to.deep.equal(['sent', 'SMrest', 1]);
      await report('SMrest', 'failed');
      expect(await stands()).to.deep.equal(['failed', 'SMrest', 1]);
      expect(await claim(T0 + HOUR)).to.deep.equal([]);
    });

    it('is not stopped by what is said of the first try, until that arrived after all', async () => {
      await report('SMinline', 'failed');
      for (const status of ['failed', 'sent'] as const) {
        await report('SMinline', status);
        expect(await stands()).to.deep.equal(['queued', 'SMinline', 0]);
      }
      await sendAgain(null);
      for (const status of ['failed', 'sent'] as const) {
        await report('SMinline', status);
        expect(await stands()).to.deep.equal(['sending', 'SMinline', 1]);
      }
      await run((tx) => tx.messages.settle('r', { status: 'sent', reason: null, externalId: 'SMrest', at: T0 + 6 }));
      await report('SMinline', 'failed');
      expect(await stands()).to.deep.equal(['sent', 'SMrest', 1]);
      await report('SMinline', 'delivered');
      expect((await one('r')).status).to.equal('delivered');
    });

    it('is followed when the report overtakes the provider’s own answer', async () => {
      await report('SMinline', 'failed');
      await sendAgain(null);
      await report('SMrest', 'failed');
      await run((tx) => tx.messages.settle('r', { status: 'sent', reason: null, externalId: 'SMrest', at: T0 + 6 }));
      expect(await stands()).to.deep.equal(['failed', 'SMrest', 1]);
    });

    it('waits to be sent when the request was gone, unless it is known to have arrived or was sent', async () => {
      const gone = () => run((tx) => tx.messages.queueInline('r', 'gone', T0 + 5));
      await gone();
      expect(await one('r')).to.include({ status: 'queued', reason: 'gone' });
      await sendAgain('SMrest');
      await gone();
      expect(await stands()).to.deep.equal(['sent', 'SMrest', 1]);
      await queue(message({ id: 'other', inReplyTo: 'in2', status: 'delivered', createdAt: T0 + 1 }));
      await run((tx) => tx.messages.queueInline('other', 'gone', T0 + 5));
      expect((await one('other')).status).to.equal('delivered');
    });
  });

  it('waits to be sent again after a failure that may pass, as often as it may be tried', async () => {
    const again = { notBefore: T0 + 30, below: 2 };
    const fail = (externalId: string) =>
      run((tx) =>
        tx.messages.report(reported(externalId, 'a'), { status: 'failed', reason: 'too many', at: T0 + 5, again }),
      );
    const send = async (externalId: string) => {
      expect(ids(await claim(T0 + 30))).to.deep.equal(['a']);
      await run((tx) => tx.messages.settle('a', { status: 'sent', reason: null, externalId, at: T0 + 31 }));
    };
    await queue(message({ id: 'a', notBefore: T0 }));
    await send('W1');
    for (let times = 0; times < 2; times++) {
      expect(await fail('W1')).to.equal(true);
      expect(await one('a')).to.include({ status: 'queued', reason: 'too many', notBefore: T0 + 30, attempts: 1 });
    }
    expect(await claim(T0 + 29)).to.deep.equal([]);
    await send('W2');
    await fail('W1');
    expect(await one('a')).to.include({ status: 'sent', externalId: 'W2' });
    await fail('W2');
    expect(await one('a')).to.include({ status: 'failed', reason: 'too many', attempts: 2 });
  });

  it('knows which ids of the provider are whose', async () => {
    await queue(
      message({ id: 'a', status: 'sent', externalId: 'SM1' }),
      message({ id: 'b', status: 'sent', externalId: 'SM2', transport: 'phone' }),
    );
    await run((tx) => tx.messages.accept([inbound('in', { externalId: 'SM3' })]));
    const found = await read((look) => look.messages.knownOf('twilio', ['SM1', 'SM2', 'SM3', 'SM4']));
    expect(found).to.deep.equal([{ id: 'a', externalId: 'SM1' }]);
  });
});
