import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story("a lot's own words", (engine) => {
  let database: FreshDatabase;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    site = await Site.start({ databaseUrl: database.url });
  });

  afterEach(async () => {
    await site.stop();
    await database.drop();
  });

  const path = (kind: string) => `/api/lots/main/templates/${kind}`;
  const put = (kind: string, body: object) => site.api.put(path(kind), body);
  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });

  it('are what drivers read, until they are taken back', async () => {
    await put('booked', { body: 'Namaste {driver}! {slot} at {lot} waits until {time}. {reference}' });
    await put('bill', { body: 'Thanks, {driver}: {amount} for {slot}.' });
    expect(await site.text(DRIVER, 'book A', { ProfileName: 'Asha *Rao*' })).to.match(
      /^Namaste Asha Rao! A at Main car park waits until 21:00\. PW-\w{6}$/,
    );
    await seen('occupied');
    site.clock.advance(HOUR);
    await seen('vacated');
    site.clock.advance(HOUR);
    expect((await site.told(DRIVER, 'bill')).body).to.equal('Thanks, Asha Rao: $2.00 for A.');
    expect((await site.api.request('DELETE', path('booked'))).status).to.equal(204);
    expect(await site.text(DRIVER, 'book A')).to.contain('is yours at Main car park');
  });

  it('switch off what comes by itself, and nothing that was asked for', async () => {
    await put('car-detected', { enabled: false });
    await site.text(DRIVER, 'book A');
    await seen('occupied');
    expect((await site.chat(DRIVER)).map(({ kind }) => kind)).to.not.include('car-detected');
    for (const kind of ['booked', 'cancelled', 'wait-offer']) {
      await site.api.refused('template-invalid', 'PUT', path(kind), { enabled: false });
    }
    await put('before-end', { enabled: false });
    site.clock.advance(12 * HOUR - 300_000);
    await site.parkwire.jobs.remind();
    expect(await site.rows('SELECT kind, reason FROM reminders')).to.deep.equal([
      { kind: 'before-end', reason: 'the lot does not tell it' },
    ]);
    await put('before-end', { enabled: true });
    await site.parkwire.jobs.remind();
    expect((await site.told(DRIVER, 'before-end')).body).to.contain('Your booking of A ends at 21:00');
  });

  it('goes back to the standard words alone: what is not sent stays so, and so does what is approved', async () => {
    const approved = {
      twilioContentSid: `HX${'c'.repeat(32)}`,
      metaName: null,
      metaLanguage: null,
      variables: ['slot'],
    };
    await site.api.request('PUT', path('before-end'), { body: 'Ends: {slot}', enabled: false, approved });
    await site.api.request('DELETE', path('before-end'));
    const look = async (kind: string) =>
      (await site.api.get('/api/lots/main/templates')).templates.find((one: any) => one.kind === kind);
    expect(await look('before-end')).to.deep.include({ body: null, enabled: false, approved });
    await site.api.request('PUT', path('bill'), { body: 'Mine: {slot}', was: null });
    await site.api.refused('template-changed', 'PUT', path('bill'), { body: 'Other: {slot}', was: null });
    expect(await look('bill')).to.include({ body: 'Mine: {slot}' });
    await site.api.refused('template-changed', 'DELETE', path('bill'), { was: 'Other' });
    await site.api.refused('template-changed', 'PUT', path('before-end'), { approved: null, wasApproved: null });
    expect((await look('before-end')).approved).to.deep.equal(approved);
    await site.api.request('PUT', path('before-end'), { approved: null, wasApproved: approved });
    expect((await look('before-end')).approved).to.equal(null);
  });

  it('are refused with the reason, and listed with what can be filled in', async () => {
    const answer = await site.api.refused('template-invalid', 'PUT', path('bill'), { body: 'Dear {name}, {slot' });
    expect(answer.text).to.contain('{name} is not known here').and.to.contain('has no partner');
    await site.api.refused('template-invalid', 'PUT', path('bill'), { body: '' });
    await site.api.refused('template-unknown', 'PUT', path('menu'), { body: 'x' });
    await site.api.refused('template-unknown', 'DELETE', path('menu'));
    await put('follow-up', { body: 'See you on {followUpDate}' });
    const { templates } = await site.api.get('/api/lots/main/templates');
    expect(templates).to.have.length(11);
    const followUp = templates.find((one: { kind: string }) => one.kind === 'follow-up');
    expect(followUp).to.include({ body: 'See you on {followUpDate}', enabled: true, language: 'en' });
    expect(followUp.placeholders).to.include('followUpDate');
    expect(templates[0]).to.include({ kind: 'booked', body: null, enabled: true });
    expect(templates[0].standard).to.contain('is yours at Main car park');
    const log = await site.rows(`SELECT action FROM audit_log WHERE action LIKE 'template.%'`);
    expect(log).to.deep.equal([{ action: 'template.save' }]);
  });
});
