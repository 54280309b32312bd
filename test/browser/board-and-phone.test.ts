import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { BoardSnapshot } from '../../shared/live/board-events.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { bubble, say, signIn, slot, type Visitor, whenSeen } from './visitor.ts';

/** Numbers for fiction that the demo's own traffic does not use, as those that the phone suggests. */
const NUMBER = Array.from({ length: 30 }, (_, index) => `+120255501${String(index).padStart(2, '0')}`);

const FREE = { state: 'free', 'led-desired': 'green', 'led-reported': 'green' };
const RESERVED = { state: 'reserved', 'led-desired': 'blue', 'led-reported': 'blue' };
const OCCUPIED = { state: 'occupied', 'led-desired': 'red', 'led-reported': 'red' };

/** Each would set `stolen`, open a dialog, or break the content security policy, if it were read as anything but text. */
const HOSTILE = [
  '<img src=x onerror="window.stolen=1;alert(1)">',
  '<script>window.stolen=1</script>',
  '"><svg/onload=alert(document.domain)>',
  "'-alert(1)-'",
  'javascript:alert(1)',
  '*<b onmouseover=alert(1)>bold</b>* _x_ ```<iframe srcdoc="<script>alert(1)</script>">```',
  '</title><body onload=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to be read as text
  '{{constructor.constructor("alert(1)")()}} ${alert(1)}',
];

interface Drivers {
  drivers: { id: string; balanceMinor: number }[];
}

