import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { canPrint } from '../../server/outbound/print/type-setting.ts';
import { ApiClient, expectProblem } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { codesOnPages, needPosterReaders } from '../support/posters.ts';
import { OUR_NUMBER } from '../support/webhooks.ts';

const DRIVER = '+919812345678';
const OURS = OUR_NUMBER.replace('whatsapp:', '');
const PDF = '/api/lots/main/posters.pdf';
const META = {
  ...{ kind: 'meta', phoneNumberId: '123456789', appSecret: 'app secret' },
  ...{ accessToken: 'access token', verifyToken: 'verify token' },
};

story('posters', () => {
  let site: Site;

  const start = async (environment: Record<string, string> = { TWILIO_WHATSAPP_FROM: OUR_NUMBER }) => {
    site = await Site.start({ environment: { CHANNEL_KEY: randomBytes(32).toString('hex'), ...environment } });
  };
  afterEach(() => site.stop());

  const fetchPdf = async (query = '', path = PDF) => {
    const response = await fetch(`${site.url}${path}${query}`, { headers: { cookie: site.api.cookie ?? '' } });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw new Error(`${response.status}: ${Buffer.from(bytes)}`);
    return { bytes, headers: response.headers };
  };
  const link = (words: string, number = OURS) => `https://wa.me/${number.slice(1)}?text=${encodeURIComponent(words)}`;
  const numberOf = async (query = '') => (await site.api.get(`/api/lots/main/posters${query}`)).number;

  it('hold a code for each slot, which opens WhatsApp with words that book it', async function () {
    this.timeout(30_000);
    needPosterReaders(this);
    await start();
    const { bytes, headers } = await fetchPdf('?slots=A,C');
    expect(headers.get('content-type')).to.equal('application/pdf');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    const pages = codesOnPages(bytes);
    expect(pages).to.deep.equal([[link('book A')], [link('book C')]]);
    const words = new URL(pages[1]?.[0] ?? '').searchParams.get('text') ?? '';
    expect(await site.text(DRIVER, words)).to.contain('*C* is yours');
  });

  it('come four on a page, and of every slot where none is named', async function () {
    this.timeout(30_000);
    needPosterReaders(this);
    await start();
    const pages = codesOnPages((await fetchPdf('?layout=4')).bytes);
    const linksOf = (slots: string) => [...slots].map((slot) => link(`book ${slot}`));
    expect(pages).to.deep.equal([linksOf('ABCD'), linksOf('EFGH')]);
  });

  it('name the lot where several share the number', async function () {
    this.timeout(30_000);
    needPosterReaders(this);
    await start();
    await site.api.post('/api/lots', { code: 'north', name: 'उत्तर पार्किंग', slots: ['N1'] });
    const [[shared = ''] = []] = codesOnPages((await fetchPdf('?slots=B')).bytes);
    expect(shared).to.equal(link('book main B'));
    expect(await site.text(DRIVER, new URL(shared).searchParams.get('text') ?? '')).to.contain('*B* is yours');
    const own = { kind: 'twilio', from: '+14150000001', accountSid: `AC${'b'.repeat(32)}`, authToken: 'a long token' };
    await site.api.post('/api/lots/north/channels', own);
    const north = await fetchPdf('', '/api/lots/north/posters.pdf');
    expect(codesOnPages(north.bytes)).to.deep.equal([[link('book N1', '+14150000001')]]);
    // Whose number this is nobody knows: drivers of both lots may write to it.
    const { posters } = await site.api.get('/api/lots/north/posters?number=%2B14150000002');
    expect(posters[0].words).to.equal('book north N1');
  });

  it('lead to the number asked for, else the lot’s own, else the environment’s', async () => {
    await start();
    expect(await numberOf()).to.equal(OURS);
    const staffOnly = {
      kind: 'twilio',
      purpose: 'staff',
      accountSid: `AC${'c'.repeat(32)}`,
      authToken: 'a long token',
    };
    await site.api.post('/api/lots/main/channels', { ...staffOnly, from: '+14150000003' });
    expect(await numberOf()).to.equal(OURS);
    const own = await site.api.post('/api/lots/main/channels', {
      ...staffOnly,
      purpose: 'drivers',
      from: '+14150000001',
    });
    expect(await numberOf()).to.equal('+14150000001');
    // A plus sign in an address is a space.
    expect(await numberOf('?number=+919812300000')).to.equal('+919812300000');
    await site.api.patch('/api/lots/main', { country: 'IN' });
    expect(await numberOf('?number=098123%2000001')).to.equal('+919812300001');
    await site.api.patch(`/api/lots/main/channels/${own.id}`, { state: 'disabled' });
    expect(await numberOf()).to.equal(OURS);
  });

  it('are refused where no number is known, with what to do', async function () {
    this.timeout(30_000);
    await start({});
    expect(await numberOf()).to.equal(null);
    const refused = await site.api.refused('poster-number-unknown', 'GET', PDF);
    expect(refused.status).to.equal(409);
    await site.api.post('/api/lots/main/channels', META);
    await site.api.refused('poster-number-unknown', 'GET', PDF);
    const { bytes } = await fetchPdf('?slots=A&number=%2B919812345678');
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).to.equal('%PDF-');
  });

  it('of a lot whose own number cannot be dialled do not lead to another one', async () => {
    await start();
    await site.api.post('/api/lots/main/channels', META);
    expect(await numberOf()).to.equal(null);
  });

  it('take an attendant, slots of the lot and a number that is one', async () => {
    await start();
    await site.api.refused('slot-unknown', 'GET', `${PDF}?slots=A,Z`);
    await site.api.refused('lot-unknown', 'GET', '/api/lots/nowhere/posters.pdf');
    for (const query of ['slots=', 'slots=A,A', 'slots=a%2Fb', 'number=12', 'number=x', 'layout=9', 'other=1'])
      await site.api.refused('invalid-request', 'GET', `${PDF}?${query}`);
    expectProblem(await new ApiClient(site.url).request('GET', PDF), 'not-signed-in', 401);
    await site.parkwire.storage.database.writer.query(`UPDATE staff SET role = 'viewer'`);
    expectProblem(await site.api.request('GET', PDF), 'forbidden', 403);
  });

  it('say a lot’s name where the letters are there, else its code', () => {
    expect(canPrint('Main car park – “Süd”, मुख्य पार्किंग। Łódź')).to.equal(true);
    expect(canPrint('停车场')).to.equal(false);
    expect(canPrint('Car park 🚗')).to.equal(false);
  });
});
