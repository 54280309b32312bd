import { expect } from 'chai';
import type { ControllerCommand, ControllerEvent } from '../../../server/app/ports/controller-care.ts';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, openWorld, T0, UNHEARD, type World } from '../../support/db-world.ts';

eachEngine('the care of controllers', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => {
      for (const [id, status] of [
        ['c1', 'online'],
        ['c2', 'lost'],
      ] as const) {
        const seen = { status, bootId: null, fw: null, lastSeenAt: null };
        tx.controllers.add({ id, lotId: LOT.id, lotCode: 'main', secretHash: 'h', ...UNHEARD, ...seen }, T0);
      }
    });
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

  const event = (id: string, parts: Partial<ControllerEvent> = {}): ControllerEvent => ({
    id,
    controllerId: 'c1',
    at: T0,
    kind: 'command',
    staffId: 'staff',
    detail: { name: 'identify', slots: ['A'], isSilent: true, count: 2, text: 'half 💡 "x"', none: null },
    ...parts,
  });
  const command = (id: string, parts: Partial<ControllerCommand> = {}): ControllerCommand => ({
    id,
    controllerId: 'c1',
    name: 'set-config',
    args: { dwellInMs: 5, slot: 'A' },
    staffId: 'staff',
    createdAt: T0,
    expiresAt: T0 + 60,
    status: 'waiting',
    detail: null,
    answeredAt: null,
    ...parts,
  });

  it('keeps logs whole, page by page, each controller its own', async () => {
    await run(async (tx) => {
      for (const id of ['e1', 'e2', 'e3']) tx.controllerEvents.add(event(id));
      tx.controllerEvents.add(event('e4', { controllerId: 'c2', staffId: null, kind: 'lost', detail: {} }));
    });
    const page = (before: string | null, limit: number, id = 'c1') =>
      read((look) => look.controllerEvents.ofController(id, { before, limit }));
    expect(await page(null, 2)).to.deep.equal([event('e3'), event('e2')]);
    expect(await page('e2', 2)).to.deep.equal([event('e1')]);
    expect(ids(await page(null, 9, 'c2'))).to.deep.equal(['e4']);
  });

  it('bounds logs by age and by number', async () => {
    await run(async (tx) => {
      for (let n = 0; n < 9; n++) tx.controllerEvents.add(event(`e${n}`, { at: T0 + n }));
      tx.controllerEvents.add(event('f', { controllerId: 'c2', at: T0 + 1 }));
    });
    await run((tx) => tx.controllerEvents.forget(T0 + 2, 3));
    const all = { before: null, limit: 99 };
    expect(ids(await read((look) => look.controllerEvents.ofController('c1', all)))).to.deep.equal(['e8', 'e7', 'e6']);
    expect(await read((look) => look.controllerEvents.ofController('c2', all))).to.deep.equal([]);
  });

  it('keeps commands whole, and says which are to be sent, sent again, or overdue', async () => {
    await run(async (tx) => {
      tx.commands.add(command('m1'));
      tx.commands.add(command('m2', { createdAt: T0 + 1 }));
      tx.commands.add(command('m3', { controllerId: 'c2' }));
      tx.commands.add(command('m4', { expiresAt: T0 }));
    });
    const answered = command('m1', { status: 'done', detail: 'ok', answeredAt: T0 + 3 });
    await run(async (tx) => {
      expect(await tx.commands.lockByIds(['m1', 'none'])).to.deep.equal([command('m1')]);
      expect(await tx.commands.lockByIds([])).to.deep.equal([]);
      expect(await tx.commands.byIds(['m1', 'none'])).to.deep.equal([command('m1')]);
      tx.commands.save(answered);
    });
    expect(await read((look) => look.commands.ofController('c1', 2))).to.deep.equal([
      command('m2', { createdAt: T0 + 1 }),
      command('m4', { expiresAt: T0 }),
    ]);
    const due = (again: readonly string[] | 'all') => read((look) => look.commands.toSend(T0, again));
    expect(ids(await due([])), 'not of a lost one, not an expired one').to.deep.equal(['m2']);
    await run(async (tx) => tx.commands.save(command('m2', { status: 'sent' })));
    expect(ids(await due([]))).to.deep.equal([]);
    expect(ids(await due(['c1']))).to.deep.equal(['m2']);
    expect(ids(await due(['c2']))).to.deep.equal([]);
    expect(ids(await due('all'))).to.deep.equal(['m2']);
    expect(ids(await read((look) => look.commands.overdue(T0 + 1)))).to.deep.equal(['m4']);
    expect(ids(await read((look) => look.commands.overdue(T0 + 61)))).to.deep.equal(['m2', 'm3', 'm4']);
    await run((tx) => tx.commands.forget(T0 + 1));
    expect(ids(await read((look) => look.commands.ofController('c1', 9)))).to.deep.equal([]);
  });

  it('keeps settings, what boards measure, and which are removed', async () => {
    const telemetry = { at: T0, uptimeMs: 1, rssi: -70.5, heapFree: null, tempC: null, queue: 3 };
    await run(async (tx) => {
      expect(await tx.controllers.configOf('c1')).to.equal(null);
      await tx.controllers.saveConfig('c1', { telemetryS: 30 });
      const [controller] = await tx.controllers.lockByIds(['c1']);
      if (controller) tx.controllers.save({ ...controller, telemetry, boardSlots: ['A', 'B'] });
    });
    expect(await read((look) => look.controllers.configOf('c1'))).to.deep.equal({ telemetryS: 30 });
    expect(await read((look) => look.controllers.byId('c1'))).to.deep.include({ telemetry, boardSlots: ['A', 'B'] });
    await run((tx) => tx.controllers.retire('c1', T0));
    expect(await read((look) => look.controllers.byId('c1'))).to.equal(null);
    expect(await read((look) => look.controllers.isRetired('c1'))).to.equal(true);
    expect(await read((look) => look.controllers.isRetired('c2'))).to.equal(false);
    const uncleared = () => read((look) => look.controllers.retiredUncleared(9));
    expect(await uncleared()).to.deep.equal([{ id: 'c1', lotCode: 'main' }]);
    await run((tx) => tx.controllers.markCleared('c1'));
    expect(await uncleared()).to.deep.equal([]);
  });

  it('knows which slots a controller left, until the broker has forgotten them or they came back', async () => {
    const left = () => read((look) => look.slots.retainedLeft(9));
    await run(async (tx) => {
      await tx.slots.assign('s1', 'c1', T0);
      await tx.slots.assign('s2', 'c1', T0);
    });
    expect(await left()).to.deep.equal([]);
    await run(async (tx) => {
      await tx.slots.unassign('s1', T0 + 1);
      await tx.slots.assign('s2', 'c2', T0 + 1);
    });
    const of = (slotId: string, code: string) => ({ slotId, controllerId: 'c1', lotCode: 'main', code });
    expect(await left()).to.deep.equal([of('s1', 'A1'), of('s2', 'A2')]);
    await run((tx) => tx.slots.assign('s1', 'c1', T0 + 2));
    expect(await left()).to.deep.equal([of('s2', 'A2')]);
    await run((tx) => tx.slots.markCleared({ slotId: 's2', controllerId: 'c1' }));
    expect(await left()).to.deep.equal([]);
  });
});
