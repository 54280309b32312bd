import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { buildDemo } from './demo-process.ts';
import { signIn, slot, Visitor } from './visitor.ts';

describeInBrowser('the first visit in a browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let site: Site;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
  });
  beforeEach(async () => {
    // The browser's cookies go by the real time.
    site = await Site.start({ environment: { SETUP: 'ask' }, clock: new ManualClock(Date.now()) });
  });
  afterEach(() => site.stop());
  after(() => browser?.close());

  async function firstVisit(): Promise<{ page: Page; visitor: Visitor }> {
    const visitor = await Visitor.arrive(browser, site);
    visitor.context.setDefaultTimeout(15_000);
    const page = await visitor.open('/');
    await page.getByTestId('login-form').waitFor();
    await signIn(page, site.password);
    await page.getByTestId('set-up').waitFor();
    return { page, visitor };
  }

  it('asks for what a car park needs, step by step, and never again once it is through', async () => {
    const { page, visitor } = await firstVisit();
    expect(await seriousViolations(page)).to.deep.equal([]);
    const heading = page.getByTestId('set-up-heading');
    while (!(await page.getByTestId('set-up-slots').isVisible())) {
      const before = await heading.innerText();
      await page.getByTestId('set-up-skip').click();
      await heading.filter({ hasNotText: before }).waitFor();
    }
    await page.getByTestId('set-up-slots').fill('P1-P3');
    await page.getByTestId('set-up-save').click();
    await page.getByTestId('price-example').waitFor();
    await page.getByTestId('set-up-skip').click();
    await slot(page, 'P1').waitFor();
    await page.reload();
    await slot(page, 'P3').waitFor();
    expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
    await visitor.context.close();
  });

  it('can be left out as a whole', async () => {
    const { page, visitor } = await firstVisit();
    await page.getByTestId('set-up-skip-all').click();
    await page.getByTestId('confirm').click();
    await slot(page, 'A').waitFor();
    await page.reload();
    await slot(page, 'A').waitFor();
    await visitor.context.close();
  });
});
