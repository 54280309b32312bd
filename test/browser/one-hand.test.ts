import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { demoInBrowser } from './demo-in-browser.ts';
import { slot } from './visitor.ts';

const NUMBER = '+12025550100';
const HAND = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;
const LEAST_TARGET_PX = 24;

interface Box {
  what: string;
  width: number;
  height: number;
  bottom: number;
  right: number;
}

demoInBrowser('the phone and the board in one hand', ({ demo, arrive }) => {
  afterEach('no car and no booking is left', async () => {
    for (const code of ['A', 'B']) await demo.drive(code, 'out');
    await demo.text(NUMBER, 'cancel');
    await demo.text(NUMBER, 'yes');
  });

  it('drives a car in only where none is, and out only where one is, on every open phone', async () => {
    const phones = [await (await arrive()).openPhone(NUMBER), await (await arrive(HAND)).openPhone('+447700900123')];
    const tell = async (words: string, possible: 'in' | 'out') => {
      for (const phone of phones) {
        await phone.getByTestId('car-state-A').getByText(words, { exact: true }).waitFor();
        for (const action of ['in', 'out'] as const)
          expect(await phone.getByTestId(`drive-${action}-A`).isEnabled(), `drive ${action} with ${words}`).to.equal(
            action === possible,
          );
      }
    };
    await tell('No car', 'in');
    await phones[0]!.getByTestId('drive-in-A').click();
    await phones[1]!.getByTestId('drive-out-A').and(phones[1]!.locator(':enabled')).waitFor();
    await phones[0]!.getByTestId('drive-out-A').and(phones[0]!.locator(':enabled')).waitFor();
    await tell('Car is here', 'out');
    await phones[1]!.reload();
    await tell('Car is here', 'out');
    // As somebody else's phone, or curl, would.
    await demo.drive('A', 'out');
    await tell('No car', 'in');
  });

  it('shows the chat and the car on one screen', async () => {
    const phone = await (await arrive(HAND)).openPhone(NUMBER);
    await phone.getByTestId('car-state-B').getByText('No car').waitFor();
    const boxes = await targets(phone);
    const inView = boxes.filter(({ what }) =>
      /^(drive-|phone-send|phone-input$|menu|slots|book|status|bal|cancel)/.test(what),
    );
    expect(inView.length, 'four for the cars, two to write with, six quick replies').to.equal(12);
    for (const { what, bottom, right } of inView) {
      expect(bottom, `the lower edge of ${what}`).to.be.at.most(HAND.viewport.height);
      expect(right, `the right edge of ${what}`).to.be.at.most(HAND.viewport.width);
    }
    for (const { what, width, height } of boxes)
      expect(Math.min(width, height), `the size of ${what}`).to.be.at.least(LEAST_TARGET_PX);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).to.equal(HAND.viewport.width);
  });

  it('says what is wrong with a number where the choice of numbers does not cover it', async () => {
    for (const options of [HAND, { viewport: { width: 1280, height: 700 } }]) {
      const phone = await (await arrive(options)).openPhone(NUMBER);
      const field = phone.getByTestId('phone-number');
      await field.fill('12 34');
      await phone.getByRole('option').first().waitFor();
      expect(await phone.getByText('Write it with +').count(), 'while it is typed').to.equal(0);
      await phone.keyboard.press('Enter');
      const error = phone.getByText('Write it with +');
      // A trial click finds what would take it: the text itself, and nothing over it.
      await error.click({ trial: true });
      expect(await phone.getByRole('option').count()).to.equal(0);
      const { y: errorY = 0 } = (await error.boundingBox()) ?? {};
      const { y: fieldY = 0 } = (await field.boundingBox()) ?? {};
      expect(errorY).to.be.lessThan(fieldY);
      await field.fill('+1 202 555 0147');
      await phone.keyboard.press('Enter');
      await error.waitFor({ state: 'detached' });
    }
  });

  it('tells on a narrow board whose slot it is, for how long, and how the LED looks', async () => {
    const board = await (await arrive(HAND)).openBoard();
    await slot(board, 'A', { state: 'free' }).waitFor();
    await slot(board, 'B', { state: 'free' }).waitFor();
    await demo.text(NUMBER, 'book A');
    await demo.drive('B', 'in');
    const booked = slot(board, 'A', { state: 'reserved', 'led-drift': 'false' });
    const driver = booked.getByText(NUMBER, { exact: true });
    await driver.waitFor();
    const { height = 0 } = (await driver.boundingBox()) ?? {};
    expect(height, 'the height of a phone number on one line').to.be.within(10, 30);
    await booked.getByText(/^11h 59m left$/).waitFor();
    const stranger = slot(board, 'B', { state: 'attention', 'led-drift': 'false' });
    await stranger.getByText('red, blinking', { exact: true }).waitFor();
    const chip = board.getByTestId('attention-unaccounted-car-B');
    expect(await chip.textContent()).to.match(/^BCar without a bookingthere for \d+s$/);
    for (const { what, width, height } of await targets(board))
      expect(Math.min(width, height), `the size of ${what}`).to.be.at.least(LEAST_TARGET_PX);
    expect(await board.evaluate('document.documentElement.scrollWidth')).to.equal(HAND.viewport.width);
  });
});

/** Everything that can be pressed or written into. */
function targets(page: Page): Promise<Box[]> {
  return page.evaluate<Box[]>(`[...document.querySelectorAll('a, button, input, [role=gridcell]')]
    .map((element) => {
      const { width, height, bottom, right } = element.getBoundingClientRect();
      const what = element.dataset.testid ?? element.getAttribute('aria-label') ?? element.textContent;
      return { what, width, height, bottom, right };
    })
    .filter(({ width }) => width > 0)`);
}
