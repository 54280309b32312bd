import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { seriousInBothThemes } from '../support/axe.ts';
import { recordsOf } from '../support/csv.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { bubble, say, type Visitor } from './visitor.ts';

const DRIVER = '+12025550191';

demoInBrowser('the exports in a browser', ({ arrive }) => {
  async function openExports(visitor: Visitor): Promise<Page> {
    const board = await visitor.openBoard();
    await board.getByTestId('nav-exports').click();
    await board.getByTestId('exports').waitFor();
    return board;
  }

  it('save what happened as a file, of the days and of what was chosen', async () => {
    const visitor = await arrive();
    const phone = await visitor.openPhone(DRIVER);
    await say(phone, 'balance');
    await bubble(phone, 'balance').first().waitFor();
    const board = await openExports(visitor);
    await board.getByTestId('export-messages').click();
    await board.getByTestId('export-preset-today').click();
    const [download] = await Promise.all([
      board.waitForEvent('download'),
      board.getByTestId('export-download').click(),
    ]);
    expect(download.suggestedFilename()).to.match(/^lot_main_messages_(\d{4}-\d\d-\d\d)_\1\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\ufeffid,'), 'spreadsheets know it for UTF-8').to.equal(true);
    const own = recordsOf(text.slice(1)).filter((row) => row['phone'] === `'${DRIVER}`);
    expect(own[0]).to.include({ direction: 'inbound', body: 'balance' });
    await board.getByTestId('export-preset-lastMonth').click();
    const href = (await board.getByTestId('export-download').getAttribute('href')) ?? '';
    const [, from, to] = /from=(\d{4}-\d\d-01)&to=(\d{4}-\d\d-\d\d)$/.exec(href) ?? [];
    expect(from?.slice(0, 7)).to.equal(to?.slice(0, 7));
  });

  it('are chosen by keyboard, and days one by one', async () => {
    const board = await openExports(await arrive());
    await board.getByTestId('export-bookings').focus();
    await board.keyboard.press('ArrowDown');
    await board.getByTestId('export-download').and(board.locator('[href*="/exports/stays.csv"]')).waitFor();
    await board.getByTestId('export-preset-lastMonth').click();
    await board.getByLabel('Days').click();
    const days = board
      .locator('[data-mantine-stop-propagation] button, .mantine-DatePickerInput-day')
      .filter({ hasText: /^1[01]$/ });
    await days.nth(0).click();
    await board.getByTestId('export-download').and(board.locator('[data-disabled]')).waitFor();
    await days.nth(1).click();
    await board.getByTestId('export-download').and(board.locator('[href*="-10&to="][href$="-11"]')).waitFor();
  });

  it('stand on a page that everybody can use, in light and dark', async () => {
    for (const [width, locale] of [
      [1280, 'en-US'],
      [390, 'hi-IN'],
    ] as const) {
      const board = await openExports(await arrive({ viewport: { width, height: 844 }, locale }));
      expect(await seriousInBothThemes(board), `${width}`).to.deep.equal([]);
      const wide = await board.evaluate('document.documentElement.scrollWidth');
      expect(wide, 'nothing sticks out').to.be.at.most(width);
    }
  });
});
