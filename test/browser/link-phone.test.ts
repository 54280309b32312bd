import { expect } from 'chai';
import { demoInBrowser } from './demo-in-browser.ts';
import { bubble, say } from './visitor.ts';

const STAFF = '+12025550173';

demoInBrowser('linking a phone in a browser', ({ arrive }) => {
  it('shows the words to send, a new code each time, and by the keyboard too; sent from a phone they link it', async () => {
    const visitor = await arrive();
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
  });
});
