import { expect } from 'chai';
import { story } from '../support/databases.ts';
import { HOUR, MINUTE } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';

const DRIVER = '+919812345678';
const MONDAY = '2026-11-02';
const WEEKEND_RATES = [
  { name: 'weekend', days: ['sat', 'sun'], steps: [{ ratePerHourMinor: 100, incrementSeconds: 900 }] },
  { name: 'night', from: '22:00', to: '06:00', flatMinor: 300 },
  {
    steps: [
      { forSeconds: 3600, ratePerHourMinor: 600, incrementSeconds: 3600 },
      { ratePerHourMinor: 400, incrementSeconds: 900 },
    ],
  },
];

story('tariffs', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.start();
  });

  afterEach(() => site.stop());

  const quote = (from: string, to: string, more = '') =>
    site.api.get(`/api/lots/main/quote?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}${more}`);
  const seen = (type: string) => site.api.post('/api/lots/main/slots/A/observations', { type });

  it('are set in one request and read back as they were said', async () => {
    const said = { rates: WEEKEND_RATES, freeSeconds: 600, stayCapMinor: 5000, taxBasisPoints: 1900 };
    const { tariff } = await site.api.patch('/api/lots/main', { tariff: said });
    expect(tariff).to.deep.include({ version: 2, ratePerHourMinor: null, freeSeconds: 600, dailyCapMinor: 2000 });
    expect(tariff.rates).to.deep.equal([
      { ...WEEKEND_RATES[0], from: '00:00', to: '00:00' },
      { ...WEEKEND_RATES[1], per: 'period' },
      WEEKEND_RATES[2],
    ]);
    const simple = await site.api.patch('/api/lots/main', { tariff: { ratePerHourMinor: 250 } });
    expect(simple.tariff).to.deep.include({
      version: 3,
      ratePerHourMinor: 250,
      incrementSeconds: 900,
      freeSeconds: 600,
    });
  });

  it('quote the lines the bill has, and the running cost is the quote up to now', async () => {
    await site.api.patch('/api/lots/main', { tariff: { rates: WEEKEND_RATES, dailyCapMinor: 1400 } });
    await site.text(DRIVER, 'book A');
    const from = new Date(site.now()).toISOString();
    await seen('occupied');
    for (const minutes of [4, 56, 45, 200]) {
      site.clock.advance(minutes * MINUTE);
      const { amountMinor } = await quote(from, new Date(site.now()).toISOString());
      expect((await site.slot('A')).session?.costMinor).to.equal(amountMinor);
    }
    await seen('vacated');
    const { lines, amountMinor, currency } = await quote(from, new Date(site.now()).toISOString());
    expect(currency).to.equal('USD');
    // 5 h 5 min from nine on a Monday: the first hour, seventeen quarters, down to the cap.
    expect(lines.map(({ kind, increments, amountMinor }: any) => [kind, increments, amountMinor])).to.deep.equal([
      ['time', 1, 600],
      ['time', 17, 1700],
      ['daily-cap', null, -900],
    ]);
    expect((await site.bookings(DRIVER))[0].chargedMinor)
      .to.equal(amountMinor)
      .and.to.equal(1400);
  });

  it('count a night past midnight and a weekend by the clock of the lot', async () => {
    await site.api.patch('/api/lots/main', {
      timeZone: 'Europe/Berlin',
      tariff: { rates: WEEKEND_RATES, dailyCapMinor: null, graceSeconds: 0 },
    });
    // Friday 21:00 to Saturday 01:00 in Berlin.
    const { lines } = await quote('2026-11-06T20:00:00Z', '2026-11-07T00:00:00Z');
    expect(lines.map(({ name, from, amountMinor }: any) => [name, from.slice(11, 16), amountMinor])).to.deep.equal([
      [null, '20:00', 600],
      ['night', '21:00', 300],
      ['weekend', '23:00', 100],
    ]);
    const night = await quote('2026-11-09T21:00:00+01:00', '2026-11-10T07:00:00+01:00');
    expect(night.lines.map(({ amountMinor }: any) => amountMinor)).to.deep.equal([600, 300, 400]);
  });

  it('offer services with a price, tax within', async () => {
    const addOns = [{ code: 'WASH', name: 'Car wash', priceMinor: 1190 }];
    await site.api.patch('/api/lots/main', { tariff: { addOns, taxBasisPoints: 1900 } });
    const quoted = await quote(`${MONDAY}T10:00:00Z`, `${MONDAY}T11:00:00Z`, '&addOns=wash,WASH');
    expect(quoted.lines.at(-1)).to.deep.include({ kind: 'add-on', name: 'Car wash', amountMinor: 1190, taxMinor: 190 });
    expect(quoted).to.deep.include({ amountMinor: 1390, taxMinor: 222, tariffVersion: 2 });
    const span = `from=${MONDAY}T10:00:00Z&to=${MONDAY}T11:00:00Z`;
    await site.api.refused('add-on-unknown', 'GET', `/api/lots/main/quote?${span}&addOns=WAX`);
  });

  it('take effect when they are said to, for stays that begin after it', async () => {
    const effectiveFrom = new Date(site.now() + 2 * HOUR).toISOString();
    const added = await site.api.post('/api/lots/main/tariffs', { ratePerHourMinor: 1000, effectiveFrom });
    expect(added).to.deep.include({ version: 2, effectiveFrom, graceSeconds: 300 });
    // A change for now comes after it in number, and before it in time.
    await site.api.patch('/api/lots/main', { tariff: { ratePerHourMinor: 300 } });
    const of = async (hours: number) => {
      const from = site.now() + hours * HOUR;
      return (await quote(new Date(from).toISOString(), new Date(from + HOUR).toISOString())).amountMinor;
    };
    expect([await of(0), await of(1.99), await of(2)]).to.deep.equal([300, 300, 1000]);
    const { tariffs } = await site.api.get('/api/lots/main/tariffs');
    expect(tariffs.map(({ version }: any) => version)).to.deep.equal([2, 3, 1]);
    expect((await site.api.get('/api/lots/main')).tariff.version).to.equal(3);
    site.clock.advance(2 * HOUR);
    expect((await site.api.get('/api/lots/main')).tariff.version).to.equal(2);
  });

  it('are taken back before they take effect, and not after', async () => {
    const effectiveFrom = new Date(site.now() + HOUR).toISOString();
    await site.api.post('/api/lots/main/tariffs', { ratePerHourMinor: 1000, effectiveFrom });
    const later = [
      new Date(site.now() + 2 * HOUR).toISOString(),
      new Date(site.now() + 3 * HOUR).toISOString(),
    ] as const;
    expect((await quote(...later)).amountMinor).to.equal(1000);
    const path = '/api/lots/main/tariffs';
    expect((await site.api.request('DELETE', `${path}/2`)).body).to.deep.include({ version: 2, withdrawn: true });
    expect((await quote(...later)).amountMinor).to.equal(200);
    expect((await site.api.request('DELETE', `${path}/2`)).body).to.deep.include({ version: 2, withdrawn: true });
    const [entry, ...others] = (await site.api.get('/api/audit')).entries.filter(
      ({ action }: any) => action === 'tariff.withdraw',
    );
    expect(entry.after).to.deep.include({ version: 2, isWithdrawn: true });
    expect(others, 'the second time changed nothing').to.deep.equal([]);
    // Its number stays used: who saw it has seen the newest.
    const next = { ratePerHourMinor: 500, effectiveFrom, ifVersion: 2 };
    expect(await site.api.post(path, next)).to.deep.include({ version: 3, withdrawn: false });
    site.clock.advance(2 * HOUR);
    for (const version of [1, 3]) await site.api.refused('tariff-in-force', 'DELETE', `${path}/${version}`);
    for (const version of [9, 'x']) await site.api.refused('tariff-unknown', 'DELETE', `${path}/${version}`);
  });

  it('that leave an hour without a price, or contradict themselves, are refused and change nothing', async () => {
    const steps = [{ ratePerHourMinor: 100, incrementSeconds: 60 }];
    const wrong: object[] = [
      { rates: [{ days: ['sat'], steps }] },
      { rates: [{ steps }, { steps }] },
      { rates: [{ steps: [{ ...steps[0], forSeconds: 60 }] }] },
      { rates: [{ steps: [...steps, ...steps] }] },
      { rates: [{ steps, flatMinor: 5 }] },
      { rates: [{ steps, per: 'day' }] },
      { rates: [{ from: '10:00', steps }, { steps }] },
      { rates: [{ from: '25:00', to: '10:00', steps }, { steps }] },
      { rates: [] },
      { rates: [{ steps }], ratePerHourMinor: 100 },
      { addOns: [1, 2].map((priceMinor) => ({ code: 'WASH', name: 'Wash', priceMinor })) },
      { taxBasisPoints: -1 },
    ];
    for (const tariff of wrong) await site.api.refused('invalid-request', 'PATCH', '/api/lots/main', { tariff });
    const past = { ratePerHourMinor: 1, effectiveFrom: '2020-01-01T00:00:00Z' };
    await site.api.refused('invalid-request', 'POST', '/api/lots/main/tariffs', past);
    await site.api.patch('/api/lots/main', { tariff: { rates: WEEKEND_RATES } });
    const increment = { tariff: { incrementSeconds: 60 } };
    await site.api.refused('invalid-request', 'PATCH', '/api/lots/main', increment);
    const { tariffs } = await site.api.get('/api/lots/main/tariffs');
    expect(tariffs).to.have.length(2);
    const backwards = `/api/lots/main/quote?from=${MONDAY}T10:00:00Z&to=${MONDAY}T09:00:00Z`;
    await site.api.refused('invalid-request', 'GET', backwards);
    await site.api.refused('lot-unknown', 'GET', backwards.replace('main', 'nowhere').replace('T09', 'T11'));
  });

  it('price yen without decimals and dinars with three', async () => {
    for (const [currency, balance] of [
      ['JPY', '¥10,000'],
      ['KWD', 'KWD 10.000'],
    ] as const) {
      const other = await Site.start();
      try {
        await other.api.patch('/api/lots/main', { currency });
        await other.text(DRIVER, 'book A');
        await other.api.post('/api/lots/main/slots/A/observations', { type: 'occupied' });
        expect(await other.text(DRIVER, 'balance')).to.contain(balance.replace(' ', '\u00a0'));
        other.clock.advance(HOUR);
        await other.api.post('/api/lots/main/slots/A/observations', { type: 'vacated' });
        expect((await other.bookings(DRIVER))[0].chargedMinor).to.equal(200);
      } finally {
        await other.stop();
      }
    }
  });
});
