import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { DAY } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const DRIVER = '+919812345678';

story('the log of webhooks', () => {
  let site: Site;

  afterEach(() => site.stop());

  const newest = async (direction: string) => {
    const { messages } = await site.api.get(`/api/messages?direction=${direction}&limit=1`);
    return site.api.get(`/api/messages/${messages[0].id}`);
  };

  it('keeps the words of each webhook with its message for so many days, and no longer', async () => {
    site = await Site.start({ environment: { WEBHOOK_DAYS: '3' } });
    const form = messageForm(DRIVER, 'book A', { ProfileName: 'Asha 🚗', Unknown: 'kept too' });
    await site.webhook(form);
    const { raw } = await newest('inbound');
    expect(Object.fromEntries(new URLSearchParams(raw))).to.deep.include({ Body: 'book A', Unknown: 'kept too' });
    const reply = await newest('outbound');
    expect(reply.raw).to.equal(null);
    await site.report({ MessageSid: 'SM1', MessageStatus: 'delivered' }, `/webhooks/twilio/status?message=${reply.id}`);
    expect((await newest('outbound')).raw).to.contain('MessageStatus=delivered');
    site.clock.advance(3 * DAY);
    await site.parkwire.jobs.forget();
    expect((await newest('inbound')).raw).to.be.a('string');
    site.clock.advance(1);
    await site.parkwire.jobs.forget();
    expect((await newest('inbound')).raw).to.equal(null);
    expect((await newest('outbound')).raw).to.equal(null);
  });

  it('keeps none where it is off', async () => {
    site = await Site.start({ environment: { WEBHOOK_DAYS: '0' } });
    await site.text(DRIVER, 'hi');
    expect((await newest('inbound')).raw).to.equal(null);
  });

  it('counts how often each option of the menu was chosen, by number, words and button', async () => {
    site = await Site.start();
    await site.text(DRIVER, 'hi');
    await site.text(DRIVER, '3');
    await site.text(DRIVER, '1');
    await site.text(DRIVER, 'slots');
    await site.webhook(messageForm(DRIVER, 'Availability', { ButtonPayload: 'availability menu' }));
    await site.text(DRIVER, 'book A tomorrow 5pm 2h');
    const from = new Date(site.now()).toISOString();
    const to = new Date(site.now() + 1).toISOString();
    const { options } = await site.api.get(`/api/messages/stats?from=${from}&to=${to}`);
    expect(options).to.deep.equal([
      { option: 'page-availability', count: 2 },
      { option: 'slots', count: 2 },
      { option: 'menu', count: 1 },
    ]);
  });
});
