import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { DAY, HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { OUR_NUMBER } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const SID = `AC${'a'.repeat(32)}`;

story('the outbox, with Twilio played by a stand-in', () => {
  let twilio: FakeTwilio;
  let site: Site;

  beforeEach(async () => {
    twilio = await FakeTwilio.start();
    site = await Site.start({
      mode: 'production',
      environment: {
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_WHATSAPP_FROM: '+14150000000',
        TWILIO_API_URL: twilio.url,
      },
    });
  });

  afterEach(async () => {
    await twilio.stop();
    await site.stop();
  });

  const byHand = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });
  /** Books by hand and lets a car come: one message waits. */
  const arrive = async () => {
    await site.text(DRIVER, 'book A');
    await byHand('occupied');
  };
  const detected = async () => (await site.chat(DRIVER)).find(({ kind }) => kind === 'car-detected');
  const detectedIs = (status: string) =>
    site.until(`it is ${status}`, async () => {
      const found = await detected();
      return found?.status === status && found;
    });

  it('sends the right form, from the number the driver wrote to', async () => {
    await arrive();
    const { externalId } = await detectedIs('sent');
    const [sent] = twilio.messages;
    expect(sent!.path).to.equal(`/2010-04-01/Accounts/${SID}/Messages.json`);
    expect(sent!.authorization).to.equal(`Basic ${Buffer.from(`${SID}:${site.authToken}`).toString('base64')}`);
    expect(sent!.form).to.include({ To: `whatsapp:${DRIVER}`, From: OUR_NUMBER });
    expect(sent!.form['Body']).to.match(/^🚗 Your car was seen in \*A\*/);
    expect(externalId).to.equal(sent!.sid);
  });

  it('takes status reports in any order, never backwards', async () => {
    await arrive();
    const { externalId } = await detectedIs('sent');
    const say = async (MessageStatus: string) => {
      const { status } = await site.report({ MessageSid: externalId!, MessageStatus });
      expect(status).to.equal(204);
      return (await detected())?.status;
    };
    expect(await say('delivered')).to.equal('delivered');
    expect(await say('sent')).to.equal('delivered');
    expect(await say('read')).to.equal('read');
    expect(await say('delivered')).to.equal('read');
    expect(await say('failed')).to.equal('read');
    expect(await say('whatever')).to.equal('read');
    expect((await site.report({ MessageSid: 'SMunknown', MessageStatus: 'read' })).status).to.equal(204);
  });

  it('tries again after an error of theirs, later and later', async () => {
    twilio.next({ kind: 'fail', status: 500, code: 20500 }, { kind: 'fail', status: 503, code: 20503 });
    await arrive();
    const first = await detectedIs('queued').then(() => triesAre(1));
    expect(first.reason).to.contain('HTTP 500');
    expect(first.notBefore - site.now()).to.be.within(1500, 2500);
    site.clock.advance(2500);
    const second = await triesAre(2);
    expect(second.notBefore - site.now()).to.be.within(3000, 5000);
    site.clock.advance(5000);
    expect((await detectedIs('sent')).attempts).to.equal(3);
    expect(twilio.messages).to.have.length(1);
  });

  const triesAre = (attempts: number) =>
    site.until(`tried ${attempts} times`, async () => {
      const found = await detected();
      return found?.attempts === attempts && found.status === 'queued' && found.reason !== null && found;
    });

  it('gives up after eight tries, with the reason', async () => {
    twilio.next(...Array.from({ length: 8 }, () => ({ kind: 'fail', status: 503, code: 20503 }) as const));
    await arrive();
    for (let attempt = 1; attempt < 8; attempt++) {
      await triesAre(attempt);
      site.clock.advance(13 * MINUTE);
    }
    expect((await detectedIs('failed')).reason).to.match(/^given up after 8 tries: Twilio: error 20503/);
  });

  it('gives up what was held back for a day, and not what waited as long for another reason', async () => {
    const tooMany = { kind: 'fail', status: 429, code: 63018 } as const;
    const approved = { twilioContentSid: `HX${'b'.repeat(32)}`, variables: ['slot'] };
    await site.api.request('PUT', '/api/lots/main/templates/car-detected', { approved });
    twilio.next({ kind: 'fail', status: 503, code: 20503 }, tooMany, tooMany, tooMany);
    await arrive();
    await triesAre(1);
    const heldFor = async (waitMs: number, tries: number) => {
      site.clock.advance(waitMs);
      await site.until(`try ${tries}`, () => twilio.tries === tries, { on: (again) => twilio.onTry(again) });
      return site.until('it is decided', async () => {
        const found = await detected();
        return found?.status !== 'sending' && found?.reason?.includes('63018') && found;
      });
    };
    expect(await heldFor(2 * DAY, 2)).to.include({ status: 'queued', attempts: 1 });
    expect(await heldFor(23 * HOUR, 3)).to.include({ status: 'queued', attempts: 1 });
    expect(await heldFor(HOUR, 4)).to.include({ status: 'failed', reason: 'held back for a day: Twilio: error 63018' });
  });

  it('ends as failed with the reason when the window is closed', async () => {
    twilio.next({ kind: 'fail', status: 400, code: 63016 });
    await arrive();
    expect((await detectedIs('failed')).reason).to.equal(
      'Twilio: error 63016: the driver wrote more than 24 hours ago, and the lot has no approved template for car-detected',
    );
    expect(twilio.tries).to.equal(1);
  });

  it('asks what Twilio has when the connection breaks, and sends nothing twice', async () => {
    twilio.next({ kind: 'cut' });
    await arrive();
    const { externalId } = await detectedIs('sent');
    expect(externalId).to.equal(twilio.messages[0]!.sid);
    site.clock.advance(MINUTE);
    expect(twilio.tries).to.equal(1);
  });

  it('keeps the order of what one driver is told, and holds nobody else up', async () => {
    const own = ({ form }: { form: Readonly<Record<string, string>> }) => form['To'] === `whatsapp:${DRIVER}`;
    twilio.failing = (form) => own({ form }) && form['Body']!.startsWith('🚗');
    await arrive();
    await triesAre(1);
    await site.text('+919800000001', 'book B');
    await site.api.post('/api/lots/main/slots/B/observations', { type: 'occupied' });
    await site.until('the other driver is told', () => twilio.messages.length === 1);
    site.clock.advance(HOUR);
    await byHand('vacated');
    const { attempts } = await site.until('it waits again', async () => {
      const found = await detected();
      return found?.status === 'queued' && found.attempts > 1 && found;
    });
    // The bill is due too now, and still comes second.
    site.clock.advance(13 * MINUTE);
    await triesAre(attempts + 1);
    expect(twilio.messages.filter(own)).to.deep.equal([]);
    twilio.failing = null;
    site.clock.advance(13 * MINUTE);
    await site.until('both are told', () => twilio.messages.filter(own).length === 2);
    expect(twilio.messages.filter(own).map(({ form }) => form['Body']!.slice(0, 2))).to.deep.equal(['🚗', '🧾']);
  });
});

story('the outbox without a Twilio account', () => {
  for (const mode of ['development', 'production'] as const) {
    it(`ends in the log in ${mode}, and says the truth`, async () => {
      const site = await Site.start({ mode });
      try {
        await site.text(DRIVER, 'book A');
        await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
        const found = await site.until('it has ended', async () => {
          const message = (await site.chat(DRIVER)).find(({ kind }) => kind === 'car-detected');
          return message && !['queued', 'sending'].includes(message.status) && message;
        });
        // Where there is no phone to read it on, its row says that nobody has read it.
        if (mode === 'production') expect(found.reason).to.contain('no Twilio account is configured');
        else expect(found).to.include({ status: 'delivered', reason: null });
      } finally {
        await site.stop();
      }
    });
  }
});
