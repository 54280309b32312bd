import { expect } from 'chai';
import { eachEngine, type FreshDatabase } from '../support/databases.ts';
import { FakeStripe } from '../support/fake-stripe.ts';
import { HOUR } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, newSid, wordsOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const TIMES = 100;

eachEngine('threat: replayed webhook', (engine) => {
  let database: FreshDatabase;
  let stripe: FakeStripe;
  let site: Site;

  beforeEach(async () => {
    database = await engine.migratedDatabase();
    stripe = await FakeStripe.start();
    site = await Site.start({ databaseUrl: database.url, environment: stripe.environment });
  });

  afterEach(async () => {
    await site.stop();
    await stripe.stop();
    await database.drop();
  });

  it('the same message 100 times in parallel, and after a restart: one effect and the same words', async () => {
    const form = messageForm(DRIVER, 'book A', { MessageSid: newSid() });
    const answers = await Promise.all(Array.from({ length: TIMES }, () => site.webhook(form)));
    const texts = new Set(answers.map(({ status, text }) => `${status} ${text}`));
    expect(texts.size).to.equal(1);
    const [only] = answers;
    expect(wordsOf(only!.text)).to.match(/^✅ \*A\* is yours/);
    await site.restart();
    expect((await site.webhook(form)).text).to.equal(only!.text);
    // The words are of that moment, even when the world has moved on.
    await site.cancel(DRIVER);
    site.clock.advance(HOUR);
    expect((await site.webhook(form)).text).to.equal(only!.text);
    expect(await site.bookings(DRIVER)).to.have.length(1);
    const [counts] = await site.rows(
      `SELECT COUNT(CASE WHEN direction = 'inbound' THEN 1 END) AS heard,
         COUNT(CASE WHEN direction = 'outbound' THEN 1 END) AS said FROM messages`,
    );
    expect(counts).to.deep.equal({ heard: 3, said: 3 });
    expect(await site.transfers(DRIVER)).to.have.length(1);
  });

  it('the same payment 100 times in parallel, and after a restart: in the wallet once, one receipt', async () => {
    await site.text(DRIVER, 'top up 20.50');
    await site.told(DRIVER, 'top-up-link');
    const before = (await site.driver(DRIVER)).balanceMinor;
    const [session] = stripe.sessions;
    const event = stripe.paid(session!);
    const send = (what: object) => stripe.send(site.url, what, site.now());
    const answers = await Promise.all(Array.from({ length: TIMES }, () => send(event)));
    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
    // The same payment under the name of another event.
    expect((await send(stripe.paid(session!, {}, 'checkout.session.async_payment_succeeded'))).status).to.equal(200);
    await site.restart();
    expect((await send(event)).status).to.equal(200);
    expect((await site.driver(DRIVER)).balanceMinor).to.equal(before + 2050);
    await site.told(DRIVER, 'top-up-receipt');
    expect((await site.chat(DRIVER)).filter(({ kind }) => kind === 'top-up-receipt')).to.have.length(1);
    expect((await site.transfers(DRIVER)).filter(({ kind }) => kind === 'top-up')).to.have.length(1);
  });
});
