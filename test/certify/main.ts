import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { controllerId, lotCode } from '../../shared/identifiers.ts';
import { certify } from './certify.ts';
import { type Hands, Lines, Person } from './hands.ts';
import { KIT, OwnBroker } from './own-broker.ts';
import { lineOf, summaryOf } from './report.ts';
import { Wire } from './wire.ts';

/** `npm run certify -- --lot main --controller esp32-a`: plays the server to one board, and says which rules of the protocol it keeps. */

/** Neither kept nor broken: it could not be tried at all. */
const COULD_NOT_RUN = 2;

const options = new Command()
  .name('certify')
  .description('Plays the server to one board and tries every rule of the controller protocol on it.')
  .requiredOption('--lot <code>', 'the lot that the board believes itself in')
  .requiredOption('--controller <id>', 'the board')
  .option('--port <number>', 'where its broker for the board listens', '1883')
  .option('--host <address>', 'on which of this machine’s addresses', '0.0.0.0')
  .option('--broker <url>', 'use this broker instead; the account is in CERTIFY_USERNAME and CERTIFY_PASSWORD')
  .option(
    '--auto <command>',
    '`sim` for a simulated board, or a program that takes cover, clear, pull and plug as lines',
  )
  .option('--slots <codes>', 'the slots of a simulated board', 'A,B')
  .option('--report <file>', 'write the findings as JSON')
  .option('--allow-skips', 'what could not be tried does not count against the board')
  .parse()
  .opts<{
    lot: string;
    controller: string;
    port: string;
    host: string;
    broker?: string;
    auto?: string;
    slots: string;
    report?: string;
    allowSkips?: boolean;
  }>();

function fail(why: string): never {
  console.error(why);
  process.exit(COULD_NOT_RUN);
}

const { lot, controller, auto, slots } = options;
if (!lotCode.safeParse(lot).success) fail(`--lot ${lot} is no code of a lot`);
if (!controllerId.safeParse(controller).success) fail(`--controller ${controller} is no id of a controller`);
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('--port is a number up to 65535');

const password = randomBytes(16).toString('hex');
const broker = options.broker === undefined ? await openBroker() : null;
const url = options.broker ?? `mqtt://127.0.0.1:${broker?.port}`;
const login = broker
  ? { username: KIT, password }
  : { username: process.env['CERTIFY_USERNAME'] ?? '', password: process.env['CERTIFY_PASSWORD'] ?? '' };
const wire = await Wire.open(url, login, lot, controller).catch((error: Error) => fail(`${url}: ${error.message}`));
if (broker && auto === undefined) {
  console.log(
    `Waiting for ${controller} at ${options.host}:${broker.port}, with any secret, in lot ${lot}. Stop Parkwire meanwhile if it uses this port.`,
  );
}
const hands = handsOf();
try {
  const findings = await certify({
    wire,
    hands,
    broker,
    lot,
    controller,
    onFinding: (finding) => console.log(lineOf(finding)),
  });
  const { sentence, exitCode } = summaryOf(findings, controller, options.allowSkips === true);
  console.log(`\n${sentence}`);
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify({ controller, lot, findings }, null, 2)}\n`);
  process.exitCode = exitCode;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = COULD_NOT_RUN;
} finally {
  await hands.end();
  await wire.close();
  await broker?.close();
}

function openBroker(): Promise<OwnBroker> {
  const host = auto === undefined ? options.host : '127.0.0.1';
  return OwnBroker.open({ host, port: auto === undefined ? port : 0, lot, controller, password }).catch(
    (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? `port ${port} is in use: stop Parkwire while the board is tried, or give another --port`
          : `port ${port}: ${error.message}`,
      ),
  );
}

/** The board's secret, where the kit brings the board itself. */
function handsOf(): Hands {
  if (auto === undefined) return new Person();
  const address = new URL(url);
  const secret = process.env['CERTIFY_SECRET'] ?? randomBytes(16).toString('hex');
  if (auto !== 'sim') {
    return Lines.command(auto, {
      PARKWIRE_BROKER: address.hostname,
      PARKWIRE_PORT: address.port || '1883',
      PARKWIRE_LOT: lot,
      PARKWIRE_ID: controller,
      PARKWIRE_SECRET: secret,
    });
  }
  const program = join(import.meta.dirname, '..', '..', 'firmware-sim', 'cli', 'main.ts');
  const config = { controllers: [{ id: controller, secret, slots: slots.split(',') }] };
  return new Lines(
    () =>
      spawn(process.execPath, ['--import=tsx', program, '--control', '--url', url, '--lot', lot], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    JSON.stringify(config),
  );
}
