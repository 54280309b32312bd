import { expect } from 'chai';
import type { Driver } from '../../../server/app/ports/entities.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { ReportedCase } from '../../../server/domain/reported-case.ts';
import { eachEngine } from '../../support/databases.ts';
import {
  addDriver,
  BIG,
  booking,
  identity,
  LOT,
  message,
  OPERATOR,
  openWorld,
  rejection,
  rollBack,
  T0,
  type World,
} from '../../support/db-world.ts';

eachEngine('drivers and leases', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const names = (...users: string[]) => users.map((userId) => ({ channel: 'whatsapp', userId }));
  const driver = (id: string, parts: Partial<Driver> = {}): Driver => ({
    id,
    operatorId: OPERATOR,
    name: `whatsapp_${id}`,
    displayName: 'Zoë 🚗',
    blockedAt: null,
    locale: null,
    localeChosenAt: null,
    mutedAt: null,
    handoverId: null,
    plate: null,
    contactPhone: null,
    createdAt: T0,
    ...parts,
  });

  const reportedCase = (id: string, driverId: string, identityId: string): ReportedCase => ({
    ...{ id, number: 'PR-000001', lotId: LOT.id, driverId, identityId, words: 'the gate', media: [] },
    ...{ state: 'open', openedAt: T0, changedAt: T0, answer: null },
  });

  it('gives drivers back as they were, also blocked ones', async () => {
    const blocked = driver('blocked', { blockedAt: BIG, createdAt: BIG });
    await run(async (tx) => {
      tx.drivers.add(driver('plain'));
      tx.drivers.add(blocked);
    });
    expect(await read((look) => look.drivers.byIds(['plain', 'blocked', 'none']))).to.have.deep.members([
      driver('plain'),
      blocked,
    ]);
    expect(ids(await read((look) => look.drivers.list(3)))).to.deep.equal(['plain', 'd3', 'd2']);
    const sameName = run(async (tx) => tx.drivers.add(driver('x', { name: 'whatsapp_plain' })));
    expect(await rejection(sameName)).to.have.property('kind', 'constraint');
  });

  it('finds drivers by what channels call them, locked in the order of their ids', async () => {
    const bare = identity(9, { driverId: 'd1', phone: null, ourAddress: 'whatsapp:+1', transport: 'phone' });
    await run(async (tx) => tx.drivers.addIdentity(bare, T0 + 99));
    const found = await run((tx) => tx.drivers.lockByIdentities(names('u3', 'u9', 'u1', 'nobody')));
    expect(found.map(({ driver: { id } }) => id)).to.deep.equal(['d1', 'd1', 'd3']);
    expect(found.map((one) => one.identity)).to.deep.include.members([bare, identity(1), identity(3)]);
    expect(found[2]?.driver.displayName).to.equal('Driver 3');
    expect(await run((tx) => tx.drivers.lockByIdentities([{ channel: 'other', userId: 'u1' }]))).to.deep.equal([]);
    const called = (channel: string, userId: string) => read((look) => look.drivers.byIdentity({ channel, userId }));
    expect((await called('whatsapp', 'u9'))?.id).to.equal('d1');
    expect([await called('other', 'u1'), await called('whatsapp', 'nobody')]).to.deep.equal([null, null]);
    expect(await read((look) => look.drivers.identitiesOf(['d1', 'd2']))).to.deep.equal([
      identity(1),
      identity(2),
      bare,
    ]);
    expect(await read((look) => look.drivers.identitiesByIds(['i9', 'none']))).to.deep.equal([
      { ...bare, driverName: 'Driver 1' },
    ]);
    await run(async (tx) => tx.drivers.add(driver('nameless', { displayName: 'whatsapp_nameless' })));
    await run(async (tx) => tx.drivers.addIdentity({ ...identity(7), driverId: 'nameless', userId: 'u7' }, T0));
    const [unnamed] = await read((look) => look.drivers.identitiesByIds(['i7']));
    expect(unnamed, 'an account is no name').not.to.have.property('driverName');
    const twice = run(async (tx) => tx.drivers.addIdentity({ ...identity(8), driverId: 'd1', userId: 'u1' }, T0));
    expect(await rejection(twice)).to.have.property('kind', 'constraint');
  });

  it('saves by which way a driver wrote last', async () => {
    const moved = identity(2, { phone: null, transport: 'phone', ourAddress: 'here' });
    await run(async (tx) => tx.drivers.saveIdentity({ ...moved, userId: 'not this way' }));
    expect(await read((look) => look.drivers.identitiesByIds(['i2']))).to.deep.equal([
      { ...moved, driverName: 'Driver 2' },
    ]);
    expect(await read((look) => look.drivers.identitiesByIds(['i1']))).to.deep.equal([
      { ...identity(1), driverName: 'Driver 1' },
    ]);
  });

  it('passes a number on: what was done under it stays with its former driver', async () => {
    const kept = identity(8, { driverId: 'd1', userId: 'IN.8', phone: '+911' });
    const reserved = booking({ id: 'b1', driverId: 'd1', identityId: 'i1' });
    await run(async (tx) => {
      tx.drivers.addIdentity(kept, T0 + 1);
      tx.bookings.save(reserved);
      tx.messages.add(message({ id: 'm1', identityId: 'i1', driverId: 'd1' }));
      tx.cases.add(reportedCase('c1', 'd1', 'i1'));
      tx.waiting.add({
        ...{ id: 'w1', lotId: LOT.id, driverId: 'd1', identityId: 'i1', joinedAt: T0 },
        ...{ endedAt: null, endReason: null, bookingId: null },
      });
    });
    await run((tx) => tx.drivers.passNumberOn(identity(1), 'd2', kept));
    const unnumbered = { ...kept, phone: null };
    expect(await read((look) => look.drivers.identitiesOf(['d1']))).to.deep.equal([unnumbered]);
    expect(await read((look) => look.drivers.identitiesOf(['d2']))).to.have.deep.members([
      identity(2),
      { ...identity(1), driverId: 'd2' },
    ]);
    expect(ids(await read((look) => look.drivers.byPhone('+911')))).to.deep.equal(['d2']);
    expect(await read((look) => look.bookings.byIds(['b1']))).to.deep.equal([{ ...reserved, identityId: 'i8' }]);
    expect(await read((look) => look.messages.ofIdentity('i1', 9))).to.deep.equal([]);
    expect((await read((look) => look.messages.ofIdentity('i8', 9))).map(({ id }) => id)).to.deep.equal(['m1']);
    expect((await read((look) => look.cases.ofDriver('d1', 9)))[0]?.identityId).to.equal('i8');
    expect((await read((look) => look.waiting.ofDrivers(['d1']))).map(({ identityId }) => identityId)).to.deep.equal([
      'i8',
    ]);
  });

  it('finds drivers by phone, each once', async () => {
    await run(async (tx) => tx.drivers.addIdentity(identity(8, { driverId: 'd1', userId: 'u8', phone: '+911' }), T0));
    expect(ids(await read((look) => look.drivers.byPhone('+911')))).to.deep.equal(['d1']);
    expect(await read((look) => look.drivers.byPhone('+90'))).to.deep.equal([]);
  });

  it('adds two newcomers with one name only once, also at once', async () => {
    const adding = () => run(async (tx) => addDriver(tx, 77));
    const outcomes = await Promise.allSettled([adding(), adding(), adding()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('keeps what drivers say of themselves', async () => {
    await run(async (tx) => tx.drivers.add(driver('p1')));
    const said = { ...driver('p1'), displayName: 'Asha', plate: 'KA01AB1234', contactPhone: '+919812345678' };
    await run((tx) => tx.drivers.saveDetails(said));
    expect(await read((look) => look.drivers.byIds(['p1']))).to.deep.equal([said]);
    const spoken = { locale: 'hi', localeChosenAt: BIG };
    await run(async (tx) => tx.drivers.saveLanguage({ id: 'p1', ...spoken }));
    expect(await read((look) => look.drivers.byIds(['p1']))).to.deep.equal([{ ...said, ...spoken }]);
    await run((tx) => tx.drivers.saveMuted('p1', BIG));
    expect((await read((look) => look.drivers.byIds(['p1'])))[0]?.mutedAt).to.equal(BIG);
    await run(async (tx) => tx.drivers.addIdentity(identity(7, { driverId: 'p1', phone: null }), T0));
    const [address] = await read((look) => look.drivers.identitiesOf(['p1']));
    expect(address?.driverLocale).to.equal('hi');
  });

  it('knows a driver by another number and id, also by name where nobody gave one', async () => {
    const nameless = driver('p1', { name: 'whatsapp_+917', displayName: 'whatsapp_+917' });
    const number = identity(7, { driverId: 'p1', userId: '+917', phone: '+917' });
    await run(async (tx) => {
      tx.drivers.add(nameless);
      tx.drivers.addIdentity(number, T0);
    });
    await run((tx) => tx.drivers.changeAddress(number, '+918', '+918'));
    expect(await read((look) => look.drivers.identitiesOf(['p1']))).to.deep.equal([
      { ...number, userId: '+918', phone: '+918' },
    ]);
    const named = { name: 'whatsapp_+918', displayName: 'whatsapp_+918' };
    expect(await read((look) => look.drivers.byIds(['p1']))).to.deep.equal([{ ...nameless, ...named }]);
    await run((tx) => tx.drivers.changeAddress(identity(1), 'IN.1', null));
    expect((await read((look) => look.drivers.identitiesOf(['d1'])))[0]).to.include({ userId: 'IN.1', phone: null });
    expect((await read((look) => look.drivers.byIds(['d1'])))[0]).to.include({ displayName: 'Driver 1' });
  });

  it('keeps what was done under an id that is nobody’s any more', async () => {
    const kept = identity(8, { driverId: 'd1', userId: 'IN.8', phone: null });
    const waited = { lotId: LOT.id, driverId: 'd1', identityId: 'i1', joinedAt: T0, bookingId: null };
    await run(async (tx) => {
      tx.drivers.addIdentity(kept, T0 + 1);
      tx.bookings.save(booking({ id: 'b1', driverId: 'd1', identityId: 'i1' }));
      tx.messages.add(message({ id: 'm1', identityId: 'i1', driverId: 'd1' }));
      tx.waiting.add({ ...waited, id: 'w1', endedAt: T0, endReason: 'left' });
      tx.waiting.add({ ...waited, id: 'w2', endedAt: null, endReason: null });
      tx.cases.add(reportedCase('c1', 'd1', 'i1'));
    });
    await run((tx) => tx.drivers.retireIdentity({ ...identity(1), userId: '+911' }, kept, BIG));
    expect(await read((look) => look.drivers.identitiesOf(['d1']))).to.deep.equal([kept]);
    expect(await run((tx) => tx.drivers.lockByIdentities(names('u1')))).to.deep.equal([]);
    expect(ids(await read((look) => look.drivers.byPhone('+911')))).to.deep.equal([]);
    expect((await read((look) => look.drivers.byIds(['d1'])))[0]?.name).to.equal('whatsapp_IN.8');
    expect((await read((look) => look.bookings.byIds(['b1'])))[0]?.identityId).to.equal('i8');
    expect(ids(await read((look) => look.messages.ofIdentity('i8', 9)))).to.deep.equal(['m1']);
    expect((await read((look) => look.cases.ofDriver('d1', 9)))[0]?.identityId).to.equal('i8');
    expect((await read((look) => look.waiting.ofDrivers(['d1'])))[0]?.identityId).to.equal('i8');
  });

  it('keeps one conversation for a driver', async () => {
    const first = { driverId: 'd1', lotId: null, pending: null, dialogue: null, expiresAt: BIG };
    await run(async (tx) => tx.conversations.save(first));
    expect(await read((look) => look.conversations.ofDrivers(['d1', 'd2']))).to.deep.equal([first]);
    const second = { driverId: 'd1', lotId: 'lot1', pending: 'cancel', dialogue: '{"step":"day"}', expiresAt: 1 };
    await run(async (tx) => tx.conversations.save(second));
    expect(await read((look) => look.conversations.ofDrivers(['d1', 'd2']))).to.deep.equal([second]);
  });

  it('forgets the conversations that have expired, at their moment and not before', async () => {
    const nothing = { lotId: 'lot1', pending: null, dialogue: null };
    const until = (n: number, expiresAt: number) => ({ driverId: `d${n}`, ...nothing, expiresAt });
    await run(async (tx) => {
      for (const each of [until(1, T0), until(2, T0 + 1), until(3, BIG)]) tx.conversations.save(each);
    });
    const forget = (now: number) => run((tx) => tx.conversations.forget(now));
    const left = async () =>
      (await read((look) => look.conversations.ofDrivers(['d1', 'd2', 'd3']))).map(({ driverId }) => driverId).sort();
    await forget(T0 - 1);
    expect(await left()).to.deep.equal(['d1', 'd2', 'd3']);
    await rollBack(world.storage, (tx) => tx.conversations.forget(T0));
    expect(await left(), 'the unit was thrown away').to.deep.equal(['d1', 'd2', 'd3']);
    await forget(T0);
    expect(await left()).to.deep.equal(['d2', 'd3']);
    await forget(T0 + 1);
    await forget(T0 + 1);
    expect(await left()).to.deep.equal(['d3']);
  });

  it('gives a lease to one holder until it ends or is released', async () => {
    const take = (holder: string, now: number) => run((tx) => tx.leases.take('mqtt', holder, now, 10));
    expect(await take('a', 0)).to.equal(true);
    expect(await take('b', 9)).to.equal(false);
    expect(await take('a', 9), 'renewed').to.equal(true);
    expect(await take('b', 18)).to.equal(false);
    expect(await take('b', 19)).to.equal(true);
    await run((tx) => tx.leases.release('mqtt', 'a'));
    expect(await take('a', 20), 'only its holder releases it').to.equal(false);
    await run((tx) => tx.leases.release('mqtt', 'b'));
    expect(await take('a', 20)).to.equal(true);
    const many = await Promise.all(
      Array.from({ length: 10 }, (_, n) => run((tx) => tx.leases.take('sweep', `h${n}`, 0, 10))),
    );
    expect(many.filter(Boolean)).to.have.length(1);
  });
});
