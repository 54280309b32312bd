import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { seriousInBothThemes, seriousViolations } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { signIn, slot, type Visitor } from './visitor.ts';

const LOT = '/api/lots/main';
const DRIVER = '+12025550191';
const MONDAY = '2031-11-03';

interface Version {
  version: number;
  effectiveFrom: string;
  [term: string]: unknown;
}
interface Bill {
  amountMinor: number;
  lines: { kind: string; amountMinor: number }[];
}

demoInBrowser('the tariff in a browser', ({ demo, arrive }) => {
  async function openTariff(visitor: Visitor): Promise<Page> {
    const board = await visitor.openBoard();
    await board.getByTestId('nav-settings').click();
    await board.getByTestId('settings-tab-tariff').click();
    await field(board, 'tariff-versions').waitFor();
    return board;
  }
  const field = (page: Page, name: string) => page.getByTestId(name);
  const rate = (page: Page, index: number) => field(page, `rate-${index}`);
  const total = (page: Page, amount: string) => field(page, 'quote-total').getByText(amount, { exact: true }).waitFor();
  async function stay(board: Page, arrives: string, leaves: string): Promise<void> {
    await field(board, 'quote-arrives').fill(arrives);
    await field(board, 'quote-leaves').fill(leaves);
  }
  async function save(board: Page): Promise<string> {
    await field(board, 'save').click();
    const asked = await board.getByRole('dialog').innerText();
    await field(board, 'confirm').click();
    await field(board, 'save-bar').waitFor({ state: 'detached' });
    return asked;
  }
  const versionsOf = async (visitor: Visitor) => (await visitor.get<{ tariffs: Version[] }>(`${LOT}/tariffs`)).tariffs;
  async function change(visitor: Visitor, path: string, data: object): Promise<void> {
    const answer = await visitor.context.request.post(demo.url + path, { data });
    expect(answer.ok(), await answer.text()).to.equal(true);
  }

  it('shows what a stay costs as the tariff is typed, and saves what was shown', async () => {
    const visitor = await arrive();
    const board = await openTariff(visitor);
    await stay(board, `${MONDAY}T20:00`, `${MONDAY}T23:30`);
    await total(board, '$21.00');
    // A comma is a decimal sign; what is wrong is priced no longer.
    const last = rate(board, 0);
    await last.getByTestId('step-price').fill('1,150');
    await board.getByText('This can be read in two ways').waitFor();
    await field(board, 'quote').getByText('missing or wrong').waitFor();
    expect(await field(board, 'save').isDisabled()).to.equal(true);
    await last.getByTestId('step-price').fill('1,15');
    await total(board, '$4.03');
    await field(board, 'add-rate').click();
    await rate(board, 0).getByTestId('rate-name').fill('night');
    await rate(board, 0).getByTestId('rate-sold').selectOption('period');
    await rate(board, 0).getByTestId('rate-flat').fill('3');
    await total(board, '$5.30');
    await field(board, 'add-add-on').click();
    await field(board, 'add-on-code').fill('wash');
    await field(board, 'add-on-name').fill('Car wash');
    await field(board, 'add-on-price').fill('7.5');
    // What only the server knows stands at its field.
    await board.getByText('must be up to 12 capital letters and digits').first().waitFor();
    await field(board, 'add-on-code').fill('WASH');
    await field(board, 'quote-with-WASH').check();
    await total(board, '$12.80');
    await field(board, 'tariff-stayCapMinor').fill('5');
    await total(board, '$12.50');
    await field(board, 'tariff-taxBasisPoints').fill('7,25');
    await field(board, 'tariff-graceSeconds').fill('10');
    await field(board, 'quote').getByText('Tax within').waitFor();
    const kinds = await field(board, 'quote-line').evaluateAll((lines) =>
      lines.map((line) => (line as unknown as { dataset: { kind: string } }).dataset.kind),
    );
    expect(kinds).to.deep.equal(['time', 'flat', 'stay-cap', 'add-on']);
    const [before] = await versionsOf(visitor);
    const asked = await save(board);
    expect(asked).to.contain('Every stay that begins from now on').and.to.contain('$12.50');
    const [after] = await versionsOf(visitor);
    expect(after).to.deep.include({
      version: (before?.version ?? 0) + 1,
      graceSeconds: 600,
      stayCapMinor: 500,
      taxBasisPoints: 725,
      addOns: [{ code: 'WASH', name: 'Car wash', priceMinor: 750 }],
      rates: [
        { name: 'night', from: '22:00', to: '06:00', flatMinor: 300, per: 'period' },
        { steps: [{ ratePerHourMinor: 115, incrementSeconds: 60 }] },
      ],
    });
    await field(board, `version-${after?.version}`).getByText('in force').waitFor();
    const quoted = await visitor.get<Bill>(`${LOT}/quote?from=${MONDAY}T20:00:00Z&to=${MONDAY}T23:30:00Z&addOns=WASH`);
    expect(quoted.lines.map(({ kind }) => kind)).to.deep.equal(kinds);
    expect(quoted.amountMinor).to.equal(1250);
  });

  it('quotes what a driver is billed', async () => {
    const visitor = await arrive();
    const board = await openTariff(visitor);
    await field(board, 'tariff-graceSeconds').fill('0');
    await field(board, 'tariff-stayCapMinor').fill('');
    const rates = await board.getByTestId(/^rate-\d+$/).count();
    const last = rate(board, rates - 1);
    for (let n = 1; n < rates; n++) await rate(board, 0).getByTestId('rate-remove').click();
    await rate(board, 0).getByTestId('rate-sold').selectOption('day');
    await rate(board, 0).getByTestId('rate-flat').fill('4,56');
    await last.waitFor({ state: rates > 1 ? 'detached' : 'visible' });
    await stay(board, `${MONDAY}T10:00`, `${MONDAY}T10:30`);
    await total(board, '$4.56');
    await save(board);
    expect(await demo.text(DRIVER, 'book A')).to.contain('is yours');
    await change(visitor, `${LOT}/slots/A/observations`, { type: 'occupied' });
    await slot(await visitor.openBoard(), 'A', { state: 'occupied' }).waitFor();
    await change(visitor, `${LOT}/slots/A/observations`, { type: 'vacated' });
    const { bookings } = await visitor.get<{ bookings: { driver: { phone: string }; chargedMinor: number | null }[] }>(
      `/api/bookings?lot=main`,
    );
    expect(bookings.find(({ driver }) => driver.phone === DRIVER)?.chargedMinor).to.equal(456);
  });

  it('hears no answer to what was asked before', async () => {
    const board = await openTariff(await arrive());
    await stay(board, `${MONDAY}T10:00`, `${MONDAY}T11:00`);
    await field(board, 'quote-total').waitFor();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    await board.route('**/quote', async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      const answer = await route.fetch();
      await held;
      await route.fulfill({ response: answer }).catch(() => undefined);
    });
    const isAsked = board.waitForRequest('**/quote');
    await rate(board, 0).getByTestId('rate-sold').selectOption('day');
    await rate(board, 0).getByTestId('rate-flat').fill('1');
    await isAsked;
    await rate(board, 0).getByTestId('rate-flat').fill('2');
    await total(board, '$2.00');
    const late = board.waitForResponse('**/quote');
    release();
    await late;
    await total(board, '$2.00');
    expect(asked).to.equal(2);
  });

  it('plans a version for later, and edits from an earlier one', async () => {
    const visitor = await arrive();
    const board = await openTariff(visitor);
    await field(board, 'tariff-dailyCapMinor').fill('31');
    // By the keyboard: what a stay costs now is on its way, and makes room for itself above.
    await field(board, 'tariff-when').getByRole('radio', { name: 'from a moment on' }).press('Space');
    await field(board, 'tariff-from').fill('2020-01-01T00:00');
    await board.getByText('This moment is past').waitFor();
    expect(await field(board, 'save').isDisabled()).to.equal(true);
    await field(board, 'tariff-from').fill('2035-01-01T00:00');
    expect(await save(board)).to.contain('Jan 1, 2035, 00:00');
    const [planned] = await versionsOf(visitor);
    expect(planned).to.include({ dailyCapMinor: 3100 });
    await field(board, `version-${planned?.version}`).getByText('planned').waitFor();
    await field(board, 'version-1').getByTestId('load-version').click();
    expect(await rate(board, 0).getByTestId('step-price').inputValue()).to.equal('6.00');
    await field(board, 'tariff-freeSeconds').fill('9');
    await field(board, 'discard').click();
    await field(board, 'save-bar').waitFor({ state: 'detached' });
    await field(board, `version-${planned?.version}`).getByTestId('withdraw-version').click();
    await field(board, 'confirm').click();
    await field(board, `version-${planned?.version}`).getByText('withdrawn').waitFor();
    expect(await board.getByTestId('withdraw-version').count()).to.equal(0);
    expect(await seriousViolations(board)).to.deep.equal([]);
    // The next one is saved as if nobody had been faster.
    await field(board, 'tariff-dailyCapMinor').fill('32');
    await save(board);
    expect(
      (await versionsOf(visitor)).map(({ withdrawn, dailyCapMinor }) => [withdrawn, dailyCapMinor]),
    ).to.deep.include([true, 3100]);
  });

  it('tells the second of two admins what the first has added, and keeps what the second typed', async () => {
    const [first, second] = await Promise.all([arrive(), arrive()]);
    const one = await openTariff(first);
    const other = await openTariff(second);
    await field(other, 'tariff-freeSeconds').fill('7');
    await field(one, 'tariff-graceSeconds').fill('3');
    await save(one);
    await field(other, 'save').click();
    await field(other, 'confirm').click();
    await field(other, 'conflict').getByText('changed: Grace').waitFor();
    expect(await field(other, 'tariff-freeSeconds').inputValue()).to.equal('7');
    expect(await field(other, 'tariff-graceSeconds').inputValue()).to.equal('3');
    expect(await seriousViolations(other)).to.deep.equal([]);
    await save(other);
    const newest = (await versionsOf(first)).reduce((a, b) => (b.version > a.version ? b : a));
    expect(newest).to.include({ graceSeconds: 180, freeSeconds: 420 });
  });

  it('is not for a viewer to change', async () => {
    const admin = await arrive();
    await openTariff(admin);
    const added = await admin.context.request.post(`${demo.url}/api/staff`, { data: { login: 'eye', role: 'viewer' } });
    const { password } = (await added.json()) as { password: string };
    const viewer = await arrive();
    const board = await viewer.open('/#/settings/tariff');
    await field(board, 'login-form').waitFor();
    await signIn(board, password, 'eye');
    await field(board, 'nav-live').waitFor();
    expect(await field(board, 'settings-tariff').count()).to.equal(0);
    expect(await field(board, 'nav-settings').count()).to.equal(0);
    const refused = await viewer.context.request.post(`${demo.url}${LOT}/tariffs`, { data: { graceSeconds: 1 } });
    expect(refused.status()).to.equal(403);
  });

  it('is for everybody, on a phone and in Hindi too, in light and dark', async () => {
    for (const [width, locale] of [
      [1280, 'en-US'],
      [390, 'hi-IN'],
    ] as const) {
      const board = await openTariff(await arrive({ viewport: { width, height: 844 }, locale }));
      await field(board, 'add-rate').click();
      await rate(board, 0).getByTestId('add-step').click();
      await rate(board, 0).getByTestId('step-price').first().fill('1,150');
      await field(board, 'add-add-on').click();
      await field(board, 'tariff-when').locator('label').last().click();
      await field(board, 'tariff-from').waitFor();
      expect(await seriousInBothThemes(board), `${width}`).to.deep.equal([]);
      expect(await board.evaluate('document.documentElement.scrollWidth'), `${width}`).to.be.at.most(width);
      if (locale === 'hi-IN') await board.getByRole('heading', { name: 'ड्राइवर कितना देंगे' }).waitFor();
    }
  });
});
