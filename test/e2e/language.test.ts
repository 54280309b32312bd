import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const ASHA = '+919812345678';
const BEN = '+919800000001';

story('the language of a driver', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const says = (text: string, phone = ASHA) => site.text(phone, text);
  const seen = (slot: string, type: string) => site.api.post(`/api/lots/main/slots/${slot}/observations`, { type });
  const kept = async (phone: string) => {
    const [row] = await site.rows(
      `SELECT d.locale, d.locale_chosen_at FROM drivers d JOIN identities i ON i.driver_id = d.id WHERE i.phone = $1`,
      [phone],
    );
    return { locale: row.locale, isChosen: row.locale_chosen_at !== null };
  };

  it('is known from what they write, remembered over a restart, and that of bills and reminders too', async () => {
    expect(await says('कुछ पूछना है')).to.match(/^🅿️ \*Main car park\* में आपका स्वागत है! .*\$100\.00 .*\n1\. /);
    expect(await kept(ASHA)).to.deep.equal({ locale: 'hi', isChosen: false });
    await site.restart();
    expect(await says('book A')).to.match(/^✅ \*A\* Main car park में आपका है।/);
    await seen('A', 'occupied');
    expect((await site.told(ASHA, 'car-detected')).body).to.match(/^🚗 आपकी गाड़ी \*A\* में दिखी/);
    site.clock.advance(HOUR);
    await seen('A', 'vacated');
    site.clock.advance(3 * MINUTE);
    const bill = await site.told(ASHA, 'bill');
    expect(bill.body).to.match(/^🧾 A: आज 09:00 – 10:00 \(1 घंटा\)। \$2\.00 कटे।\nबैलेंस \$98\.00 है।/);
    const { id } = await site.driver(ASHA);
    const { lines } = await site.api.get(`/api/drivers/${id}/statement`);
    expect(JSON.stringify(lines)).to.contain('पार्किंग A').and.to.contain('वेलकम क्रेडिट');
  });

  it('follows what they write while they have chosen none, and says nothing of codes and commands', async () => {
    expect(await says('hello')).to.match(/^🅿️ Welcome/);
    expect(await kept(ASHA)).to.deep.equal({ locale: null, isChosen: false });
    expect(await says('gaadi ke liye jagah hai kya')).to.match(/खाली/);
    for (const text of ['status', 'A', '12', 'book any tomorrow 5pm 2h', 'no']) {
      expect(await says(text), text).to.match(/\p{Script=Devanagari}{2}/u);
    }
    expect(await says('is anything free for my car?')).to.contain('free');
    expect(await kept(ASHA)).to.deep.equal({ locale: 'en', isChosen: false });
    expect(await says('क्या खाली है')).to.contain('खाली: A');
  });

  it('is changed by its name, and stays what was chosen', async () => {
    await says('hello');
    expect(await says('Hindi please')).to.match(/^✅ अब से जवाब हिंदी में मिलेंगे।.*\n🌐 For English send \*english\*\.$/);
    expect(await kept(ASHA)).to.deep.equal({ locale: 'hi', isChosen: true });
    expect(await says('is anything free for my car?')).to.contain('खाली: A');
    await site.restart();
    expect(await says('status')).to.match(/^अभी आपकी कोई बुकिंग/);
    expect(await says('अंग्रेज़ी')).to.match(/^✅ From now on I answer in English/);
    expect(await says('क्या खाली है')).to.contain('Free: A');
    expect(await says('भाषा')).to.equal(
      '🌐 Which language would you like?\n1. For English send *english*.\n2. हिंदी के लिए *hindi* भेजें।',
    );
    const [asked] = (await site.chat(ASHA)).filter(({ kind }) => kind === 'which-language');
    expect(asked?.rich?.options).to.deep.equal([
      { text: 'english', title: 'English' },
      { text: 'hindi', title: 'हिंदी' },
    ]);
    expect(await says('2')).to.match(/^✅ अब से/);
    expect(await says('menu')).to.contain('🌐 For English send *english*.');
  });

  it('may be the first thing they say, and takes no welcome from them', async () => {
    expect(await says('हिंदी')).to.match(/^🅿️ \*Main car park\* में आपका स्वागत है! .*\$100\.00/);
    expect(await says('1')).to.match(/\p{Script=Devanagari}/u);
  });

  it('is no answer to a question: that stays open, and is asked again in it', async () => {
    await says('hello');
    expect(await says('bok A')).to.contain('Did you mean *book A*?');
    expect(await says('hindi')).to.match(/^✅ अब से/);
    expect(await says('yes')).to.match(/^✅ \*A\* Main car park में/);
    await says('english');
    expect(await says('report')).to.match(/^What is wrong/);
    expect(await says('in hindi')).to.match(/^✅ अब से[\s\S]*↩️ Main car park में क्या समस्या है\?/);
    expect(await says('language')).to.match(/^🌐[\s\S]*• For English[\s\S]*↩️/);
    expect(await says('The lamp at B is broken')).to.match(/^📝 धन्यवाद/);
  });

  it('is each driver’s own, also in one batch and where a notice comes of another’s turn', async () => {
    await says('नमस्ते');
    await says('hello, is this my car park?', BEN);
    const both = await Promise.all([says('book A'), says('book B', BEN), says('slots'), says('balance', BEN)]);
    expect(both.map((text) => /\p{Script=Devanagari}/u.test(text))).to.deep.equal([true, false, true, false]);
    await Promise.all([seen('A', 'occupied'), seen('B', 'occupied')]);
    expect((await site.told(ASHA, 'car-detected')).body).to.contain('आपकी गाड़ी');
    expect((await site.told(BEN, 'car-detected')).body).to.contain('Your car was seen');
  });

  it('has words of the lot’s own, and what the lot does not tell is told in none', async () => {
    const put = (kind: string, body: object) => site.api.put(`/api/lots/main/templates/${kind}`, body);
    await put('booked', { language: 'hi', body: '{driver} जी, {slot} {time} तक आपका है। {reference}' });
    await put('car-detected', { language: 'hi', body: 'गाड़ी {slot} में है।' });
    await says('नमस्ते');
    await says('hello', BEN);
    expect(await says('book A')).to.match(/^.+ जी, A 21:00 तक आपका है। PW-/);
    expect(await says('book B', BEN)).to.contain('*B* is yours at Main car park');
    const { templates } = await site.api.get('/api/lots/main/templates?language=hi');
    expect(templates[0]).to.deep.include({ kind: 'booked', language: 'hi', enabled: true });
    expect(templates[0].standard).to.contain('आपका है');
    expect((await site.api.get('/api/lots/main/templates')).templates[0].body).to.equal(null);
    await put('car-detected', { enabled: false });
    await Promise.all([seen('A', 'occupied'), seen('B', 'occupied')]);
    for (const phone of [ASHA, BEN]) {
      expect((await site.chat(phone)).map(({ kind }) => kind)).to.not.include('car-detected');
    }
    // One switch for all languages, by whichever it is thrown.
    await put('car-detected', { language: 'hi', enabled: true });
    const { templates: english } = await site.api.get('/api/lots/main/templates');
    expect(english.find((one: { kind: string }) => one.kind === 'car-detected').enabled).to.equal(true);
    await site.api.refused('invalid-request', 'PUT', '/api/lots/main/templates/bill', { language: 'xx', body: 'x' });
    await site.api.request('DELETE', '/api/lots/main/templates/booked?language=hi');
    await says('cancel');
    await seen('A', 'vacated');
    expect((await site.api.get('/api/lots/main/templates?language=hi')).templates[0].body).to.equal(null);
  });
});
