import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds serious or worse on a page as it is now: rule and where. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(source);
  // What is still fading in has colours of its own.
  return page.evaluate<string[]>(`(async () => {
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' ')));
  })()`);
}
