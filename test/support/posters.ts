import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What turns a page into a picture, and what reads the codes in one. */
const PROGRAMS = ['/usr/bin/pdftoppm', '/usr/bin/zbarimg'];

/** Skips by name what needs a program that is missing; in CI that is a failure. */
export function needPosterReaders(context: Mocha.Context): void {
  const missing = PROGRAMS.filter((path) => !existsSync(path));
  if (missing.length === 0) return;
  if (process.env['CI'] === 'true') throw new Error(`${missing.join(' and ')} is not installed`);
  console.log(`      skipped: ${missing.join(' and ')} is not installed`);
  context.skip();
}

/** What the codes on each page of a PDF say, as a camera reads them, sorted by page. */
export function codesOnPages(pdf: Uint8Array): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-posters-'));
  const run = (program: number, ...args: string[]) =>
    execFileSync(PROGRAMS[program] ?? '', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  try {
    writeFileSync(join(folder, 'posters.pdf'), pdf);
    run(0, '-r', '100', '-png', 'posters.pdf', 'page');
    const pages = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return pages.sort().map((page) => run(1, '-q', '--raw', page).trim().split('\n').sort());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