demoInBrowser('the board and the phone in a browser', ({ demo, arrive }) => {
  it('says that a password is wrong, and lets in with the right one', async () => {
    const page = await (await arrive()).open('/');
    await page
      .getByTestId('login-demo')
      .getByText('the terminal it runs in shows the login and the password')
      .waitFor();
    await signIn(page, 'not the password');
    const error = page.getByTestId('login-error');
    await error.waitFor();
    expect(await error.textContent()).to.equal('That login and password do not match.');
    expect(await error.getAttribute('role')).to.equal('alert');
    await signIn(page, demo.password);
    await page.getByTestId('banner').getByText('Live', { exact: true }).waitFor();
    await slot(page, 'H').waitFor();
    expect(await page.getByRole('gridcell').count()).to.equal(8);
  });

  it('follows a stay from `book A` to the bill', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone(NUMBER[0]!);
    const wallet = async () => {
      const { drivers } = await visitor.get<Drivers>(`/api/drivers?phone=${encodeURIComponent(NUMBER[0]!)}`);
      return drivers[0]!;
    };
    await slot(board, 'A', FREE).waitFor();
    await say(phone, 'hi');
    await bubble(phone, 'Welcome to Main car park').waitFor();
    expect((await wallet()).balanceMinor).to.equal(10_000);

    const card = '[data-testid="slot-A"]';
    const seen = Promise.all(
      ['[data-state="reserved"]', '[data-led-desired="blue"]', '[data-led-reported="blue"]'].map((look) =>
        whenSeen(board, card + look),
      ),
    );
    const answered = whenSeen(phone, '[data-testid="message"]:nth-of-type(4)');
    await phone.getByTestId('phone-input').fill('book A');
    const sent = Date.now();
    await phone.keyboard.press('Enter');
    const [reserved = 0, desired = 0, reported = 0] = await seen;
    console.log(
      `      book A → reply ${(await answered) - sent} ms, board reserved ${reserved - sent} ms, ` +
        `LED desired blue ${desired - sent} ms, reported blue ${reported - sent} ms`,
    );
    expect(reserved).to.be.at.most(reported);
    await slot(board, 'A', { ...RESERVED, 'led-drift': 'false' }).waitFor();
    await bubble(phone, 'A is yours').waitFor();

    await phone.getByTestId('drive-in-A').click();
    await slot(board, 'A', OCCUPIED).waitFor();
    await bubble(phone, 'Your car was seen in A').waitFor();
    expect(await slot(board, 'A').textContent())
      .to.contain(NUMBER[0])
      .and.not.contain('whatsapp_');

    await phone.getByTestId('drive-out-A').click();
    await slot(board, 'A', FREE).waitFor();
    const bill = bubble(phone, /A: .* Charged \$0\.10/);
    await bill.waitFor();
    expect(await bill.textContent()).to.contain('Balance $99.90');
    const { id, balanceMinor } = await wallet();
    expect(balanceMinor).to.equal(9990);
    const { transfers } = await visitor.get<{ transfers: { kind: string; amountMinor: number }[] }>(
      `/api/drivers/${id}/transfers`,
    );
    expect(transfers.map(({ amountMinor }) => amountMinor)).to.deep.equal([-10, 10_000]);

    expect(visitor.snapshots.get(board), 'the board kept in step by what it was sent').to.equal(1);

    const told = await phone.getByTestId('message').allTextContents();
    await phone.reload();
    await bill.waitFor();
    expect(await phone.getByTestId('message').allTextContents()).to.deep.equal(told);
  });

  it('keeps two boards and two phones in step', async () => {
    const [one, other] = [await arrive(), await arrive({ colorScheme: 'dark' })];
    const boards = [await one.openBoard(), await other.openBoard()];
    const phones = [await one.openPhone(NUMBER[1]!), await other.openPhone(NUMBER[1]!)];
    await say(phones[0]!, 'book B');
    for (const board of boards) await slot(board, 'B', RESERVED).waitFor();
    for (const phone of phones) await bubble(phone, 'B is yours').waitFor();
    const reference = /PW-\w+/.exec((await bubble(phones[1]!, 'B is yours').textContent()) ?? '')?.[0] ?? '';
    for (const board of boards) expect(await slot(board, 'B').textContent()).to.contain(reference);
    await say(phones[1]!, 'cancel');
    await bubble(phones[0]!, 'Give back B').waitFor();
    await say(phones[0]!, 'yes');
    for (const board of boards) await slot(board, 'B', FREE).waitFor();
    for (const phone of phones) {
      await bubble(phone, 'Cancelled').waitFor();
      expect(await phone.getByTestId('message').count()).to.equal(6);
    }
  });

  it('sends every page of a login that ended to the form, and nobody else', async () => {
    const [one, other] = [await arrive(), await arrive()];
    const [first, second] = [await one.openBoard(), await one.openBoard()];
    const elsewhere = await other.openBoard();
    await first.getByTestId('account-menu').click();
    await first.getByTestId('logout').click();
    await second.getByTestId('login-form').waitFor({ timeout: 5000 });
    await second.getByText('Your session has ended. Sign in again.').waitFor();
    await first.getByTestId('login-form').waitFor();
    expect(await first.getByText('Your session has ended').count()).to.equal(0);
    await demo.text(NUMBER[2]!, 'book B');
    await slot(elsewhere, 'B', RESERVED).waitFor();
    expect(await second.getByTestId('slot-B').count()).to.equal(0);
    await demo.text(NUMBER[2]!, 'cancel');
    await demo.text(NUMBER[2]!, 'yes');
    await slot(elsewhere, 'B', FREE).waitFor();
  });

  it('shows names, messages and searches as the text they are', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const foreign: string[] = [];
    visitor.context.on('request', (request) => {
      if (!request.url().startsWith(demo.url)) foreign.push(request.url());
    });
    for (const [index, text] of HOSTILE.entries()) {
      const From = `whatsapp:${NUMBER[10 + index]}`;
      await demo.twilio({ From, Body: 'book B', ProfileName: text });
      await slot(board, 'B', { state: 'reserved' }).waitFor();
      const name = slot(board, 'B').locator('[title]');
      expect(await name.textContent()).to.equal(text);
      await slot(board, 'B').click();
      const drawer = board.getByRole('dialog');
      await drawer.getByText(text, { exact: true }).waitFor();
      await board.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      await demo.twilio({ From, Body: text, ProfileName: text });
      for (const Body of ['cancel', 'yes']) await demo.twilio({ From, Body, ProfileName: text });
      await slot(board, 'B', { state: 'free' }).waitFor();
      await board.getByTestId('search').fill(text);
      await board.getByText(`Nothing matches “${text}”.`).waitFor();
      await board.getByTestId('search').fill('');
    }
    const phone = await visitor.openPhone(NUMBER[10]!);
    await bubble(phone, HOSTILE[0]!).first().waitFor();
    for (const text of HOSTILE) {
      await say(phone, text);
      await bubble(phone, text.replace(/[*_`]/g, '')).first().or(bubble(phone, text).first()).first().waitFor();
    }
    const lot = await visitor.open(`/?lot=${encodeURIComponent(HOSTILE[0]!)}`);
    await slot(lot, 'B').waitFor();
    for (const page of [board, phone, lot]) {
      expect(await page.evaluate('window.stolen'), page.url()).to.equal(undefined);
      expect(await page.locator('#root img[src="x"], #root script, #root iframe, #root svg[onload]').count()).to.equal(
        0,
      );
    }
    expect(foreign).to.deep.equal([]);
  });

  it('is worked by the keyboard alone', async () => {
    const page = await (await arrive()).openBoard();
    const focused = () => page.evaluate<string>('document.activeElement?.dataset?.testid ?? ""');
    await page.keyboard.press('/');
    expect(await focused()).to.equal('search');
    await page.keyboard.type('no such slot');
    await page.getByText('Nothing matches').waitFor();
    await page.keyboard.press('Escape');
    // The first stop of the page leads past the header and the navigation.
    await page.getByRole('button', { name: 'To the content' }).focus();
    await page.keyboard.press('Enter');
    for (let presses = 0; (await focused()) !== 'slot-A'; presses += 1) {
      expect(presses, 'presses of Tab from the content to the first slot').to.be.lessThan(6);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ArrowRight');
    expect(await focused()).to.equal('slot-B');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).to.equal('slot-F');
    await page.keyboard.press('Control+End');
    expect(await focused()).to.equal('slot-H');
    expect(await page.locator('[role=gridcell][tabindex="0"]').count()).to.equal(1);
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline, 'what has the focus shows it').to.equal('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Slot H' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-testid="slot-H"]:focus').waitFor();
  });

  for (const path of ['/', '/phone']) {
    it(`fits a telephone's screen at ${path}, and holds still where motion is unwanted`, async () => {
      const visitor = await arrive({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
      const page = path === '/' ? await visitor.openBoard() : await visitor.openPhone(NUMBER[3]!);
      if (path === '/phone') {
        await say(page, `hello ${'averyverylongword'.repeat(8)}`);
        await page.getByTestId('message').nth(1).waitFor();
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(390);
      const moving = await page.evaluate(`[...document.querySelectorAll('*')].filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const longest = (list) => Math.max(...list.split(',').map((one) => parseFloat(one)));
        return (animationName !== 'none' && longest(animationDuration) > 0.01) || longest(transitionDuration) > 0.01;
      }).length`);
      expect(moving).to.equal(0);
    });
  }

  it('shows the wall no controls', async () => {
    const page = await (await arrive({ viewport: { width: 1920, height: 1080 } })).openBoard('/?kiosk');
    await page.getByTestId('banner').getByText('Live', { exact: true }).waitFor();
    for (const control of ['logout', 'search', 'theme-toggle'])
      expect(await page.getByTestId(control).count()).to.equal(0);
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(1920);
  });

  it('says how old its data is while the server is away, and is right again by itself', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone(NUMBER[4]!);
    await say(phone, 'book A');
    await slot(board, 'A', RESERVED).waitFor();
    const banner = board.getByTestId('banner');

    const { url } = demo;
    const stopped = Date.now();
    await demo.stop('SIGKILL');
    await banner.and(board.locator('[data-mode="reconnecting"]')).waitFor();
    const [, time] = /^Reconnecting — data from (\d\d:\d\d:\d\d)$/.exec((await banner.textContent()) ?? '') ?? [];
    const shown = Date.parse(`${new Date(stopped).toISOString().slice(0, 10)}T${time}Z`);
    expect(Math.abs(stopped - shown), `the time in the banner, ${time}`).to.be.lessThan(15_000);
    await slot(board, 'A', { state: 'reserved' }).waitFor();
    await say(phone, 'status');
    await phone.getByTestId('retry').waitFor();

    // What happened meanwhile happened out of the board's sight: on another port.
    await demo.start(0);
    expect(demo.url).to.not.equal(url);
    await demo.text(NUMBER[4]!, 'cancel');
    await demo.text(NUMBER[4]!, 'yes');
    await demo.text(NUMBER[5]!, 'book B');
    await demo.stop();
    expect(await banner.getAttribute('data-mode')).to.equal('reconnecting');

    await demo.start(Number(new URL(url).port));
    await banner.and(board.locator('[data-mode="live"]')).waitFor({ timeout: 20_000 });
    await slot(board, 'A', FREE).waitFor();
    await slot(board, 'B', RESERVED).waitFor();
    await phone.getByTestId('phone-presence').getByText('online', { exact: true }).waitFor({ timeout: 20_000 });
    await bubble(phone, 'Cancelled').waitFor();
    await phone.getByTestId('retry').click();
    await bubble(phone, 'You have no booking').waitFor();
    await sameAsApi(visitor, board, ['A', 'B']);

    await demo.text(NUMBER[5]!, 'cancel');
    await demo.text(NUMBER[5]!, 'yes');
    await slot(board, 'B', FREE).waitFor();
  });
});

async function sameAsApi(visitor: Visitor, board: Page, codes: readonly string[]): Promise<void> {
  const { slots } = await visitor.get<BoardSnapshot>('/api/lots/main/board');
  for (const { code, state, led } of slots.filter((one) => codes.includes(one.code))) {
    await slot(board, code, { state, 'led-desired': led.desired.color }).waitFor();
  }
}
