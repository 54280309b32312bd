import { expect } from 'chai';
import type { FirmwareImage, Rollout, RolloutBoard } from '../../../server/app/ports/firmware-repository.ts';
import { StorageError } from '../../../server/app/ports/storage-errors.ts';
import type { Changes, Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, OPERATOR, openWorld, rejection, T0, UNHEARD, type World } from '../../support/db-world.ts';

const image = (id: string, version: string, parts: Partial<FirmwareImage> = {}): FirmwareImage => ({
  ...{ id, operatorId: OPERATOR, version, sha256: 'ab'.repeat(32), size: 3, uploadedAt: T0, uploadedBy: 's1' },
  ...{ retiredAt: null, ...parts },
});
const rollout = (id: string, parts: Partial<Rollout> = {}): Rollout => ({
  ...{ id, lotId: LOT.id, imageId: 'i1', state: 'running', version: 1, backWithinMs: 600_000, startedAt: T0 },
  ...{ startedBy: 's1', changedAt: T0, stoppedBy: null, ...parts },
});
const board = (rolloutId: string, controllerId: string, parts: Partial<RolloutBoard> = {}): RolloutBoard => ({
  ...{ rolloutId, controllerId, position: 0, state: 'waiting', reason: null, detail: null, commandId: null },
  ...{ bootId: null, fwBefore: null, turnAt: null, toldAt: null, endedAt: null, ...parts },
});
const SENT = { state: 'sent', commandId: 'm1', bootId: 'boot1', fwBefore: '1', turnAt: T0, toldAt: T0 + 1 } as const;

