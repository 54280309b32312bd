import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { TopUpRequest } from '../../../server/app/ports/wallet-repository.ts';
import { eachEngine } from '../../support/databases.ts';
import { BIG, LOT, openWorld, rejection, rollBack, sideBySide, T0, type World } from '../../support/db-world.ts';

const UNTIL = T0 + 60;

eachEngine('payments by link', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).sort();
  const request = (id: string, parts: Partial<TopUpRequest> = {}): TopUpRequest => ({
    id,
    driverId: 'd1',
    identityId: 'i1',
    lotId: LOT.id,
    currency: 'USD',
    amountMinor: 500,
    status: 'asked',
    providerId: null,
    paymentId: null,
    attempts: 0,
    notBefore: T0,
    createdAt: T0,
    ...parts,
  });
  const ask = (...requests: TopUpRequest[]) => run(async (tx) => requests.forEach((each) => void tx.topUps.add(each)));
  const one = (id: string) => read((look) => look.topUps.byId(id));
  const claim = (now = T0, limit = 9) => run((tx) => tx.topUps.claim(now, UNTIL, limit));
  const isDue = (now: number) => read((look) => look.topUps.anyDue(now));
  const move = (...args: Parameters<Tx['topUps']['move']>) => run((tx) => tx.topUps.move(...args));

  it('are given back as they were asked for, new and long under way', async () => {
    const whole = { status: 'open', providerId: 'cs_1', paymentId: 'pi_1', attempts: 3 } as const;
    const full = request('r2', { ...whole, amountMinor: BIG, notBefore: BIG, createdAt: BIG });
    await ask(request('r1'), full);
    expect(await one('r1')).to.deep.equal(request('r1'));
    expect(await one('r2')).to.deep.equal(full);
    expect(await one('none')).to.equal(null);
    const wrong = [request('r1'), request('r3', { amountMinor: 0 }), request('r4', { driverId: 'nobody' })];
    for (const each of wrong) expect(await rejection(ask(each)), each.id).to.have.property('kind', 'constraint');
    expect(await one('r3')).to.equal(null);
  });

  it('are counted for one driver since a moment, which is not counted itself', async () => {
    await ask(
      request('r1'),
      request('r2', { createdAt: T0 + 1 }),
      request('r3', { createdAt: T0 + 2, status: 'failed' }),
      request('r4', { driverId: 'd2', identityId: 'i2', createdAt: T0 + 2 }),
    );
    const count = (since: number) => read((look) => look.topUps.countSince('d1', since));
    expect([await count(T0 - 1), await count(T0), await count(T0 + 1), await count(T0 + 2)]).to.deep.equal([
      3, 2, 1, 0,
    ]);
  });

  it('are due from their moment on while they wait for their link', async () => {
    expect(await isDue(BIG)).to.equal(false);
    await ask(request('open', { status: 'open', notBefore: 1 }), request('failed', { status: 'failed', notBefore: 1 }));
    expect(await isDue(BIG)).to.equal(false);
    await ask(request('r1'));
    expect([await isDue(T0 - 1), await isDue(T0)]).to.deep.equal([false, true]);
  });

  it('are taken by who claims them, the longest due first, and by nobody else until then', async () => {
    await ask(
      request('late', { notBefore: T0 - 1 }),
      request('later', { notBefore: T0 }),
      request('first', { notBefore: T0 - 9 }),
      request('not-yet', { notBefore: T0 + 1 }),
      request('open', { status: 'open', notBefore: 1 }),
    );
    expect(ids(await claim(T0, 2))).to.deep.equal(['first', 'late']);
    const [third, ...more] = await claim();
    expect(third).to.deep.equal(request('later', { attempts: 1, notBefore: UNTIL }));
    expect(more).to.deep.equal([]);
    expect(await one('later')).to.deep.equal(third);
    expect(await isDue(T0)).to.equal(false);
    expect(ids(await claim(UNTIL - 1))).to.deep.equal(['not-yet']);
    const again = await claim(UNTIL);
    expect(ids(again), 'a try that was lost comes up again').to.deep.equal(['first', 'late', 'later', 'not-yet']);
    expect(again.map(({ attempts }) => attempts)).to.deep.equal([2, 2, 2, 2]);
  });

  it('are never given to two who claim at once, and never more than was asked for', async () => {
    await ask(...Array.from({ length: 40 }, (_, n) => request(`r${n}`, { notBefore: T0 - n })));
    const claims = await sideBySide(world.storage, (tx) => tx.topUps.claim(T0, UNTIL, 3));
    for (const each of claims) expect(each.length).to.be.at.most(3);
    const taken = ids(claims.flat());
    expect(new Set(taken).size).to.equal(taken.length);
    expect(taken.length).to.be.greaterThan(0);
    for (let rest = taken.length; rest < 40; ) {
      const more = await claim(T0, 9);
      expect(more).not.to.have.length(0);
      rest += more.length;
    }
    expect(await claim()).to.deep.equal([]);
  });

  it('move on from where they are said to be, and keep what is not said', async () => {
    await ask(request('r1'), request('r2'));
    expect(await move('r1', ['open', 'paid'], { status: 'paid' })).to.equal(false);
    expect(await one('r1')).to.deep.equal(request('r1'));
    expect(await move('r1', [], { status: 'paid' })).to.equal(false);
    expect(await move('r1', ['asked'], { status: 'asked', reason: 'busy', notBefore: BIG })).to.equal(true);
    expect(await one('r1')).to.deep.equal(request('r1', { notBefore: BIG }));
    expect(await move('r1', ['asked'], { status: 'open', providerId: 'cs_1' })).to.equal(true);
    expect(await move('r1', ['asked'], { status: 'open', providerId: 'cs_2' }), 'a second time').to.equal(false);
    expect(await move('r1', ['asked', 'open', 'failed'], { status: 'paid', paymentId: 'pi_1' })).to.equal(true);
    expect(await move('r1', ['asked', 'open', 'failed'], { status: 'paid', paymentId: 'pi_2' })).to.equal(false);
    const paid = { status: 'paid', providerId: 'cs_1', paymentId: 'pi_1', notBefore: BIG } as const;
    expect(await one('r1')).to.deep.equal(request('r1', paid));
    expect(await one('r2'), 'another request stays').to.deep.equal(request('r2'));
    expect(await move('none', ['asked'], { status: 'open' })).to.equal(false);
    expect(await move('r1', ['paid'], { status: 'failed' })).to.equal(true);
    expect(await one('r1')).to.deep.equal(request('r1', { ...paid, status: 'failed' }));
    const [row] = await world.storage.database.reader(`SELECT reason FROM top_up_requests WHERE id = 'r1'`);
    expect(row).to.deep.equal({ reason: 'busy' });
  });

  it('are moved by one of any number who try at once', async () => {
    await ask(request('r1', { status: 'open' }));
    const many = await sideBySide(world.storage, async (tx, n) => {
      const paid = { status: 'paid', paymentId: `pi_${n}` } as const;
      return (await tx.topUps.move('r1', ['asked', 'open'], paid)) ? paid.paymentId : null;
    });
    const winners = many.filter((won) => won !== null);
    expect(winners).to.deep.equal([(await one('r1'))?.paymentId]);
  });

  it('leave nothing of a unit that was thrown away', async () => {
    await ask(request('r1'));
    await rollBack(world.storage, async (tx) => {
      tx.topUps.add(request('r2'));
      expect(ids(await tx.topUps.claim(T0, UNTIL, 9))).to.deep.equal(['r1', 'r2']);
      expect(await tx.topUps.move('r1', ['asked'], { status: 'failed', reason: 'why' })).to.equal(true);
    });
    expect(await one('r1')).to.deep.equal(request('r1'));
    expect(await one('r2')).to.equal(null);
    expect(ids(await claim())).to.deep.equal(['r1']);
  });

  it('wake who makes the links after the commit', async () => {
    const seen: boolean[] = [];
    const stop = world.storage.unitOfWork.onCommit(({ topUps }) => seen.push(topUps));
    await rollBack(world.storage, async (tx) => tx.topUps.add(request('r0')));
    expect(seen).to.deep.equal([]);
    await ask(request('r1'));
    stop();
    expect(seen).to.deep.equal([true]);
  });
});
