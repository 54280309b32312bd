import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ParkwireProcess } from '../e2e/support/process.ts';
import { ApiClient } from '../support/api-client.ts';
import { seriousViolations } from '../support/axe.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo } from './demo-process.ts';
import { signIn, slot, Visitor, whenTrue } from './visitor.ts';

const OWN_PASSWORD = 'a password of my own';

describeInBrowser('the first visit in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;
  let site: ParkwireProcess;
  let printed: string;
  let visitors: Visitor[];

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
  });
  beforeEach(async () => {
    visitors = [];
    // As somebody new starts it: nothing is set, the database is empty, the password is printed.
    site = new ParkwireProcess({ ADMIN_PASSWORD: '' });
    site.program = 'dist/server/main.js';
    site.args = [];
    await site.start({ signIn: false });
    printed = /login +admin \/ (\S+)/.exec(site.stdout)?.[1] ?? '';
  });
  afterEach(async () => {
    for (const { context } of visitors) await context.close();
    await site.remove();
    for (const { complaints } of visitors) expect(complaints).to.deep.equal({ errors: [], dialogs: [] });
  });
  after(() => browser?.close());

  async function arrive(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await Visitor.arrive(browser, { url: site.url, password: printed }, options);
    visitor.context.setDefaultTimeout(30_000);
    visitors.push(visitor);
    const page = await visitor.open('/');
    await page.getByTestId('login-form').waitFor();
    return page;
  }

  async function firstVisit(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await arrive(options);
    await signIn(page, printed);
    await page.getByTestId('set-up').waitFor();
    return page;
  }

  const heading = (page: Page, text: string) => page.getByTestId('set-up-heading').filter({ hasText: text }).waitFor();
  const go = (page: Page, how: 'save' | 'skip' | 'back') => page.getByTestId(`set-up-${how}`).click();
  const save = (page: Page) => go(page, 'save');

  it('leads through password, car park, slots and prices, each of which is kept, and is gone when it is done', async () => {
    const page = await arrive();
    await signIn(page, 'not what was printed');
    await page.getByTestId('login-error').waitFor();
    await signIn(page, printed);
    await heading(page, 'Step 1 of 4');
    expect(await seriousViolations(page)).to.deep.equal([]);
    expect(await page.getByTestId('set-up-back').count()).to.equal(0);

    await page.locator('input[name=old-password]').fill('not the printed one');
    await page.locator('input[name=new-password]').fill(OWN_PASSWORD);
    await save(page);
    await page.getByRole('alert').getByText('not the password you signed in with').waitFor();
    await page.locator('input[name=old-password]').fill(printed);
    await page.locator('input[name=new-password]').fill('short');
    await save(page);
    await page.getByRole('alert').getByText('Choose another one').waitFor();
    await page.locator('input[name=new-password]').fill(OWN_PASSWORD);
    await save(page);

    await heading(page, 'Step 2 of 4');
    await page.locator('input[name=lot-name]').fill('Station car park');
    await page.getByTestId('set-up-country').fill('India');
    await page.getByRole('option', { name: 'India', exact: true }).click();
    expect(await seriousViolations(page)).to.deep.equal([]);
    await save(page);

    await heading(page, 'Step 3 of 4');
    // A reload in the middle goes on where it was.
    await page.reload();
    await heading(page, 'Step 3 of 4');
    await go(page, 'back');
    await heading(page, 'Step 2 of 4');
    await whenTrue(page, "document.querySelector('input[name=lot-name]')?.value === 'Station car park'");
    await go(page, 'skip');
    await heading(page, 'Step 3 of 4');
    await page.getByLabel('Remove all').click();
    await page.getByTestId('set-up-slots').fill('P1-P3');
    await page.keyboard.press('Enter');
    await page.getByText('3 slots').waitFor();
    await save(page);

    await heading(page, 'Step 4 of 4');
    await page.getByTestId('rate').fill('40');
    // The cap of a day is still the one of the first start.
    await page.getByTestId('cap').fill('300');
    await page.getByTestId('price-90').getByText('60').waitFor();
    expect(await seriousViolations(page)).to.deep.equal([]);
    await save(page);

    await slot(page, 'P3').waitFor();
    await page.getByRole('heading', { name: 'Station car park' }).waitFor();
    expect(await slot(page, 'A').count()).to.equal(0);
    await page.reload();
    await slot(page, 'P1').waitFor();

    expect((await new ApiClient(site.url).login('admin', printed)).status).to.equal(401);
    const api = new ApiClient(site.url);
    await api.login('admin', OWN_PASSWORD);
    const { name, country, currency, tariff } = await api.get('/api/lots/main');
    expect([name, country, currency, tariff.ratePerHourMinor]).to.deep.equal(['Station car park', 'IN', 'INR', 4000]);
    expect(await api.get('/api/set-up')).to.include({ isOpen: false });
  });

  it('speaks the language that is chosen, before the login and in the middle, and fits a telephone in both themes', async () => {
    const page = await arrive({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    await page.getByTestId('language').tap();
    await page.getByText('लॉगिन').first().waitFor();
    await signIn(page, printed);
    await heading(page, 'कदम 1/4');
    await go(page, 'skip');
    await heading(page, 'कदम 2/4');
    for (const _ of ['light', 'dark']) {
      expect(await seriousViolations(page)).to.deep.equal([]);
      await whenTrue(page, 'document.documentElement.scrollWidth <= innerWidth');
      await page.getByTestId('theme-toggle').tap();
    }
    await page.getByTestId('language').tap();
    await heading(page, 'Step 2 of 4');
  });

  it('lets two go through it at once: what one does ends the other’s login or is found done', async () => {
    const first = await firstVisit();
    const second = await firstVisit();
    await first.locator('input[name=old-password]').fill(printed);
    await first.locator('input[name=new-password]').fill(OWN_PASSWORD);
    await save(first);
    await heading(first, 'Step 2 of 4');
    // The other one's login ended with the password.
    await second.locator('input[name=old-password]').fill(printed);
    await second.locator('input[name=new-password]').fill('another password');
    await save(second);
    await second.getByTestId('login-form').waitFor();
    await signIn(second, OWN_PASSWORD);
    await heading(second, 'Step 1 of 4');
    await go(second, 'skip');
    await heading(second, 'Step 2 of 4');
    for (const step of ['Step 3', 'Step 4']) {
      await go(first, 'skip');
      await heading(first, step);
    }
    await go(first, 'skip');
    await slot(first, 'A').waitFor();
    // The second goes on with what it has open, and ends at the same board.
    await second.locator('input[name=lot-name]').fill('North car park');
    await save(second);
    await heading(second, 'Step 3 of 4');
    await second.reload();
    await slot(second, 'A').waitFor();
    await second.getByRole('heading', { name: 'North car park' }).waitFor();
  });

  it('can be left out as a whole', async () => {
    const page = await firstVisit();
    await page.getByTestId('set-up-skip-all').click();
    await page.getByTestId('confirm').click();
    await slot(page, 'A').waitFor();
    await page.reload();
    await slot(page, 'A').waitFor();
  });

  it('is left out by the environment', async () => {
    await site.end('SIGTERM');
    site.environment['SETUP'] = 'skip';
    await site.start({ signIn: false });
    const page = await arrive();
    await signIn(page, printed);
    await slot(page, 'A').waitFor();
    expect(await page.getByTestId('set-up').count()).to.equal(0);
  });
});
