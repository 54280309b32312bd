#!/usr/bin/env node
/** Simulated controllers on the command line. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Faults, parseFaults } from '../faults/faults.ts';
import { SCENARIOS } from '../scenarios.ts';
import { runControl } from './control.ts';
import { joined } from './joined.ts';
import { runKeyboard } from './keyboard.ts';
import { runPlain } from './plain.ts';
import { boardsFromOptions, type CliOptions, UsageError } from './settings.ts';

const program = new Command()
  .name('sim')
  .description("Simulated controllers: they speak the controllers' protocol over MQTT, with a real credential.")
  .option('--url <url>', 'the MQTT broker', 'mqtt://127.0.0.1:1883')
  .option('--lot <code>', 'the lot', 'main')
  .option('--controller <id>', 'the controller to be, e.g. esp32-a')
  .addOption(new Option('--secret <secret>', 'its secret; others can see it in the process list').env('SIM_SECRET'))
  .option('--secret-file <path>', 'a file with its secret')
  .option('--slots <codes>', 'the slots it serves, e.g. A,B')
  .addOption(
    new Option(
      '--scenario <name>',
      `cars that come and go by themselves: ${Object.keys(SCENARIOS).join(', ')}; for a fleet others`,
    )
      .choices(Object.keys(SCENARIOS))
      .default('none'),
  )
  .addOption(
    new Option(
      '--faults <names>',
      'what goes wrong: profiles, and faults with rates, as flaky-wifi,reboot=2',
    ).argParser(faultsFrom),
  )
  .option(
    '--fleet <number>',
    'a car park of its own with so many controllers, on a virtual clock: see --fleet 1 --help',
  )
  .option('--seed <number>', 'the same seed gives the same cars and the same sensor noise', wholeNumber, 1)
  .option('--keyboard', 'drive cars with the keyboard; ? shows the keys')
  .option('--control', 'be driven over stdin and stdout by a parent process; the first line of stdin is the config')
  .option(
    '--config <file>',
    'several controllers, {"controllers":[{"id","secret","lot","slots":["A"]}]}, or the lines of one',
  )
  .option('--join', 'be a board that nobody knows: ask to be let in while staff hold the window open')
  .option('--dwell-in <ms>', 'how long a car must stand before it is reported (default: 3000)', wholeNumber)
  .option('--dwell-out <ms>', 'how long it must be gone before that is reported (default: 5000)', wholeNumber);

function faultsFrom(text: string): Faults {
  try {
    return parseFaults(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

async function run(options: CliOptions): Promise<number> {
  if (options.control && (options.keyboard || options.config !== undefined)) {
    throw new UsageError(
      '--control reads its configuration and commands from stdin: leave out --keyboard and --config.',
    );
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  if (options.control) return runControl(process.stdin, process.stdout, options, stop.signal);
  const boards = options.join ? await joined(options, stop.signal) : boardsFromOptions(options);
  const session = options.keyboard
    ? runKeyboard(process.stdin, process.stdout, boards, options)
    : runPlain(boards, options);
  stop.signal.addEventListener('abort', () => session.end(0));
  return session.ended;
}

/** A fleet lives on a virtual clock with a server of its own, so it is a program of its own. */
function runFleet(): Promise<number> {
  const program = join(import.meta.dirname, '..', '..', 'test', 'simulation', 'main.ts');
  const child = spawn(process.execPath, ['--import=tsx', program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

try {
  if (process.argv.some((argument) => argument === '--fleet' || argument.startsWith('--fleet='))) {
    process.exit(await runFleet());
  }
  program.parse();
  process.exit(await run(program.opts<CliOptions>()));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exit(1);
}
