import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { ParkwireProcess } from './support/process.ts';

const DRIVER = '+919812345678';
const SID = `AC${'a'.repeat(32)}`;

story('messages whose sending was interrupted', () => {
  let twilio: FakeTwilio;
  let site: Site;

  beforeEach(async () => {
    twilio = await FakeTwilio.start();
    site = await Site.start({
      mode: 'production',
      environment: { TWILIO_ACCOUNT_SID: SID, TWILIO_WHATSAPP_FROM: '+14150000000', TWILIO_API_URL: twilio.url },
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
    // Where no wake-up comes, the outbox looks by itself every few seconds.
    site.until(
      `it is ${status}`,
      async () => {
        const found = await detected();
        return found?.status === status && found;
      },
      { withinMs: 40_000 },
    );

  it('finds, after a stop in the middle, what had been taken, and sends what had not', async () => {
    await arrive();
    const { id } = await detectedIs('sent');
    // As a crash leaves it: marked as being sent, with or without Twilio having it.
    const crash = () => interrupt(id);
    await crash();
    await site.restart();
    expect((await detectedIs('sent')).externalId).to.equal(twilio.messages[0]!.sid);
    expect(twilio.tries).to.equal(1);
    twilio.messages.length = 0;
    await crash();
    await site.restart();
    site.clock.advance(MINUTE);
    await detectedIs('sent');
    expect(twilio.tries).to.equal(2);
  });

  /**
   * As a crash leaves it: marked as being sent, the provider's id unknown, and so long ago that on PostgreSQL no other
   * process can still be sending it.
   */
  const interrupt = (id: string) =>
    site.parkwire.storage.database.writer.query(
      `UPDATE messages SET status = 'sending', external_id = NULL, updated_at = $2 WHERE id = $1`,
      [id, site.now() - HOUR],
    );

  for (const status of ['undelivered', 'failed', 'canceled']) {
    it(`sends again what Twilio has as ${status}`, async () => {
      await arrive();
      const { id } = await detectedIs('sent');
      twilio.messages[0]!.status = status;
      await interrupt(id);
      await site.restart();
      await detectedIs('queued');
      site.clock.advance(MINUTE);
      await detectedIs('sent');
      expect(twilio.tries).to.equal(2);
    });
  }

  it('does not take an older message for it, nor one that is known to be another', async () => {
    await arrive();
    const { id, body } = await detectedIs('sent');
    twilio.messages[0]!.dateSent = new Date(site.now() - HOUR);
    await interrupt(id);
    await site.restart();
    await detectedIs('queued');
    site.clock.advance(MINUTE);
    const { externalId } = await detectedIs('sent');
    // The same words once more, of a message that has its id.
    await site.parkwire.storage.database.writer.query(
      `UPDATE messages SET external_id = $1, body = $2 WHERE direction = 'outbound' AND id <> $3`,
      [externalId, body, id],
    );
    await interrupt(id);
    await site.restart();
    await detectedIs('queued');
    expect(twilio.tries).to.equal(2);
  });

  it('starts without waiting for Twilio, and nobody else’s messages wait for it', async () => {
    await arrive();
    const { id } = await detectedIs('sent');
    await interrupt(id);
    twilio.holdsLooks = true;
    await site.restart();
    await site.until('Twilio is asked', () => twilio.looks === 1, { on: (again) => twilio.onTry(again) });
    await site.text('+919800000001', 'book B');
    await site.api.post('/api/lots/main/slots/B/observations', { type: 'occupied' });
    await site.until('the other driver is told', () => twilio.tries === 2, { on: (again) => twilio.onTry(again) });
    expect((await detected())?.status).to.equal('sending');
    twilio.release();
    await detectedIs('sent');
    expect(twilio.tries).to.equal(2);
  });

  it('notices while it runs that a sending was interrupted', async function () {
    this.timeout(40_000);
    await arrive();
    const { id } = await detectedIs('sent');
    twilio.messages.length = 0;
    await interrupt(id);
    await site.until('it is noticed', async () => (await detected())?.status === 'queued', { withinMs: 25_000 });
    site.clock.advance(MINUTE);
    await detectedIs('sent');
  });
});

story('the outbox of a process that is killed while it sends', function () {
  this.timeout(240_000);

  it('loses nothing', async () => {
    const twilio = await FakeTwilio.start();
    const site = new ParkwireProcess({
      ...{ TWILIO_ACCOUNT_SID: SID, TWILIO_WHATSAPP_FROM: '+14150000000', TWILIO_API_URL: twilio.url },
    });
    try {
      await site.start();
      twilio.next({ kind: 'hold' });
      await site.text(DRIVER, 'book A');
      await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
      await site.until('Twilio has it', () => twilio.tries === 1, { on: (again) => twilio.onTry(again) });
      await site.end('SIGKILL');
      twilio.messages.length = 0;
      await site.start();
      // On PostgreSQL only after the longest time that another process could take to send it.
      const on = (again: () => void) => twilio.onTry(again);
      await site.until('it is sent again', () => twilio.messages.length === 1, { on, withinMs: 150_000 });
      await site.until('it is known to be sent', async () => {
        const rows = await site.rows(`SELECT status FROM messages WHERE kind = 'car-detected'`);
        return rows.length === 1 && rows[0].status === 'sent';
      });
    } finally {
      await site.remove();
      await twilio.stop();
    }
  });
});