eachEngine('firmware', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      const known = { secretHash: 'h', ...UNHEARD, bootId: null, fw: null, lotId: LOT.id, lotCode: 'main' } as const;
      for (const id of ['c1', 'c2']) tx.controllers.add({ id, status: 'online', lastSeenAt: T0, ...known }, T0);
      await tx.firmware.addImage(image('i1', '1.0'), Uint8Array.of(1, 0, 255));
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);

  it('images are kept byte by byte, one of each version, and lose their bytes when they are retired', async () => {
    const bytes = Uint8Array.from({ length: 4 * 1024 * 1024 }, (_, index) => (index * 7919) >> 3);
    await run((tx) => tx.firmware.addImage(image('i2', '1.1', { uploadedAt: T0 + 1, size: bytes.length }), bytes));
    expect((await read((look) => look.firmware.images())).map(({ id }) => id)).to.deep.equal(['i2', 'i1']);
    const kept = await read((look) => look.firmware.bytesOf('i2'));
    expect(Buffer.compare(Buffer.from(kept ?? []), bytes)).to.equal(0);
    const refused = await rejection(run((tx) => tx.firmware.addImage(image('i3', '1.1'), bytes)));
    expect(refused).to.be.instanceOf(StorageError).with.property('kind', 'constraint');
    expect((await run((tx) => tx.firmware.lockImage('i2')))?.version).to.equal('1.1');
    expect(await run((tx) => tx.firmware.retireImage('i2', T0 + 2))).to.equal(true);
    expect(await run((tx) => tx.firmware.lockImage('i2'))).to.equal(null);
    expect(await run((tx) => tx.firmware.retireImage('i2', T0 + 3))).to.equal(false);
    expect(await read((look) => look.firmware.bytesOf('i2'))).to.equal(null);
    expect(await read((look) => look.firmware.images())).to.deep.equal([image('i1', '1.0')]);
    const [retired] = await read((look) => look.firmware.imagesByIds(['i2', 'none']));
    expect(retired).to.include({ version: '1.1', retiredAt: T0 + 2 });
    expect(await read((look) => look.firmware.imagesByIds([]))).to.deep.equal([]);
    await run((tx) => tx.firmware.addImage(image('i3', '1.1'), Uint8Array.of(7)));
  });

  it('links are found by their hash, end with their command, each once, and are forgotten', async () => {
    const link = (tokenHash: string, commandId: string) => ({
      ...{ tokenHash, commandId, imageId: 'i1', expiresAt: T0 + 10, endedAt: null },
    });
    await run(async (tx) => {
      for (const [hash, command] of Object.entries({ h1: 'm1', h2: 'm1', h3: 'm2' }))
        await tx.firmware.addLink(link(hash, command));
    });
    expect(await read((look) => look.firmware.link('h1'))).to.deep.equal(link('h1', 'm1'));
    expect(await read((look) => look.firmware.link('none'))).to.equal(null);
    expect(await run((tx) => tx.firmware.endLinks('m1', T0 + 1))).to.equal(2);
    expect(await run((tx) => tx.firmware.endLinks('m1', T0 + 2))).to.equal(0);
    expect(await read((look) => look.firmware.link('h2'))).to.deep.equal({ ...link('h2', 'm1'), endedAt: T0 + 1 });
    await run((tx) => tx.firmware.forgetLinks(T0 + 10));
    expect(await read((look) => look.firmware.link('h3'))).to.deep.equal(link('h3', 'm2'));
    await run((tx) => tx.firmware.forgetLinks(T0 + 11));
    expect(await read((look) => look.firmware.link('h3'))).to.equal(null);
  });

  it('rollouts are kept whole, one open of each lot, with their boards in order, and whoever wants to know is told', async () => {
    const seen: Changes[] = [];
    await run(async (tx) => {
      await tx.rollouts.add(rollout('r1'));
      tx.rollouts.saveBoard(board('r1', 'c2', { position: -1, ...SENT }));
      tx.rollouts.saveBoard(board('r1', 'c1', { state: 'failed', reason: 'rejected', detail: 'no', endedAt: T0 }));
    });
    expect(await read((look) => look.rollouts.byId('r1'))).to.deep.equal(rollout('r1'));
    expect((await read((look) => look.rollouts.boards(['r1']))).map((one) => one.controllerId)).to.deep.equal([
      'c2',
      'c1',
    ]);
    expect(await read((look) => look.rollouts.boards([]))).to.deep.equal([]);
    const sent = board('r1', 'c2', { position: -1, ...SENT });
    expect(await read((look) => look.rollouts.boardsOfCommands(['m1']))).to.deep.equal([sent]);
    expect(await read((look) => look.rollouts.boardsOfCommands([]))).to.deep.equal([]);
    const refused = await rejection(run((tx) => tx.rollouts.add(rollout('r2', { state: 'stopped' }))));
    expect(refused).to.be.instanceOf(StorageError).with.property('kind', 'constraint');
    const off = world.storage.unitOfWork.onCommit((changes) => seen.push(changes));
    const cancelled = rollout('r1', { state: 'cancelled', version: 2, changedAt: T0 + 5, stoppedBy: 's2' });
    await run(async (tx) => {
      expect(await tx.rollouts.lockById('r1')).to.deep.equal(rollout('r1'));
      expect(await tx.rollouts.lockById('none')).to.equal(null);
      await tx.rollouts.save(cancelled);
    });
    off();
    expect(seen.flatMap(({ controllers }) => [...controllers]).sort()).to.deep.equal(['c1', 'c2']);
    // Its board is not done yet.
    expect(await read((look) => look.rollouts.active())).to.deep.equal([cancelled]);
    expect(await read((look) => look.rollouts.uses('i1'))).to.equal(true);
    await run(async (tx) => tx.rollouts.saveBoard({ ...sent, state: 'updated', endedAt: T0 + 6 }));
    expect(await read((look) => look.rollouts.active())).to.deep.equal([]);
    expect(await read((look) => look.rollouts.uses('i1'))).to.equal(false);
    await run((tx) => tx.rollouts.add(rollout('r3', { startedAt: T0 + 9 })));
    expect((await read((look) => look.rollouts.ofLot(LOT.id, 5))).map(({ id }) => id)).to.deep.equal(['r3', 'r1']);
    expect((await read((look) => look.rollouts.ofLot(LOT.id, 1))).map(({ id }) => id)).to.deep.equal(['r3']);
  });

  it('a board is updated by one rollout at a time, and never without a command', async () => {
    await run(async (tx) => {
      for (const [id, state] of Object.entries({ r1: 'cancelled', r2: 'running' } as const))
        await tx.rollouts.add(rollout(id, { state }));
      tx.rollouts.saveBoard(board('r1', 'c1', SENT));
    });
    const twice = run(async (tx) => tx.rollouts.saveBoard(board('r2', 'c1', { ...SENT, commandId: 'm2' })));
    expect(await rejection(twice)).to.have.property('kind', 'constraint');
    const without = run(async (tx) => tx.rollouts.saveBoard(board('r2', 'c2', { ...SENT, commandId: null })));
    expect(await rejection(without)).to.have.property('kind', 'constraint');
  });
});
