import { expect } from 'chai';
import { driveRollouts } from '../../../server/app/firmware/drive-rollouts.ts';
import { systemIds } from '../../../server/outbound/system/ids.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, OPERATOR, openWorld, T0, UNHEARD, type World } from '../../support/db-world.ts';

const RIVALS = 8;

eachEngine('rollouts that are taken on from many sides at once', (engine) => {
  let world: World;

  beforeEach(async () => {
    world = await openWorld(engine);
    await world.storage.unitOfWork.run(async (tx) => {
      const known = {
        secretHash: 'h',
        ...UNHEARD,
        bootId: 'boot1',
        fw: '1',
        lotId: LOT.id,
        lotCode: LOT.code,
      } as const;
      for (const id of ['c1', 'c2']) tx.controllers.add({ id, status: 'online', lastSeenAt: T0, ...known }, T0);
      const image = {
        id: 'i1',
        operatorId: OPERATOR,
        version: '2',
        sha256: 'ab',
        size: 1,
        uploadedAt: T0,
        uploadedBy: 's',
      };
      await tx.firmware.addImage({ ...image, retiredAt: null }, Uint8Array.of(1));
      await tx.rollouts.add({
        ...{ id: 'r1', lotId: LOT.id, imageId: 'i1', state: 'running', version: 1, backWithinMs: 600_000 },
        ...{ startedAt: T0, startedBy: 's', changedAt: T0, stoppedBy: null },
      });
      for (const [position, controllerId] of ['c1', 'c2'].entries())
        tx.rollouts.saveBoard({
          ...{ rolloutId: 'r1', controllerId, position, state: 'waiting', reason: null, detail: null, commandId: null },
          ...{ bootId: null, fwBefore: null, turnAt: null, toldAt: null, endedAt: null },
        });
    });
  });

  afterEach(() => world.end());

  const drive = (now: number) => {
    const { unitOfWork } = world.storage;
    const all = Array.from({ length: RIVALS }, () => driveRollouts({ unitOfWork, ids: systemIds }, now, T0));
    return Promise.all(all);
  };
  const seen = () =>
    world.storage.unitOfWork.read(async (look) => ({
      boards: (await look.rollouts.boards(['r1'])).map(({ state, reason }) => reason ?? state),
      commands: [...(await look.commands.ofController('c1', 9)), ...(await look.commands.ofController('c2', 9))],
      rollout: await look.rollouts.byId('r1'),
      notes: await look.controllerEvents.ofController('c1', { before: null, limit: 9 }),
    }));

  it('tell one board once, and stop once', async () => {
    await drive(T0);
    const begun = await seen();
    expect(begun.boards).to.deep.equal(['sent', 'waiting']);
    expect(begun.commands).to.have.length(1);
    expect(begun.commands[0]).to.deep.include({
      name: 'update',
      args: { version: '2', sha256: 'ab' },
      status: 'waiting',
    });
    await world.storage.unitOfWork.run(async (tx) => {
      const [command] = begun.commands;
      if (command) tx.commands.save({ ...command, status: 'rejected', detail: 'no' });
    });
    await drive(T0 + 1);
    const stopped = await seen();
    expect(stopped.boards).to.deep.equal(['rejected', 'waiting']);
    expect(stopped.rollout).to.include({ state: 'stopped', version: 2, stoppedBy: null });
    expect(stopped.commands).to.have.length(1);
    expect(stopped.notes.filter(({ kind }) => kind === 'update-failed')).to.have.length(1);
  });

  it('take back what never went out to a board that is gone, and turn to the next', async () => {
    await drive(T0);
    await world.storage.unitOfWork.run(async (tx) => {
      const [controller] = await tx.controllers.lockByIds(['c1']);
      if (controller) tx.controllers.save({ ...controller, status: 'lost' });
    });
    await drive(T0 + 1);
    const { boards, commands, rollout } = await seen();
    expect(boards).to.deep.equal(['waiting', 'sent']);
    expect(commands.map(({ controllerId, status }) => [controllerId, status])).to.deep.equal([
      ['c1', 'expired'],
      ['c2', 'waiting'],
    ]);
    expect(rollout?.state).to.equal('running');
  });
});
