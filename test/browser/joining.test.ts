import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { seriousViolations } from '../support/axe.ts';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { Visitor } from './visitor.ts';

describeInBrowser('a board that joins, in a browser', function () {
  this.timeout(240_000);
  const demo = new DemoProcess();
  const visitors: Visitor[] = [];
  const boards: ChildProcessWithoutNullStreams[] = [];
  let browser: Browser;

  const arrive = async (options = {}): Promise<Visitor> => {
    const visitor = await Visitor.arrive(browser, demo, options);
    visitor.context.setDefaultTimeout(30_000);
    visitors.push(visitor);
    return visitor;
  };
  /** A board of the simulator's, out of the box: it makes its secret up itself. */
  const switchOn = (id: string, slots: string, port: number): string[] => {
    const what = ['--join', '--controller', id, '--slots', slots, '--url', `mqtt://127.0.0.1:${port}`];
    const child = spawn(process.execPath, ['--import=tsx', 'firmware-sim/cli/main.ts', ...what]);
    boards.push(child);
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    return lines;
  };

  const openControllers = async (visitor: Visitor) => {
    const board = await visitor.openBoard();
    await board.getByTestId('nav-controllers').click();
    return board;
  };

  before(async function () {
    this.timeout(180_000);
    browser = await launchBrowser();
    buildDemo();
    await demo.start();
  });

  after(async () => {
    await browser?.close();
    await demo.remove();
  });

  afterEach('no page complained', async () => {
    for (const board of boards.splice(0)) {
      if (board.exitCode !== null) continue;
      board.kill('SIGTERM');
      await once(board, 'exit');
    }
    const left = visitors.splice(0);
    const headers = { origin: demo.url };
    for (const { context } of left) await context.request.delete(`${demo.url}/api/joining`, { headers });
    for (const { context } of left) await context.close();
    for (const { complaints } of left) expect(complaints).to.deep.equal({ errors: [], dialogs: [] });
  });

  it('shows up by itself, is let in with the slots it has, and its LED and sensor live from then on', async () => {
    const visitor = await arrive();
    const board = await openControllers(visitor);
    const { broker } = await visitor.get<any>('/api/lots/main/controllers');
    await board.getByTestId('joining-open').click();
    await board.getByTestId('joining').getByText('No board has asked yet').waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    const added = await board.request.post(`${demo.url}/api/lots/main/slots`, {
      data: { slots: ['J'] },
      headers: { origin: demo.url },
    });
    expect(added.status()).to.equal(201);
    const lines = switchOn('esp32-new', 'J', broker.port);
    const newcomer = board.getByTestId('newcomer-esp32-new');
    await newcomer.getByText('parkwire-sim/1').waitFor();
    await newcomer.getByText('J', { exact: true }).waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    await board.getByTestId('let-in-esp32-new').click();
    await board.getByTestId('controller-esp32-new').getByText('Online').waitFor();
    await newcomer.waitFor({ state: 'detached' });
    expect(lines.join('\n')).to.contain('was let in: lot main, slots J');
    const secret = /SIM_SECRET=(\w+)/.exec(lines.join('\n'))?.[1] ?? '';
    expect(secret).to.match(/^[0-9a-f]{64}$/);
    expect(await board.content()).to.not.contain(secret);
    await board.getByTestId('joining-close').click();
    await board.getByTestId('joining').waitFor({ state: 'detached' });
  });

  it('is turned away on a phone in Hindi, and finds the window closed', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 800 }, colorScheme: 'dark', locale: 'hi-IN' });
    const board = await openControllers(visitor);
    const { broker } = await visitor.get<any>('/api/lots/main/controllers');
    const lines = switchOn('esp32-other', 'A', broker.port);
    await board.getByTestId('joining-open').click();
    const newcomer = board.getByTestId('newcomer-esp32-other');
    await newcomer.waitFor();
    expect(await seriousViolations(board)).to.deep.equal([]);
    const sideways = await board.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(sideways).to.be.at.most(0);
    await newcomer.getByRole('button', { name: 'लौटा दें: esp32-other' }).click();
    await newcomer.waitFor({ state: 'detached' });
    expect(lines.some((line) => line.includes('was let in'))).to.equal(false);
  });
});
