import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** First the one without a window of its own: the same engine for a third less of the processor. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Nothing of these talks to anybody but the server under test. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = PLACES.find((path) => existsSync(path)) ?? null;

export function launchBrowser(): Promise<Browser> {
  if (executablePath === null) throw new Error(`Chromium is missing: there is none of ${PLACES.join(', ')}`);
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A suite that needs Chromium. Without one it is skipped and says so by name; in CI its `before` fails instead. */
export function describeInBrowser(title: string, suite: (this: Mocha.Suite) => void): void {
  if (executablePath !== null || process.env['CI'] === 'true') describe(title, suite);
  else describe.skip(`${title} (skipped: Chromium is missing)`, suite);
}
