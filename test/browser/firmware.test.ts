import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { demoInBrowser } from './demo-in-browser.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

demoInBrowser('firmware in a browser', ({ arrive }) => {
  async function openControllers(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await arrive(options);
    const board = await visitor.openBoard();
    await board.evaluate(`location.hash = '#/controllers'`);
    return board;
  }

  const upload = async (board: Page, version: string, bytes: number): Promise<void> => {
    const file = { name: `${version}.bin`, mimeType: 'application/macbinary', buffer: randomBytes(bytes) };
    await board.getByTestId('upload-firmware').locator('input[type=file]').setInputFiles(file);
    await board.getByLabel('Its version').fill(version);
    await board.getByTestId('upload-firmware-yes').click();
  };
  const rollout = (board: Page, state: string) => board.locator(`[data-testid="rollout"][data-state="${state}"]`);
  const line = (board: Page, id: string, state: string) =>
    board.locator(`[data-testid="rollout-${id}"][data-state="${state}"]`);
  /** Chooses these boards and no others. */
  const begin = async (board: Page, version: string, ids: readonly string[]): Promise<void> => {
    await board.getByTestId(`update-to-${version}`).click();
    await board.getByTestId('start-rollout').getByText('Which boards').waitFor();
    for (const box of await board.getByTestId('start-rollout').getByRole('checkbox').all()) {
      const id = (await box.getAttribute('value')) ?? '';
      await box.setChecked(ids.includes(id));
    }
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('start-rollout-yes').click();
  };

  it('an image is uploaded and boards are updated, while a second window looks on', async () => {
    const board = await openControllers();
    const second = await openControllers({ colorScheme: 'dark' });
    await board.getByTestId('firmware').getByText('No image yet').waitFor();
    await upload(board, '1 0', 10).catch(() => undefined);
    await board.getByText('Letters, digits').waitFor();
    expect(await board.getByTestId('upload-firmware-yes').isDisabled()).to.equal(true);
    await upload(board, '1.1.0', 200_000);
    await board.getByTestId('image-1.1.0').getByText('0.19 MB').waitFor();
    await upload(board, '1.1.0', 10);
    await board.getByTestId('upload-firmware-failed').getByText('already').waitFor();
    await begin(board, '1.1.0', ['esp32-a', 'esp32-b']);
    for (const page of [board, second]) {
      await rollout(page, 'done').waitFor();
      await line(page, 'esp32-b', 'updated').getByText('from parkwire-sim/1').waitFor();
      expect(await seriousViolations(page)).to.deep.equal([]);
    }
    await board.getByTestId('controller-esp32-a').getByText('1.1.0').waitFor();
    await board.getByTestId('image-1.1.0').getByText('on 2 of 8 boards').waitFor();
    await board.getByTestId('controller-esp32-a').click();
    const log = board.getByTestId('controller-log');
    for (const said of ['Told: Update', 'Update: done', 'Updated'])
      await log.getByText(said, { exact: true }).waitFor();
    // It said no word of where the image was.
    expect(await board.content()).to.not.contain('/firmware/');
  });

  it('what a board does not take stops it, is said, and is gone on with or ended, on a phone and in Hindi', async () => {
    const board = await openControllers(PHONE);
    // More than the flash of a board holds.
    await upload(board, '2.0.0', 0x1e0000 + 1);
    await board.getByTestId('image-2.0.0').waitFor();
    await begin(board, '2.0.0', ['esp32-c', 'esp32-d']);
    const stopped = board.getByTestId('rollout-stopped');
    await stopped.getByText('stopped by itself at esp32-c').waitFor();
    await line(board, 'esp32-c', 'failed').getByText('it said: the image could not be stored').waitFor();
    await line(board, 'esp32-d', 'waiting').waitFor();
    expect(await board.getByTestId('update-to-2.0.0').isDisabled()).to.equal(true);
    expect(await seriousViolations(board)).to.deep.equal([]);
    expect(await board.evaluate('document.documentElement.scrollWidth <= innerWidth')).to.equal(true);
    await board.getByTestId('controller-esp32-a').getByText('parkwire').or(board.getByText('1.1.0')).first().waitFor();
    await board.getByTestId('rollout-skip').click();
    await stopped.getByText('stopped by itself at esp32-d').waitFor();
    const hindi = await openControllers({ ...PHONE, locale: 'hi-IN' });
    await hindi.getByTestId('rollout-stopped').getByText('esp32-d पर यह ख़ुद रुक गया').waitFor();
    expect(await seriousViolations(hindi)).to.deep.equal([]);
    expect(await hindi.evaluate('document.documentElement.scrollWidth <= innerWidth')).to.equal(true);
    await board.getByTestId('rollout-cancel').click();
    await board.getByTestId('confirm').click();
    await rollout(board, 'cancelled').waitFor();
    await rollout(hindi, 'cancelled').waitFor();
    await board.getByTestId('retire-2.0.0').click();
    await board.getByTestId('confirm').click();
    await board.getByTestId('image-2.0.0').waitFor({ state: 'detached' });
  });

  it('who comes second is told that somebody was faster', async () => {
    const [board, other] = [await openControllers(), await openControllers()];
    await upload(board, '3.0.0', 0x1e0000 + 1);
    await begin(board, '3.0.0', ['esp32-e', 'esp32-f']);
    await board.getByTestId('rollout-skip').waitFor();
    await other.getByTestId('rollout-skip').waitFor();
    // The other window does not hear of it.
    await other.route('**/api/lots/main/rollouts', (route) => route.abort());
    await board.getByTestId('rollout-skip').click();
    await line(board, 'esp32-f', 'failed').waitFor();
    await other.getByTestId('rollout-retry').click();
    await other.getByRole('alert').getByText('not as you saw it').waitFor();
    await board.getByTestId('rollout-cancel').click();
    await board.getByTestId('confirm').click();
    await rollout(board, 'cancelled').waitFor();
  });
});
