import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { FakeProvider } from '../support/fake-provider.ts';
import { until } from '../support/wait.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { say, signIn, Visitor } from './visitor.ts';

const LOT = '/api/lots/main';
const SID = `AC${'b'.repeat(32)}`;
const TOKEN = 'the auth token of the lot';
const NUMBER = '+14150000001';
const PHONE = { viewport: { width: 390, height: 800 }, colorScheme: 'dark', locale: 'hi-IN' } as const;

describeInBrowser('what drivers are told, and by which numbers, in a browser', function () {
  this.timeout(240_000);
  const visitors: Visitor[] = [];
  let provider: FakeProvider;
  let demo: DemoProcess;
  let browser: Browser;

  const arrive = async (options: BrowserContextOptions = {}): Promise<Visitor> => {
    const visitor = await Visitor.arrive(browser, demo, options);
    visitor.context.setDefaultTimeout(30_000);
    visitors.push(visitor);
    return visitor;
  };
  const openSection = async (visitor: Visitor, section: string): Promise<Page> => {
    const board = await visitor.openBoard();
    await board.getByTestId('nav-settings').click();
    await board.getByTestId(`settings-tab-${section}`).click();
    await board.getByTestId(`settings-${section}`).waitFor();
    return board;
  };
  const openMessage = async (board: Page, kind: string) => {
    const message = board.getByTestId(`message-${kind}`);
    await message.getByRole('button').first().click();
    await message.getByTestId('words').waitFor();
    return message;
  };
  const isWide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

  before(async function () {
    this.timeout(180_000);
    provider = await FakeProvider.start();
    provider.answers.set(`/2010-04-01/Accounts/${SID}.json`, {
      status: 200,
      body: { friendly_name: 'North', status: 'active', type: 'Full' },
    });
    provider.answers.set(`/2010-04-01/Accounts/${SID}/Messages.json`, {
      status: 201,
      body: { sid: 'SM1', status: 'queued' },
    });
    demo = new DemoProcess({ CHANNEL_KEY: randomBytes(32).toString('hex'), TWILIO_API_URL: provider.url });
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
  });

  after(async () => {
    await browser?.close();
    await demo.remove();
    await provider.stop();
  });

  afterEach('no page complained', async () => {
    const left = visitors.splice(0);
    for (const { context } of left) await context.close();
    for (const { complaints } of left) expect(complaints).to.deep.equal({ errors: [], dialogs: [] });
  });

  describe('messages', () => {
    it('are worded with a preview as they are typed, reach a driver so, and go back to the standard words', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'messages');
      const booked = await openMessage(board, 'booked');
      expect(await booked.getByTestId('preview').innerText()).to.contain('is yours at Main car park');
      expect(await seriousViolations(board)).to.deep.equal([]);
      const area = booked.getByTestId('words');
      await area.fill('*Thank you*, ');
      await booked.getByTestId('insert-slot').click();
      await board.keyboard.type(' is for you <img src=x onerror=alert(1)> ');
      await booked.getByTestId('insert-reference').click();
      await booked.getByTestId('preview').getByText('is for you <img src=x onerror=alert(1)> PW-').waitFor();
      expect(await booked.getByTestId('preview').locator('strong').innerText()).to.equal('Thank you');
      await booked.getByTestId('save-words').click();
      await until(
        'it is saved',
        async () => (await visitor.get<any>(`${LOT}/templates?language=en`)).templates[0].body !== null,
      );
      const { templates } = await visitor.get<any>(`${LOT}/templates?language=en`);
      expect(templates[0].body).to.equal('*Thank you*, {slot} is for you <img src=x onerror=alert(1)> {reference}');
      const phone = await visitor.openPhone('+919812345670');
      const { slots } = await visitor.get<any>(`${LOT}/slots`);
      const free = slots.find(({ state }: any) => state === 'free').code;
      await say(phone, `book ${free}`);
      await phone.getByText(`${free} is for you`).waitFor();
      await booked.getByTestId('reset').click();
      await board.getByTestId('confirm').click();
      await booked.getByText('Standard words', { exact: true }).waitFor();
      expect(await area.inputValue()).to.equal('');
    });

    it('say what is wrong, and are not saved so', async () => {
      const board = await openSection(await arrive(), 'messages');
      const bill = await openMessage(board, 'bill');
      await bill.getByTestId('words').fill('Dear {nobody}, {slot');
      await bill.getByTestId('faults').getByText('{nobody} is not known here').waitFor();
      expect(await bill.getByTestId('save-words').isDisabled()).to.equal(true);
      expect(await seriousViolations(board)).to.deep.equal([]);
      await bill.getByTestId('words').fill('x'.repeat(1100));
      await bill.getByTestId('faults').getByText('1100 characters of at most 1024').waitFor();
      await bill.getByTestId('twilioContentSid').fill('HX12');
      expect(await bill.getByTestId('save-approved').isDisabled()).to.equal(true);
      await bill.getByTestId('twilioContentSid').fill(`HX${'d'.repeat(32)}`);
      await bill.getByTestId('save-approved').click();
      await board.getByText('Saved.', { exact: true }).waitFor();
    });

    it('tell the second of two admins that the first was faster, and keep what the second typed', async () => {
      const visitor = await arrive();
      const board = await openSection(visitor, 'messages');
      const message = await openMessage(board, 'no-show');
      await message.getByTestId('words').fill('Mine: {slot}');
      const headers = { origin: demo.url };
      const data = { body: 'Theirs: {slot}' };
      await board.request.put(`${demo.url}${LOT}/templates/no-show`, { data, headers });
      await message.getByTestId('save-words').click();
      await message.getByRole('alert').getByText('Theirs: {slot}').waitFor();
      expect(await message.getByTestId('words').inputValue()).to.equal('Mine: {slot}');
      await message.getByTestId('save-words').click();
      await board.getByText('Saved.', { exact: true }).waitFor();
      const { templates } = await visitor.get<any>(`${LOT}/templates?language=en`);
      expect(templates.find((one: any) => one.kind === 'no-show').body).to.equal('Mine: {slot}');
    });

    it('are switched off and on, and work on a phone in Hindi and in the dark', async () => {
      const visitor = await arrive(PHONE);
      const board = await openSection(visitor, 'messages');
      const message = await openMessage(board, 'before-end');
      expect(await seriousViolations(board)).to.deep.equal([]);
      expect(await isWide(board)).to.be.at.most(0);
      await message.getByTestId('told').click();
      await board.getByTestId('undo').click();
      const isOn = async () => {
        const { templates } = await visitor.get<any>(`${LOT}/templates?language=hi`);
        return templates.find((one: any) => one.kind === 'before-end').enabled;
      };
      await until('it is sent again', isOn);
    });
  });

  describe('WhatsApp numbers', () => {
    it('are connected, tested, switched off, given other credentials and closed; no secret comes back', async () => {
      const board = await openSection(await arrive(), 'channels');
      await board.getByTestId('connect').click();
      expect(await board.getByTestId('connect-yes').isDisabled()).to.equal(true);
      await board.getByTestId('from').fill(NUMBER);
      await board.getByTestId('accountSid').fill('AC12');
      await board.getByTestId('authToken').fill(TOKEN);
      expect(await board.getByTestId('connect-yes').isDisabled()).to.equal(true);
      await board.getByTestId('accountSid').fill(SID);
      expect(await seriousViolations(board)).to.deep.equal([]);
      await board.getByTestId('connect-yes').click();
      const card = board.getByTestId(`channel-${NUMBER}`);
      await card.getByText('Connected').waitFor();
      await card.getByTestId('test-channel').click();
      await board.getByTestId('test-to').fill('+919812345678');
      await board.getByTestId('test-yes').click();
      await board.getByText('North, active').first().waitFor();
      await board.getByTestId('test-message').getByText('on its way').waitFor();
      expect(await seriousViolations(board)).to.deep.equal([]);
      await board.keyboard.press('Escape');
      await card.getByText('North, active').waitFor();
      await card.getByTestId('credentials').click();
      await board.getByTestId('authToken').fill('another token altogether');
      await board.getByTestId('credentials-yes').click();
      await board.getByText('Saved.', { exact: true }).waitFor();
      await card.getByTestId('turn-channel').click();
      await card.getByText('Switched off').waitFor();
      await card.getByTestId('turn-channel').click();
      await card.getByText('Connected').waitFor();
      expect(await seriousViolations(board)).to.deep.equal([]);
      const shown = await board.content();
      expect([shown.includes(TOKEN), shown.includes('another token altogether')]).to.deep.equal([false, false]);
      await card.getByTestId('close-channel').click();
      await board.getByTestId('confirm').click();
      await card.waitFor({ state: 'detached' });
    });

    it('say where the provider calls, on a phone in Hindi and in the dark', async () => {
      const board = await openSection(await arrive(PHONE), 'channels');
      expect(await board.getByTestId('webhook-meta').innerText()).to.equal(`${demo.url}/webhooks/meta`);
      expect(await seriousViolations(board)).to.deep.equal([]);
      expect(await isWide(board)).to.be.at.most(0);
    });

    it('are nothing for those who are no admins', async () => {
      const visitor = await arrive();
      const board = await visitor.openBoard();
      const headers = { origin: demo.url };
      const data = { login: 'eye', role: 'viewer', password: 'a long password of theirs' };
      await board.request.post(`${demo.url}/api/staff`, { data, headers });
      const other = await browser.newContext();
      const page = await other.newPage();
      await page.goto(`${demo.url}/`);
      await signIn(page, data.password, data.login);
      await page.getByTestId('slot-A').waitFor();
      expect(await page.getByTestId('nav-settings').count()).to.equal(0);
      const answer = await page.request.post(`${demo.url}${LOT}/channels`, { data: {}, headers });
      expect(answer.status()).to.equal(403);
      await other.close();
    });
  });
});
