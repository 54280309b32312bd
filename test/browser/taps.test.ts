import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { bubble, say, Visitor } from './visitor.ts';

describeInBrowser('a booking by taps on the browser phone', function () {
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

  const shots = process.env['TAPS_SCREENSHOTS'];

  for (const [greeting, taps, question, booked, number] of [
    [
      'hi',
      ['Book a slot', 'No', 'Any free slot', 'Now', '2 h', 'No', 'Yes'],
      'What is your name?',
      'is yours',
      '+12025550141',
    ],
    [
      'नमस्ते',
      ['स्लॉट बुक करें', 'नहीं', 'कोई भी खाली स्लॉट', 'अभी', '2 घंटे', 'नहीं', 'हाँ'],
      'आपका नाम',
      'आपका है',
      '+12025550142',
    ],
  ] as const) {
    it(`“${greeting}” and seven taps book a slot`, async () => {
      const visitor = await Visitor.arrive(browser, demo, { viewport: { width: 390, height: 844 } });
      visitor.context.setDefaultTimeout(15_000);
      const phone = await visitor.openPhone(number);
      await say(phone, greeting);
      const choices = phone.getByTestId('choices');
      for (const [index, title] of taps.entries()) {
        const button = choices.getByRole('button', { name: title, exact: true });
        await button.waitFor();
        if (shots) await phone.screenshot({ path: `${shots}/${number.slice(-2)}-${index}.png` });
        await button.click();
        // The channel tells no name here, so it is asked for, in words.
        if (index === 0) {
          await bubble(phone, question).waitFor();
          await say(phone, 'Asha');
        }
      }
      await bubble(phone, booked).waitFor();
      expect(await choices.count(), 'nothing is asked any more').to.equal(0);
      if (shots) await phone.screenshot({ path: `${shots}/${number.slice(-2)}-end.png` });
      expect(visitor.complaints).to.deep.equal({ errors: [], dialogs: [] });
      await visitor.context.close();
    });
  }
});
