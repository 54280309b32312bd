import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Whatever serves the pages, and the password of its admin. */
export interface Served {
  readonly url: string;
  readonly password: string;
}

/** What a page said that no page of ours should ever say. */
export interface Complaints {
  readonly errors: string[];
  readonly dialogs: string[];
}

/** Somebody with a browser of their own: an attendant, a driver, or both. */
export class Visitor {
  readonly context: BrowserContext;
  readonly complaints: Complaints = { errors: [], dialogs: [] };
  /** How often each page asked for the whole board: a second time means that it had lost something. */
  readonly snapshots = new Map<Page, number>();
  private readonly demo: Served;

  private readonly options: BrowserContextOptions;

  private constructor(context: BrowserContext, demo: Served, options: BrowserContextOptions) {
    this.context = context;
    this.demo = demo;
    this.options = options;
  }

  static async arrive(browser: Browser, demo: Served, options: BrowserContextOptions = {}): Promise<Visitor> {
    const visitor = new Visitor(await windowOf(browser, options), demo, options);
    visitor.context.on('page', (page) => visitor.listen(page));
    return visitor;
  }

  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.demo.url + path);
    return page;
  }

  /** A board, signed in where it asks for it. */
  async openBoard(path = '/'): Promise<Page> {
    const page = await this.open(path);
    const form = page.getByTestId('login-form');
    await form.or(slot(page, 'A')).first().waitFor();
    if (await form.isVisible()) await signIn(page, this.demo.password);
    await slot(page, 'A').waitFor();
    return page;
  }

  /** The phone of one number, in a window of its own: a page behind another one draws once a second. */
  async openPhone(number: string): Promise<Page> {
    const browser = this.context.browser();
    if (!browser) throw new Error('no browser');
    const window = await windowOf(browser, this.options);
    this.context.on('close', () => void window.close().catch(() => undefined));
    window.on('page', (page) => this.listen(page));
    const chosen = JSON.stringify(JSON.stringify(number));
    await window.addInitScript(`if (origin !== 'null') localStorage.setItem('parkwire-phone', ${chosen})`);
    const page = await window.newPage();
    await page.goto(`${this.demo.url}/phone`);
    await page.getByTestId('phone-presence').getByText('online', { exact: true }).waitFor();
    return page;
  }

  /** What the API answers to whoever is signed in here. */
  async get<T>(path: string): Promise<T> {
    const response = await this.context.request.get(this.demo.url + path);
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}`);
    return (await response.json()) as T;
  }

  private listen(page: Page): void {
    const sent = (payload: string | Buffer | null) => {
      if (String(payload).includes('"join"')) this.snapshots.set(page, (this.snapshots.get(page) ?? 0) + 1);
    };
    page.on('request', (request) => sent(request.postData()));
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent(payload)));
    page.on('pageerror', (error) => this.complaints.errors.push(String(error)));
    page.on('console', (message) => {
      // What the network did is in the browser's own words and expected where a server is down or a login is wrong.
      const ofNetwork = /Failed to load resource|WebSocket connection to/.test(message.text());
      if (message.type() === 'error' && !ofNetwork) this.complaints.errors.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.complaints.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }
}

function windowOf(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  // Without motion nothing has to be waited for; what moves is tried by who asks for it.
  const usual: BrowserContextOptions = {
    viewport: { width: 1280, height: 860 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  };
  return browser.newContext({ ...usual, ...options });
}

export async function signIn(page: Page, password: string, login = 'admin'): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** A slot's card; with a look, only once it has all of it. */
export function slot(page: Page, code: string, look: Readonly<Record<string, string>> = {}): Locator {
  const wanted = Object.entries(look).map(([name, value]) => `[data-${name}="${value}"]`);
  return page.locator(`[data-testid="slot-${code}"]${wanted.join('')}`);
}

export async function say(phone: Page, text: string): Promise<void> {
  await phone.getByTestId('phone-input').fill(text);
  await phone.keyboard.press('Enter');
}

/** The bubbles of the conversation that hold a text. */
export function bubble(phone: Page, text: string | RegExp): Locator {
  return phone.getByTestId('message').filter({ hasText: text });
}

/** Watches the page from inside: when, by the machine's clock, a selector first matched. Begin it before the cause. */
export function whenSeen(page: Page, selector: string): Promise<number> {
  return whenTrue(page, `document.querySelector(${JSON.stringify(selector)}) !== null`);
}

/** The same of any condition on the document. It is looked at with every change, so nothing passes unseen. */
export function whenTrue(page: Page, condition: string, withinMs = 30_000): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const look = () => {
      if (!(${condition})) return;
      observer.disconnect();
      clearTimeout(timer);
      resolve(Date.now());
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => reject(new Error(${JSON.stringify(`never came true: ${condition}`)})), ${withinMs});
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  })`);
}
