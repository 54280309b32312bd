import { readFileSync } from 'node:fs';
import { StorageError } from './app/ports/storage-errors.ts';
import { compose, type Parkwire } from './compose.ts';
import { type Config, ConfigError, loadDotEnv, type Mode, readConfig } from './config.ts';
import { boardFolder, packageFile } from './places.ts';

const STOP_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const mode = modeOf(process.argv.slice(2));
  loadDotEnv();
  const config = readConfig(mode);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const options = { boardFolder, version };
  const starting = mode === 'demo' ? startDemo(config, options) : start(config, options);
  // A signal that comes while it starts is kept until there is something to stop.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(starting));
  await starting;
}

function modeOf(args: readonly string[]): Mode {
  const unknown = args.filter((arg) => arg !== '--demo' && arg !== '--dev');
  if (unknown.length > 0) throw new ConfigError([`${unknown.join(' ')}: not known; there are --demo and --dev`]);
  if (args.includes('--demo')) return 'demo';
  return args.includes('--dev') ? 'development' : 'production';
}

async function start(
  config: Config,
  options: { boardFolder: string; version: string },
): Promise<{ stop(): Promise<void> }> {
  const parkwire = await compose(config, options);
  say([`Parkwire ${options.version} is up`, ...addresses(config, parkwire)]);
  return parkwire;
}

async function startDemo(
  config: Config,
  options: { boardFolder: string; version: string },
): Promise<{ stop(): Promise<void> }> {
  const { startDemo: begin } = await import('./demo/demo.ts');
  const { parkwire, stop } = await begin(config, options);
  say([
    `Parkwire ${options.version}, the demo: simulated cars, no account needed`,
    ...addresses(config, parkwire),
    '',
    'Open the board and the phone side by side. On the phone send  book A , then drive the car in and out.',
    'Stop it with Ctrl-C.',
  ]);
  return { stop };
}

function addresses(config: Config, { url, mqttPort, mqttTlsPort, adminLogin }: Parkwire): string[] {
  const lines = [`  board     ${url}/`];
  if (config.mode !== 'production') lines.push(`  phone     ${url}/phone`);
  lines.push(`  API       ${url}/docs`, `  webhook   ${url}/webhooks/twilio`);
  if (config.meta.appSecret !== null) lines.push(`            ${url}/webhooks/meta`);
  const tls = mqttTlsPort === null ? '' : `, with TLS ${mqttTlsPort}`;
  lines.push(
    `  MQTT      ${mqttPort === null ? 'an external broker' : `port ${mqttPort}${tls}, or ${url}/mqtt by WebSocket`}`,
  );
  lines.push(`  health    ${url}/readyz   metrics  ${url}/metrics`);
  if (adminLogin.drawnPassword !== null) {
    lines.push(
      `  login     admin / ${adminLogin.drawnPassword}   (printed this once; set ADMIN_PASSWORD to choose your own)`,
    );
  } else {
    const which = config.adminPassword === null ? 'you know; ADMIN_PASSWORD sets a new one' : 'from ADMIN_PASSWORD';
    lines.push(`  login     admin, with the password ${which}`);
  }
  const isDeaf = config.twilio.authToken === null && config.meta.appSecret === null;
  if (isDeaf && config.mode === 'production') {
    lines.push('', '  WhatsApp is off: set TWILIO_AUTH_TOKEN (docs/sandbox.md), or the four of Meta (docs/meta.md).');
  }
  return lines;
}

function say(lines: readonly string[]): void {
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

async function leave(starting: Promise<{ stop(): Promise<void> }>): Promise<void> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  const running = await starting;
  await running.stop();
  process.exit(0);
}

/** One clear sentence for whoever starts it. */
function sentences(error: unknown): string[] {
  if (error instanceof ConfigError) return [...error.lines];
  if (error instanceof StorageError) return [error.message];
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE')
    return [`port ${port} is in use: stop what uses it, or set PORT or MQTT_PORT to another one`];
  if (code === 'EACCES') return [`port ${port} may not be opened by this user: choose one above 1023`];
  if (code === 'EADDRNOTAVAIL') return [`HOST: this machine has no address ${address}`];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

main().catch((error) => {
  process.stderr.write(`${sentences(error).join('\n')}\n`);
  process.exit(1);
});
