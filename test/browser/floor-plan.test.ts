import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { drawPlan, Picture } from '../../server/demo/draw-plan.ts';
import type { PlanView } from '../../shared/live/board-events.ts';
import { seriousInBothThemes, seriousViolations } from '../support/axe.ts';
import { pngOf } from '../support/pictures.ts';
import { until } from '../support/wait.ts';
import { demoInBrowser } from './demo-in-browser.ts';
import { signIn, slot, type Visitor, whenTrue } from './visitor.ts';

const LOT = '/api/lots/main';
const CODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const drawn = drawPlan(CODES);
const PNG = { name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from(drawn.png) };

demoInBrowser('the floor plan in a browser', ({ demo, arrive }) => {
  /** What a function in the page answers of an element. */
  const ask = <T>(page: Page, selector: string, of: string): Promise<T> =>
    page.evaluate<T>(`(${of})(document.querySelector(${JSON.stringify(selector)}))`);
  const PICTURE = '[data-testid="plan-picture"] img';
  const planOf = (visitor: Visitor) => visitor.get<PlanView>(`${LOT}/plan`);
  const mark = (page: Page, code: string) => page.getByTestId(`mark-${code}`);
  const saveBar = (page: Page) => page.getByTestId('save-bar');

  async function write(visitor: Visitor, method: 'PUT' | 'POST' | 'DELETE', path: string, data?: unknown) {
    const answer = await visitor.context.request.fetch(`${demo.url}${path}`, { method, ...(data ? { data } : {}) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  }

  /** The plan as the demo draws it, with these slots on it. */
  async function layPlan(visitor: Visitor, codes: readonly string[]): Promise<void> {
    const headers = { 'content-type': 'image/png' };
    const put = { method: 'PUT', headers, data: PNG.buffer };
    const answer = await visitor.context.request.fetch(`${demo.url}${LOT}/plan`, put);
    const { version } = (await answer.json()) as PlanView;
    const places = Object.fromEntries(codes.map((code) => [code, drawn.places[code]]));
    await write(visitor, 'PUT', `${LOT}/plan/places`, { ifVersion: version, places });
  }

  async function openEditor(visitor: Visitor, codes: readonly string[]): Promise<Page> {
    const board = await visitor.openBoard();
    await layPlan(visitor, codes);
    await board.getByTestId('nav-settings').click();
    await board.getByTestId('settings-tab-plan').click();
    for (const code of codes) await mark(board, code).waitFor();
    return board;
  }

  async function openPlan(visitor: Visitor): Promise<Page> {
    const board = await visitor.openBoard();
    await board.getByTestId('slots-as').getByText('Plan').click();
    await board.getByTestId('plan-picture').waitFor();
    await ask(board, PICTURE, '(image) => image.decode()');
    return board;
  }

  /** A point of the picture by its fractions, in the window. */
  async function pointOn(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
    await page.getByTestId('plan-picture').scrollIntoViewIfNeeded();
    const box = await page.getByTestId('plan-picture').boundingBox();
    if (box === null) throw new Error('there is no picture');
    return { x: box.x + x * box.width, y: box.y + y * box.height };
  }

  async function drag(page: Page, what: Locator, x: number, y: number): Promise<void> {
    const to = await pointOn(page, x, y);
    const from = await what.boundingBox();
    if (from === null) throw new Error('there is nothing to drag');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x - 20, to.y - 20, { steps: 5 });
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
  }

  /** Saves, and answers what the server has then. */
  async function save(visitor: Visitor, board: Page): Promise<PlanView> {
    await saveBar(board).getByTestId('save').click();
    await saveBar(board).waitFor({ state: 'detached' });
    return planOf(visitor);
  }

  const near = (place: readonly number[] | undefined, x: number, y: number) => {
    expect(place?.[0]).to.be.closeTo(x, 0.01);
    expect(place?.[1]).to.be.closeTo(y, 0.01);
  };

  describe('made by an admin', () => {
    it('is chosen, looked at and put in place; by drop as well; and removed when that is agreed to', async () => {
      const visitor = await arrive();
      const board = await openEditor(visitor, []);
      await board.getByTestId('remove-plan').click();
      await board.getByTestId('confirm').click();
      await board.getByText('This car park has no floor plan').waitFor();
      expect(await planOf(visitor)).to.deep.include({ image: null, places: {} });
      await board.locator('input[type=file]').setInputFiles(PNG);
      await board.getByTestId('plan-preview').getByText('1056 × 850 pixels').waitFor();
      expect(await planOf(visitor), 'looking changes nothing').to.deep.include({ image: null });
      await board.getByTestId('use-plan').click();
      await board.getByTestId('plan-picture').waitFor();
      await board.getByTestId('unplaced').getByText('8 slots to put on the plan').waitFor();
      const first = await planOf(visitor);
      expect(first.image).to.include({ type: 'image/png', width: 1056, height: 850 });

      const other = new Picture(400, 100, [200, 220, 210]).png();
      const bytes = [...other];
      await ask(
        board,
        '[data-testid="plan-drop"]',
        `(target) => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], 'other.png', { type: 'image/png' }));
          target.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
        }`,
      );
      await board.getByTestId('plan-preview').getByText('400 × 100 pixels').waitFor();
      await board.getByTestId('use-plan').click();
      await board.getByTestId('plan-preview').waitFor({ state: 'detached' });
      expect((await planOf(visitor)).image).to.include({ width: 400, height: 100 });
    });

    it('refuses what is no picture, too large, or has too many pixels, and says so', async () => {
      const visitor = await arrive();
      const board = await openEditor(visitor, []);
      const before = await planOf(visitor);
      const choose = (buffer: Buffer) =>
        board.locator('input[type=file]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer });
      const refused = (text: string) => board.getByTestId('upload-failed').filter({ hasText: text }).waitFor();
      await choose(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
      await refused('This is no picture that can be shown');
      await choose(Buffer.alloc(8 * 1024 * 1024 + 200_000));
      await refused('The file has 8.2 MB; the most is 8.');
      await choose(Buffer.from(pngOf(9000, 9000)));
      await refused('This is no picture that can be shown');
      await choose(Buffer.from(new Picture(8001, 2, [255, 255, 255]).png()));
      await refused('The picture has 8001 × 2 pixels');
      // Whoever tries all the same is told by the server.
      await board.getByTestId('use-plan').click();
      await refused('the picture has 8001 × 2 pixels');
      expect(await planOf(visitor)).to.deep.equal(before);
    });

    it('takes slots by dragging, and by pressing one and its place, and gives back the last step', async () => {
      const visitor = await arrive();
      const board = await openEditor(visitor, ['A', 'B']);
      await drag(board, board.getByTestId('chip-C'), 0.5, 0.3);
      await mark(board, 'C').waitFor();
      await drag(board, mark(board, 'A'), 0.2, 0.5);
      await board.getByText('2 changes not saved').waitFor();
      // Beside the plan nothing is put down.
      await board.getByTestId('chip-D').hover();
      await board.mouse.down();
      await board.mouse.move(5, 5, { steps: 3 });
      await board.mouse.up();
      await board.getByTestId('chip-D').click();
      await board.getByText('Now press where D is.').waitFor();
      const first = await pointOn(board, 0.7, 0.77);
      await board.mouse.click(first.x, first.y);
      await board.getByText('Now press where E is.').waitFor();
      const second = await pointOn(board, 0.16, 0.77);
      await board.mouse.click(second.x, second.y);
      await mark(board, 'E').waitFor();
      await board.keyboard.press('Escape');
      await board.getByText('4 changes not saved').waitFor();
      await board.getByTestId('undo-step').click();
      await board.getByTestId('chip-E').waitFor();
      await board.keyboard.press('Control+z');
      await board.getByTestId('chip-D').waitFor();
      expect((await planOf(visitor)).places, 'nothing is saved yet').to.have.all.keys('A', 'B');
      const { places } = await save(visitor, board);
      expect(places).to.have.all.keys('A', 'B', 'C');
      near(places['C'], 0.5, 0.3);
      near(places['A'], 0.2, 0.5);
      expect(places['B']).to.deep.equal(drawn.places['B']);
    });

    it('takes slots by keyboard alone, and says where they are', async () => {
      const visitor = await arrive();
      const board = await openEditor(visitor, ['A', 'B']);
      const said = (text: string) => board.getByTestId('plan-said').getByText(text).waitFor();
      const focused = (id: string) => board.locator(`[data-testid="${id}"]:focus`).waitFor();
      await board.getByTestId('chip-C').focus();
      await board.keyboard.press('Enter');
      await focused('mark-C');
      await said('C: 50 % from the left');
      for (let times = 0; times < 3; times++) await board.keyboard.press('ArrowRight');
      await said('C: 53 % from the left');
      await board.keyboard.press('Shift+ArrowRight');
      await said('C: 58 % from the left');
      // All of it was one step.
      await board.keyboard.press('Control+z');
      await mark(board, 'A').focus();
      await board.keyboard.press('Shift+ArrowDown');
      await said('A: 16 % from the left, 28 % from the top');
      await mark(board, 'B').focus();
      await board.keyboard.press('Delete');
      await said('B is off the plan.');
      await focused('chip-B');
      const { places } = await save(visitor, board);
      expect(places).to.have.all.keys('A', 'C');
      near(places['A'], 0.1591, 0.2794);
      near(places['C'], 0.5, places['C']?.[1] ?? 0);
    });

    it('is changed by two admins: the second is told what the first did, and loses nothing', async () => {
      const [one, two] = [await arrive(), await arrive()];
      const first = await openEditor(one, ['A', 'B', 'C']);
      const second = await openEditor(two, ['A', 'B', 'C']);
      await drag(second, mark(second, 'B'), 0.4, 0.5);
      await drag(second, mark(second, 'C'), 0.6, 0.5);
      await drag(first, mark(first, 'A'), 0.1, 0.5);
      await drag(first, mark(first, 'B'), 0.2, 0.6);
      await save(one, first);
      const conflict = second.getByTestId('plan-conflict');
      await conflict.getByText('Moved or taken off: A, B.').waitFor();
      await conflict.getByText('You have moved as well: B.').waitFor();
      expect(await seriousViolations(second)).to.deep.equal([]);
      const { places } = await save(two, second);
      near(places['A'], 0.1, 0.5);
      near(places['B'], 0.4, 0.5);
      near(places['C'], 0.6, 0.5);
      await conflict.waitFor({ state: 'detached' });
    });

    it('is refused where somebody was faster than the live board, and then told of', async () => {
      const visitor = await arrive();
      const board = await openEditor(visitor, ['A', 'B']);
      await drag(board, mark(board, 'A'), 0.4, 0.5);
      // The answer to the save comes before the socket’s word: the change is made while the save is under way.
      let isFirst = true;
      await board.route(`**${LOT}/plan/places`, async (request) => {
        if (isFirst) {
          isFirst = false;
          const { version, places } = await planOf(visitor);
          await write(visitor, 'PUT', `${LOT}/plan/places`, {
            ifVersion: version,
            places: { ...places, B: [0.9, 0.9] },
          });
        }
        await request.continue();
      });
      await saveBar(board).getByTestId('save').click();
      await board.getByTestId('plan-conflict').getByText('Moved or taken off: B.').waitFor();
      const { places } = await save(visitor, board);
      near(places['A'], 0.4, 0.5);
      near(places['B'], 0.9, 0.9);
    });
  });

  describe('on the live page', () => {
    it('shows every change of a slot in two browsers at once, by colour, sign and word, and opens the drawer', async () => {
      const [one, two] = [await arrive(), await arrive()];
      const boards = [await openPlan(one), await openPlan(two)];
      await layPlan(one, CODES);
      for (const board of boards) await slot(board, 'A', { mark: 'A', 'slot-state': 'free' }).waitFor();
      expect(await demo.text('+12025550123', 'book A')).to.contain('is yours');
      for (const board of boards) {
        await slot(board, 'A', { mark: 'A', 'slot-state': 'reserved' }).waitFor();
        expect(await slot(board, 'A').getAttribute('aria-label')).to.match(/^A, Reserved/);
        expect(await slot(board, 'A').locator('svg').count()).to.equal(1);
      }
      await slot(boards[0] as Page, 'A').click();
      await (boards[0] as Page).getByRole('dialog').waitFor();
      await (boards[0] as Page).keyboard.press('Escape');
      // Places move live too.
      const { version, places } = await planOf(one);
      const { H: _, ...rest } = places;
      await write(one, 'PUT', `${LOT}/plan/places`, { ifVersion: version, places: { ...rest, A: [0.9, 0.5] } });
      for (const board of boards) {
        await board.getByTestId('beside').getByText('1 slot is not on the plan').waitFor();
        expect(await slot(board, 'H').getAttribute('role')).to.equal('gridcell');
        await until('the slot has moved', async () =>
          (await slot(board, 'A').getAttribute('style'))?.includes('left: 90%'),
        );
      }
    });

    it('is chosen in each browser for itself, and gone with the plan', async () => {
      const visitor = await arrive();
      const board = await openPlan(visitor);
      await board.reload();
      await board.getByTestId('plan-picture').waitFor();
      await write(visitor, 'DELETE', `${LOT}/plan`);
      await slot(board, 'A').and(board.getByRole('gridcell')).waitFor();
      expect(await board.getByTestId('slots-as').count()).to.equal(0);
      await layPlan(visitor, CODES);
      await board.getByTestId('plan-picture').waitFor();
      const other = await (await arrive()).openBoard();
      await other.getByTestId('slots-as').waitFor();
      expect(await other.getByTestId('plan-picture').count()).to.equal(0);
    });

    it('is one stop for the keyboard, and arrows go where they point', async () => {
      const visitor = await arrive();
      const board = await openPlan(visitor);
      await layPlan(visitor, CODES);
      await slot(board, 'H', { mark: 'H' }).waitFor();
      const focusedMark = () => board.evaluate<string | undefined>(`document.activeElement.dataset.mark`);
      await slot(board, 'A').focus();
      const path: (string | undefined)[] = [];
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'End', 'PageUp']) {
        await board.keyboard.press(key);
        path.push(await focusedMark());
      }
      expect(path).to.deep.equal(['B', 'F', 'E', 'A', 'H', 'G']);
      expect(await board.locator('[data-mark][tabindex="0"]').count()).to.equal(1);
      await board.keyboard.press('Enter');
      await board.getByRole('dialog').waitFor();
    });

    it('is what the screen on the wall shows where it is told to, without controls', async () => {
      const visitor = await arrive();
      await layPlan(await signedIn(visitor), CODES);
      const wall = await visitor.open('/?kiosk&view=plan');
      await slot(wall, 'A', { mark: 'A' }).waitFor();
      expect(await wall.getByTestId('slots-as').count()).to.equal(0);
      expect(await wall.getByTestId('plan-larger').count()).to.equal(0);
      await wall.goto(`${demo.url}/?kiosk&view=grid`);
      await slot(wall, 'A').and(wall.getByRole('gridcell')).waitFor();
    });
  });

  async function signedIn(visitor: Visitor): Promise<Visitor> {
    await (await visitor.openBoard()).close();
    return visitor;
  }

  it('is looked at by everybody and made by admins alone', async () => {
    const admin = await signedIn(await arrive());
    await layPlan(admin, CODES);
    for (const role of ['viewer', 'attendant']) {
      await write(admin, 'POST', '/api/staff', { login: `plan-${role}`, role, password: 'correct horse battery' });
      const visitor = await arrive();
      const board = await visitor.open('/');
      await board.getByTestId('login-form').waitFor();
      await signIn(board, 'correct horse battery', `plan-${role}`);
      await board.getByTestId('slots-as').getByText('Plan').click();
      await slot(board, 'A', { mark: 'A' }).waitFor();
      const width = await ask(board, PICTURE, '(image) => image.decode().then(() => image.naturalWidth)');
      expect(width).to.equal(1056);
      await board.goto(`${demo.url}/#/settings/plan`);
      await slot(board, 'A', { mark: 'A' }).waitFor();
      expect(await board.getByTestId('settings-plan').count()).to.equal(0);
    }
  });

  it('works on a phone: it fits, grows and scrolls, and slots are dragged by finger', async () => {
    const visitor = await arrive({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const board = await openEditor(visitor, ['A', 'B']);
    const isNoWider = () => board.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth`);
    expect(await isNoWider()).to.equal(true);
    const to = await pointOn(board, 0.5, 0.5);
    const from = await mark(board, 'A').boundingBox();
    if (from === null) throw new Error('A is not there');
    const finger = await visitor.context.newCDPSession(board);
    const touch = (type: string, points: { x: number; y: number }[]) =>
      finger.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
    const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
    await touch('touchStart', [start]);
    for (const share of [0.3, 0.6, 1]) {
      await touch('touchMove', [{ x: start.x + share * (to.x - start.x), y: start.y + share * (to.y - start.y) }]);
    }
    await touch('touchEnd', []);
    await board.getByTestId('chip-C').tap();
    const tapped = await pointOn(board, 0.8, 0.2);
    await board.touchscreen.tap(tapped.x, tapped.y);
    await mark(board, 'C').waitFor();
    const { places } = await save(visitor, board);
    near(places['A'], 0.5, 0.5);
    near(places['C'], 0.8, 0.2);

    const live = await openPlan(visitor);
    const scroller = live.getByTestId('plan-scroller');
    const room = () => ask<number>(live, '[data-testid="plan-scroller"]', '(box) => box.scrollWidth - box.clientWidth');
    expect(await room()).to.equal(0);
    await live.getByTestId('plan-larger').tap();
    await live.getByTestId('plan-larger').tap();
    expect(await scroller.getAttribute('data-zoom')).to.equal('2');
    await whenTrue(
      live,
      `((box) => box.scrollWidth - box.clientWidth > 300)(document.querySelector('[data-testid="plan-scroller"]'))`,
    );
    expect(await live.evaluate<boolean>(`document.documentElement.scrollWidth <= innerWidth`)).to.equal(true);
    const { width = 0, height = 0 } = (await slot(live, 'B').boundingBox()) ?? {};
    expect(Math.min(width, height)).to.be.at.least(24);
  });

  it('has nothing serious for axe-core, in light and dark', async () => {
    const visitor = await arrive();
    const live = await openPlan(visitor);
    await layPlan(visitor, CODES.slice(0, 6));
    await live.getByTestId('beside').waitFor();
    expect(await seriousInBothThemes(live)).to.deep.equal([]);
    await live.close();
    const editor = await openEditor(visitor, ['A', 'B']);
    await editor.getByTestId('chip-C').click();
    await drag(editor, mark(editor, 'A'), 0.5, 0.5);
    await editor.locator('input[type=file]').setInputFiles(PNG);
    await editor.getByTestId('plan-preview').waitFor();
    expect(await seriousInBothThemes(editor)).to.deep.equal([]);
  });
});
