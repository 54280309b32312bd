/** Reads what the command line and a config file ask for; every mistake becomes one sentence. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { controllerId, lotCode, slotCode } from '../../shared/identifiers.ts';
import type { BoardOptions } from '../board-options.ts';
import type { Faults } from '../faults/faults.ts';
import type { ScenarioName } from '../scenarios.ts';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options as commander delivers them. */
export interface CliOptions {
  readonly url: string;
  readonly lot: string;
  readonly controller?: string;
  readonly secret?: string;
  readonly secretFile?: string;
  readonly slots?: string;
  readonly scenario: ScenarioName;
  readonly seed: number;
  readonly faults?: Faults;
  readonly keyboard?: boolean;
  readonly control?: boolean;
  readonly config?: string;
  readonly join?: boolean;
  readonly dwellIn?: number;
  readonly dwellOut?: number;
}

const uniqueSlots = z
  .array(slotCode)
  .min(1, 'needs at least one slot')
  .max(64)
  .refine((slots) => new Set(slots).size === slots.length, 'names a slot twice');

const controller = z.object({
  id: controllerId,
  secret: z.string().min(1, 'must not be empty'),
  lot: lotCode.optional(),
  slots: uniqueSlots,
});

const configFile = z.object({
  controllers: z
    .array(controller)
    .min(1, 'needs at least one controller')
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'names a controller twice'),
});

/** Who asks to be let in, with what it says of itself; its secret is made up where none is given. */
export function newcomerFromOptions(options: CliOptions): { id: string; secret: string | null; slots: string[] } {
  if (options.config !== undefined)
    throw new UsageError('--join is for one board that nobody knows: leave out --config.');
  const id = controllerId.safeParse(options.controller ?? '');
  if (!id.success) throw new UsageError('Say as which controller it asks, with --controller <id>: a-z, 0-9 and -.');
  const slots = uniqueSlots.safeParse((options.slots ?? 'A').split(',').map((slot) => slot.trim()));
  if (!slots.success) throw new UsageError(`--slots ${slots.error.issues[0]?.message ?? 'is invalid'}.`);
  const isGiven = options.secretFile !== undefined || options.secret !== undefined;
  return { id: id.data, secret: isGiven ? secretOf(options) : null, slots: slots.data };
}

/** The boards one controller's options or a config file describe. */
export function boardsFromOptions(options: CliOptions): BoardOptions[] {
  if (options.config !== undefined) {
    const text = readText(options.config, '--config');
    return text.trimStart().startsWith('{') ? boardsFromJson(text, options) : boardsFromLines(text, options);
  }
  if (options.controller === undefined) throw new UsageError('Say which controller to be, with --controller <id>.');
  if (!options.slots) throw new UsageError('Say which slots the controller serves, with --slots A,B.');
  const given = {
    id: options.controller,
    secret: secretOf(options),
    slots: options.slots.split(',').map((slot) => slot.trim()),
  };
  return boards({ controllers: [given] }, options, ([, , field]) =>
    field === 'slots' ? '--slots' : field === 'id' ? '--controller' : 'the secret',
  );
}

/** The boards a JSON text describes: `{"controllers":[{"id","secret","lot"?,"slots":["A"]}]}`. */
export function boardsFromJson(text: string, options: CliOptions): BoardOptions[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(
      'The configuration is not JSON; it should look like {"controllers":[{"id","secret","slots"}]}.',
    );
  }
  return boards(json, options, (path) => `in the configuration, ${path.join('.') || 'it'}`);
}

/** The board that the lines of the controllers' page describe: `name=value` each, with broker, port and tls of their own. */
export function boardsFromLines(text: string, options: CliOptions): BoardOptions[] {
  const values = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
  const missing = ['broker', 'port', 'lot', 'id', 'secret', 'slots'].filter((name) => !values.get(name));
  if (missing.length > 0) {
    throw new UsageError(`The configuration is neither JSON nor complete lines: it lacks ${missing.join(', ')}.`);
  }
  const url = `${values.get('tls') === 'yes' ? 'mqtts' : 'mqtt'}://${values.get('broker')}:${values.get('port')}`;
  const { id, secret, lot, slots = '' } = Object.fromEntries(values);
  const given = { id, secret, lot, slots: slots.split(',').map((slot) => slot.trim()) };
  return boards({ controllers: [given] }, { ...options, url, lot: lot ?? '' }, (path) => {
    return `in the configuration, ${String(path[2] ?? 'it')}`;
  });
}

/** `where` says in the user's words which part of what he gave is wrong. */
function boards(json: unknown, options: CliOptions, where: (path: PropertyKey[]) => string): BoardOptions[] {
  const parsed = configFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`This does not fit: ${where(issue?.path ?? [])}: ${issue?.message ?? 'is invalid'}.`);
  }
  if (!/^(mqtts?|wss?):\/\/./.test(options.url) || !URL.canParse(options.url)) {
    throw new UsageError(`--url must be like mqtt://127.0.0.1:1883, not ${options.url}.`);
  }
  const lot = lotCode.safeParse(options.lot);
  if (!lot.success) throw new UsageError(`--lot ${lot.error.issues[0]?.message ?? 'is invalid'}.`);
  return parsed.data.controllers.map((each) => ({
    url: options.url,
    lot: each.lot ?? lot.data,
    id: each.id,
    secret: each.secret,
    slots: each.slots,
    seed: options.seed,
    faults: options.faults,
    utc: Date.now,
    dwellInMs: options.dwellIn,
    dwellOutMs: options.dwellOut,
  }));
}

function secretOf({ secret, secretFile }: CliOptions): string {
  if (secretFile !== undefined) return readText(secretFile, '--secret-file').trim();
  if (secret) return secret;
  throw new UsageError("Give the controller's secret in SIM_SECRET, with --secret-file, or with --secret.");
}

function readText(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `${option} ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
