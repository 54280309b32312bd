import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { bubble, say, slot, Visitor } from './visitor.ts';

const DRIVER = '+12025550181';

// On A and B: on the others simulated drivers may be faster.
describeInBrowser('what an attendant does at a slot, in a browser', function () {
  this.timeout(240_000);
  const demo = new DemoProcess();
  let visitor: Visitor;
  let browser: Browser;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
    visitor = await Visitor.arrive(browser, demo);
    visitor.context.setDefaultTimeout(30_000);
  });

  after(async () => {
    await browser?.close();
    await demo.remove();
  });

  const act = async (board: Page, name: string, isAsked = true) => {
    await board.getByTestId(`action-${name}`).click();
    if (isAsked) await board.getByTestId('confirm').click();
  };

  it('two taps each: extend, out of service and back, write to the driver, cancel; a second one is told what changed', async () => {
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone(DRIVER);
    await say(phone, 'book A');
    await bubble(phone, 'A is yours').waitFor();
    await slot(board, 'A', { state: 'reserved' }).click();
    await act(board, 'extend');
    await bubble(phone, /\bA\b/).nth(1).waitFor();
    await act(board, 'write');
    await board.getByTestId('inbox').waitFor();
    await board.getByTestId('thread').waitFor();
    await board.getByTestId('nav-live').click();
    await slot(board, 'A').click();
    const other = await (await Visitor.arrive(browser, demo)).openBoard();
    await slot(other, 'A').click();
    await other.getByTestId('action-cancel').click();
    await act(board, 'cancel');
    await slot(board, 'A', { state: 'free' }).waitFor();
    await bubble(phone, 'cancelled').or(bubble(phone, 'called off')).first().waitFor();
    // The other attendant still has the question open.
    await other.getByTestId('confirm').click();
    await other.getByTestId('action-failed').getByText('It is “Cancelled”, not “Reserved”.').waitFor();
    await other.getByTestId('action-service').click();
    await slot(board, 'A', { state: 'out-of-service' }).waitFor();
    await act(board, 'service', false);
    await slot(other, 'A', { state: 'free' }).waitFor();
    expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
  });

  it('moves a booking and takes that back, tops up a wallet, and tells what happened so far', async () => {
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550182');
    await say(phone, 'book A');
    await bubble(phone, 'A is yours').waitFor();
    await slot(board, 'A', { state: 'reserved' }).click();
    await board.getByTestId('action-move').click();
    await board.getByTestId('move-to-B').click();
    await slot(board, 'B', { state: 'reserved' }).waitFor();
    await slot(board, 'A', { state: 'free' }).waitFor();
    await board.getByTestId('undo').click();
    await slot(board, 'A', { state: 'reserved' }).waitFor();
    await board.getByTestId('action-top-up').click();
    await board.getByTestId('amount').fill('12.50');
    await board.getByTestId('amount-yes').click();
    await board.getByText('$12.50 put into the wallet.').waitFor();
    const timeline = board.getByTestId('timeline');
    for (const line of ['Booked', 'Changed']) await timeline.getByText(line, { exact: true }).first().waitFor();
    await act(board, 'cancel');
    await slot(board, 'A', { state: 'free' }).waitFor();
  });

  it('what somebody else did while a question was open is told in words, and nothing is done twice', async () => {
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550183');
    await say(phone, 'book B');
    await bubble(phone, 'B is yours').waitFor();
    const other = await (await Visitor.arrive(browser, demo)).openBoard();
    for (const page of [board, other]) await slot(page, 'B', { state: 'reserved' }).click();
    const ends = (page: Page) => page.getByTestId('booking-ends').innerText();
    const endsAt = await ends(other);
    // Both want it an hour longer; the second one's question is answered after the first one's.
    await other.getByTestId('action-extend').click();
    await act(board, 'extend');
    await other.getByTestId('booking-ends').filter({ hasNotText: endsAt }).waitFor();
    await other.getByTestId('confirm').click();
    await other
      .getByTestId('action-failed')
      .getByText(/Somebody was faster, and nothing was done.*It ends at .*, not /)
      .waitFor();
    // A move that was begun before somebody else made it longer once more.
    const once = await ends(board);
    await other.getByTestId('action-move').click();
    await other
      .getByTestId(/^move-to-/)
      .first()
      .waitFor();
    await act(board, 'extend');
    await board.getByTestId('booking-ends').filter({ hasNotText: once }).waitFor();
    await other
      .getByTestId(/^move-to-/)
      .first()
      .click();
    await other.getByTestId('move-failed').getByText('It ends at').waitFor();
    await other.getByRole('dialog', { name: /^Move/ }).getByRole('button').first().click();
    // A car that both have seen.
    await other.getByTestId('action-arrived').click();
    await act(board, 'arrived');
    await slot(board, 'B', { state: 'occupied' }).waitFor();
    await other.getByTestId('confirm').click();
    await other.getByTestId('action-failed').getByText('a car is on B already').waitFor();
    // On the Bookings page one marks it done while the other is asked.
    for (const page of [board, other]) {
      await page.keyboard.press('Escape');
      await page.getByTestId('nav-bookings').click();
      await page.getByTestId('booking-row').filter({ hasText: '+12025550183' }).getByRole('link').first().click();
      await page.getByTestId('booking-complete').click();
    }
    await board.getByTestId('complete-yes').click();
    await board.getByTestId('booking-state').getByText('Completed').waitFor();
    await other.getByTestId('booking-state').getByText('Completed').waitFor();
    await other.getByTestId('complete-yes').click();
    await other.getByTestId('action-failed').getByText('It is “Completed”, not “Parked”.').waitFor();
  });
});
