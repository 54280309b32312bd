import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { bubble, say, Visitor } from './visitor.ts';

const STAFF = '+12025550173';

describeInBrowser('linking a phone in a browser', function () {
  this.timeout(90_000);
  const demo = new DemoProcess();
  let browser: Browser;

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
  });

  after(async () => {
    await browser?.close();
    await demo.remove();
  });

  it('shows the words to send, a new code each time, and by the keyboard too; sent from a phone they link it', async () => {
    const visitor = await Visitor.arrive(browser, demo);
    const board = await visitor.openBoard();
    const words = board.getByTestId('link-phone-words');
    await board.getByRole('button', { name: 'Link my phone' }).click();
    await words.waitFor();
    const first = await words.textContent();
    expect(first).to.match(/^link [A-Z2-9]{6}$/);
    await board.keyboard.press('Escape');
    await words.waitFor({ state: 'detached' });
    await board.getByTestId('link-phone').focus();
    await board.keyboard.press('Enter');
    await words.waitFor();
    const second = await words.textContent();
    expect(second).to.not.equal(first);
    const phone = await visitor.openPhone(STAFF);
    await say(phone, first ?? '');
    await bubble(phone, 'This code is not good').waitFor();
    await say(phone, second ?? '');
    await bubble(phone, 'linked to').waitFor();
    await say(phone, 'board');
    await bubble(phone, '📋').waitFor();
    expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
    await visitor.context.close();
  });
});
