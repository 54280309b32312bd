import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { rootFolder } from '../../server/places.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { bubble, say, slot, Visitor, whenTrue } from './visitor.ts';

/** Draws the pictures of the README from the running demo: `npm run screenshots`. */

const folder = join(rootFolder, 'docs', 'images');
const DRIVER = '+919812345678';
const MOST_BYTES = 400_000;
const BUSY_WITHIN_MS = 120_000;

async function draw(browser: Browser, demo: DemoProcess): Promise<void> {
  const wide = { viewport: { width: 1280, height: 560 } };
  const hand = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true };
  const light = await Visitor.arrive(browser, demo, wide);
  const dark = await Visitor.arrive(browser, demo, { ...wide, colorScheme: 'dark' });
  const small = await Visitor.arrive(browser, demo, hand);
  const boards = [await light.openBoard(), await dark.openBoard(), await small.openBoard()] as const;
  const phone = await light.openPhone(DRIVER);
  await phone.setViewportSize({ width: 1040, height: 1016 });

  await say(phone, 'hi');
  await bubble(phone, 'Welcome').waitFor();
  await say(phone, 'book A');
  await bubble(phone, 'A is yours').waitFor();
  await slot(boards[0], 'A', { 'led-reported': 'blue' }).waitFor();
  await phone.getByTestId('drive-in-A').click();
  await bubble(phone, 'Your car was seen').waitFor();
  // A stay of a minute says more than one of a second. Its cost comes with the digests.
  await whenTrue(boards[0], "document.querySelector('[data-testid=cost-A]')?.textContent === '$0.20'", BUSY_WITHIN_MS);
  await demo.drive('B', 'in');
  await busy(boards[0]);
  await shoot(boards[0], 'board.png');
  await shoot(boards[1], 'board-dark.png');
  await shoot(boards[2], 'board-phone.png');

  await say(phone, 'status');
  await bubble(phone, 'Your car is in A').waitFor();
  await phone.getByTestId('drive-out-A').click();
  await bubble(phone, /Charged/).waitFor();
  await phone.getByTestId('phone-input').blur();
  await shoot(phone, 'phone.png');

  const [board] = boards;
  await board.setViewportSize({ width: 1280, height: 760 });
  await board.getByTestId('nav-bookings').click();
  await board.getByText('Day', { exact: true }).click();
  await board
    .getByTestId(/^bar-PW-/)
    .first()
    .waitFor();
  await shoot(board, 'bookings.png');
  await board.keyboard.press('/');
  await board.keyboard.type(DRIVER.slice(-4));
  await board.getByTestId('found-driver').waitFor();
  await board.keyboard.press('Enter');
  await board.getByTestId('statement').getByRole('row').nth(1).waitFor();
  await board.getByTestId('driver-messages').getByTestId('message-driver').first().waitFor();
  await shoot(board, 'driver.png');
}

/** A car park worth a look: cars, a free place, a place that is held, and a car nobody announced. */
async function busy(board: Page): Promise<void> {
  const least = { free: 1, reserved: 1, occupied: 3, attention: 1 };
  const wanted = Object.entries(least).map(
    ([state, count]) => `document.querySelectorAll('[role=gridcell][data-state=${state}]').length >= ${count}`,
  );
  const isIdle =
    "[...document.querySelectorAll('[role=gridcell]')].every(({ dataset }) => dataset.ledDesired === dataset.ledReported)";
  await whenTrue(board, [...wanted, isIdle].join(' && '), BUSY_WITHIN_MS);
}

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(folder, name);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`docs/images/${name}: ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${name} is larger than ${MOST_BYTES} bytes`);
}

mkdirSync(folder, { recursive: true });
buildDemo();
const demo = new DemoProcess();
const browser = await launchBrowser();
try {
  await demo.start();
  await draw(browser, demo);
} finally {
  await browser.close();
  await demo.remove();
}
