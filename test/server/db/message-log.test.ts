import { expect } from 'chai';
import type { MessageFilter } from '../../../server/app/ports/message-log-repository.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { booking, message, openWorld, reported, T0, type World } from '../../support/db-world.ts';

const ALL: MessageFilter = {
  driverId: null,
  status: null,
  direction: null,
  kind: null,
  transport: null,
  from: null,
  to: null,
};

eachEngine('the log of messages', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    const inbound = { direction: 'inbound', status: 'received', kind: 'text' } as const;
    await run(async (tx) => {
      tx.messages.add(message({ id: 'a', ...inbound, identityId: 'i1', externalId: 'SM1', createdAt: T0 }));
      tx.messages.add(
        message({ id: 'b', identityId: 'i1', inReplyTo: 'a', status: 'sent', kind: 'menu', createdAt: T0 }),
      );
      tx.messages.add(
        message({ id: 'c', identityId: 'i1', status: 'failed', reason: 'no', kind: 'bill', createdAt: T0 + 10 }),
      );
      tx.messages.add(message({ id: 'd', ...inbound, identityId: 'i2', externalId: 'SM2', createdAt: T0 + 20 }));
    });
    await run((tx) => tx.messages.report(reported('SM9', 'b'), { status: 'read', reason: null, at: T0 + 700 }));
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = async (filter: Partial<MessageFilter>, limit = 10, offset = 0) => {
    const found = await read((look) => look.messageLog.list({ ...ALL, ...filter }, limit, offset));
    return [found.messages.map(({ id }) => id).join(''), found.total];
  };

  it('lists them by what is asked for, the newest first, with how many there are', async () => {
    expect(await ids({})).to.deep.equal(['dcba', 4]);
    expect(await ids({}, 2, 1)).to.deep.equal(['cb', 4]);
    expect(await ids({ driverId: 'd1' })).to.deep.equal(['cba', 3]);
    expect(await ids({ driverId: 'd1', direction: 'outbound', status: 'failed' })).to.deep.equal(['c', 1]);
    expect(await ids({ kind: 'menu' })).to.deep.equal(['b', 1]);
    expect(await ids({ transport: 'meta' })).to.deep.equal(['', 0]);
    expect(await ids({ transport: 'twilio', direction: 'inbound' })).to.deep.equal(['da', 2]);
    expect(await ids({ from: T0 + 10, to: T0 + 20 })).to.deep.equal(['c', 1]);
    expect(await ids({ driverId: 'nobody' })).to.deep.equal(['', 0]);
  });

  it('keeps webhooks until they are forgotten, and counts the options of the menu', async () => {
    await run(async (tx) => {
      tx.messages.add(message({ id: 'e', identityId: 'i1', createdAt: T0 + 30, raw: 'Body=hi 🚗', option: 'slots' }));
      tx.messages.add(message({ id: 'f', identityId: 'i1', createdAt: T0 + 31, raw: 'x', option: 'slots' }));
      tx.messages.add(message({ id: 'g', identityId: 'i1', createdAt: T0 + 32, option: 'balance' }));
    });
    const raw = (id: string) => read((look) => look.messageLog.rawOf(id));
    expect(await raw('e')).to.equal('Body=hi 🚗');
    expect(await raw('a')).to.equal(null);
    await run((tx) =>
      tx.messages.report(reported('SM7', 'g'), { status: 'sent', reason: null, at: T0 + 40, raw: 'sent' }),
    );
    expect(await raw('g')).to.equal('sent');
    expect((await read((look) => look.messageLog.byId('e')))?.option).to.equal('slots');
    expect(await read((look) => look.messageLog.options(T0, T0 + 32))).to.deep.equal([{ option: 'slots', count: 2 }]);
    expect(await read((look) => look.messageLog.options(T0, T0 + 33))).to.deep.equal([
      { option: 'slots', count: 2 },
      { option: 'balance', count: 1 },
    ]);
    await run((tx) => tx.messageLog.forgetRaw(T0 + 31));
    expect([await raw('e'), await raw('f')]).to.deep.equal([null, 'x']);
  });

  it('gives one by its id', async () => {
    expect((await read((look) => look.messageLog.byId('c')))?.kind).to.equal('bill');
    expect(await read((look) => look.messageLog.byId('z'))).to.equal(null);
  });

  it('lists who writes, whoever wrote last first, with counts by status', async () => {
    const { contacts, total } = await read((look) => look.messageLog.contacts('driver', 2, 0));
    expect(total).to.be.at.least(2);
    expect(
      contacts.slice(0, 2).map(({ driverId, lastInboundAt, counts }) => [driverId, lastInboundAt, counts]),
    ).to.deep.equal([
      ['d2', T0 + 20, { received: 1 }],
      ['d1', T0, { received: 1, read: 1, failed: 1 }],
    ]);
    const [first] = contacts;
    const byNumber = await read((look) => look.messageLog.contacts(first?.phone?.slice(-4) ?? '', 5, 0));
    expect(byNumber.contacts.map(({ driverId }) => driverId)).to.include('d2');
    expect((await read((look) => look.messageLog.contacts('%', 5, 0))).total, 'a sign is no pattern').to.equal(
      (await read((look) => look.messageLog.contacts(null, 5, 0))).total,
    );
  });

  it('counts what came to what, and how long replies took', async () => {
    expect(await read((look) => look.messageLog.counts(T0, T0 + 20))).to.deep.equal([
      { direction: 'inbound', status: 'received', kind: 'text', count: 1 },
      { direction: 'outbound', status: 'failed', kind: 'bill', count: 1 },
      { direction: 'outbound', status: 'read', kind: 'menu', count: 1 },
    ]);
    expect(await read((look) => look.messageLog.bookings(T0, T0 + 1))).to.equal(0);
    await run(async (tx) => tx.bookings.save(booking({ id: 'b1', createdAt: T0 })));
    expect(await read((look) => look.messageLog.bookings(T0, T0 + 1))).to.equal(1);
    expect(await read((look) => look.messageLog.bookings(T0 + 1, T0 + 2))).to.equal(0);
  });

  it('holds how long replies took until they were sent, not until somebody read them', async () => {
    const times = (from: number, to: number) => read((look) => look.messageLog.responseTimes(from, to));
    expect(await times(0, 1)).to.deep.equal({ count: 0, meanMs: 0, p50Ms: 0, p95Ms: 0, maxMs: 0 });
    // Sent in the answer to the webhook, and read 700 ms later.
    expect(await times(T0, T0 + 1)).to.deep.equal({ count: 1, meanMs: 0, p50Ms: 0, p95Ms: 0, maxMs: 0 });
    await run(async (tx) => {
      const reply = { identityId: 'i2', inReplyTo: 'd', createdAt: T0 + 20 };
      tx.messages.add(message({ id: 'e', ...reply, status: 'queued' }));
    });
    expect((await times(T0, T0 + 30)).count, 'what waits is no answer yet').to.equal(1);
    await run((tx) => tx.messages.claimDue(T0 + 60, 5));
    await run((tx) => tx.messages.settle('e', { status: 'sent', reason: null, externalId: 'SM3', at: T0 + 420 }));
    await run((tx) => tx.messages.report(reported('SM3', 'e'), { status: 'read', reason: null, at: T0 + 9000 }));
    expect(await times(T0, T0 + 30)).to.deep.equal({ count: 2, meanMs: 200, p50Ms: 0, p95Ms: 400, maxMs: 400 });
  });

  it('keeps how a message fared step by step, also where it was sent a second time', async () => {
    const timeline = async (id: string) => {
      const found = await read(async (look) => {
        const one = await look.messageLog.byId(id);
        return one ? look.messageLog.timeline(one) : [];
      });
      return found.map(({ status, at, reason, externalId }) => [status, at - T0, reason, externalId]);
    };
    expect(await timeline('a')).to.deep.equal([['received', 0, null, 'SM1']]);
    expect(await timeline('b')).to.deep.equal([
      ['sent', 0, null, null],
      ['read', 700, null, 'SM9'],
    ]);
    await run(async (tx) => {
      tx.messages.add(message({ id: 'f', identityId: 'i3', inReplyTo: 'd', status: 'sent', createdAt: T0 }));
    });
    await run((tx) => tx.messages.report(reported('SM5', 'f'), { status: 'failed', reason: '63016', at: T0 + 5 }));
    await run((tx) => tx.messages.claimDue(T0 + 6, 5));
    await run((tx) => tx.messages.reword('f', 'other words', T0 + 7));
    await run((tx) => tx.messages.settle('f', { status: 'sent', reason: null, externalId: 'SM6', at: T0 + 8 }));
    expect(await timeline('f'), 'new words are no step').to.deep.equal([
      ['sent', 0, null, null],
      ['queued', 5, '63016', 'SM5'],
      ['sending', 6, '63016', 'SM5'],
      ['sent', 8, null, 'SM6'],
    ]);
  });

  it('gives one contact by the id of the driver', async () => {
    const contact = await read((look) => look.messageLog.contact('d1'));
    expect(contact).to.deep.include({ driverId: 'd1', lastMessageAt: T0 + 10, lastInboundAt: T0 });
    expect(await read((look) => look.messageLog.contact('nobody'))).to.equal(null);
  });
});
