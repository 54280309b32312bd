import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';

story('texts in Hindi and Hinglish', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
    // What was understood is read more easily in one language.
    await says('english');
  });

  afterEach(() => site.stop());

  const says = (text: string) => site.text(DRIVER, text);

  it('books, extends and cancels in one line each', async () => {
    expect(await says('A slot book kar do')).to.match(/^✅ \*A\* is yours/);
    expect(await says('आधा घंटा बढ़ाओ')).to.match(/^✅/);
    expect(await says('booking cancel mat karo'))
      .to.contain('*cancel*')
      .and.to.contain('Nothing is done yet');
    expect(await says('rehne do')).to.match(/^👍/);
    expect(await says('मेरी बुकिंग कहाँ है')).to.contain('A');
    expect(await says('बुकिंग रद्द करो')).to.contain('Give back A');
    expect(await says('हाँ रद्द कर दीजिए')).to.contain('Cancelled');
  });

  it('asks before a wish becomes a booking, and takes the command said again for a yes', async () => {
    expect(await says('मुझे बी चाहिए')).to.contain('*book B*');
    expect(await says('haan book kar do')).to.match(/^✅/);
    expect(await says('haan cancel kar do')).to.contain('Give back B');
    expect(await says('haan cancel kar do')).to.contain('Cancelled');
    // What was suggested is not agreed to by naming another command; cancelling leaves the question.
    expect(await says('mujhe A chahiye')).to.contain('*book A*');
    expect(await says('haan cancel kar do')).to.contain('did nothing');
    expect(await says('haan cancel kar do')).to.match(/no booking|nothing to/i);
  });

  it('leads through a booking in Hindi', async () => {
    expect(await says('बुकिंग करनी है')).to.match(/plate/i);
    expect(await says('नहीं')).to.match(/which slot/i);
    expect(await says('स्लॉट बी वाला')).to.not.match(/which slot/i);
    expect(await says('अभी')).to.match(/how long/i);
    expect(await says('do ghante')).to.match(/anything/i);
    expect(await says('कुछ नहीं')).to.contain('*B*');
    expect(await says('haan book kar do')).to.match(/^✅ \*B\*/);
  });

  it('takes a slot and a length in Hindi for the answers to its questions', async () => {
    expect(await says('मुझे बुकिंग करनी है')).to.match(/which slot/i);
    expect(await says('स्लॉट बी')).to.match(/^✅/);
    expect(await says('badhao')).to.match(/how long/i);
    expect(await says('dedh ghanta')).to.match(/^✅/);
  });

  it('tells when it is open, the services and how a booking is changed, and sends who wants a person to one', async () => {
    expect(await says('कब खुलता है')).to.contain('is open day and night');
    await site.api.patch('/api/lots/main', {
      openingHours: [{ days: ['mon', 'tue'], from: '08:00', to: '20:00' }],
    });
    expect(await says('when are you open?'))
      .to.contain('08:00')
      .and.to.contain('20:00');
    expect(await says('kya suvidha hai')).to.contain('$2.00');
    expect(await says('booking badalni hai'))
      .to.contain('*extend 1h*')
      .and.to.contain('*move B*');
    expect(await says('kisi insaan se baat karni hai')).to.contain('will answer you here');
  });
});
