import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { seriousViolations } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { bubble, say, slot, whenTrue } from './visitor.ts';

const DRIVER = '+12025550161';

demoInBrowser('drivers and bookings in a browser', ({ demo, arrive }) => {
  it('a driver is found, topped up, blocked and taken again, and everything about them is on one page', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone(DRIVER);
    await say(phone, 'book A');
    await bubble(phone, 'A is yours').waitFor();
    await board.getByTestId('count-revenue').getByText(/^\$\d/).waitFor();
    await board.getByTestId('nav-drivers').click();
    await board.getByTestId('find-driver').fill('0161');
    await board.getByRole('link', { name: DRIVER }).click();
    const before = await board.getByTestId('balance').innerText();
    await board.getByTestId('top-up').click();
    await board.getByTestId('amount').fill('20');
    await board.getByTestId('amount-yes').click();
    await bubble(phone, '$20').waitFor();
    await board.getByTestId('balance').filter({ hasNotText: before }).waitFor();
    await board.getByTestId('statement').getByText('$20.00').waitFor();
    await board.getByTestId('driver-bookings').getByText('Reserved').waitFor();
    await board.getByTestId('driver-messages').getByText('book A').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('block').click();
    await board.getByTestId('reason').fill('testing');
    await board.getByTestId('block-yes').click();
    await board.getByTestId('driver').getByText('Blocked', { exact: true }).waitFor();
    await say(phone, 'book A');
    await bubble(phone, 'cannot take bookings').waitFor();
    await board.getByTestId('block').click();
    await board.getByTestId('reason').fill('done');
    await board.getByTestId('block-yes').click();
    await board.getByTestId('driver').getByText('Blocked', { exact: true }).waitFor({ state: 'detached' });
    await board.getByTestId('driver-bookings').getByRole('link').first().click();
    await board.getByTestId('booking-cancel').click();
    await board.getByTestId('confirm').click();
    await board.getByTestId('booking-state').getByText('Cancelled').waitFor();
    await board.goBack();
    await board.getByTestId('driver').waitFor();
  });

  it('money is taken as it was written: 1,15 is not 115, and what can be read in two ways is refused', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550164');
    await say(phone, 'hello');
    await phone.getByTestId('message').nth(1).waitFor();
    await board.getByTestId('nav-drivers').click();
    await board.getByTestId('find-driver').fill('0164');
    await board.getByRole('link', { name: '+12025550164' }).click();
    await board.getByTestId('top-up').click();
    const amount = board.getByTestId('amount');
    for (const [typed, told] of [
      ['1,150', 'two ways'],
      ['1.150', 'two ways'],
      ['1.2345', 'At most 2 decimals'],
      ['-1', 'This is no amount'],
      ['', 'Write an amount'],
    ] as const) {
      await amount.fill(typed);
      await board.getByText(told).waitFor();
      expect(await amount.getAttribute('aria-invalid'), typed).to.equal('true');
      expect(await board.getByTestId('amount-yes').isDisabled(), typed).to.equal(true);
    }
    await amount.pressSequentially('1,15');
    await board.getByTestId('amount-yes').getByText('$1.15').waitFor();
    await board.getByTestId('amount-yes').click();
    await board.getByText('$1.15 put into the wallet.').waitFor();
    await board.getByTestId('statement').getByText('$1.15').waitFor();
  });

  it('`/` finds a driver by the last digits and a slot by its code, by the keyboard alone; the words are in two languages', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550163');
    await say(phone, 'hello');
    await bubble(phone, 'Parkwire').or(phone.getByTestId('message').nth(1)).first().waitFor();
    await board.keyboard.press('/');
    await board.keyboard.type('0163');
    await board.getByTestId('found-driver').waitFor();
    await board.keyboard.press('Enter');
    await board.getByTestId('driver').getByRole('heading', { name: '+12025550163' }).waitFor();
    await board.keyboard.press('/');
    await board.keyboard.type('c');
    await board.getByTestId('found-slot').waitFor();
    await board.keyboard.press('Enter');
    await board.getByTestId('slot-drawer').getByRole('heading', { name: 'Slot C' }).waitFor();
    await board.keyboard.press('Escape');
    await board.getByTestId('language').click();
    await board.getByTestId('nav-drivers').getByText('ड्राइवर').waitFor();
    expect(await board.evaluate('document.documentElement.lang')).to.equal('hi');
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('language').click();
    await board.getByTestId('nav-drivers').getByText('Drivers').waitFor();
  });

  it('a booking is made for a phone number, made longer and taken back, moved; a second attendant is told', async () => {
    const board = await (await arrive()).openBoard();
    await board.getByTestId('nav-bookings').click();
    await board.getByTestId('new-booking').click();
    await board.getByTestId('booking-phone').fill('+1 202 555 0162');
    await board.getByTestId('booking-slot').click();
    // One of the visitors' own: on the others simulated drivers may be faster.
    await board.getByRole('option', { name: 'B', exact: true }).click();
    await board.getByText('It would cost').waitFor();
    await board.getByTestId('book').click();
    const row = board.getByTestId('booking-row').filter({ hasText: '+12025550162' });
    await row.getByText('Reserved').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await row.getByRole('link').first().click();
    const second = await (await arrive({ colorScheme: 'dark' })).open(`/${new URL(board.url()).hash}`);
    await second.locator('input[name=login]').fill('admin');
    await second.locator('input[name=password]').fill(demo.password);
    await second.locator('button[type=submit]').click();
    await second.getByTestId('booking-move').click();
    await second.getByTestId('move-slot').click();
    await second
      .getByRole('option', { name: 'A', exact: true })
      .or(second.getByRole('option').first())
      .first()
      .waitFor();
    await second.keyboard.press('Escape');
    const seen = await board.getByTestId('timeline').innerText();
    await board.getByTestId('booking-longer').click();
    await board.getByTestId('timeline').filter({ hasNotText: seen }).waitFor();
    await board.getByTestId('undo').click();
    await board.getByText('Undone.').waitFor();
    expect(await seriousViolations(second)).to.deep.equal([]);
  });

  it('a day shows who has each slot when, and what is empty begins a booking there', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    await board.getByTestId('nav-bookings').click();
    await board.getByText('Day', { exact: true }).click();
    await board.getByTestId('calendar').waitFor();
    await board
      .getByTestId(/^bar-PW-/)
      .first()
      .waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('day-after').click();
    await board.getByTestId('add-G').click();
    await board.getByTestId('booking-phone').waitFor();
    expect(await board.getByTestId('booking-slot').inputValue()).to.equal('G');
    await board.keyboard.press('Escape');
  });

  it('a slot has its week, to be stepped through, from which a booking opens; in Hindi and on a telephone too', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const from = new Date(Date.now() + 2 * 86_400_000);
    from.setUTCHours(10, 0, 0, 0);
    const data = { slot: 'A', phone: '+12025550166', from: from.toISOString(), minutes: 60 };
    const made = await visitor.context.request.post(`${demo.url}/api/bookings`, { data });
    expect(made.status()).to.equal(201);
    const { reference } = (await made.json()) as { reference: string };
    await board.getByTestId('nav-bookings').click();
    await board.getByText('Week', { exact: true }).click();
    const day = board.getByTestId(`week-${data.from.slice(0, 10)}`);
    await day.getByTestId(`held-${reference}`).getByText('10:00 – 11:00').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('week-after').click();
    await board.getByTestId(`held-${reference}`).waitFor({ state: 'detached' });
    await board.getByTestId('week-before').click();
    await board.getByTestId('week-slot').click();
    await board.getByRole('option', { name: 'B', exact: true }).click();
    await day.getByText('free').waitFor();
    await board.getByTestId('week-slot').click();
    await board.getByRole('option', { name: 'A', exact: true }).click();
    await board.getByTestId(`held-${reference}`).click();
    await board.getByTestId('booking-reference').getByText(reference).waitFor();
    await board.keyboard.press('Escape');
    await board.getByTestId('language').click();
    await board.getByText('हफ़्ता', { exact: true }).click();
    await board.getByTestId(`held-${reference}`).waitFor();
    await board.setViewportSize({ width: 390, height: 844 });
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    await board.getByTestId('theme-toggle').click();
    expect(await seriousViolations(board)).to.deep.equal([]);
  });

  it('Enter in the search waits for what is typed, and opens nothing that was found of another text', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    await board.getByTestId('search').fill('c');
    await board.getByTestId('found-slot').getByText('C').waitFor();
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await board.route('**/api/search?*q=d', async (route) => {
      await held;
      await route.continue();
    });
    await board.getByTestId('search').fill('d');
    await board.keyboard.press('ArrowDown');
    await board.keyboard.press('Enter');
    letGo();
    await board.getByTestId('slot-drawer').getByRole('heading', { name: /^Slot/ }).waitFor();
    expect(await board.getByTestId('slot-drawer').getByRole('heading', { name: /^Slot/ }).innerText()).to.equal(
      'Slot D',
    );
  });

  it('a block is taken back while it is fresh; the statement reaches as far as is asked', async () => {
    const phone = '+12025550164';
    const visitor = await arrive();
    const board = await visitor.openBoard();
    await demo.text(phone, 'hello');
    await board.getByTestId('nav-drivers').click();
    await board.getByTestId('find-driver').fill('0164');
    await board.getByRole('link', { name: phone }).click();
    await board.getByTestId('identities').getByText(`WhatsApp: ${phone}`).waitFor();
    await board.getByTestId('block').click();
    await board.getByTestId('reason').fill('by mistake');
    await board.getByTestId('block-yes').click();
    await board.getByText(`${phone} is blocked.`).waitFor();
    await board.getByTestId('undo').click();
    await board.getByText('Undone.').waitFor();
    await board.getByTestId('block').getByText('Block', { exact: true }).waitFor();
    const asked = board.waitForRequest(/\/statement\?.*from=/);
    await board.getByTestId('statement-days').getByText('365 days').click();
    const from = new URL((await asked).url()).searchParams.get('from') ?? '';
    expect(Math.round((Date.now() - Date.parse(from)) / 86_400_000)).to.equal(365);
    await board.getByTestId('statement').getByText('Before', { exact: true }).waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
  });

  it('an admin saves what is kept of a driver, and has the driver forgotten once it was typed and the money left', async () => {
    const phone = '+12025550165';
    const visitor = await arrive({ colorScheme: 'dark' });
    const board = await visitor.openBoard();
    await demo.text(phone, 'hello');
    const { drivers } = await visitor.get<{ drivers: { id: string }[] }>(
      `/api/drivers?phone=${encodeURIComponent(phone)}`,
    );
    const id = drivers[0]?.id ?? '';
    const paid = await visitor.context.request.post(`${demo.url}/api/drivers/${id}/top-ups`, {
      data: { amountMinor: 500 },
    });
    expect(paid.status()).to.equal(201);
    await board.goto(`${demo.url}/#/drivers/${id}`);
    const coming = board.waitForEvent('download');
    await board.getByTestId('export-driver').click();
    const file = await coming;
    expect(file.suggestedFilename()).to.equal(`driver_${id}.json`);
    const record = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect(record.identities[0].phone).to.equal(phone);

    await board.getByTestId('erase').click();
    await board.getByTestId('erase-stays').getByText('the ledger').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    const yes = board.getByTestId('erase-yes');
    expect(await yes.isDisabled()).to.equal(true);
    await board.getByTestId('erase-typed').fill('+12025550160');
    expect(await yes.isDisabled()).to.equal(true);
    await board.getByTestId('erase-typed').fill(phone);
    await yes.click();
    await board.getByTestId('erase-leave').waitFor();
    expect(await yes.isDisabled()).to.equal(true);
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('erase-leave').check();
    await yes.click();
    await board.getByText('The driver is forgotten.').waitFor();
    await board.getByTestId('drivers').waitFor();
    expect(await visitor.get(`/api/drivers?phone=${encodeURIComponent(phone)}`)).to.deep.equal({ drivers: [] });
  });

  it('both pages fit a telephone', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const board = await visitor.openBoard();
    await slot(board, 'A').waitFor();
    for (const page of ['bookings', 'drivers']) {
      await board.getByTestId(`nav-${page}`).tap();
      await board.getByTestId(page).waitFor();
      await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
      expect(await seriousViolations(board)).to.deep.equal([]);
    }
  });

  // The last one: with a second lot the bot asks which one is meant.
  it('each wallet of a driver is looked at by itself', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const board = await visitor.openBoard();
    const post = (path: string, data: object) => visitor.context.request.post(`${demo.url}${path}`, { data });
    await post('/api/lots', { code: 'north', name: 'North', currency: 'INR', timeZone: 'Asia/Kolkata', slots: ['N1'] });
    const { drivers } = await visitor.get<{ drivers: { id: string }[] }>('/api/drivers?q=0161');
    const id = drivers[0]?.id ?? '';
    await post(`/api/drivers/${id}/top-ups`, { amountMinor: 7700, currency: 'INR' });
    await board.goto(`${demo.url}/#/drivers/${id}`);
    await board.getByTestId('balance').getByText('$').waitFor();
    await board.getByTestId('wallets').getByText('INR').tap();
    await board.getByTestId('balance').getByText('₹77.00').waitFor();
    await board.getByTestId('statement').getByText('₹77.00').first().waitFor();
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    expect(await seriousViolations(board)).to.deep.equal([]);
  });
});
