import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { rootFolder } from '../../server/places.ts';

const FOLDER = join(rootFolder, 'firmware-sim', 'esp32');
const BUILT_WITHIN_MS = 120_000;

/** What a Debian machine needs for each thing, by package. */
const PACKAGES = {
  gcc: () => onPath('gcc'),
  'libc6-dev': () => existsSync('/usr/include/stdio.h'),
  make: () => onPath('make'),
  'libmosquitto-dev': () => existsSync('/usr/include/mosquitto.h'),
  'gcc-riscv64-unknown-elf': () => onPath('riscv64-unknown-elf-gcc'),
  curl: () => onPath('curl'),
  openssl: () => onPath('openssl'),
} as const;

export type Package = keyof typeof PACKAGES;

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Skips by name what needs a package that is missing; in CI that is a failure. */
export function needPackages(context: Mocha.Context, packages: readonly Package[]): void {
  const missing = packages.filter((name) => !PACKAGES[name]());
  if (missing.length === 0) return;
  const sentence = `not installed: ${missing.join(', ')} (apt-get install ${missing.join(' ')})`;
  if (process.env['CI'] === 'true') throw new Error(sentence);
  console.log(`      skipped, ${sentence}`);
  context.skip();
}

/** A build of the firmware in a folder of its own. */
export class FirmwareBuild {
  readonly folder = mkdtempSync(join(tmpdir(), 'parkwire-firmware-'));

  /** Builds a target; answers what make has printed. */
  make(target: string, variables: Readonly<Record<string, string>> = {}): string {
    const given = Object.entries({ BUILD: this.folder, ...variables }).map(([name, value]) => `${name}=${value}`);
    return run('make', ['--silent', '--directory', FOLDER, target, ...given]);
  }

  /** Runs what was built; answers what it has printed. */
  run(program: string, args: readonly string[] = [], input?: Buffer): string {
    return run(join(this.folder, program), args, input);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], input?: Buffer): string {
  const more = input ? { input } : {};
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: BUILT_WITHIN_MS,
    maxBuffer: 16 * 1024 * 1024,
    ...more,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? status}:\n${stdout}${stderr}`);
  return stdout;
}
