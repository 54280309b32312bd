import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { bubble, say, slot, Visitor } from './visitor.ts';

const DRIVER = '+12025550181';

describeInBrowser('what an attendant does at a slot, in a browser', function () {
  this.timeout(90_000);
  const demo = new DemoProcess();
  let visitor: Visitor;
  let browser: Browser;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
    visitor = await Visitor.arrive(browser, demo);
    visitor.context.setDefaultTimeout(15_000);
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
    await say(phone, 'book H');
    await bubble(phone, 'H is yours').waitFor();
    await slot(board, 'H', { state: 'reserved' }).click();
    await act(board, 'extend');
    await bubble(phone, 'H').nth(1).waitFor();
    await act(board, 'write');
    await board.getByTestId('inbox').waitFor();
    await board.getByTestId('thread').waitFor();
    await board.getByTestId('nav-live').click();
    await slot(board, 'H').click();
    const other = await (await Visitor.arrive(browser, demo)).openBoard();
    await slot(other, 'H').click();
    await other.getByTestId('action-cancel').click();
    await act(board, 'cancel');
    await slot(board, 'H', { state: 'free' }).waitFor();
    await bubble(phone, 'cancelled').or(bubble(phone, 'called off')).first().waitFor();
    // The other attendant still has the question open.
    await other.getByTestId('confirm').click();
    await other.getByTestId('action-failed').waitFor();
    await other.getByTestId('action-service').click();
    await slot(board, 'H', { state: 'out-of-service' }).waitFor();
    await act(board, 'service', false);
    await slot(other, 'H', { state: 'free' }).waitFor();
    expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
  });

  it('moves a booking and takes that back, tops up a wallet, and tells what happened so far', async () => {
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550182');
    await say(phone, 'book H');
    await bubble(phone, 'H is yours').waitFor();
    await slot(board, 'H', { state: 'reserved' }).click();
    await board.getByTestId('action-move').click();
    const free = board.getByTestId(/^move-to-/).first();
    const to = await free.innerText();
    await free.click();
    await slot(board, to, { state: 'reserved' }).waitFor();
    await slot(board, 'H', { state: 'free' }).waitFor();
    await board.getByTestId('undo').click();
    await slot(board, 'H', { state: 'reserved' }).waitFor();
    await board.getByTestId('action-top-up').click();
    await board.getByTestId('amount').fill('12.50');
    await board.getByTestId('amount-yes').click();
    await board.getByText('$12.50 put into the wallet.').waitFor();
    const timeline = board.getByTestId('timeline');
    for (const line of ['Booked', 'Changed']) await timeline.getByText(line, { exact: true }).first().waitFor();
    await act(board, 'cancel');
    await slot(board, 'H', { state: 'free' }).waitFor();
  });
});
