import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { codesOnPages, needPosterReaders } from '../support/posters.ts';
import { demoInBrowser } from './demo-in-browser.ts';

demoInBrowser('posters in a browser', ({ arrive }) => {
  async function openPosters(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await arrive(options);
    const board = await visitor.openBoard();
    await board.getByTestId('nav-posters').click();
    await board.getByTestId('posters').waitFor();
    return board;
  }

  const ready = (page: Page) => page.locator('a[data-testid="posters-download"]');

  it('ask for a number where none is known, and save a PDF whose codes lead to it', async function () {
    needPosterReaders(this);
    const board = await openPosters();
    await board.getByText('No number of this lot is known').waitFor();
    await board.getByTestId('posters-number').fill('12');
    await board.getByText('must be a phone number').waitFor();
    await board.getByTestId('posters-number').fill('+91 98123 45678');
    await board.getByTestId('posters-slots').fill('C');
    await board.getByRole('option', { name: 'C', exact: true }).click();
    await board.keyboard.press('Escape');
    await board.getByTestId('posters-says').getByText('“book C” to +919812345678').waitFor();
    const [download] = await Promise.all([board.waitForEvent('download'), ready(board).click()]);
    expect(download.suggestedFilename()).to.equal('posters-main.pdf');
    const pdf = readFileSync(await download.path());
    expect(codesOnPages(pdf)).to.deep.equal([['https://wa.me/919812345678?text=book%20C']]);
  });

  it('are in Hindi for whoever reads Hindi, and fit a phone', async () => {
    const options = { viewport: { width: 390, height: 844 }, locale: 'hi-IN', colorScheme: 'dark' } as const;
    const board = await openPosters(options);
    await board.getByTestId('posters-number').fill('+919812345678');
    await ready(board).getByText('PDF सेव करें').waitFor();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await board.evaluate(overflow)).to.equal(0);
    expect(await seriousViolations(board)).to.deep.equal([]);
  });

  it('are accessible in the light theme too', async () => {
    const board = await openPosters({ colorScheme: 'light' });
    expect(await seriousViolations(board)).to.deep.equal([]);
  });
});
