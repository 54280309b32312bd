import { expect } from 'chai';
import { ChannelDirectory } from '../../../server/app/channel-directory.ts';
import type { MessageSender } from '../../../server/app/ports/message-sender.ts';
import type { UnitOfWork } from '../../../server/app/ports/unit-of-work.ts';
import { type Channel, NOTHING_KNOWN } from '../../../server/domain/channel.ts';
import { RoutedSender } from '../../../server/outbound/whatsapp/routed-sender.ts';
import { eachEngine } from '../../support/databases.ts';
import { identity, LOT, message, openWorld, T0, type World } from '../../support/db-world.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const ADDRESS = 'whatsapp:+14150000001';
const STANDARD = 'whatsapp:+14150000000';
const channel = (id: string): Channel => ({
  id,
  lotId: LOT.id,
  kind: 'twilio',
  purpose: 'drivers',
  address: ADDRESS,
  account: null,
  secrets: '{}',
  state: 'connected',
  createdAt: T0,
  health: NOTHING_KNOWN,
});

eachEngine('how lots’ own numbers fare, in several processes', (engine) => {
  let world: World;
  let unitOfWork: UnitOfWork;
  const box = { seal: (plain: string) => plain, open: (sealed: string) => sealed };
  const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} };
  const open = async (): Promise<ChannelDirectory> => {
    const standard = [{ kind: 'twilio', address: STANDARD }] as const;
    const directory = new ChannelDirectory(unitOfWork, box, silent, standard);
    await directory.refresh();
    return directory;
  };
  const stored = async (id: string) =>
    (await unitOfWork.read((look) => look.channels.all())).find((one) => one.id === id)!.health;

  beforeEach(async () => {
    world = await openWorld(engine, {});
    unitOfWork = world.storage.unitOfWork;
    await unitOfWork.run((tx) => tx.channels.add(channel('c1')));
  });
  afterEach(() => world.end());

  it('keeps the later word of each kind, whoever writes last', async () => {
    const [one, other] = [await open(), await open()];
    one.note('twilio', ADDRESS, { lastReceivedAt: T0, lastSentAt: T0 + 9 });
    one.note('twilio', ADDRESS, { lastError: 'old', lastErrorAt: T0 + 1 });
    other.note('twilio', ADDRESS, { lastReceivedAt: T0 + 5, lastError: 'new', lastErrorAt: T0 + 2 });
    other.note('twilio', ADDRESS, { checkedAt: T0 + 3, isWell: true, detail: 'well', quota: 50, templates: [] });
    await other.writeDown();
    await one.writeDown();
    const known = { lastReceivedAt: T0 + 5, lastSentAt: T0 + 9, lastError: 'new', lastErrorAt: T0 + 2 };
    expect(await stored('c1')).to.deep.equal({
      ...known,
      ...{ checkedAt: T0 + 3, isWell: true, detail: 'well', quota: 50, templates: [] },
    });
    expect(one.healthOf('twilio', ADDRESS)).to.deep.include(known);
    await other.refresh();
    expect(other.healthOf('twilio', ADDRESS)).to.deep.include(known);
  });

  it('writes what happened once: what another process has learned since stays', async () => {
    const [one, other] = [await open(), await open()];
    one.note('twilio', ADDRESS, { checkedAt: T0, isWell: false, detail: 'ill' });
    await one.writeDown();
    // At the same moment: what was told again would win.
    other.note('twilio', ADDRESS, { checkedAt: T0, isWell: true, detail: 'well' });
    await other.writeDown();
    await one.writeDown();
    await one.refresh();
    expect(await stored('c1')).to.deep.include({ isWell: true, detail: 'well' });
    expect(one.healthOf('twilio', ADDRESS)).to.deep.include({ isWell: true, checkedAt: T0 });
  });

  it('never goes back to an earlier word, of any kind, that is written later', async () => {
    const [one, other] = [await open(), await open()];
    const all = (at: number, detail: string) => ({
      ...{ lastReceivedAt: at, lastSentAt: at, lastError: detail, lastErrorAt: at },
      ...{ checkedAt: at, isWell: true, detail, quota: at - T0, templates: [] },
    });
    other.note('twilio', ADDRESS, all(T0 + 5, 'later'));
    one.note('twilio', ADDRESS, all(T0 + 1, 'earlier'));
    await other.writeDown();
    await one.writeDown();
    expect(await stored('c1')).to.deep.equal(all(T0 + 5, 'later'));
    expect(one.healthOf('twilio', ADDRESS)).to.deep.equal(all(T0 + 5, 'later'));
  });

  it('loses nothing of two that write at the same moment', async () => {
    const [one, other] = [await open(), await open()];
    for (let at = T0; at < T0 + 10; at += 1) {
      one.note('twilio', ADDRESS, { lastReceivedAt: at });
      other.note('twilio', ADDRESS, { lastSentAt: at });
      await Promise.all([one.writeDown(), other.writeDown()]);
      expect(await stored('c1')).to.deep.include({ lastReceivedAt: at, lastSentAt: at });
    }
  });

  it('writes next time what happens while it writes', async () => {
    const directory = await open();
    directory.note('twilio', ADDRESS, { lastSentAt: T0 });
    const writing = directory.writeDown();
    directory.note('twilio', ADDRESS, { lastSentAt: T0 + 1 });
    await writing;
    expect(directory.healthOf('twilio', ADDRESS).lastSentAt).to.equal(T0 + 1);
    await directory.writeDown();
    expect((await stored('c1')).lastSentAt).to.equal(T0 + 1);
  });

  it('writes nothing to an account that another process has closed meanwhile', async () => {
    const directory = await open();
    directory.note('twilio', ADDRESS, { lastSentAt: T0 });
    await unitOfWork.run((tx) => tx.channels.save({ ...channel('c1'), state: 'closed' }));
    await directory.writeDown();
    expect(await stored('c1')).to.deep.equal(NOTHING_KNOWN);
  });

  it('says nothing of a number’s next account by what its last one did', async () => {
    const directory = await open();
    directory.note('twilio', ADDRESS, { lastError: 'gone', lastErrorAt: T0 });
    await unitOfWork.run(async (tx) => {
      await tx.channels.save({ ...channel('c1'), state: 'closed' });
      await tx.channels.add(channel('c2'));
    });
    await directory.refresh();
    await directory.writeDown();
    expect(await stored('c2')).to.deep.equal(NOTHING_KNOWN);
    expect(directory.healthOf('twilio', ADDRESS)).to.deep.equal(NOTHING_KNOWN);
    // Nor is it kept: the account that was closed would know it again.
    await unitOfWork.run(async (tx) => {
      await tx.channels.save({ ...channel('c2'), state: 'closed' });
      await tx.channels.save(channel('c1'));
    });
    await directory.refresh();
    expect(directory.healthOf('twilio', ADDRESS)).to.deep.equal(NOTHING_KNOWN);
  });

  it('finds, before anything is sent by another one, the number that another process has just connected', async () => {
    const other = 'whatsapp:+14150000002';
    const directory = await open();
    const sentBy: string[] = [];
    const senderOf = (name: string): MessageSender => ({
      send: async () => {
        sentBy.push(name);
        return { kind: 'accepted', externalId: null, status: 'sent' };
      },
      sentLike: async () => [],
      hasWindow: () => false,
      pacesOf: () => null,
    });
    const standard = senderOf('standard');
    const routed = new RoutedSender({
      ...{ kind: 'twilio', directory, clock: new ManualClock(), standard, standardAddress: STANDARD },
      make: ({ id }) => senderOf(id),
    });
    await unitOfWork.run((tx) => tx.channels.add({ ...channel('c2'), address: other }));
    for (const ourAddress of [other, STANDARD, null, 'whatsapp:+19999999999', ADDRESS])
      await routed.send(message({ id: 'm' }), identity(1, { ourAddress }));
    expect(sentBy).to.deep.equal(['c2', 'standard', 'standard', 'standard', 'c1']);
  });

  it('remembers numbers of ours alone', async () => {
    const directory = await open();
    for (const address of [STANDARD, 'whatsapp:+19999999999']) {
      directory.note('twilio', address, { lastReceivedAt: T0 });
    }
    expect(directory.healthOf('twilio', STANDARD).lastReceivedAt).to.equal(T0);
    expect(directory.healthOf('twilio', 'whatsapp:+19999999999')).to.deep.equal(NOTHING_KNOWN);
    await directory.refresh();
    expect(directory.healthOf('twilio', STANDARD).lastReceivedAt).to.equal(T0);
  });
});
