import { expect } from 'chai';
import fc from 'fast-check';
import { LONGEST_REPLY } from '../../server/chat/render.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, wordsOf } from '../support/webhooks.ts';

const SAID =
  'hi|1|2|3|4|5|6|7|99|yes|no|back|cancel|help|agent|menu|book|book A|book B tomorrow 5pm 2h|book any ev|new booking|any|A|Z|now|today|tomorrow|kal|' +
  '5pm|25:00|1h|2 hours|90 min|1 min|40 days|1,2|KA01AB1234|no thanks|status|balance|slots|slots tomorrow|report|the lamp is broken|reports|hours|faq|' +
  'wait|leave the list|extend 1h|move C|why|receipt|history|top up 20|hindi|english|नमस्ते|हाँ|नहीं|कल शाम 5 बजे|दो घंटे|रद्द|पीछे|stop|start|lot main|' +
  '{x}|*_~`|<b>|$1|%s|👍|.|?|PW-AAAAAA|cancel PW-AAAAAA';
const WORDS = SAID.split('|');

story('any walk through menus and dialogues', () => {
  it('is answered at every step, within what a message holds, and has a way out', async () => {
    const site = await Site.start();
    await site.api.patch('/api/lots/main', {
      tariff: { addOns: [{ code: 'EV', name: 'EV charging', priceMinor: 500 }] },
      faq: [{ question: 'Where?', answer: 'There.' }],
    });
    let walker = 0;
    const said = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
      fc.string({ minLength: 1, maxLength: 40 }),
    );
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(said, { minLength: 4, maxLength: 14 }), async (texts) => {
          const phone = `+9198${String(10_000_000 + walker++)}`;
          for (const text of texts) {
            const answer = await site.webhook(messageForm(phone, text));
            expect(answer.status, text).to.equal(200);
            if (!answer.text.includes('<Message')) {
              // Silence is kept where a person answers, and nowhere else.
              const { handover } = await site.api.get(`/api/conversations/${(await site.driver(phone)).id}`);
              expect(handover?.closedAt, text).to.equal(null);
              continue;
            }
            const reply = wordsOf(answer.text);
            expect(reply.length, text).to.be.within(1, LONGEST_REPLY);
            expect(reply, text).to.not.match(/undefined|\[object|NaN/);
          }
          expect(await site.text(phone, 'menu'), 'whatever was asked, the menu is there').to.not.equal('');
          expect(await site.text(phone, 'english')).to.not.equal('');
          expect(await site.text(phone, 'menu')).to.contain('1. Book a slot');
        }),
        { numRuns: 60 },
      );
      await site.parkwire.jobs.audit();
      expect(await site.metric('parkwire_audit_problems')).to.equal(0);
    } finally {
      await site.stop();
    }
  });
});
