import { expect } from 'chai';
import { type FreshDatabase, story } from '../support/databases.ts';
import { FakeStripe } from '../support/fake-stripe.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('paying by a link', (engine) => {
  let database: FreshDatabase;
  let stripe: FakeStripe;
  let site: Site;

  beforeEach(async () => {
    database = await engine.freshDatabase();
    stripe = await FakeStripe.start();
    site = await Site.start({ databaseUrl: database.url, environment: stripe.environment });
    await site.api.patch('/api/lots/main', { guestCreditMinor: 0 });
  });

  afterEach(async () => {
    await site.stop();
    await stripe.stop();
    await database.drop();
  });

  const ask = async (amount: string) => {
    const answer = await site.text(DRIVER, `top up ${amount}`);
    await site.told(DRIVER, 'top-up-link');
    return answer;
  };
  const balance = async () => (await site.driver(DRIVER)).balanceMinor;
  const send = (event: object) => stripe.send(site.url, event, site.now());

  it('sends the link in a message of its own, and puts what was paid into the wallet, with a receipt', async () => {
    expect(await ask('20.50')).to.contain('the link to pay $20.50 comes in the next message');
    const [session] = stripe.sessions;
    expect((await site.told(DRIVER, 'top-up-link')).body).to.contain(session!.url);
    expect(session!.authorization).to.equal(`Bearer ${stripe.key}`);
    expect(session!.form).to.include({ mode: 'payment', 'line_items[0][price_data][currency]': 'usd' });
    expect(session!.form['payment_intent_data[metadata][parkwire_request]']).to.equal(
      session!.form['client_reference_id'],
    );
    expect(await balance()).to.equal(0);
    expect((await send(stripe.paid(session!))).status).to.equal(200);
    expect(await balance()).to.equal(2050);
    expect((await site.told(DRIVER, 'top-up-receipt')).body).to.match(
      /^✅ \$20\.50 is in your wallet .* Balance \$20\.50\./,
    );
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'top-up-receipt')).to.have.length(1);
    const [transfer] = (await site.transfers(DRIVER)).filter(({ kind }) => kind === 'top-up');
    expect(transfer!.key).to.equal(`top-up:stripe:pi_${session!.id.slice(3)}`);
    const lines = (await site.api.get(`/api/drivers/${(await site.driver(DRIVER)).id}/statement`)).lines;
    expect(lines.map(({ kind, balanceMinor }: any) => [kind, balanceMinor])).to.deep.equal([['top-up', 2050]]);
  });

  it('makes one page however often the making fails or is cut', async () => {
    stripe.fail('cut', 500, 429);
    await site.text(DRIVER, 'top up 20');
    for (let tries = 1; tries <= 3; tries++) {
      await site.until('another try', () => stripe.tries >= tries);
      const noted = `SELECT id FROM top_up_requests WHERE attempts = ${tries} AND reason IS NOT NULL`;
      await site.until('the failure is noted', async () => (await site.rows(noted)).length > 0);
      site.clock.advance(20 * MINUTE);
    }
    const link = await site.told(DRIVER, 'top-up-link');
    expect(stripe.sessions).to.have.length(1);
    expect(link.body).to.contain(stripe.sessions[0]!.url);
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'top-up-link')).to.have.length(1);
  });

  it('says so when no page can be made', async () => {
    stripe.fail(400);
    await site.text(DRIVER, 'top up 20');
    expect((await site.told(DRIVER, 'top-up-link-failed')).body).to.contain('nothing was charged');
  });

  it('refuses what does not fit the request, and moves nothing: amount, currency, page, a second payment', async () => {
    await ask('20');
    const [session] = stripe.sessions;
    for (const changes of [
      { amount_total: 1999 },
      { amount_total: 200_000 },
      { currency: 'eur' },
      { id: 'cs_test_other' },
      { metadata: { parkwire_request: 'nobody' } },
    ]) {
      const answer = await send(stripe.paid(session!, changes));
      expect(answer.status, JSON.stringify(changes)).to.equal(409);
      expect(answer.text).to.contain('payment-mismatch');
    }
    expect(await balance()).to.equal(0);
    expect((await send(stripe.paid(session!))).status).to.equal(200);
    expect((await send(stripe.paid(session!, { payment_intent: 'pi_another' }))).status).to.equal(409);
    expect(await balance()).to.equal(2000);
    expect(await site.metric('parkwire_payments_total', '{outcome="mismatch"}')).to.equal(6);
  });

  it('leaves alone what is not paid yet and what is none of ours', async () => {
    await ask('20');
    const [session] = stripe.sessions;
    for (const event of [
      stripe.paid(session!, { payment_status: 'unpaid' }),
      stripe.paid(session!, {}, 'checkout.session.expired'),
      stripe.paid(session!, { metadata: {} }),
    ]) {
      expect((await send(event)).status).to.equal(200);
    }
    expect(await balance()).to.equal(0);
  });

  it('forged webhook: a bad, missing, old or foreign signature, or a changed body, is 403 and moves nothing', async () => {
    await ask('20');
    const event = stripe.paid(stripe.sessions[0]!);
    const at = site.now();
    const forged = [
      await stripe.send(site.url, event, at, 'whsec_wrong_one'),
      await stripe.send(site.url, event, at - HOUR),
      await stripe.send(site.url, event, at, stripe.secret, (body) => body.replace('2000', '9000')),
    ];
    expect(forged.map(({ status }) => status)).to.deep.equal([403, 403, 403]);
    const unsigned = await fetch(`${site.url}/webhooks/stripe`, { method: 'POST', body: JSON.stringify(event) });
    expect(unsigned.status).to.equal(403);
    expect(await balance()).to.equal(0);
  });

  it('takes amounts within the limits of the lot, and a few links an hour', async () => {
    expect(await site.text(DRIVER, 'top up')).to.contain('*top up 20*');
    expect(await site.text(DRIVER, 'help')).to.contain('*top up 20*');
    for (const wrong of ['4.99', '500.01', '20.505'])
      expect(await site.text(DRIVER, `top up ${wrong}`)).to.contain('$5.00 to $500.00');
    for (let count = 0; count < 5; count++) expect(await site.text(DRIVER, 'top up 5')).to.contain('comes in the next');
    expect(await site.text(DRIVER, 'top up 5')).to.contain('several links');
    await site.until('five pages', () => stripe.sessions.length === 5);
  });
});

describe('without payments', () => {
  it('says so in help, makes no link, and its webhook is closed', async () => {
    const site = await Site.start();
    try {
      expect(await site.text(DRIVER, 'help')).to.contain('Paying by card in this chat is not offered here');
      expect(await site.text(DRIVER, 'top up 20')).to.contain('I cannot take money in this chat');
      expect(await site.rows('SELECT id FROM top_up_requests')).to.deep.equal([]);
      const answer = await fetch(`${site.url}/webhooks/stripe`, { method: 'POST', body: '{}' });
      expect(answer.status).to.equal(503);
      expect(await answer.text()).to.contain('channel-not-configured');
    } finally {
      await site.stop();
    }
  });
});
