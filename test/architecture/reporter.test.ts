import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from './sources.ts';

/** Runs mocha with our reporter on one test file, as .mocharc.json does. */
function run(source: string): { lastLine: string | undefined; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-reporter-'));
  try {
    const file = join(folder, 'sample.spec.cjs');
    writeFileSync(file, source);
    const mocha = join(projectRoot, 'node_modules/mocha/bin/mocha.js');
    const options = ['--no-config', '--import=tsx', '--reporter', 'test/support/reporter.ts', file];
    const { stdout, status } = spawnSync(process.execPath, [mocha, ...options], { cwd: projectRoot, encoding: 'utf8' });
    return { lastLine: stdout.trimEnd().split('\n').at(-1), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the summary line', () => {
  it('counts what passed, failed and was skipped, after everything else that is printed', () => {
    const noise = "after(() => void setTimeout(() => console.log('late'), 20));";
    const some = `it('a', () => {}); it('b', () => {}); it('c', () => { throw new Error('no'); }); it.skip('d'); ${noise}`;
    expect(run(some)).to.deep.equal({ lastLine: '2 passed, 1 failed, 1 skipped', status: 1 });
  });

  it('speaks of skipped tests only when there are', () => {
    expect(run("it('a', () => {});")).to.deep.equal({ lastLine: '1 passed, 0 failed', status: 0 });
  });
});
