import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { seriousInBothThemes } from '../support/axe.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { DAY, ManualClock } from '../support/manual-clock.ts';
import { Site } from '../support/parkwire.ts';
import { buildDemo } from './demo-process.ts';
import { seedDays } from './seeded-days.ts';
import { Visitor, whenTrue } from './visitor.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

describeInBrowser('the reports in a browser', function () {
  this.timeout(240_000);
  const visitors: Visitor[] = [];
  let browser: Browser;
  let site: Site;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
    // The browser's cookies go by the real time; it stands still here, so that no day ends within the test.
    site = await Site.start({ clock: new ManualClock(Date.now()) });
    await seedDays(site);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
  afterEach('no page complained', async () => {
    const left = visitors.splice(0);
    for (const { context } of left) await context.close();
    for (const { complaints } of left) expect(complaints).to.deep.equal({ errors: [], dialogs: [] });
  });

  async function openReports(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await Visitor.arrive(browser, site, options);
    visitor.context.setDefaultTimeout(30_000);
    visitors.push(visitor);
    const board = await visitor.openBoard();
    await board.getByTestId('nav-reports').click();
    return board;
  }

  const card = (board: Page, name: string) => board.getByTestId(`report-${name}`);
  const dollars = (minor: number) =>
    (minor / 100).toLocaleString('en', { style: 'currency', currency: 'USD', minimumFractionDigits: 2 });
  /** So many days before today, as the lot, which is in UTC, begins it. */
  const daysAgo = (days: number): number => site.now() - (site.now() % DAY) - days * DAY;
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

  async function posted(from: number, to: number, account = 'revenue'): Promise<number> {
    const [row] = await site.rows<{ minor: number | null }>(
      `SELECT SUM(p.amount) AS minor FROM postings p JOIN accounts a ON a.id = p.account_id JOIN transfers t ON t.id = p.transfer_id
       WHERE a.owner = 'house' AND a.kind = $1 AND t.created_at >= $2 AND t.created_at < $3`,
      [account, from, to],
    );
    return Number(row?.minor ?? 0);
  }

  async function download(board: Page, name: string): Promise<{ file: string; rows: string[][] }> {
    const [file] = await Promise.all([
      board.waitForEvent('download'),
      card(board, name).getByRole('button', { name: /CSV/ }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8').replace(/^\ufeff/, '');
    const rows = text
      .trimEnd()
      .split('\r\n')
      .map((line) =>
        [...`,${line}`.matchAll(/,(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
      );
    return { file: file.suggestedFilename(), rows };
  }

  /** Each line of a card's table, as it is read. */
  async function table(board: Page, name: string): Promise<string[][]> {
    await card(board, name).getByText('Table', { exact: true }).click();
    const lines = await card(board, name).locator('tbody tr').all();
    return Promise.all(lines.map((line) => line.locator('td').allInnerTexts()));
  }

  it("reads yesterday's revenue with one tap, as the ledger has it", async () => {
    const board = await openReports(PHONE);
    const figure = board.getByTestId('headline-revenue');
    await figure.getByText(dollars(await posted(daysAgo(1), daysAgo(0)))).waitFor();
    expect(await posted(daysAgo(1), daysAgo(0))).to.be.greaterThan(0);
  });

  it('has charts, tables and files that agree with the database', async () => {
    const board = await openReports();
    await board.getByTestId('period').getByText('Last 7 days').click();
    await board
      .getByTestId('headline-revenue')
      .getByText(dollars(await posted(daysAgo(7), daysAgo(0))))
      .waitFor();

    const { file, rows } = await download(board, 'revenue-by-day');
    expect(file).to.equal(`parkwire-main-revenue-by-day-${dateOf(daysAgo(7))}-${dateOf(daysAgo(1))}.csv`);
    expect(rows).to.have.length(8);
    const bars = card(board, 'revenue-by-day').locator('.recharts-bar').first().locator('.recharts-bar-rectangle');
    expect(await bars.count()).to.equal(7);
    for (let day = 0; day < 7; day++) {
      const revenue = await posted(daysAgo(7 - day), daysAgo(6 - day));
      const tax = await posted(daysAgo(7 - day), daysAgo(6 - day), 'tax');
      expect(rows[day + 1]?.slice(5)).to.deep.equal([revenue / 100, tax / 100].map((amount) => amount.toFixed(2)));
      await bars.nth(day).hover();
      const told = card(board, 'revenue-by-day').locator('.recharts-tooltip-wrapper');
      await told.getByText(dollars(revenue)).waitFor();
    }
    const byDay = await table(board, 'revenue-by-day');
    expect(byDay.map((cells) => cells[5])).to.deep.equal(rows.slice(1).map((cells) => dollars(Number(cells[5]) * 100)));

    const bySlot = (await download(board, 'revenue-by-slot')).rows.slice(1);
    const cents = bySlot.reduce((sum, cells) => sum + Math.round(Number(cells[5]) * 100), 0);
    expect(cents).to.equal(await posted(daysAgo(7), daysAgo(0)));

    const stays = (await download(board, 'turnover-by-slot')).rows.slice(1);
    const [begun] = await site.rows<{ n: number }>(
      'SELECT COUNT(*) AS n FROM parking_sessions WHERE started_at >= $1 AND started_at < $2',
      [daysAgo(7), daysAgo(0)],
    );
    expect(stays.reduce((sum, cells) => sum + Number(cells[1]), 0)).to.equal(Number(begun?.n));

    const lengths = (await download(board, 'stays')).rows.slice(1);
    const [ended] = await site.rows<{ n: number }>(
      'SELECT COUNT(*) AS n FROM parking_sessions WHERE ended_at >= $1 AND ended_at < $2',
      [daysAgo(7), daysAgo(0)],
    );
    expect(lengths.reduce((sum, cells) => sum + Number(cells[1]), 0)).to.equal(Number(ended?.n));

    const noShows = (await download(board, 'bookings')).rows.slice(1);
    const [missed] = await site.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM bookings WHERE end_reason = 'no-show' AND ended_at >= $1 AND ended_at < $2`,
      [daysAgo(7), daysAgo(0)],
    );
    expect(noShows.reduce((sum, cells) => sum + Number(cells[4]), 0)).to.equal(Number(missed?.n));
    expect((await download(board, 'occupancy')).rows).to.have.length(25);
  });

  it('goes by days that the address names, and Back leads to those before', async () => {
    const board = await openReports();
    const hash = () => new URL(board.url()).hash;
    await board.getByTestId('headline-revenue').waitFor();
    expect(hash()).to.equal('#/reports');
    await board.getByTestId('period').getByText('This month').click();
    await whenTrue(board, `location.hash === '#/reports/month'`);
    await board.getByTestId('period').getByText('Choose days').click();
    await board.getByTestId('days').click();
    const today = board.getByRole('button', { name: new RegExp(`^${new Date(site.now()).getUTCDate()} \\w+ \\d{4}$`) });
    await today.click();
    await today.click();
    const date = dateOf(daysAgo(0));
    await whenTrue(board, `location.hash === '#/reports/${date}_${date}'`);
    await board.goBack();
    await board.goBack();
    await whenTrue(board, `location.hash === '#/reports/month'`);
  });

  it('says so where nothing happened', async () => {
    const board = await openReports();
    await board.evaluate(`location.hash = '#/reports/2020-01-01_2020-01-02'`);
    for (const name of ['revenue-by-day', 'occupancy', 'flow', 'stays', 'bookings', 'funnel', 'messages-by-day'])
      await card(board, name).getByText('Nothing in these days.').waitFor();
    expect(await card(board, 'stays').getByRole('button').count()).to.equal(0);
    await board.getByTestId('headline-revenue').getByText('$0.00').waitFor();
  });

  it('makes no cost up: it is told once somebody says what a message costs, and that can be undone', async () => {
    const board = await openReports();
    await card(board, 'message-cost').getByText('No price set').first().waitFor();
    await card(board, 'message-cost').getByRole('button', { name: 'Set prices' }).click();
    const prices = board.getByRole('dialog');
    await prices.getByLabel('For each received').first().fill('0,005');
    await prices.getByLabel('For each sent').first().fill('0.0075');
    await prices.getByRole('button', { name: 'Save' }).click();
    const { channels } = await site.api.get(
      `/api/lots/main/reports/messages?from=${dateOf(daysAgo(1))}&to=${dateOf(daysAgo(1))}`,
    );
    await card(board, 'message-cost').getByText('$0.0075').waitFor();
    const cost = channels[0].received * 5000 + channels[0].sent * 7500;
    const told = (cost / 1_000_000).toLocaleString('en', {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: 6,
    });
    await card(board, 'message-cost').getByText(told, { exact: true }).waitFor();
    await board.getByTestId('undo').click();
    await card(board, 'message-cost').getByText('$0.0075').waitFor({ state: 'detached' });
  });

  it('can be used by everybody, in light and dark, as charts and as tables', async () => {
    const board = await openReports();
    await board.getByTestId('period').getByText('Last 7 days').click();
    await card(board, 'message-cost').locator('table').waitFor();
    await card(board, 'occupancy').locator('svg[role=img]').waitFor();
    expect(await seriousInBothThemes(board)).to.deep.equal([]);
    for (const name of ['revenue-by-day', 'occupancy', 'flow', 'funnel'])
      expect(await table(board, name)).to.have.length.greaterThan(5);
    expect(await seriousInBothThemes(board)).to.deep.equal([]);
    await board.getByTestId('period').getByText('Choose days').click();
    await board.getByTestId('days').click();
    await board.getByRole('button', { name: 'Previous month' }).first().waitFor();
    expect(await seriousInBothThemes(board)).to.deep.equal([]);
  });

  it('fits a phone held in one hand, in Hindi too, with the months in Hindi', async () => {
    const board = await openReports({ ...PHONE, locale: 'hi-IN' });
    await card(board, 'revenue-by-day').getByText('दिन के हिसाब से कमाई').waitFor();
    await card(board, 'message-cost').locator('table').waitFor();
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    const custom = board.getByTestId('period').getByText('दिन चुनें');
    const box = await custom.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).to.be.at.most(390);
    await custom.tap();
    await board.getByTestId('days').tap();
    await board
      .getByRole('button', { name: /^[\u0900-\u097f]+ \d{4}$/ })
      .first()
      .waitFor();
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
  });
});
