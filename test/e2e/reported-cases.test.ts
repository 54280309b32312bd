import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('problems that drivers report', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const report = async (words: string) => {
    await site.text(DRIVER, 'report');
    return site.text(DRIVER, words);
  };

  it('are cases with a number that attendants work on, and the driver is told of each change once', async () => {
    const noted = await report('the barrier does not open');
    const [number] = /PR-\w{6}/.exec(noted) ?? [];
    site.clock.advance(MINUTE);
    await report('the lamp is broken');
    const { cases, total } = await site.api.get('/api/cases?state=open&limit=1');
    expect(total).to.equal(2);
    expect(cases.map(({ words }: any) => words)).to.deep.equal(['the lamp is broken']);
    const [, first] = (await site.api.get('/api/cases')).cases;
    expect(first).to.deep.include({ number, lot: 'main', state: 'open', answer: null, media: [] });
    const change = { state: 'in-progress', answer: 'we are on our way' };
    expect(await site.api.patch(`/api/cases/${first.id}`, change)).to.include(change);
    const told = await site.told(DRIVER, 'problem-changed');
    expect(told.body).to.contain(`${number} is being worked on. we are on our way`);
    // The same once more changes nothing and tells nobody.
    await site.api.patch(`/api/cases/${first.id}`, change);
    const all = (await site.chat(DRIVER)).filter(({ kind }) => kind === 'problem-changed');
    expect(all).to.have.length(1);
    expect(await site.text(DRIVER, 'reports')).to.contain(`${number} of Mon 2 Nov, being worked on`);
    const audit = await site.rows(`SELECT action FROM audit_log WHERE subject = $1`, [first.id]);
    expect(audit).to.deep.equal([{ action: 'case.change' }]);
  });

  it('can be so many a day, and no more', async () => {
    for (let count = 0; count < 10; count++) expect(await report(`problem ${count}`)).to.contain('PR-');
    expect(await report('one more')).to.contain('speak to the attendant');
    expect((await site.api.get('/api/cases')).total).to.equal(10);
  });

  it('are refused where there is none, and where nothing is changed', async () => {
    await site.api.refused('case-unknown', 'PATCH', '/api/cases/nothing', { state: 'solved' });
    await site.api.refused('invalid-request', 'PATCH', '/api/cases/nothing', {});
  });
});
