import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { demoInBrowser } from './demo-in-browser.ts';
import { bubble, say, whenTrue } from './visitor.ts';

const DRIVER = '+12025550171';
const OTHER = '+12025550172';
const HOSTILE = '<img src=x onerror="window.stolen=1"> *hello* </title><script>window.stolen=1</script>';

demoInBrowser('the inbox in a browser', ({ arrive }) => {
  const entry = (page: Page, text: string) => page.getByTestId('inbox-entry').filter({ hasText: text });

  it('shows a driver who wants a person at once, on the live page too, and answers go both ways', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const second = await (await arrive({ colorScheme: 'dark' })).openBoard();
    const phone = await visitor.openPhone(DRIVER);
    await say(phone, 'agent');
    await bubble(phone, 'will answer you here').waitFor();
    await say(phone, HOSTILE);
    for (const page of [board, second]) {
      await page.getByTestId('attention-driver-waiting').getByText('driver waits for an answer').waitFor();
    }
    await board.getByTestId('attention-driver-waiting').click();
    expect(new URL(board.url()).hash).to.equal('#/inbox');
    await entry(board, DRIVER).click();
    await board.getByTestId('message-driver').getByText('<script>').waitFor();
    expect(await board.evaluate('window.stolen')).to.equal(undefined);
    await board.getByTestId('answer').fill('On my way');
    await board.keyboard.press('Enter');
    await bubble(phone, 'On my way').waitFor();
    await board.getByTestId('message-staff').getByText('On my way').waitFor();
    await second.getByTestId('attention-driver-waiting').waitFor({ state: 'detached' });
    await say(phone, 'thank you');
    await second.getByTestId('attention-driver-waiting').waitFor();
    await board.getByTestId('message-driver').getByText('thank you').waitFor();
    await board.getByTestId('hand-back').click();
    await bubble(phone, 'handed you back').waitFor();
    await board.getByText('Nobody waits for you.').waitFor();
    await say(phone, 'status');
    await bubble(phone, 'no booking').waitFor();
  });

  it('works on a phone held in one hand: the list, or what was said', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone(OTHER);
    await say(phone, 'talk to a human');
    await bubble(phone, 'will answer you here').waitFor();
    await board.getByTestId('nav-inbox').tap();
    await entry(board, OTHER).tap();
    await board.getByTestId('thread').waitFor();
    expect(await entry(board, OTHER).isVisible()).to.equal(false);
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    await board.getByTestId('answer').fill('Hello');
    await board.getByRole('button', { name: 'Send' }).tap();
    await bubble(phone, 'Hello').waitFor();
    await board.getByRole('button', { name: 'Back to the list' }).tap();
    await entry(board, OTHER).getByText('Answered by admin').waitFor();
    await board.goBack();
    await board.getByTestId('thread').waitFor();
  });

  it('has the reported problems as numbered cases that are worked on, and the driver is told', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const phone = await visitor.openPhone('+12025550173');
    await say(phone, 'report');
    await bubble(phone, 'What is wrong').waitFor();
    await say(phone, 'the barrier is stuck');
    await bubble(phone, /PR-\w{6}/).waitFor();
    await board.getByTestId('nav-cases').click();
    const reported = board.getByTestId(/^case-PR-/).filter({ hasText: 'barrier' });
    await reported.getByPlaceholder('Words for the driver (optional)').fill('It is open again.');
    await reported.getByRole('button', { name: 'Solved' }).click();
    await bubble(phone, 'It is open again.').waitFor();
    await board.getByText('No such problems.').waitFor();
    await board.getByText('All', { exact: true }).click();
    await reported.getByText('Told the driver: It is open again.').waitFor();
  });
});
