import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Board } from '../../firmware-sim/board.ts';
import { join, madeUpSecret } from '../../firmware-sim/join.ts';
import { startBoard } from '../../firmware-sim/start-board.ts';
import { ParkwireProcess } from '../e2e/support/process.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo } from './demo-process.ts';
import { signIn, slot, Visitor } from './visitor.ts';

const PASSWORD = 'a password of my own';
const DRIVER = '+919812345678';
const PLATE = 'KA01AB1234';

const grounds: Readonly<Record<string, BrowserContextOptions>> = {
  'on a laptop': { viewport: { width: 1280, height: 800 } },
  'on a phone': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

/** What somebody new does on their first day, from an empty database on. */
describeInBrowser('the first day of a car park', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
  });
  after(() => browser?.close());

  for (const [where, options] of Object.entries(grounds))
    describe(where, () => {
      let site: ParkwireProcess;
      let visitor: Visitor;
      let board: Board | undefined;

      beforeEach(async () => {
        site = new ParkwireProcess({ ADMIN_PASSWORD: '' });
        site.program = 'dist/server/main.js';
        site.args = [];
        await site.start({ signIn: false });
      });
      afterEach(async () => {
        board?.powerOff();
        await visitor?.context.close();
        await site.remove();
        expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
      });

      it('leads from the set-up over a car that nobody booked to the revenue, without a manual', async () => {
        const printed = /login +admin \/ (\S+)/.exec(site.stdout)?.[1] ?? '';
        visitor = await Visitor.arrive(browser, { url: site.url, password: printed }, options);
        visitor.context.setDefaultTimeout(30_000);
        const page = await visitor.open('/');
        await page.getByTestId('login-form').waitFor();
        await signIn(page, printed);
        await setUp(page, printed);

        const secret = madeUpSecret();
        await page.getByTestId('nav-controllers').click();
        await page.getByTestId('joining-open').click();
        const url = `mqtt://127.0.0.1:${site.mqttPort}`;
        const assigned = join({ url, id: 'esp32-a', secret, slots: ['P1'], fw: 'parkwire-sim/1' });
        await page.getByTestId('newcomer-esp32-a').getByText('parkwire-sim/1').waitFor();
        await page.getByTestId('let-in-esp32-a').click();
        const { lot, slots } = await assigned;
        board = await startBoard({ url, lot, id: 'esp32-a', secret, slots, seed: 1, dwellInMs: 50, dwellOutMs: 50 });
        await page.getByTestId('controller-esp32-a').getByText('Online').waitFor();
        await page.getByTestId('joining-close').click();

        // A driver who is known by plate comes without having booked.
        await site.api.login('admin', PASSWORD);
        await site.api.patch('/api/lots/main', { requires: ['plate'] });
        await site.text(DRIVER, 'book P2');
        await site.text(DRIVER, PLATE);
        await site.text(DRIVER, 'cancel');
        await site.text(DRIVER, 'yes');
        await page.getByTestId('nav-live').click();
        board.carIn('P1');
        await slot(page, 'P1').and(page.locator('[data-state="attention"]')).waitFor();
        await slot(page, 'P1').click();
        await page.getByTestId('action-whose').click();
        await page.getByTestId('whose-find').fill(PLATE.slice(-4));
        await page.getByTestId('whose-driver').click();
        await page.getByTestId('confirm').click();
        await page.getByText('The car on P1 is').waitFor();
        await page.getByTestId('whose-find').waitFor({ state: 'detached' });
        await page.keyboard.press('Escape');
        await slot(page, 'P1').and(page.locator('[data-state="occupied"]')).waitFor();

        await site.text(DRIVER, 'agent');
        await page.getByTestId('attention-driver-waiting').click();
        await page.getByTestId('inbox-entry').first().click();
        await page.getByTestId('answer').fill('The gate is open now');
        await page.getByTestId('answer').press('Enter');
        await page.getByTestId('message-staff').getByText('The gate is open now').waitFor();
        await page.getByTestId('hand-back').click();

        board.carOut('P1');
        await page.getByTestId('nav-live').click();
        await slot(page, 'P1').and(page.locator('[data-state="free"]')).waitFor();
        const [stay] = (await site.api.get('/api/bookings?state=completed')).bookings;
        expect(stay).to.include({ slot: 'P1', state: 'completed' });

        await page.getByTestId('nav-posters').click();
        await page.getByTestId('posters-number').fill('+14155238886');
        const link = page.locator('a[data-testid="posters-download"]');
        const [saved] = await Promise.all([page.waitForEvent('download'), link.click()]);
        expect(saved.suggestedFilename()).to.match(/\.pdf$/);

        await page.getByTestId('nav-reports').click();
        await page.getByTestId('reports').waitFor();
        await page.getByText('Revenue', { exact: false }).first().waitFor();
      });

      async function setUp(page: Page, printed: string): Promise<void> {
        const next = (how: 'save' | 'skip') => page.getByTestId(`set-up-${how}`).click();
        const heading = (text: string) => page.getByTestId('set-up-heading').filter({ hasText: text }).waitFor();
        await heading('Step 1 of 4');
        await page.locator('input[name=old-password]').fill(printed);
        await page.locator('input[name=new-password]').fill(PASSWORD);
        await next('save');
        await heading('Step 2 of 4');
        await next('skip');
        await heading('Step 3 of 4');
        await page.getByLabel('Remove all').click();
        await page.getByTestId('set-up-slots').fill('P1-P3');
        await page.keyboard.press('Enter');
        await next('save');
        await heading('Step 4 of 4');
        await page.getByTestId('rate').fill('40');
        await next('save');
        await slot(page, 'P1').waitFor();
      }
    });
});
