import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { FOLDERS, projectRoot, typeScriptFiles } from './sources.ts';

async function check(root: string, folders: readonly string[]): Promise<ICruiseResult> {
  const options = await extractOptions(join(projectRoot, '.dependency-cruiser.cjs'));
  const { output } = await cruise([...folders], { ...options, baseDir: root });
  return output as ICruiseResult;
}

const violations = (result: ICruiseResult): string[] =>
  result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);

const modulesOfOurs = (result: ICruiseResult): string[] =>
  result.modules
    .filter(
      ({ source, couldNotResolve }) =>
        /^(shared|broker|firmware-sim|server)\/.*\.tsx?$/.test(source) && !couldNotResolve,
    )
    .map(({ source }) => source)
    .sort();

/** One wrong import for every rule: rule, file, and what it imports. */
const WRONG: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['domain-is-pure', 'server/domain/a.ts', "import 'zod';"],
  ['domain-is-pure', 'server/domain/b.ts', "import 'node:fs';"],
  ['domain-is-pure', 'server/domain/c.ts', "import type { X } from '../../shared/ok.ts'; export type Y = X;"],
  ['chat-is-pure', 'server/chat/a.ts', "import 'zod';"],
  ['chat-is-pure', 'server/chat/b.ts', "import '../app/ok.ts';"],
  ['app-knows-ports-only', 'server/app/a.ts', "import 'node:crypto';"],
  ['app-knows-ports-only', 'server/app/b.ts', "import type { X } from '../db/ok.ts'; export type Y = X;"],
  ['app-knows-ports-only', 'server/app/c.ts', "import '../../shared/ok.ts';"],
  ['inbound-calls-use-cases', 'server/inbound/http/a.ts', "import '../../db/ok.ts';"],
  [
    'inbound-decides-nothing',
    'server/inbound/http/b.ts',
    "import { x } from '../../domain/ok.ts'; export const y = x;",
  ],
  ['outbound-implements-ports', 'server/outbound/a.ts', "import '../inbound/ok.ts';"],
  ['outbound-calls-no-use-case', 'server/outbound/b.ts', "import { x } from '../app/ok.ts'; export const y = x;"],
  ['db-implements-ports', 'server/db/a.ts', "import '../app/ok.ts';"],
  ['board-imports-shared', 'server/board/a.tsx', "import '../domain/ok.ts';"],
  ['board-imports-shared', 'server/board/b.ts', "import 'zod';"],
  ['broker-imports-shared', 'broker/a.ts', "import '../server/domain/ok.ts';"],
  ['firmware-sim-imports-shared', 'firmware-sim/a.ts', "import '../broker/ok.ts';"],
  ['shared-is-the-contract', 'shared/a.ts', "import '../server/domain/ok.ts';"],
  ['shared-is-the-contract', 'shared/b.ts', "import 'node:fs';"],
  ['only-main-composes', 'server/inbound/c.ts', "import '../compose.ts';"],
  ['config-stays-at-the-top', 'server/inbound/d.ts', "import '../config.ts';"],
  ['nothing-else-at-the-top', 'server/helper.ts', "import './db/ok.ts';"],
  ['no-tests-in-production', 'broker/b.ts', "import '../test/ok.ts';"],
  ['sequelize-lives-in-one-place', 'server/outbound/c.ts', "import 'sequelize';"],
  ['sequelize-lives-in-one-place', 'server/outbound/d.ts', "import type { X } from 'pg'; export type Y = X;"],
  ['express-lives-in-one-place', 'server/inbound/live/a.ts', "import 'express';"],
  ['http-middleware-lives-in-one-place', 'server/inbound/whatsapp/a.ts', "import 'helmet';"],
  ['csv-stringify-lives-in-one-place', 'server/db/c.ts', "import 'csv-stringify';"],
  ['mqtt-lives-in-one-place', 'server/inbound/http/e.ts', "import 'mqtt';"],
  ['aedes-lives-in-one-place', 'server/outbound/mqtt/a.ts', "import 'aedes';"],
  ['twilio-lives-in-one-place', 'server/inbound/http/f.ts', "import 'twilio';"],
  ['stripe-lives-in-one-place', 'server/inbound/http/i.ts', "import 'stripe';"],
  ['dialogflow-lives-in-one-place', 'server/outbound/e.ts', "import '@google-cloud/dialogflow-cx';"],
  ['socket.io-lives-in-one-place', 'server/inbound/live/b.ts', "import 'socket.io';"],
  ['browser-lives-in-one-place', 'server/inbound/live/c.ts', "import 'react';"],
  ['node-cron-lives-in-one-place', 'server/inbound/http/g.ts', "import 'node-cron';"],
  ['pino-lives-in-one-place', 'server/db/b.ts', "import 'pino';"],
  ['prom-client-lives-in-one-place', 'server/inbound/http/h.ts', "import 'prom-client';"],
  ['pdfkit-lives-in-one-place', 'server/inbound/http/j.ts', "import 'pdfkit';"],
  ['no-cycles', 'broker/c.ts', "import './d.ts';"],
  ['no-orphans', 'shared/alone.ts', 'export const alone = 1;'],
  ['no-dev-dependencies-in-production', 'broker/e.ts', "import 'fast-check';"],
  ['no-undeclared-packages', 'broker/f.ts', "import 'left-pad';"],
  ['no-unresolvable', 'broker/g.ts', "import './not-there.ts';"],
];

