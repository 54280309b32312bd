import { expect } from 'chai';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../support/browser.ts';
import { buildDemo, DemoProcess } from './demo-process.ts';
import { Visitor } from './visitor.ts';

/** What a suite has: a demo of its own, and visitors who are gone after each test. */
export interface Stage {
  readonly demo: DemoProcess;
  arrive(options?: BrowserContextOptions): Promise<Visitor>;
}

/** A suite on a demo in a real browser. After each test no page may have complained of anything. */
export function demoInBrowser(title: string, suite: (stage: Stage) => void): void {
  describeInBrowser(title, function () {
    // One test may look at a dozen pages in two themes, beside whatever else the machine does.
    this.timeout(240_000);
    const demo = new DemoProcess();
    const visitors: Visitor[] = [];
    let browser: Browser;

    async function arrive(options: BrowserContextOptions = {}): Promise<Visitor> {
      const visitor = await Visitor.arrive(browser, demo, options);
      visitor.context.setDefaultTimeout(30_000);
      visitors.push(visitor);
      return visitor;
    }

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
      const left = visitors.splice(0);
      for (const { context } of left) await context.close();
      for (const { complaints } of left) expect(complaints).to.deep.equal({ errors: [], dialogs: [] });
    });

    suite({ demo, arrive });
  });
}
