import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { slot, Visitor } from './visitor.ts';

/** Each would say so if it ran: as markup, in an attribute, in a link, in a template, in JSON, in a style, hidden in other letters. */
const PAYLOADS = [
  '<script>window.stolen=1</script>',
  '<img src=x onerror="window.stolen=1">',
  '<svg/onload=window.stolen=1>',
  '"><img src=/x onerror=window.stolen=1>',
  `' autofocus onfocus='window.stolen=1`,
  '</title></textarea></script><script>window.stolen=1</script>',
  'javascript:window.stolen=1',
  '[click](javascript:window.stolen=1)',
  '<a href="javascript:window.stolen=1">x</a>',
  '<iframe srcdoc="<script>parent.stolen=1</script>"></iframe>',
  '<math><mtext><style><img src onerror=window.stolen=1></style>',
  '{{constructor.constructor("window.stolen=1")()}} #{window.stolen=1}',
  '</script>","x":{"__proto__":{"stolen":1}}',
  '<style>*{background:url(https://evil.example/x)}</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href=https://evil.example/>',
  '<object data="https://evil.example/x"></object>',
  '\u202e<b onmouseover=window.stolen=1>\u0000*x*',
  '＜script＞window.stolen=1＜/script＞',
];

/** As the first phone sends it, and whole. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join(';');

describeInBrowser('threat: scripts in names, plates, messages, notes and cases', function () {
  this.timeout(120_000);
  const demo = new DemoProcess();
  const strangers: string[] = [];
  let browser: Browser;
  let visitor: Visitor;
  let board: Page;

  const phoneOf = (n: number) => `+1202555${String(1000 + n)}`;

  async function api(method: 'POST' | 'PATCH' | 'GET', path: string, data?: unknown): Promise<any> {
    const response = await visitor.context.request.fetch(demo.url + path, { method, ...(data ? { data } : {}) });
    const text = await response.text();
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  before(async function () {
    this.timeout(240_000);
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
    visitor = await Visitor.arrive(browser, demo);
    visitor.context.setDefaultTimeout(30_000);
    visitor.context.on('request', (request) => {
      if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(demo.url)) strangers.push(request.url());
    });
    board = await visitor.openBoard();
    for (const [n, payload] of PAYLOADS.entries()) await plant(n, payload);
  });

  after(async () => {
    await browser?.close();
    await demo.remove();
  });

  /** One driver with the payload wherever a driver or an attendant can write something. */
  async function plant(n: number, payload: string): Promise<void> {
    const From = `whatsapp:${phoneOf(n)}`;
    const write = (Body: string) => demo.twilio({ From, Body, ProfileName: payload });
    await write(payload);
    await write(`my name is ${payload}`);
    await write(`my plate is ${payload}`);
    await write('report');
    await write(payload);
    await write('agent');
    await write(payload);
    const { drivers } = await api('GET', `/api/drivers?phone=${encodeURIComponent(phoneOf(n))}`);
    const { id } = drivers[0];
    await api('POST', `/api/conversations/${id}/take`, {});
    await api('POST', `/api/conversations/${id}/messages`, { text: payload });
    await api('POST', `/api/drivers/${id}/top-ups`, { amountMinor: 5000, currency: 'USD', reason: payload });
    await api('POST', `/api/drivers/${id}/block`, { reason: payload });
    await api('POST', `/api/drivers/${id}/unblock`, { reason: payload });
  }

  const ran = async (page: Page) => ({
    stolen: await page.evaluate('window.stolen'),
    polluted: await page.evaluate('({}).stolen'),
    planted: await page.evaluate(
      `document.querySelectorAll('script:not([src]), iframe, object, embed, base, meta[http-equiv], [onerror], [onload], [onfocus], [onmouseover], a[href^="javascript:" i]').length`,
    ),
  });
  const nothing = { stolen: undefined, polluted: undefined, planted: 0 };

  async function expectQuiet(page: Page, where: string): Promise<void> {
    expect(await ran(page), where).to.deep.equal(nothing);
    expect(visitor.complaints, where).to.deep.equal({ errors: [], dialogs: [] });
    expect(strangers, where).to.deep.equal([]);
    expect(new URL(page.url()).origin, where).to.equal(demo.url);
  }

  it('they are shown as they were written: the corpus has arrived', async () => {
    const { drivers } = await api('GET', '/api/drivers');
    const names = drivers.map((driver: { displayName: string }) => driver.displayName);
    expect(names.some((name: string) => name.includes('<img src=x'))).to.equal(true);
    for (const [n, payload] of PAYLOADS.entries()) {
      const { messages } = await api('GET', `/api/messages?limit=200&phone=${encodeURIComponent(phoneOf(n))}`);
      const sent = messages.filter(({ body }: { body: string }) => body === payload.replaceAll('\0', '\ufffd'));
      expect(sent.length, payload).to.be.greaterThan(1);
    }
  });

  it('run on no page of the board', async () => {
    await board.goto(`${demo.url}/#/`);
    await slot(board, 'A').waitFor();
    const pages = await board.evaluate<string[]>(
      `[...document.querySelectorAll('nav a[data-testid^="nav-"]')].map((link) => link.getAttribute('href'))`,
    );
    expect(pages.length).to.be.greaterThan(3);
    for (const href of [...pages, '#/account', '#/staff', '#/audit']) {
      await board.goto(`${demo.url}/${href}`);
      await board.locator('main section, main [role=grid]').first().waitFor();
      await board.waitForLoadState('networkidle');
      await expectQuiet(board, href);
    }
  });

  it('run in no drawer, profile, conversation, case or entry of the log', async () => {
    await board.goto(`${demo.url}/#/inbox`);
    const entries = board.getByTestId('inbox-entry');
    await entries.nth(PAYLOADS.length - 1).waitFor();
    for (let n = 0; n < PAYLOADS.length; n++) {
      await entries.nth(n).click();
      await board.getByTestId('message-staff').first().waitFor();
      await expectQuiet(board, `conversation ${n}`);
    }
    await board.goto(`${demo.url}/#/cases`);
    await board
      .getByTestId(/^case-/)
      .nth(5)
      .waitFor();
    await expectQuiet(board, 'cases');
    const { drivers } = await api('GET', '/api/drivers');
    for (const { id } of drivers.slice(0, PAYLOADS.length)) {
      await board.goto(`${demo.url}/#/drivers/${id}`);
      await board.getByTestId('driver').waitFor();
      await board.waitForLoadState('networkidle');
      await expectQuiet(board, `driver ${id}`);
    }
    await board.goto(`${demo.url}/#/audit`);
    await board.getByTestId('audit-kind').selectOption('wallet');
    await board
      .locator('[data-action="wallet.top-up"]')
      .nth(PAYLOADS.length - 1)
      .waitFor();
    await board.getByTestId('audit-entry').first().waitFor();
    for (const entry of await board.getByTestId('audit-entry').all()) await entry.getByRole('button').click();
    await board.getByRole('cell', { name: '<object data' }).first().waitFor();
    await expectQuiet(board, 'the log');
  });

  it('run at no slot, booked by a driver of such a name, and in no answer to a search', async () => {
    await api('POST', `/api/conversations/${(await driverOf(1)).id}/hand-back`, {});
    // Simulated cars come and go meanwhile: whichever slot is free.
    const { slots } = await api('GET', '/api/lots/main/board');
    const free = slots.filter(({ state }: { state: string }) => state === 'free').at(-1).code;
    await api('POST', '/api/bookings', { slot: free, phone: phoneOf(1) });
    await board.goto(`${demo.url}/#/`);
    await slot(board, free, { state: 'reserved' }).click();
    await board.getByTestId('timeline').waitFor();
    await expectQuiet(board, 'the drawer of a slot');
    await board.keyboard.press('Escape');
    for (const payload of PAYLOADS) {
      await board.getByTestId('search').fill(payload.slice(0, 60));
      await expectQuiet(board, `search for ${payload}`);
    }
    await board.getByTestId('search').fill('');
  });

  const driverOf = async (n: number) =>
    (await api('GET', `/api/drivers?phone=${encodeURIComponent(phoneOf(n))}`)).drivers[0];

  it('run on no browser phone', async () => {
    for (const n of [0, 1, 6, 7, 11]) {
      const phone = await visitor.openPhone(phoneOf(n));
      await phone.getByTestId('message').first().waitFor();
      await expectQuiet(phone, `phone ${n}`);
      await phone.close();
    }
  });

  it('run in no address', async () => {
    for (const payload of PAYLOADS) {
      const page = await visitor.open(`/?kiosk=${encodeURIComponent(payload)}&lot=${encodeURIComponent(payload)}`);
      await page.goto(`${demo.url}/#/drivers/${encodeURIComponent(payload)}`);
      await page.locator('main').waitFor();
      expect(await ran(page), payload).to.deep.equal(nothing);
      await page.close();
    }
    expect(strangers).to.deep.equal([]);
  });

  it('every page carries the strict policy, and a browser holds a page of ours to it', async () => {
    for (const path of ['/', '/phone', '/docs', '/openapi.json', '/api/session', '/nothing']) {
      const { headers } = await fetch(demo.url + path);
      expect(headers.get('content-security-policy'), path).to.equal(CSP);
      expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(headers.get('x-powered-by'), path).to.equal(null);
    }
    const page = await visitor.open('/');
    await page.getByTestId('account-menu').waitFor();
    const outcome = await page.evaluate<string>(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.stolen = 1';
      document.body.append(script);
      setTimeout(() => resolve('none'), 5000);
    })`);
    expect(outcome).to.equal('script-src-elem');
    expect(await page.evaluate('window.stolen')).to.equal(undefined);
    await page.close();
  });
});
