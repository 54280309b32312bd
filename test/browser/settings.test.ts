import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { seriousInBothThemes } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import type { Visitor } from './visitor.ts';

const LOT = '/api/lots/main';

demoInBrowser('the settings in a browser', ({ demo, arrive }) => {
  /** Goes to a section by its tab, as people do. */
  async function openSection(visitor: Visitor, section: string): Promise<Page> {
    const board = await visitor.openBoard();
    await board.getByTestId('nav-settings').click();
    await board.getByTestId(`settings-tab-${section}`).click();
    await board.getByTestId(`settings-${section}`).waitFor();
    return board;
  }
  const field = (page: Page, name: string) => page.getByTestId(name);
  const savedNotice = (page: Page) => page.getByText('Saved.', { exact: true }).first().waitFor();
  const saveBar = (page: Page) => page.getByTestId('save-bar');

  it('have an address for each section, and Back leads through them', async () => {
    const board = await openSection(await arrive(), 'slots');
    expect(board.url()).to.match(/#\/settings\/slots$/);
    await board.getByTestId('settings-tab-lot').click();
    await board.getByTestId('settings-lot').waitFor();
    await board.goBack();
    await board.getByTestId('settings-slots').waitFor();
    await board.reload();
    await board.getByTestId('settings-slots').waitFor();
  });

  describe('of slots', () => {
    it('add a whole row at once, and say what cannot be added', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'slots');
      await field(board, 'slot-codes').fill('P8-P11');
      await board.getByText('4 slots: P8 to P11').waitFor();
      await field(board, 'slot-codes').fill('A, P-Q');
      await board.getByText('No slot codes: P-Q').waitFor();
      expect(await field(board, 'add-slots').isDisabled()).to.equal(true);
      await field(board, 'slot-codes').fill('A');
      await board.getByText('There already: A').waitFor();
      await field(board, 'slot-codes').fill('P08-P11');
      await field(board, 'add-slots').click();
      await field(board, 'slot-row-P11').waitFor();
      const { slots } = await visitor.get<{ slots: { code: string }[] }>(`${LOT}/slots`);
      expect(slots.map(({ code }) => code).filter((code) => code.startsWith('P'))).to.deep.equal([
        'P08',
        'P09',
        'P10',
        'P11',
      ]);
    });

    it('take one out of service and back, and retire one until it is undone', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'slots');
      await field(board, 'slot-codes').fill('Q1, Q2');
      await field(board, 'add-slots').click();
      const row = field(board, 'slot-row-Q1');
      await row.getByTestId('turn-service').click();
      await board.locator('[data-testid="slot-row-Q1"][data-out="true"]').waitFor();
      await row.getByTestId('turn-service').click();
      await board.locator('[data-testid="slot-row-Q1"][data-out="false"]').waitFor();
      await field(board, 'slot-row-Q2').getByTestId('retire').click();
      await field(board, 'slot-row-Q2').waitFor({ state: 'detached' });
      await board.getByText('Q2 is retired').waitFor();
      await board.getByTestId('undo').last().click();
      await field(board, 'slot-row-Q2').waitFor();
    });

    it('say why one cannot be retired', async () => {
      const board = await openSection(await arrive(), 'slots');
      await field(board, 'slot-codes').fill('R1');
      await field(board, 'add-slots').click();
      await field(board, 'slot-row-R1').waitFor();
      expect(await demo.text('+12025550177', 'book R1')).to.contain('is yours');
      await field(board, 'slot-row-R1').getByTestId('retire').click();
      await board.getByRole('alert').filter({ hasText: 'is on R1' }).waitFor();
      await field(board, 'slot-row-R1').waitFor();
    });
  });

  describe('of a car park', () => {
    it('save money in major units, hours and questions, and nothing that was not touched', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'lot');
      const before = await visitor.get<Record<string, unknown>>(LOT);
      await field(board, 'setting-cancelFeeMinor').fill('1,15');
      await field(board, 'setting-noShowLimit').fill('101');
      await board.getByText('From 1 to 100').waitFor();
      expect(await field(board, 'save').isDisabled()).to.equal(true);
      await field(board, 'setting-noShowLimit').fill('4');
      await field(board, 'setting-holdMinutes').fill('45');
      await field(board, 'setting-billsGaps').check();
      await field(board, 'always-open').uncheck();
      await field(board, 'hours-to').fill('22:30');
      await field(board, 'add-question').click();
      await field(board, 'faq-question').fill('Is there a toilet?');
      await field(board, 'faq-answer').fill('At the gate.');
      await board.getByText('6 changes not saved').waitFor();
      await field(board, 'save').click();
      await savedNotice(board);
      const { version, ...after } = await visitor.get<Record<string, unknown>>(LOT);
      const { version: _, ...rest } = before;
      expect(after).to.deep.equal({
        ...rest,
        cancelFeeMinor: 115,
        noShowLimit: 4,
        holdMinutes: 45,
        billsGaps: true,
        openingHours: [{ from: '08:00', to: '22:30' }],
        faq: [{ question: 'Is there a toilet?', answer: 'At the gate.' }],
      });
      expect(version).to.equal((before['version'] as number) + 1);
      await field(board, 'setting-holdMinutes').fill('');
      await field(board, 'always-open').check();
      await field(board, 'save').click();
      await saveBar(board).waitFor({ state: 'detached' });
      expect(await visitor.get(LOT)).to.include({ holdMinutes: null, openingHours: null });
    });

    it('tell the second of two admins what the first has changed, and keep what the second typed', async () => {
      const [first, second] = await Promise.all([arrive(), arrive()]);
      const one = await openSection(first, 'lot');
      const other = await openSection(second, 'lot');
      await field(one, 'setting-contact').fill('At the gate');
      await field(one, 'setting-depositMinor').fill('2.50');
      await field(one, 'save').click();
      await savedNotice(one);
      await field(other, 'setting-contact').fill('By phone');
      await field(other, 'setting-bookAheadDays').fill('7');
      await field(other, 'save').click();
      const told = other.getByTestId('conflict');
      await told.getByText('Contact: now At the gate (you have changed it too)').waitFor();
      await told.getByText('Deposit: now $2.50').waitFor();
      expect(await first.get(LOT)).to.deep.include({ contact: 'At the gate', depositMinor: 250 });
      expect(await field(other, 'setting-contact').inputValue()).to.equal('By phone');
      expect(await field(other, 'setting-depositMinor').inputValue()).to.equal('2.50');
      await field(other, 'save').click();
      await savedNotice(other);
      expect(await first.get(LOT)).to.deep.include({ contact: 'By phone', depositMinor: 250, bookAheadDays: 7 });
    });

    it('open another one, and show its board', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'lot');
      await field(board, 'new-lot').click();
      await field(board, 'new-lot-name').fill('North');
      await field(board, 'new-lot-code').fill('North 1');
      await board.getByText('Up to 32 small letters').waitFor();
      await field(board, 'new-lot-code').fill('north-1');
      await field(board, 'new-lot-create').click();
      await board.waitForURL(/lot=north-1#\/settings\/slots$/);
      await board.getByText('No slots yet').waitFor();
      expect(await visitor.get('/api/lots/north-1')).to.include({ name: 'North', currency: 'USD' });
    });
  });

  it('stand on pages that everybody can use, in light and dark', async () => {
    for (const [width, locale] of [
      [1280, 'en-US'],
      [390, 'hi-IN'],
    ] as const) {
      const board = await openSection(await arrive({ viewport: { width, height: 844 }, locale }), 'lot');
      const tabs = await board.getByRole('tab').all();
      for (const tab of tabs) {
        await tab.click();
        const name = (await tab.getAttribute('data-testid'))?.replace('settings-tab-', '') ?? '';
        // What has a page of its own too is named by that.
        await board.getByTestId(`settings-${name}`).or(board.getByTestId(name)).first().waitFor();
        await board.getByRole('tabpanel').locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
        expect(await seriousInBothThemes(board), `${name} ${width}`).to.deep.equal([]);
        const wide = await board.evaluate('document.documentElement.scrollWidth');
        expect(wide, `nothing of ${name} sticks out`).to.be.at.most(width);
      }
    }
  });
});
