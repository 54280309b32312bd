import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../places.ts';

/** Builds `dist` unless it was built from exactly these sources. `--force` builds in any case. */

const SOURCES = ['shared', 'broker', 'firmware-sim', 'server'];
/** C for boards, which nothing here is built from. */
const FIRMWARE = join(rootFolder, 'firmware-sim', 'esp32');
const FILES = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'vite.config.ts'];
const dist = join(rootFolder, 'dist');
const stamp = join(dist, '.built-from');

function digestOfSources(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(join(rootFolder, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.startsWith(FIRMWARE)),
  ).sort();
  for (const file of [...files, ...FILES.map((name) => join(rootFolder, name))]) {
    hash.update(file.slice(rootFolder.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function run(command: string, args: string[]): void {
  const program = join(rootFolder, 'node_modules', '.bin', command);
  const { status, error } = spawnSync(program, args, { cwd: rootFolder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error || status !== 0) {
    process.stderr.write(`The build failed at ${command}${error ? `: ${error.message}` : ''}.\n`);
    process.exit(1);
  }
}

const digest = digestOfSources();
const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
if (!built || process.argv.includes('--force')) {
  process.stdout.write('Building Parkwire …\n');
  rmSync(dist, { recursive: true, force: true });
  // Types are checked by `npm run typecheck`; here they would only make the first start twice as long.
  run('tsc', ['-p', 'tsconfig.build.json', '--noCheck']);
  run('vite', ['build', '--logLevel', 'warn']);
  writeFileSync(stamp, digest);
}
