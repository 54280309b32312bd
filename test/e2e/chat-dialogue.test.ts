import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';

story('what an impatient driver texts', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const text = (body: string, phone = DRIVER) => site.text(phone, body);
  const observe = (slot: string, type: 'occupied' | 'vacated') =>
    site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });

  it('whoever wants to park is told what is free, and names it with one letter', async () => {
    expect(await text('i want to park')).to.match(/^Which slot\? Free: A, B, C, D, E, F, G, H\./);
    expect(await text('C')).to.match(/^✅ \*C\* is yours/);
  });

  it('whoever is asked which slot is asked again until the answer is one', async () => {
    expect(await text('book')).to.contain('Which slot?');
    expect(await text('whichever')).to.contain('Which slot?');
    expect(await text('Z')).to.contain('Which slot?');
    expect(await text('balance')).to.match(/^💳/);
    expect(await text('whichever')).to.match(/^Sorry, I did not get that/);
  });

  it('takes only a slot’s name for the answer to "which slot?"', async () => {
    for (const other of ["don't book A", 'should I book A', 'bok A']) {
      expect(await text('book')).to.contain('Which slot?');
      expect(await text(other), other).to.contain('Did you mean *book A*?');
    }
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
    expect(await text('book')).to.contain('Which slot?');
    expect(await text('slot A please')).to.match(/^✅ \*A\* is yours/);
  });

  it('sums a booking for later up before it takes it', async () => {
    expect(await text('book A at 5pm 2h')).to.match(
      /^📋 \*A\* at \*Main car park\*\n🕑 17:00 – 19:00 today\n💰 \$4\.00/,
    );
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
    expect(await text('yes')).to.match(/^✅ \*A\* is booked for you at Main car park: 17:00 – 19:00 today/);
  });

  it('thanks are taken as thanks, an ok without a question does nothing', async () => {
    expect(await text('thanks')).to.match(/^🅿️ Welcome to .*\$100\.00 of welcome credit/);
    expect(await text('thank you')).to.match(/^😊 You are welcome!/);
    expect(await text('ok')).to.match(/^👍 No question is open\. What was done before stands: \*status\*/);
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
  });

  it('a number chooses from the list that was shown, and from the menu where none was', async () => {
    expect(await text('hi')).to.contain('\n3. What is free, and prices');
    expect(await text('3️⃣')).to.match(/^🅿️ \*Free at Main car park\*/);
    expect(await text('1')).to.match(/^🅿️ .*: 🟢 8 free/);
    expect(await text('help')).to.contain('\n7. *cancel* ');
    expect(await text('2')).to.contain('Which slot?');
    expect(await text('B')).to.match(/^✅ \*B\* is yours/);
    // The menu has no 7: what only the longer list names is not done without it.
    expect(await text('7')).to.match(/^Sorry, I did not get that/);
    expect(await text('help')).to.contain('\n7. *cancel* ');
    expect(await text('7')).to.match(/^Give back B/);
    expect(await text('yes')).to.match(/^✅ Cancelled: B/);
    expect(await text('help')).to.contain('\n10. *left* ');
    expect(await text('10')).to.match(/^No stay of yours is open/);
    expect(await text('14')).to.match(/^You have no stay yet/);
    expect(await text('15')).to.match(/^There is no bill of yours/);
    expect(await text('16')).to.match(/^You need not wait/);
    expect(await text('17')).to.match(/^Sorry, I did not get that/);
  });

  it('a number is the slot of that name where slots are what was asked for', async () => {
    await site.api.post('/api/lots/main/slots', { slots: ['1'] });
    expect(await text('hi')).to.match(/^🅿️ Welcome/);
    expect(await text('3'), 'the menu was shown').to.match(/^🅿️ \*Free at/);
    expect(await text('1'), 'its level was shown').to.match(/^🅿️ .*: 🟢 9 free/);
    expect(await text('slots')).to.match(/^🅿️ .*: 🟢 9 free/);
    expect(await text('1'), 'the slots were shown').to.match(/^Did you mean \*book 1\*\?/);
    expect(await text('no')).to.match(/^👍/);
    expect(await text('book')).to.contain('Which slot?');
    expect(await text('9')).to.match(/^There is no slot “9” here/);
    expect(await text('book')).to.contain('Which slot?');
    expect(await text('1')).to.match(/^✅ \*1\* is yours/);
  });

  it('a number answers "which slot?" under the same rules as the slot’s name', async () => {
    await site.api.post('/api/lots/main/slots', { slots: ['1'] });
    await site.api.patch('/api/lots/main', { noShowLimit: 1, reservationMinutes: 30 });
    await text('book A');
    site.clock.advance(31 * MINUTE);
    await site.parkwire.jobs.expire();
    await site.told(DRIVER, 'no-show');
    await text('book');
    expect(await text('1')).to.match(/^1 booking of yours was not used/);
  });

  it('whoever has a slot is not told to give it back for one that there is not', async () => {
    await text('book B');
    for (const unknown of ['book Z9', 'book cheapest', 'book 7']) {
      expect(await text(unknown), unknown).to.match(/^There is no slot “(Z9|CHEAPEST|7)” here\. The slots are A, B,/);
    }
    expect(await text('book')).to.contain('Which slot?');
    expect(await text('5')).to.match(/^There is no slot “5” here/);
    await observe('B', 'occupied');
    expect(await text('book Z9')).to.match(/^There is no slot “Z9” here/);
    expect((await site.slot('B')).booking, 'kept').to.not.equal(null);
  });

  it('suggests what a misspelt command nearly was', async () => {
    await text('book B');
    expect(await text('extnd 1h')).to.match(/^Did you mean \*extend 60\*\?/);
    expect(await text('yes')).to.match(/^✅ Your booking is now \*B\*/);
    expect(await text('not mee')).to.match(/^Did you mean \*not me\*\?/);
    expect(await text('recipt')).to.match(/^Did you mean \*receipt\*\?/);
    expect(await text('moev C')).to.match(/^Did you mean \*move C\*\?/);
    expect(await text('yes')).to.match(/^✅ Your booking is now \*C\*/);
  });

  it('whoever finds nothing free is told of the waiting list', async () => {
    await site.api.post('/api/lots/main/slots', { slots: ['1'] });
    for (const [index, slot] of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', '1'].entries())
      await text(`book ${slot}`, `+91980000010${index}`);
    for (const asked of ['slots', 'book', 'book A']) {
      expect(await text(asked), asked).to.contain('end *wait* and the next free slot is held for you');
    }
    await observe('A', 'occupied');
    expect(await text('book A')).to.contain('*wait*');
    expect(await text('help')).to.contain('*wait*');
    expect(await text('wait')).to.match(/^⏳ You are in line/);
  });

  it('takes the best free slot for a time where no slot is named, and calls nobody’s booking a car', async () => {
    expect(await text('book for tomorrow 9am')).to.match(/^For how long\?/);
    expect(await text('2h')).to.match(/^📋 \*A\* at \*Main car park\*\n🕑 09:00 – 11:00 tomorrow/);
    expect(await text('no')).to.match(/^👍 Stopped; nothing is booked/);
    await text('book B', OTHER);
    expect(await text('park B'), 'somebody holds it')
      .to.match(/^I see no car in B/)
      .and.not.contain('*book B*');
  });

  it('names both commands of a text that has two, and does neither', async () => {
    expect(await text('book B status')).to.match(
      /^I do one thing at a time, and read \*book B\*, \*status\*\. Did you mean \*book B\*\?/,
    );
    expect(await text('cancel and book H')).to.match(/\*cancel\*, \*book H\*\. Did you mean \*cancel\*\?/);
    expect(await text('no')).to.match(/^👍/);
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
    expect(await text('refund'), 'a person comes first').to.match(/^🙋 Need a person\?/);
    await text('book B');
    expect(await text('shorten 13h')).to.match(/^That is more than is left of your booking\..*\*cancel\*/);
  });

  it('a number chooses a car park', async () => {
    await site.api.post('/api/lots', { code: 'north', name: 'North' });
    const list = await text('how much');
    expect(list).to.match(/^Which car park are you at\?/);
    const number = list.split('\n').find((line) => line.includes('*north*'))?.[0] ?? '';
    expect(await text(number)).to.match(/^📍 \*North\* it is/);
    expect(await text('how much')).to.match(/^💰 \*North\*:/);
  });

  it('takes one slot at a time, and asks which', async () => {
    expect(await text('book A B')).to.match(/^One slot at a time, please\. Which one do you want: A, B\?/);
    expect(await site.rows('SELECT id FROM bookings')).to.deep.equal([]);
    expect(await text('B')).to.match(/^✅ \*B\* is yours/);
    expect(await text('book B')).to.match(/^👍 B is held for you already/);
    expect(await text('book A')).to.match(/^You hold B already .* then \*book A\*\.$/);
    await observe('B', 'occupied');
    await observe('A', 'occupied');
    expect(await text('park B')).to.match(/^👍 Your car is noted in B already/);
    expect(await text('park A')).to.match(/^Your car is in B already .* one slot at a time/);
    expect(await text('park A', OTHER)).to.match(/^✅ Noted: your car is in \*A\*/);
  });

  it('says what it costs: the prices, or the stay so far', async () => {
    expect(await text('how much?')).to.match(
      /: \$2\.00 an hour, in steps of 15 min\. A stay of up to 5 min is free\. At most \$20\.00 a day\./,
    );
    await text('book A');
    expect(await text('price')).to.match(/^💰/);
    await observe('A', 'occupied');
    site.clock.advance(40 * MINUTE);
    expect(await text('how much')).to.match(/^🔴 Your car is in \*A\*.*\$1\.50 so far/s);
  });

  it('explains what goes by itself', async () => {
    expect(await text('top up 20')).to.match(/^💳 I cannot take money in this chat\. .* Balance \$100\.00\.$/);
    expect(await text('pay')).to.match(/^💳 There is nothing to pay by hand/);
    expect(await text('extend')).to.match(/^You have no booking that could be changed/);
    expect(await text('leave')).to.match(/^No stay of yours is open/);
    await text('book A');
    expect(await text('extend 1')).to.match(/^By how long\?/);
    await observe('A', 'occupied');
    site.clock.advance(20 * MINUTE);
    expect(await text('extend 1h')).to.match(
      /^✅ Your booking of \*A\* .* now ends at 22:00 today\. You still pay only for the time/,
    );
    expect(await text('i am leaving')).to.match(/^👋 Just drive away: the stay in A ends by itself, .* \$1\.00 so far/);
    expect((await site.slot('A')).state).to.equal('occupied');
  });
});
