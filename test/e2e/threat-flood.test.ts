import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm, wordsOf } from '../support/webhooks.ts';

const FLOODER = '+919812345678';
const OTHER = '+919812345679';

story('a sender who floods us', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start({ environment: { MESSAGES_PER_MINUTE: '20' } });
  });

  afterEach(() => site.stop());

  const isSilent = (text: string) => !text.includes('<Message');

  it('gets one polite answer and then silence, costs no row, and others are answered as ever', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => site.webhook(messageForm(FLOODER, 'status'))));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    const spoken = answers.filter(({ text }) => !isSilent(text)).map(({ text }) => wordsOf(text));
    expect(spoken).to.have.length(21);
    expect(spoken.filter((words) => words.includes('more than I can read'))).to.have.length(1);
    const rows = await site.rows(`SELECT id FROM messages WHERE direction = 'inbound'`);
    expect(rows).to.have.length(21);
    expect(await site.text(OTHER, 'book A')).to.match(/^✅/);
    site.clock.advance(MINUTE);
    expect(await site.text(FLOODER, 'book B')).to.match(/^✅/);
  });

  it('is told the same again where a webhook is repeated, however often, and repeats are not held against it', async () => {
    const asked = messageForm(FLOODER, 'book A');
    const first = await site.webhook(asked);
    const again = await Promise.all(Array.from({ length: 100 }, () => site.webhook(asked)));
    expect(new Set(again.map(({ text }) => text))).to.deep.equal(new Set([first.text]));
    for (let count = 0; count < 25; count++) await site.webhook(messageForm(FLOODER, 'status'));
    expect(isSilent((await site.webhook(messageForm(FLOODER, 'status'))).text)).to.equal(true);
    expect((await site.webhook(asked)).text).to.equal(first.text);
    expect(await site.bookings(FLOODER)).to.have.length(1);
  });

  it('keeps what was asked before', async () => {
    await site.text(FLOODER, 'book A tomorrow 5pm 2h');
    for (let count = 0; count < 25; count++) await site.webhook(messageForm(FLOODER, 'status'));
    site.clock.advance(MINUTE);
    expect(await site.text(FLOODER, 'yes')).to.match(/^✅/);
  });
});
