import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { FakeDialogflow } from '../support/fake-dialogflow.ts';
import { FakeMeta, heard, text, webhookOf } from '../support/fake-meta.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { messageForm } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OTHER = '+919812345679';
const UNKNOWN = /^Sorry, I did not get that/;
const WORDS = 'my ride needs a home';

story('a second opinion on what the grammar does not understand', () => {
  let dialogflow: FakeDialogflow;
  let meta: FakeMeta;
  let site: Site;

  beforeEach(async () => {
    [dialogflow, meta] = [await FakeDialogflow.start(), await FakeMeta.start()];
    site = await Site.start({ environment: { ...dialogflow.environment, ...meta.environment } });
    for (const phone of [DRIVER, OTHER]) await site.text(phone, 'menu');
  });

  afterEach(async () => {
    dialogflow.release();
    await site.stop();
    await Promise.all([dialogflow.stop(), meta.stop()]);
    expect(dialogflow.malformed, 'every request has the published shape').to.deep.equal([]);
  });

  const askedTexts = () => dialogflow.asked.map((one) => one.text);
  const isAsked = (count: number) =>
    site.until('Dialogflow is asked', () => dialogflow.asked.length === count, {
      on: (again) => dialogflow.onAsked(again),
    });
  const bookings = () => site.rows('SELECT * FROM bookings');

  it('is asked about nothing that the grammar understands, one line included', async () => {
    for (const known of ['slots', 'book any tomorrow 5pm', 'cancel', 'A', 'yes', 'kal sham 5 baje slot chahiye', '👍'])
      await site.text(DRIVER, known);
    expect(dialogflow.asked).to.deep.equal([]);
  });

  it('is asked about no command of staff, whoever sends it: it may name somebody', async () => {
    for (const text of ['who A', 'plate KA01AB1234', `topup ${OTHER} 20`, `topup ${OTHER} cash`, 'link ABC234'])
      await site.text(DRIVER, text);
    expect(dialogflow.asked).to.deep.equal([]);
  });

  it('is told the text, the language and nothing of the driver', async () => {
    await site.text(DRIVER, WORDS);
    await site.text(DRIVER, 'अरे भाई ये क्या है');
    expect(dialogflow.asked).to.have.length(2);
    expect(dialogflow.asked).to.deep.include({ ...dialogflow.asked[0], text: WORDS, languageCode: 'en' });
    expect(dialogflow.asked[1]!.languageCode).to.equal('hi');
    expect(JSON.stringify(dialogflow.asked)).to.not.contain('9812345678');
    expect(dialogflow.asked[0]!.session).to.not.equal(dialogflow.asked[1]!.session);
  });

  it('does at once what only tells something', async () => {
    dialogflow.finds(WORDS, 'parkwire.balance');
    expect(await site.text(DRIVER, WORDS)).to.equal(await site.text(DRIVER, 'balance'));
    dialogflow.finds('room for my wheels', 'parkwire.availability', { day: 'tomorrow', time: '10:00' });
    expect(await site.text(DRIVER, 'room for my wheels')).to.equal(await site.text(DRIVER, 'slots tomorrow 10:00'));
    expect(await site.metric('parkwire_second_opinions_total', '{outcome="understood"}')).to.equal(2);
  });

  it('asks before it books, however sure the other side is, and does what a yes agrees to', async () => {
    dialogflow.finds(WORDS, 'parkwire.book', { slot: 'B' }, 1);
    expect(await site.text(DRIVER, WORDS)).to.match(/^Did you mean \*book B\*\?/);
    expect(await bookings()).to.deep.equal([]);
    expect(await site.text(DRIVER, 'yes')).to.match(/^✅ \*B\* is yours/);
  });

  it('asks before it books for a length, which the yes agrees to as well', async () => {
    dialogflow.finds(WORDS, 'parkwire.book', { slot: 'B', length: '2 hours' }, 1);
    expect(await site.text(DRIVER, WORDS)).to.match(/^Did you mean \*book B 2 hours\*\?/);
    expect(await bookings()).to.deep.equal([]);
    expect(await site.text(DRIVER, 'yes')).to.match(/^✅ \*B\* is yours/);
    const [booking] = await bookings();
    expect(Number(booking.ends_at) - Number(booking.starts_at)).to.equal(2 * HOUR);
  });

  it('sums up a booking ahead with its price, and books it after a yes', async () => {
    dialogflow.finds(WORDS, 'parkwire.book', { slot: 'B', day: 'tomorrow', time: '17:00', length: '2h' }, 1);
    const summary = await site.text(DRIVER, WORDS);
    expect(summary).to.equal(await site.text(OTHER, 'book B tomorrow 17:00 2h'));
    expect(summary).to.contain('*B*').and.contain('17:00');
    expect(await bookings()).to.deep.equal([]);
    await site.text(DRIVER, 'yes');
    expect(await bookings()).to.have.length(1);
  });

  it('holds to the same rules as the words of the grammar', async () => {
    await site.api.patch('/api/lots/main', { noShowLimit: 1, reservationMinutes: 30 });
    await site.text(DRIVER, 'book A');
    site.clock.advance(31 * MINUTE);
    await site.parkwire.jobs.expire();
    await site.told(DRIVER, 'no-show');
    const typed = await site.text(DRIVER, 'book B tomorrow 17:00 2h');
    await site.text(DRIVER, 'cancel');
    dialogflow.finds(WORDS, 'parkwire.book', { slot: 'B', day: 'tomorrow', time: '17:00', length: '2h' });
    expect(await site.text(DRIVER, WORDS)).to.equal(typed);
    await site.text(DRIVER, 'cancel');
    dialogflow.finds(WORDS, 'parkwire.book', { slot: 'B' });
    await site.text(DRIVER, WORDS);
    expect(await site.text(DRIVER, 'yes')).to.match(/^1 booking of yours was not used/);
  });

  it('asks before it cancels', async () => {
    await site.text(DRIVER, 'book A');
    dialogflow.finds('scrap the whole thing', 'parkwire.cancel', {}, 1);
    expect(await site.text(DRIVER, 'scrap the whole thing')).to.match(/^Did you mean \*cancel\*\?/);
    expect((await site.slot('A')).state).to.equal('reserved');
    expect(await site.text(DRIVER, 'no')).to.match(/I did nothing/);
    expect((await site.slot('A')).state).to.equal('reserved');
  });

  it('begins step by step where an order says nothing more, and asks for what a change leaves open', async () => {
    dialogflow.finds(WORDS, 'parkwire.book');
    expect(await site.text(DRIVER, WORDS)).to.equal(await site.text(OTHER, 'new booking'));
    await site.text(DRIVER, 'cancel');
    await site.text(DRIVER, 'book A');
    dialogflow.finds('keep it a while', 'parkwire.extend');
    expect(await site.text(DRIVER, 'keep it a while')).to.match(/^By how long\?/);
    expect(await bookings()).to.have.length(1);
  });

  it('is not asked about answers: names, problems, reasons, or words beside a question', async () => {
    dialogflow.finds(WORDS, 'parkwire.balance');
    await site.text(DRIVER, 'new booking');
    await site.text(DRIVER, WORDS);
    await site.text(DRIVER, 'cancel');
    await site.text(DRIVER, 'report');
    expect(await site.text(DRIVER, WORDS)).to.match(/PR-/);
    await site.text(DRIVER, 'boook A');
    expect(await site.text(DRIVER, WORDS)).to.match(UNKNOWN);
    expect(dialogflow.asked).to.deep.equal([]);
    site.clock.advance(HOUR);
    await site.text(DRIVER, WORDS);
    expect(askedTexts(), 'where nothing is asked any more').to.deep.equal([WORDS]);
  });

  it('is not asked about words that a person answers', async () => {
    await site.text(DRIVER, 'agent');
    const { status } = await site.webhook(messageForm(DRIVER, WORDS));
    expect(status).to.equal(200);
    expect(dialogflow.asked).to.deep.equal([]);
  });

  it('keeps the order of a driver’s messages while one waits, and holds nobody else up', async () => {
    dialogflow.next({ kind: 'hang' });
    const answered: string[] = [];
    const say = (words: string, phone = DRIVER) => site.text(phone, words).then(() => answered.push(words));
    const first = say(WORDS);
    await isAsked(1);
    const others = ['book A', 'boook B', 'no'].map((words) => say(words));
    await say('slots', OTHER);
    expect(answered).to.deep.equal(['slots']);
    dialogflow.release();
    await Promise.all([first, ...others]);
    const said = (await site.chat(DRIVER)).filter(({ direction }) => direction === 'inbound').map(({ body }) => body);
    expect(said).to.deep.equal(['menu', WORDS, 'book A', 'boook B', 'no']);
    expect(answered).to.deep.equal(['slots', WORDS, 'book A', 'boook B', 'no']);
  });

  it('sees what a message before it has begun', async () => {
    const [, answer] = await Promise.all([site.text(DRIVER, 'report'), site.text(DRIVER, WORDS)]);
    expect(answer).to.match(/PR-/);
    expect(dialogflow.asked).to.deep.equal([]);
  });

  it('leaves a driver with the grammar where it fails, and asks no more for a while', async () => {
    dialogflow.next(
      { kind: 'cut' },
      { kind: 'fail', status: 500, error: 'INTERNAL' },
      { kind: 'answer', status: 200, body: '' },
    );
    for (let tries = 0; tries < 5; tries++) expect(await site.text(DRIVER, WORDS)).to.match(UNKNOWN);
    expect(dialogflow.asked).to.have.length(3);
    expect(await site.metric('parkwire_second_opinions_total', '{outcome="resting"}')).to.equal(2);
  });

  it('is asked once about a message that comes twice', async () => {
    dialogflow.finds(WORDS, 'parkwire.prices');
    const again = () => site.text(DRIVER, WORDS, { MessageSid: `SM${'7'.repeat(32)}` });
    const [one, two, three] = [...(await Promise.all([again(), again()])), await again()];
    expect([two, three]).to.deep.equal([one, one]);
    expect([one, dialogflow.asked.length]).to.deep.equal([await site.text(DRIVER, 'price'), 1]);
  });

  it('is asked by nobody without end', async () => {
    for (let count = 0; count < 33; count++) await site.text(DRIVER, `${WORDS} ${'x'.repeat(count)}`);
    expect(dialogflow.asked).to.have.length(30);
    await site.text(OTHER, WORDS);
    expect(dialogflow.asked).to.have.length(31);
  });

  it('serves every channel', async () => {
    dialogflow.finds(WORDS, 'parkwire.prices');
    expect(await meta.post(site.url, webhookOf(heard(OTHER, text(WORDS))))).to.equal(200);
    await site.until('the reply was sent', () => meta.sent.length === 1, { on: (again) => meta.onSent(again) });
    expect(JSON.stringify(meta.sent[0]!.request)).to.contain('an hour');
    expect(askedTexts()).to.deep.equal([WORDS]);
  });
});
