import { expect } from 'chai';
import type { Look, Tx } from '../../../server/app/ports/unit-of-work.ts';
import type { MessageTemplate } from '../../../server/domain/message-template.ts';
import { eachEngine } from '../../support/databases.ts';
import { LOT, openWorld, rejection, rollBack, sideBySide, T0, type World } from '../../support/db-world.ts';

eachEngine('a lot and its own words', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(engine);
    await run(async (tx) => tx.lots.add({ ...LOT, id: 'lot2', code: 'annex' }, T0 + 1));
  });
  afterEach(() => world.end());
  const run = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => world.storage.unitOfWork.run(fn);
  const read = <T>(fn: (look: Look) => Promise<T>): Promise<T> => world.storage.unitOfWork.read(fn);
  const words = (parts: Partial<MessageTemplate> = {}): MessageTemplate => ({
    kind: 'bill',
    language: 'en',
    body: 'Bitte „{amount}“ \\ "zahlen" 🚗\nDanke',
    enabled: true,
    ...parts,
  });
  const save = (template: MessageTemplate, lotId = 'lot1') => run((tx) => tx.templates.save(lotId, template, T0));
  const of = async (code: string) => (await read((look) => look.lots.byCode(code)))?.templates;

  it('gives words back as they were, with their lot, however it is read', async () => {
    const own = [words(), words({ language: 'de', body: null }), words({ kind: 'no-show', body: '', enabled: false })];
    for (const each of own) await save(each);
    await save(words({ body: 'another lot’s' }), 'lot2');
    expect(await of('main')).to.have.deep.members(own);
    expect(await of('annex')).to.deep.equal([words({ body: 'another lot’s' })]);
    const all = await read((look) => look.lots.all());
    expect(all.map(({ id, templates }) => [id, templates.length])).to.deep.equal([
      ['lot1', 3],
      ['lot2', 1],
    ]);
    expect((await run((tx) => tx.lots.lockByCode('main')))?.templates).to.have.deep.members(own);
  });

  it('replaces the words for one message in one language, and takes them away', async () => {
    await save(words());
    await save(words({ language: 'de' }));
    await save(words({ body: null, enabled: false }));
    expect(await of('main')).to.have.deep.members([words({ body: null, enabled: false }), words({ language: 'de' })]);
    await run((tx) => tx.templates.remove('lot1', 'bill', 'fr'));
    await run((tx) => tx.templates.remove('lot2', 'bill', 'en'));
    await run((tx) => tx.templates.remove('lot1', 'no-show', 'en'));
    expect(await of('main')).to.have.length(2);
    await run((tx) => tx.templates.remove('lot1', 'bill', 'en'));
    expect(await of('main')).to.deep.equal([words({ language: 'de' })]);
    expect(await rejection(save(words(), 'nowhere'))).to.have.property('kind', 'constraint');
  });

  it('keeps words where the settings of their lot are saved', async () => {
    await save(words());
    const { id, name, timeZone, currency, settings } = LOT;
    await run((tx) => tx.lots.saveSettings({ id, name, timeZone, currency, settings, version: 2 }));
    expect(await of('main')).to.deep.equal([words()]);
  });

  it('leaves nothing of a unit that was thrown away', async () => {
    await save(words());
    await rollBack(world.storage, async (tx) => {
      await tx.templates.save('lot1', words({ kind: 'booked' }), T0);
      await tx.templates.remove('lot1', 'bill', 'en');
      expect((await tx.lots.byCode('main'))?.templates).to.deep.equal([words({ kind: 'booked' })]);
    });
    expect(await of('main')).to.deep.equal([words()]);
  });

  it('locks a lot by its code, whole, and no retired one', async () => {
    expect(await run((tx) => tx.lots.lockByCode('main'))).to.deep.equal(LOT);
    expect(await run((tx) => tx.lots.lockByCode('nowhere'))).to.equal(null);
    await world.storage.database.writer.query(`UPDATE lots SET retired_at = 5 WHERE code = 'annex'`);
    expect(await run((tx) => tx.lots.lockByCode('annex'))).to.equal(null);
  });

  it('lets changes of a lot that was locked come one after the other: none is lost', async () => {
    const letters = [...'abcdefgh'];
    await sideBySide(world.storage, async (tx, n) => {
      const lot = await tx.lots.lockByCode('main');
      const body = (lot?.templates[0]?.body ?? '') + letters[n];
      await tx.templates.save('lot1', words({ body }), T0);
    });
    expect([...((await of('main'))?.[0]?.body ?? '')]).to.have.members(letters);
    await sideBySide(world.storage, async (tx, n) => {
      const lot = await tx.lots.lockByCode('annex');
      if (lot) await tx.lots.saveSettings({ ...lot, name: lot.name + letters[n] });
    });
    const name = (await read((look) => look.lots.byCode('annex')))?.name;
    expect([...(name ?? '')]).to.have.members([...LOT.name, ...letters]);
  });

  it('knows no second operator by the same code, and no second lot', async () => {
    const again = run((tx) => tx.lots.addOperator('op2', 'main', 'Other'));
    expect(await rejection(again)).to.have.property('kind', 'constraint');
    await run((tx) => tx.lots.addOperator('op2', 'other', 'Other'));
    expect(await read((look) => look.lots.operatorId())).to.equal(LOT.operatorId);
    const sameCode = run(async (tx) => tx.lots.add({ ...LOT, id: 'lot3', operatorId: 'op2' }, T0));
    expect(await rejection(sameCode)).to.have.property('kind', 'constraint');
  });
});
