import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { codeOf, FOLDERS, projectRoot, typeScriptFiles } from './sources.ts';

const sources = FOLDERS.flatMap((folder) => typeScriptFiles(folder));
const tests = typeScriptFiles('test');

/** `path:line` of every line of code that matches. */
function linesWith(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    codeOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

const below = (...folders: string[]): string[] =>
  sources.filter((path) => folders.some((folder) => path.startsWith(folder)));

describe('sources', () => {
  it('are there to be looked at', () => {
    for (const folder of [...FOLDERS, 'server/domain', 'server/app', 'server/chat']) {
      expect(below(`${folder}/`), folder).to.have.length.greaterThan(5);
    }
  });

  it('read the environment in one place only', () => {
    const elsewhere = linesWith(/process\s*(\.|\?\.)\s*env|\benv\b.*from 'node:process'/, sources);
    expect(elsewhere.filter((at) => !/^(server\/config|firmware-sim\/cli\/[a-z-]+)\.ts:/.test(at))).to.deep.equal([]);
  });

  it('take the time and chance from outside wherever something is decided', () => {
    const pure = below('server/domain/', 'server/app/', 'server/chat/', 'shared/');
    const wall = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b/;
    expect(linesWith(wall, [...pure, ...below('broker/')])).to.deep.equal([]);
    expect(
      linesWith(/\bperformance\b|\brandomUUID\b|\bgetRandomValues\b|\bset(Timeout|Interval)\b/, pure),
    ).to.deep.equal([]);
  });

  it('have no barrels', () => {
    expect([...sources, ...tests].filter((path) => /^index\.tsx?$/.test(basename(path)))).to.deep.equal([]);
  });

  it('export by name', () => {
    const exported = linesWith(/\bexport default\b|\bas default\b/, [...sources, ...tests]);
    expect(
      exported.filter((at) => !at.startsWith('test/support/reporter.ts:') && !at.startsWith('test/architecture/')),
    ).to.deep.equal([]);
  });

  it('have names in kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/;
    expect([...sources, ...tests].filter((path) => !kebab.test(basename(path)))).to.deep.equal([]);
  });

  it('can be read in one sitting', () => {
    const lengthOf = (path: string): number =>
      readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n').length;
    const long = sources.map((path) => ({ path, lines: lengthOf(path) })).filter(({ lines }) => lines > 300);
    expect(long.map(({ path, lines }) => `${path}: ${lines} lines`)).to.deep.equal([]);
  });

  it('leave nothing for later', () => {
    const marked = sources.filter((path) => /\b(TODO|FIXME|XXX)\b/.test(readFileSync(join(projectRoot, path), 'utf8')));
    expect(marked).to.deep.equal([]);
  });
});
