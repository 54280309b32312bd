import { expect } from 'chai';
import type { Message } from '../../../server/app/ports/entities.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, identity, message, openWorld, rejection, T0, type World } from '../../support/db-world.ts';

const inbound = (id: string, parts: Partial<Message> = {}): Message =>
  message({ id, direction: 'inbound', status: 'received', externalId: `SM-${id}`, kind: 'text', ...parts });

eachEngine('messages', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine, { drivers: 20 });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
  const queue = (...messages: Message[]) => run(async (tx) => messages.forEach((one) => void tx.messages.add(one)));
  const claim = (now = T0, limit = 16) => run((tx) => tx.messages.claimDue(now, limit));
  const one = async (id: string) =>
    (await read((look) => look.messages.ofIdentity('i1', 100))).find((found) => found.id === id)!;

  it('gives a message back as it was, empty and full', async () => {
    const empty = message({ id: 'm1' });
    const full = message({
      id: 'm2',
      externalId: 'SM2',
      inReplyTo: 'm0',
      body: 'línea 1\n„Ä“ 🚗 $1 $$ :x \' " \\u0000',
      status: 'failed',
      reason: 'no such number',
      attempts: 8,
      notBefore: BIG,
      sessionId: 'p1',
      createdAt: BIG,
    });
    await queue(empty, full, message({ id: 'm3', identityId: null, driverId: null }));
    expect(await read((look) => look.messages.ofIdentity('i1', 9))).to.deep.equal([empty, full]);
  });

  it('stores whatever text somebody sends; what no database can hold is replaced', async () => {
    await queue(message({ id: 'm1', body: 'a\0b \ud83d c \ude97 d 🚗' }), message({ id: 'm2', body: '\ud83d' }));
    expect((await one('m1')).body).to.equal('a\ufffdb \ufffd c \ufffd d 🚗');
    expect((await one('m2')).body).to.equal('\ufffd');
  });

  it('accepts what came in once, alone or with others, at once or later', async () => {
    const accept = (...messages: Message[]) => run((tx) => tx.messages.accept(messages));
    expect([...(await accept(inbound('a'), inbound('b')))].sort()).to.deep.equal(['a', 'b']);
    const again = await accept(inbound('a2', { externalId: 'SM-a' }), inbound('c'), inbound('a'));
    expect([...again]).to.deep.equal(['c']);
    const twice = await accept(inbound('d'), inbound('d2', { externalId: 'SM-d' }));
    expect([...twice]).to.deep.equal(['d']);
    const other = inbound('e', { transport: 'phone', externalId: 'SM-a' });
    expect([...(await accept(other))], 'another transport').to.deep.equal(['e']);
    const racing = await Promise.all(
      Array.from({ length: 12 }, (_, n) => accept(inbound(`r${n}`, { externalId: 'R' }))),
    );
    expect(racing.flatMap((found) => [...found])).to.have.length(1);
    expect((await accept()).size).to.equal(0);
  });

  it('finds the reply to a message that came in before', async () => {
    const rich = { lead: 'yes?', options: [{ text: 'book A', title: 'Yes, book A', note: 'now' }] };
    await run(async (tx) => {
      await tx.messages.accept([inbound('a'), inbound('b')]);
      tx.messages.add(message({ id: 'ra', inReplyTo: 'a', body: 'yes', rich }));
    });
    const replies = await read((look) => look.messages.repliesTo('twilio', ['SM-a', 'SM-b', 'SM-c']));
    expect([...replies.keys()]).to.deep.equal(['SM-a']);
    expect(replies.get('SM-a')).to.deep.equal(message({ id: 'ra', inReplyTo: 'a', body: 'yes', rich }));
    expect((await read((look) => look.messages.repliesTo('phone', ['SM-a']))).size).to.equal(0);
    const second = await rejection(queue(message({ id: 'rb', inReplyTo: 'a' })));
    expect(second).to.have.property('kind', 'constraint');
  });

  it('claims the oldest of each driver that is due, and marks it', async () => {
    await queue(
      message({ id: 'b', createdAt: 2, notBefore: 2 }),
      message({ id: 'a', createdAt: 1, notBefore: 1 }),
      message({ id: 'c', identityId: 'i2', createdAt: 3, notBefore: 3 }),
      message({ id: 'later', identityId: 'i3', createdAt: 1, notBefore: T0 + 1 }),
      message({ id: 'sent', identityId: 'i4', status: 'sent' }),
      message({ id: 'nobody1', identityId: null, createdAt: 4, notBefore: 4 }),
      message({ id: 'nobody2', identityId: null, createdAt: 5, notBefore: 5 }),
    );
    const claimed = await claim();
    expect(ids(claimed)).to.deep.equal(['a', 'c', 'nobody1', 'nobody2']);
    for (const each of claimed) expect(each).to.include({ status: 'sending', attempts: 1 });
    expect(await claim(), 'b waits for a').to.deep.equal([]);
    await run((tx) => tx.messages.settle('a', { status: 'sent', reason: null, at: T0 }));
    expect(ids(await claim())).to.deep.equal(['b']);
    expect(ids(await claim(T0 + 1))).to.deep.equal(['later']);
  });

  it('claims nothing of drivers who write to a number that is busy', async () => {
    const [busy, free] = ['whatsapp:+14150000001', 'whatsapp:+14150000002'];
    await run(async (tx) => {
      tx.drivers.saveIdentity(identity(1, { ourAddress: busy }));
      tx.drivers.saveIdentity(identity(2, { ourAddress: free }));
    });
    await queue(...[1, 2, 3].map((n) => message({ id: `m${n}`, identityId: `i${n}`, createdAt: n, notBefore: n })));
    const claimBut = async (...numbers: string[]) => ids(await run((tx) => tx.messages.claimDue(T0, 16, numbers)));
    expect(await claimBut(busy, '')).to.deep.equal(['m2']);
    expect(await claimBut(free, '')).to.deep.equal(['m1']);
    expect(await claimBut(free)).to.deep.equal(['m3']);
  });

  it('claims the oldest first where there are more than it may take', async () => {
    await queue(
      ...[5, 3, 9, 1, 7].map((n) => message({ id: `m${n}`, identityId: `i${n}`, createdAt: n, notBefore: n })),
    );
    expect(ids(await claim(T0, 2))).to.deep.equal(['m1', 'm3']);
    expect(ids(await claim(T0, 2))).to.deep.equal(['m5', 'm7']);
  });

  it('keeps the order of one driver while the first is tried again; a bill for later holds up nothing', async () => {
    await queue(
      message({ id: 'bill', createdAt: 1, notBefore: T0 + 500 }),
      message({ id: 'first', createdAt: 2, notBefore: 2 }),
      message({ id: 'second', createdAt: 3, notBefore: 3 }),
    );
    expect(ids(await claim())).to.deep.equal(['first']);
    const again = { status: 'queued', reason: 'timeout', notBefore: T0 + 100, at: T0 } as const;
    await run((tx) => tx.messages.settle('first', again));
    expect(await one('first')).to.include({ status: 'queued', reason: 'timeout', attempts: 1, notBefore: T0 + 100 });
    expect(await claim(T0 + 99)).to.deep.equal([]);
    expect(ids(await claim(T0 + 100))).to.deep.equal(['first']);
  });

  it('keeps the order of one driver while the first is held back', async () => {
    await queue(
      message({ id: 'first', createdAt: 2, notBefore: 2 }),
      message({ id: 'second', createdAt: 3, notBefore: 3 }),
    );
    expect(ids(await claim())).to.deep.equal(['first']);
    const held = { status: 'queued', reason: 'too many', notBefore: T0 + 100, at: T0, isUncounted: true } as const;
    await run((tx) => tx.messages.settle('first', held));
    expect(await claim(T0 + 99)).to.deep.equal([]);
    expect(ids(await claim(T0 + 100))).to.deep.equal(['first']);
  });

  it('never gives one message to two who claim at once, nor two of one driver', async () => {
    await queue(
      ...Array.from({ length: 60 }, (_, n) =>
        message({ id: `m${n}`, identityId: `i${(n % 20) + 1}`, createdAt: n, notBefore: n }),
      ),
    );
    const claimed = (await Promise.all(Array.from({ length: 8 }, () => claim(T0, 7)))).flat();
    expect(new Set(ids(claimed)).size).to.equal(claimed.length);
    expect(new Set(claimed.map(({ identityId }) => identityId)).size).to.equal(claimed.length);
    for (const each of claimed) expect(each.createdAt, 'the oldest of its driver').to.be.lessThan(20);
    for (let rest = claimed.length; rest < 20; ) rest += (await claim(T0, 7)).length;
    expect(await claim(T0, 7)).to.deep.equal([]);
  });

  it('never gives away what another has claimed and not committed yet', async () => {
    await queue(message({ id: 'a' }), message({ id: 'b', identityId: 'i2' }));
    let claimed: () => void;
    const begun = new Promise<void>((resolve) => {
      claimed = resolve;
    });
    const first = run(async (tx) => {
      const found = await tx.messages.claimDue(T0, 9);
      claimed();
      await new Promise((resolve) => setTimeout(resolve, 250));
      return found;
    });
    await begun;
    const second = await claim(T0, 9);
    expect(ids(await first)).to.deep.equal(['a', 'b']);
    expect(second).to.deep.equal([]);
  });

  it('finds what was interrupted while it was being sent', async () => {
    await queue(message({ id: 'a' }), message({ id: 'b', identityId: 'i2' }));
    await claim(T0);
    await run((tx) => tx.messages.settle('b', { status: 'sent', reason: null, at: T0 }));
    expect(await read((look) => look.messages.interrupted(T0 - 1))).to.deep.equal([]);
    expect(ids(await read((look) => look.messages.interrupted(T0)))).to.deep.equal(['a']);
  });

  it('settles once; what is settled stays', async () => {
    await queue(message({ id: 'a' }));
    await claim();
    await run((tx) => tx.messages.settle('a', { status: 'sent', reason: null, externalId: 'SM1', at: T0 }));
    await run((tx) => tx.messages.settle('a', { status: 'failed', reason: 'late', at: T0 }));
    expect(await one('a')).to.include({ status: 'sent', reason: null, externalId: 'SM1' });
    const noReason = run((tx) => tx.messages.settle('b', { status: 'failed', reason: null, at: T0 }));
    await queue(message({ id: 'b', createdAt: T0 + 1 }));
    await noReason;
    const failing = run((tx) => tx.messages.settle('b', { status: 'failed', reason: null, at: T0 }));
    expect(await rejection(failing)).to.have.property('kind', 'constraint');
  });

  it('withdraws bills that nobody has been told', async () => {
    await queue(
      message({ id: 'told', sessionId: 'p1', status: 'sent' }),
      message({ id: 'waits', sessionId: 'p1', createdAt: T0 + 1 }),
      message({ id: 'other', sessionId: 'p2', createdAt: T0 + 2 }),
    );
    const withdrawn = () => run((tx) => tx.messages.withdrawUntold(['p1'], 'the stay went on', T0));
    expect([await withdrawn(), await withdrawn()]).to.deep.equal([['bill'], []]);
    const found = await read((look) => look.messages.ofIdentity('i1', 9));
    expect(found.map(({ status, reason }) => [status, reason])).to.deep.equal([
      ['sent', null],
      ['failed', 'the stay went on'],
      ['queued', null],
    ]);
  });

  it('are given other words until they are sent', async () => {
    await queue(
      message({ id: 'sent', status: 'sent', body: 'old' }),
      message({ id: 'waits', sessionId: 'p1', body: 'old' }),
    );
    await run(async (tx) => {
      await tx.messages.reword('sent', 'new', T0);
      await tx.messages.reword('waits', 'new', T0);
    });
    const found = await read((look) => look.messages.ofIdentity('i1', 9));
    expect(found.map(({ id, body }) => [id, body])).to.have.deep.members([
      ['sent', 'old'],
      ['waits', 'new'],
    ]);
  });

  it('lists the last of a conversation, the oldest first', async () => {
    await queue(
      ...[4, 2, 3, 1].map((n) => message({ id: `m${n}`, createdAt: n })),
      message({ id: 'x', identityId: 'i2' }),
    );
    const found = await read((look) => look.messages.ofIdentity('i1', 3));
    expect(found.map(({ id }) => id)).to.deep.equal(['m2', 'm3', 'm4']);
  });

  it('tells when the next is due', async () => {
    expect(await read((look) => look.messages.nextDue())).to.equal(null);
    await queue(
      message({ id: 'a', notBefore: T0 + 9 }),
      message({ id: 'b', notBefore: T0 + 5, identityId: 'i2' }),
      message({ id: 'c', notBefore: 1, status: 'sent' }),
    );
    expect(await read((look) => look.messages.nextDue())).to.equal(T0 + 5);
    await claim(T0 + 5);
    expect(await read((look) => look.messages.nextDue())).to.equal(T0 + 9);
  });

  it('knows when each driver wrote last, and keeps how a message goes out where words may not', async () => {
    await run((tx) => tx.messages.accept([inbound('x', { createdAt: T0 + 3 }), inbound('y', { createdAt: T0 + 7 })]));
    await queue(message({ id: 'z', createdAt: T0 + 9 }));
    const heard = await read((look) => look.messages.lastHeard(['i1', 'i2']));
    expect([...heard]).to.deep.equal([['i1', T0 + 7]]);
    const approved = { twilioContentSid: 'HX1', metaName: null, metaLanguage: null, values: ['Asha', 'A'] };
    await queue(message({ id: 'a', identityId: 'i2', approved }));
    const [claimed] = (await claim()).filter(({ id }) => id === 'a');
    expect(claimed?.approved).to.deep.equal(approved);
    const held = { status: 'queued', reason: 'later', notBefore: T0 + 50, at: T0, isUncounted: true } as const;
    await run((tx) => tx.messages.settle('a', held));
    expect((await read((look) => look.messageLog.byId('a')))?.attempts).to.equal(0);
  });

  it('wakes the outbox and the conversation after the commit', async () => {
    const seen: unknown[] = [];
    const stop = world.storage.unitOfWork.onCommit(({ outbox, conversations }) =>
      seen.push([outbox, ...conversations]),
    );
    await queue(message({ id: 'a' }));
    await run((tx) => tx.messages.accept([inbound('b', { identityId: 'i2' })]));
    await claim();
    await run((tx) => tx.messages.settle('a', { status: 'sent', reason: null, externalId: 'SM1', at: T0 }));
    stop();
    expect(seen).to.deep.equal([
      [true, 'i1'],
      [false, 'i2'],
      [false, 'i1'],
    ]);
  });
});
