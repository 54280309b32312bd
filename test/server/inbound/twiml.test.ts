import { expect } from 'chai';
import fc from 'fast-check';
import { isSignedByTwilio } from '../../../server/inbound/whatsapp/twilio-signature.ts';
import { twimlMessage } from '../../../server/inbound/whatsapp/twiml.ts';
import { signatureOf, statusPathOf, wordsOf } from '../../support/webhooks.ts';

describe('TwiML and its signature', () => {
  it('brings every text through as it is, but for what XML cannot carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const twiml = twimlMessage(text, '/s?message=1&x=2');
        expect(wordsOf(twiml)).to.equal(text.toWellFormed().replace(/[^\P{Cc}\t\n\r]/gu, ''));
        expect(statusPathOf(twiml)).to.equal('/s?message=1&x=2');
      }),
    );
  });

  it('cannot be broken out of', () => {
    const twiml = twimlMessage('</Message><Redirect>x</Redirect>', '/s"onload="x');
    expect(twiml.match(/<\/?\w+/g)).to.deep.equal(['<Response', '<Message', '</Message', '</Response']);
    expect(twiml).to.contain('action="/s&quot;onload=&quot;x"');
  });

  it('agrees with our own signature, and with no other', () => {
    const form = { b: '2', a: '🚗', A: '' };
    const url = 'https://park.example/webhooks/twilio?x=1';
    const signature = signatureOf('token', url, form);
    expect(isSignedByTwilio('token', signature, url, form)).to.equal(true);
    expect(isSignedByTwilio('other', signature, url, form)).to.equal(false);
    expect(isSignedByTwilio('token', signature, `${url}&y=1`, form)).to.equal(false);
    expect(isSignedByTwilio('token', signature, url, { ...form, a: '' })).to.equal(false);
    expect(isSignedByTwilio('token', undefined, url, form)).to.equal(false);
  });
});
