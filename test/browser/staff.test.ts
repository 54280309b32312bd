import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { signIn, slot, type Visitor, whenTrue } from './visitor.ts';

const WORDS = 'tulip river seven';

demoInBrowser('staff, one’s own login and the audit log in a browser', ({ demo, arrive }) => {
  const menu = async (page: Page, item: string) => {
    await page.getByTestId('account-menu').click();
    await page.getByTestId(item).click();
  };
  async function openAt(visitor: Visitor, view: string): Promise<Page> {
    const page = await visitor.openBoard();
    await page.goto(`${demo.url}/#/${view}`);
    return page;
  }
  const row = (page: Page, login: string) => page.getByTestId(`staff-${login}`);
  const act = async (page: Page, login: string, action: string) => {
    await row(page, login).getByTestId('staff-actions').click();
    await page.getByTestId(`staff-${action}`).click();
  };
  /** Adds somebody and answers the drawn password. */
  async function add(page: Page, login: string, role: string): Promise<string> {
    await page.getByTestId('add-staff').click();
    await page.getByTestId('new-login').fill(login);
    await page.getByTestId(`new-role-${role}`).check();
    await page.getByTestId('add-yes').click();
    const password = await page.getByTestId('drawn-password').innerText();
    await page.getByTestId('password-seen').click();
    await row(page, login).waitFor();
    return password;
  }
  async function signedIn(login: string, password: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await arrive(options)).open('/');
    await page.getByTestId('login-form').waitFor();
    await signIn(page, password, login);
    await slot(page, 'A').waitFor();
    return page;
  }

  it('an admin adds somebody, gives another role, retires and brings back; the other browser follows at once', async () => {
    const admin = await (await arrive()).openBoard();
    await menu(admin, 'to-staff');
    const password = await add(admin, 'asha', 'attendant');
    const asha = await signedIn('asha', password);
    await asha.getByTestId('account-menu').click();
    expect(await asha.getByTestId('to-staff').count()).to.equal(0);
    await asha.keyboard.press('Escape');
    await admin.getByTestId('add-staff').click();
    await admin.getByTestId('new-login').fill('asha');
    await admin.getByTestId('add-yes').click();
    await admin.getByTestId('add-failed').getByText('already').waitFor();
    expect(await seriousViolations(admin)).to.deep.equal([]);
    await admin.keyboard.press('Escape');
    await row(admin, 'asha').getByTestId('role').selectOption('viewer');
    await admin.getByTestId('confirm').click();
    await asha.getByTestId('login-form').waitFor();
    await signIn(asha, password, 'asha');
    await slot(asha, 'A').waitFor();
    await act(admin, 'asha', 'retire');
    await admin.getByTestId('confirm').click();
    await row(admin, 'asha').waitFor({ state: 'detached' });
    await asha.getByTestId('login-form').waitFor();
    await signIn(asha, password, 'asha');
    await asha.getByTestId('login-error').waitFor();
    await admin.getByTestId('show-retired').check({ force: true });
    await act(admin, 'asha', 'bring-back');
    // Only whoever is back may sign in.
    await row(admin, 'asha').getByTestId('role').waitFor();
    await signIn(asha, password, 'asha');
    await slot(asha, 'A').waitFor();
    await act(admin, 'admin', 'retire');
    await admin.getByTestId('confirm').click();
    await admin.getByText('This is the last admin.').waitFor();
    await act(admin, 'asha', 'history');
    expect(new URL(admin.url()).hash).to.equal('#/audit/asha');
    await admin.getByText('Nothing was changed that fits.').waitFor();
    await admin.goBack();
    await row(admin, 'asha').waitFor();
  });

  it('everybody changes their own password, sees where they are signed in, and signs out everywhere', async () => {
    const admin = await openAt(await arrive(), 'staff');
    const password = await add(admin, 'ravi', 'viewer');
    const [gate, office] = [
      await signedIn('ravi', password),
      await signedIn('ravi', password, { colorScheme: 'dark' }),
    ];
    await menu(office, 'to-account');
    await office.getByTestId('session').nth(1).waitFor();
    expect(await office.getByTestId('session').count()).to.equal(2);
    await office.getByTestId('sessions').getByText('Chrome on Linux').first().waitFor();
    expect(await seriousViolations(office)).to.deep.equal([]);
    const change = async (old: string, next: string) => {
      await office.getByTestId('old-password').fill(old);
      await office.getByTestId('new-password').fill(next);
      await office.getByTestId('change-password').click();
    };
    await change('not this one', WORDS);
    await office.getByTestId('password-failed').getByText('old password').waitFor();
    await change(password, 'ravi123456');
    await office.getByTestId('password-failed').getByText('Choose another one').waitFor();
    await change(password, WORDS);
    await office.getByText('Your password is changed.').waitFor();
    await gate.getByTestId('login-form').waitFor();
    await signIn(gate, WORDS, 'ravi');
    await slot(gate, 'A').waitFor();
    await menu(gate, 'to-account');
    await gate.getByTestId('session').nth(1).waitFor();
    await gate.getByTestId('sign-out-everywhere').click();
    await gate.getByTestId('confirm').click();
    for (const page of [gate, office]) await page.getByTestId('login-form').waitFor();
  });

  it('the language is chosen on the page of one’s own login, and stays', async () => {
    const board = await openAt(await arrive({ colorScheme: 'dark' }), 'account');
    await board.getByText('हिन्दी').click();
    await board.getByRole('heading', { name: 'पासवर्ड बदलें' }).waitFor();
    expect(await board.evaluate('document.documentElement.lang')).to.equal('hi');
    await menu(board, 'to-staff');
    await row(board, 'admin').waitFor();
    await menu(board, 'to-audit');
    await board.getByTestId('audit').getByRole('heading', { name: 'बदलावों का लॉग' }).waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await menu(board, 'to-account');
    await board.getByText('English').click();
    await board.getByRole('heading', { name: 'Change password' }).waitFor();
  });

  it('the audit log tells who changed what, narrowed down and page by page; a viewer does not get there', async () => {
    const visitor = await arrive();
    const admin = await openAt(visitor, 'staff');
    const password = await add(admin, 'eye', 'viewer');
    for (let n = 0; n < 52; n++) {
      const body = { outOfService: n % 2 === 0 };
      await visitor.context.request.patch(`${demo.url}/api/lots/main/slots/H`, { data: body });
    }
    await admin.goto(`${demo.url}/#/audit`);
    const entries = admin.getByTestId('audit-entry');
    await entries.first().waitFor();
    expect(await entries.count()).to.equal(50);
    await admin.getByTestId('audit-older').click();
    await entries.nth(50).waitFor();
    await admin.getByTestId('audit-kind').selectOption('slot');
    await admin.locator('[data-action="staff.add"]').waitFor({ state: 'detached' });
    await admin.getByTestId('audit-older').click();
    await entries.nth(51).waitFor();
    expect(await entries.count()).to.equal(52);
    // Another question begins at its first page.
    await admin.getByTestId('audit-subject').fill('main/H');
    await entries.nth(50).waitFor({ state: 'detached' });
    await entries.first().waitFor();
    await entries.first().getByRole('button').click();
    await entries.first().getByRole('cell', { name: 'true' }).waitFor();
    expect(await seriousViolations(admin)).to.deep.equal([]);
    await admin.getByTestId('audit-who').selectOption('system');
    await admin.getByText('Nothing was changed that fits.').waitFor();
    const eye = await signedIn('eye', password);
    await eye.goto(`${demo.url}/#/staff`);
    await slot(eye, 'A').waitFor();
    expect(await eye.getByTestId('staff').count()).to.equal(0);
  });

  it('works on a phone held in one hand', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const board = await openAt(visitor, 'staff');
    for (const [view, testId] of [
      ['staff', 'staff-admin'],
      ['audit', 'audit-entries'],
      ['account', 'session'],
    ] as const) {
      await board.goto(`${demo.url}/#/${view}`);
      await board.getByTestId(testId).first().waitFor();
      await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
      expect(await seriousViolations(board), view).to.deep.equal([]);
    }
  });
});