const OK = "import type { Z } from './zz.ts'; export const x = 1; export type X = Z;";
const RIGHT: Readonly<Record<string, string>> = {
  'broker/d.ts': "import './c.ts';",
  'server/compose.ts': "import './db/ok.ts'; import './config.ts'; import '../broker/ok.ts';",
  'server/config.ts': "import 'zod';",
  'server/inbound/http/right.ts': "import 'express'; import { x } from '../../app/ok.ts'; export const y = x;",
  'server/outbound/right.ts': "import type { X } from '../app/ok.ts'; export type Y = X;",
};

const DECLARED = [
  'zod',
  'sequelize',
  'pg',
  'express',
  'helmet',
  'mqtt',
  'aedes',
  'twilio',
  'stripe',
  '@google-cloud/dialogflow-cx',
  'socket.io',
  'csv-stringify',
  'node-cron',
  'pino',
  'pdfkit',
];
const PACKAGES = [...DECLARED, 'prom-client', 'react', 'fast-check', 'left-pad'];

function writeFixture(root: string): void {
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  write(
    'package.json',
    JSON.stringify({
      dependencies: versions([...DECLARED, 'prom-client', 'react']),
      devDependencies: { 'fast-check': '1.0.0' },
    }),
  );
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
  for (const folder of ['domain', 'chat', 'app', 'inbound', 'outbound', 'db'].map((name) => `server/${name}`)) {
    write(`${folder}/ok.ts`, OK);
    write(`${folder}/zz.ts`, 'export interface Z { z: number }');
  }
  for (const folder of ['shared', 'broker', 'test']) {
    write(`${folder}/ok.ts`, OK);
    write(`${folder}/zz.ts`, 'export interface Z { z: number }');
  }
  for (const [path, text] of Object.entries(RIGHT)) write(path, text);
  for (const [, path, text] of WRONG) write(path, text);
}

describe('imports', () => {
  it('point inward: no rule is broken, and every file of ours was read', async function () {
    this.timeout(60_000);
    const result = await check(projectRoot, FOLDERS);
    expect(modulesOfOurs(result)).to.deep.equal(FOLDERS.flatMap((folder) => typeScriptFiles(folder)).sort());
    expect(violations(result)).to.deep.equal([]);
  });

  describe('the rules bite', () => {
    let root: string;
    let found: string[];

    before(async function () {
      this.timeout(60_000);
      root = realpathSync(mkdtempSync(join(tmpdir(), 'parkwire-imports-')));
      writeFixture(root);
      found = violations(await check(root, ['shared', 'broker', 'firmware-sim', 'server']));
    });

    after(() => rmSync(root, { recursive: true, force: true }));

    for (const [rule, file, source] of WRONG) {
      it(`${rule}: ${file} with ${source}`, () => {
        expect(found.filter((line) => line.startsWith(`${rule}: ${file} →`))).to.have.lengthOf(1);
      });
    }

    it('and let pass what is right', () => {
      const right = [...Object.keys(RIGHT).filter((path) => path !== 'broker/d.ts'), 'ok.ts', 'zz.ts'];
      expect(found.filter((line) => right.some((path) => line.split(' →')[0]?.endsWith(path)))).to.deep.equal([]);
    });

    it('all of them', async () => {
      const options = await extractOptions(join(projectRoot, '.dependency-cruiser.cjs'));
      const rules = (options.ruleSet?.forbidden ?? []).map(({ name }) => name);
      expect([...new Set(WRONG.map(([rule]) => rule))].sort()).to.deep.equal([...rules].sort());
    });
  });
});
