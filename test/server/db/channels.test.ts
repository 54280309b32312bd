import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { type Channel, NOTHING_KNOWN } from '../../../server/domain/channel.ts';
import { eachEngine } from '../../support/databases.ts';
import { message, openWorld, rejection, T0, type World } from '../../support/db-world.ts';

eachEngine('accounts that are lots’ own', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const channel = (id: string, parts: Partial<Channel> = {}): Channel => ({
    id,
    lotId: 'lot1',
    kind: 'twilio',
    purpose: 'drivers',
    address: 'whatsapp:+1',
    account: 'AC1',
    secrets: 'sealed',
    state: 'connected',
    createdAt: T0,
    health: NOTHING_KNOWN,
    ...parts,
  });

  it('are kept whole, changed, and one live one has a number', async () => {
    await run(async (tx) => {
      await tx.channels.add(channel('a'));
      await tx.channels.add(channel('b', { kind: 'meta', account: null, purpose: 'staff', createdAt: T0 + 1 }));
    });
    const b = channel('b', { kind: 'meta', account: null, purpose: 'staff', createdAt: T0 + 1 });
    expect(await read((look) => look.channels.all())).to.deep.equal([channel('a'), b]);
    expect(await rejection(run((tx) => tx.channels.add(channel('c'))))).to.have.property('kind', 'constraint');
    const closed = channel('a', { secrets: '', state: 'closed', account: 'AC2' });
    const health = {
      ...NOTHING_KNOWN,
      lastError: 'no',
      quota: 50,
      templates: [{ name: 'n', language: 'l', status: 's' }],
    };
    await run(async (tx) => {
      expect(await tx.channels.lockById('a')).to.deep.equal(channel('a'));
      expect(await tx.channels.lockById('none')).to.equal(null);
      await tx.channels.save(closed);
      await tx.channels.saveHealth('a', health);
      await tx.channels.add(channel('c', { createdAt: T0 + 2 }));
    });
    expect((await read((look) => look.channels.all()))[0]).to.deep.equal({ ...closed, health });
  });

  it('have sent so many messages since a time', async () => {
    await run(async (tx) => {
      tx.messages.add(message({ id: 'a', status: 'delivered', createdAt: T0 + 5 }));
      tx.messages.add(message({ id: 'b', status: 'failed', reason: 'no', createdAt: T0 + 6 }));
      tx.messages.add(message({ id: 'c', status: 'sent', createdAt: T0 }));
    });
    const [identity] = await read((look) => look.drivers.identitiesOf(['d1']));
    await run(async (tx) => {
      if (identity) tx.drivers.saveIdentity({ ...identity, transport: 'twilio', ourAddress: 'us' });
    });
    const sent = (address: string, since: number) => read((look) => look.messageLog.sentFrom('twilio', address, since));
    expect(await sent('us', T0 + 1)).to.equal(1);
    expect(await sent('us', T0)).to.equal(2);
    expect(await sent('another', T0)).to.equal(0);
  });
});
