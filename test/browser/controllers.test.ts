import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { type Visitor, whenTrue } from './visitor.ts';

demoInBrowser('controllers in a browser', ({ arrive }) => {
  const openController = async (board: Page, id: string): Promise<Locator> => {
    await board.getByTestId('nav-controllers').click();
    await board.getByTestId(`controller-${id}`).click();
    const log = board.getByTestId('controller-log');
    await log.waitFor();
    return log;
  };
  const controllersOf = async (visitor: Visitor): Promise<any[]> =>
    (await visitor.get<{ controllers: any[] }>('/api/lots/main/controllers')).controllers;

  it('a controller is identified, asked, set and restarted, and two boards see its log live', async () => {
    const board = await (await arrive()).openBoard();
    const second = await (await arrive({ colorScheme: 'dark' })).openBoard();
    const log = await openController(board, 'esp32-g');
    const other = await openController(second, 'esp32-g');
    for (const page of [board, second]) expect(await seriousViolations(page)).to.deep.equal([]);
    await board.getByTestId('identify').click();
    for (const each of [log, other]) await each.getByText('Identify: accepted').waitFor();
    await board.getByTestId('resync').click();
    await log.getByText('Say everything again: done').waitFor();
    await board.getByTestId('settings').click();
    await board.getByTestId('setting-telemetryS').fill('1');
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('settings-yes').click();
    await log.getByText('Settings: done').waitFor();
    await board.getByTestId('controller-drawer').getByText('telemetryS 1').waitFor();
    // With a heartbeat a second it has told how strong its signal is.
    await board.getByTestId('controller-drawer').getByText('dBm').waitFor();
    await board.getByTestId('restart').click();
    await board.keyboard.press('Escape');
    await board.getByTestId('confirm').waitFor({ state: 'detached' });
    await board.getByTestId('restart').click();
    await board.getByTestId('confirm').click();
    for (const each of [log, other]) await each.getByText('Restart: done').waitFor();
    await log.getByText('woke anew').first().waitFor();
    await board.keyboard.press('Escape');
    await board.getByTestId('controller-drawer').waitFor({ state: 'detached' });
    expect(new URL(board.url()).hash).to.equal('#/controllers');
    await board.goBack();
    await board.getByTestId('controller-log').waitFor();
  });

  it('one is added with a slot of another: its secret is there once, in lines and as a QR code, and lets it in', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    await openController(board, 'esp32-h');
    await board.getByTestId('assign').click();
    await board.getByTestId('slots-field').press('Backspace');
    await board.keyboard.press('Tab');
    await board.getByText('Attendants run H by hand').waitFor();
    await board.getByTestId('slots-yes').click();
    await board.getByTestId('controller-log').getByText('Serves other slots').waitFor();
    await board.keyboard.press('Escape');
    await board.getByTestId('add-controller').click();
    await board.getByTestId('controller-id').fill('Wrong Id');
    expect(await board.getByTestId('add-yes').isDisabled()).to.equal(true);
    await board.getByTestId('controller-id').fill('esp32-g');
    await board.getByTestId('add-yes').click();
    await board.getByRole('alert').getByText('already').waitFor();
    await board.getByTestId('controller-id').fill('new-board');
    await board.getByTestId('controller-slots').click();
    await board.getByRole('option', { name: 'H', exact: true }).click();
    await board.keyboard.press('Tab');
    await board.getByTestId('add-yes').click();
    const secret = await board.getByTestId('secret').innerText();
    const lines = await board.getByTestId('lines').innerText();
    expect(secret).to.match(/^[0-9a-f]{64}$/);
    const { broker } = await visitor.get<any>('/api/lots/main/controllers');
    expect(lines.split('\n')).to.deep.equal([
      'broker=127.0.0.1',
      `port=${broker.port}`,
      'tls=no',
      'lot=main',
      'id=new-board',
      `secret=${secret}`,
      'slots=H',
    ]);
    await board.getByTestId('qr').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    expect(await scan(board.getByTestId('qr'))).to.equal(lines);
    await board.getByTestId('secret-kept').click();
    await board.getByTestId('controller-new-board').getByText('Never heard').waitFor();
    expect(await board.content()).to.not.contain(secret);
    // A board that is given these lines comes online.
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-lines-'));
    try {
      const file = join(folder, 'board.txt');
      writeFileSync(file, lines);
      const { startBoard } = await import('../../firmware-sim/start-board.ts');
      const { boardsFromOptions } = await import('../../firmware-sim/cli/settings.ts');
      const options = {
        url: 'mqtt://nowhere.example',
        lot: 'other',
        scenario: 'quiet' as never,
        seed: 1,
        config: file,
      };
      const [given] = boardsFromOptions(options);
      if (!given) throw new Error('no board');
      const simulated = await startBoard(given);
      await board.getByTestId('controller-new-board').getByText('Online').waitFor();
      simulated.powerOff();
      await board.getByTestId('controller-new-board').getByText('Lost', { exact: true }).waitFor();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('a secret follows another, or is revoked; a slot is moved; a controller is removed, each after a question', async () => {
    const visitor = await arrive();
    const board = await visitor.openBoard();
    const log = await openController(board, 'esp32-f');
    await board.getByTestId('rotate').click();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('rotate-yes').click();
    await board.getByTestId('secret').waitFor();
    await board.getByTestId('secret-kept').click();
    await log.getByText('New secret drawn').waitFor();
    const status = async () => (await controllersOf(visitor)).find(({ id }) => id === 'esp32-f')?.status;
    expect(await status()).to.equal('online');
    await board.getByTestId('rotate').click();
    await board.getByTestId('revoke').check();
    await board.getByTestId('rotate-yes').click();
    await board.getByTestId('secret-kept').click();
    await log.getByText('Secret revoked').waitFor();
    // Its board knows only the secret that is worth nothing now, and knocks again and again.
    await log.getByText('Refused by the broker').waitFor();
    await log.getByText('wrong secret').first().waitFor();
    await board.keyboard.press('Escape');

    await openController(board, 'esp32-e');
    await board.getByTestId('assign').click();
    await board.getByTestId('slots-field').click();
    await board.getByRole('option', { name: 'F (now esp32-f)' }).click();
    await board.keyboard.press('Tab');
    await board.getByText('F is taken from esp32-f').waitFor();
    await board.getByTestId('slots-yes').click();
    await board.getByText('esp32-e serves E, F now.').waitFor();
    await board.getByTestId('controller-drawer').getByText('set up for other slots').waitFor();
    await board.keyboard.press('Escape');

    await openController(board, 'esp32-f');
    await board.getByTestId('remove').click();
    await board.getByTestId('confirm').click();
    await board.getByTestId('controller-esp32-f').waitFor({ state: 'detached' });
    expect(await status()).to.equal(undefined);
  });

  it('works on a phone: cards, a drawer, Hindi, and no sideways scrolling', async () => {
    const options = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    const visitor = await arrive({ ...options, locale: 'hi-IN' });
    const board = await visitor.openBoard();
    await board.getByTestId('nav-controllers').tap();
    await board.getByTestId('controller-esp32-a').waitFor();
    await board.getByRole('heading', { name: 'कंट्रोलर' }).waitFor();
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('controller-esp32-a').tap();
    await board.getByTestId('identify').tap();
    await board.getByTestId('controller-log').getByText('पहचान: मान लिया').waitFor();
    await whenTrue(board, 'document.documentElement.scrollWidth <= innerWidth');
    expect(await seriousViolations(board)).to.deep.equal([]);
  });
});

/** What a camera reads of the picture. */
async function scan(picture: Locator): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-qr-'));
  try {
    const file = join(folder, 'qr.png');
    await picture.screenshot({ path: file });
    const { stdout, error } = spawnSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' });
    if (error) throw error;
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
