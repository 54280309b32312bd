import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeTwilio } from '../support/fake-twilio.ts';
import { Site } from '../support/parkwire.ts';
import { type Form, messageForm, OUR_NUMBER, signatureOf, statusPathOf, wordsOf } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const SID = `AC${'a'.repeat(32)}`;

story('an answer to the request itself', () => {
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

  const replyIs = (status: string) =>
    site.until(`the reply is ${status}`, async () => {
      const found = (await site.chat(DRIVER)).find(({ kind }) => kind === 'slots');
      return found?.status === status && found;
    });

  it('follows an inline answer by the address that the answer names, and sends it once more when it did not arrive', async () => {
    const { text } = await site.webhook(messageForm(DRIVER, 'slots'));
    const action = statusPathOf(text);
    const lost = { MessageSid: 'SMinline', MessageStatus: 'undelivered', ErrorCode: '63024' };
    await site.report(lost, action);
    const again = await site.until('it is sent by itself', () => twilio.messages[0]);
    expect(again.form).to.include({ To: `whatsapp:${DRIVER}`, From: OUR_NUMBER, Body: wordsOf(text) });
    expect(await replyIs('sent')).to.include({ externalId: again.sid, reason: null });
    await site.report({ ...lost, MessageStatus: 'failed' }, action);
    await replyIs('sent');
    await site.report({ ...lost, MessageSid: again.sid }, action);
    expect((await replyIs('failed')).reason).to.equal('Twilio: undelivered, error 63024');
    expect(twilio.tries).to.equal(1);
  });

  it('sends an answer by itself when the request was gone before it was written', async () => {
    const form = messageForm(DRIVER, 'slots');
    // The one writer is busy until whoever asked is gone.
    const leaving = new EventEmitter();
    const left = once(leaving, 'gone');
    const busy = site.parkwire.unitOfWork.run(() => left);
    const [asking, response] = await openWebhook(form);
    const gone = once(response, 'close');
    asking.destroy();
    await gone;
    leaving.emit('gone');
    await busy;
    const told = await site.until('it is sent by itself', () => twilio.messages[0]);
    await replyIs('sent');
    expect(told.form['Body']).to.contain('8 free');
    const repeated = await site.webhook(form);
    expect(repeated.status).to.equal(200);
    expect(repeated.text, 'the same words a second time').not.to.contain('<Message');
    expect(twilio.tries).to.equal(1);
  });

  it('answers once where the provider asks again while the first request is worked on', async () => {
    const form = messageForm(DRIVER, 'slots');
    const leaving = new EventEmitter();
    const left = once(leaving, 'gone');
    const busy = site.parkwire.unitOfWork.run(() => left);
    const [asking, response] = await openWebhook(form);
    const gone = once(response, 'close');
    asking.destroy();
    await gone;
    const [again] = await openWebhook(form);
    const [answer] = await Promise.all([once(again, 'data'), leaving.emit('gone'), busy]);
    expect(wordsOf(String(answer[0]))).to.contain('8 free');
    again.destroy();
    expect((await replyIs('sent')).attempts).to.equal(0);
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.until('what comes later is sent', () => twilio.tries > 0);
    expect(twilio.messages.map(({ form: { Body } }) => Body!.slice(0, 2))).to.deep.equal(['🚗']);
  });

  it('sends it by itself where nobody who asked is left', async () => {
    const form = messageForm(DRIVER, 'slots');
    const leaving = new EventEmitter();
    const left = once(leaving, 'gone');
    const busy = site.parkwire.unitOfWork.run(() => left);
    for (let count = 0; count < 2; count++) {
      const [asking, response] = await openWebhook(form);
      const gone = once(response, 'close');
      asking.destroy();
      await gone;
    }
    leaving.emit('gone');
    await busy;
    await site.until('it is sent by itself', () => twilio.messages[0]);
    await replyIs('sent');
    expect(twilio.tries).to.equal(1);
  });

  it('does not send an answer by itself that was written', async () => {
    const form = messageForm(DRIVER, 'slots');
    const { text } = await site.webhook(form);
    expect((await site.webhook(form)).text).to.equal(text);
    await site.text(DRIVER, 'book A');
    await site.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
    await site.until('what comes later is sent', () => twilio.tries > 0);
    expect(twilio.messages.map(({ form: { Body } }) => Body!.slice(0, 2))).to.deep.equal(['🚗']);
  });

  /** Posts a message as Twilio does; answers once the server is at it, with the server's side of the answer. */
  async function openWebhook(form: Form): Promise<[Socket, ServerResponse]> {
    const { hostname, port } = new URL(site.url);
    const body = new URLSearchParams(form).toString();
    const asking = connect(Number(port), hostname);
    const arrived = new Promise<ServerResponse>((resolve) => {
      const listener = (message: unknown): void => {
        const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
        if (request.url !== '/webhooks/twilio') return;
        unsubscribe('http.server.request.start', listener);
        resolve(response);
      };
      subscribe('http.server.request.start', listener);
    });
    asking.write(
      [
        'POST /webhooks/twilio HTTP/1.1',
        `Host: ${hostname}:${port}`,
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Twilio-Signature: ${signatureOf(site.authToken, `${site.url}/webhooks/twilio`, form)}`,
        '',
        body,
      ].join('\r\n'),
    );
    return [asking, await arrived];
  }
});
