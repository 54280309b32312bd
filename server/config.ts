import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  contradictionsOfDialogflow,
  type DialogflowConfig,
  dialogflowOf,
  dialogflowVariables,
} from './config-dialogflow.ts';
import {
  contradictionsOfHomeAssistant,
  type HomeAssistantConfig,
  homeAssistantOf,
  homeAssistantVariables,
} from './config-home-assistant.ts';
import { contradictionsOfMqtt, type MqttConfig, mqttOf, mqttVariables } from './config-mqtt.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './domain/password.ts';

/** How the process runs: for real, as the demo, or for development; chosen on the command line, never by accident. */
export type Mode = 'production' | 'demo' | 'development';

export interface Config extends MqttConfig {
  /** Null where Home Assistant is told nothing. */
  readonly homeAssistant: HomeAssistantConfig | null;
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly twilio: {
    readonly accountSid: string | null;
    readonly authToken: string | null;
    readonly from: string | null;
    readonly apiUrl: string | null;
    /** Content templates that show something to choose, by kind: `buttons-2`, `list-7`. */
    readonly contents: Readonly<Record<string, string>>;
  };
  readonly meta: {
    readonly appSecret: string | null;
    readonly verifyToken: string | null;
    readonly accessToken: string | null;
    readonly phoneNumberId: string | null;
    readonly graphUrl: string;
  };
  readonly stripe: {
    readonly secretKey: string | null;
    readonly webhookSecret: string | null;
    readonly apiUrl: string | null;
  };
  /** Under which the secrets of lots' own accounts are kept: 32 bytes; null where there is none. */
  readonly channelKey: Buffer | null;
  /** For how many days messages keep the words of their webhook; 0 keeps none. */
  readonly webhookDays: number;
  /** After so many days what was said and who drivers are is forgotten; 0 keeps it. */
  readonly retentionDays: number;
  /** The folder of the files of bookings; null where none are kept. */
  readonly csvExportDir: string | null;
  /** More messages of one sender within a minute are not answered; 0 answers all. */
  readonly messagesPerMinute: number;
  /** Null where no agent of Dialogflow is asked. */
  readonly dialogflow: DialogflowConfig | null;
  readonly adminPassword: string | null;
  /** Whether an admin is led through a set-up on the first visit. */
  readonly asksSetUp: boolean;
  readonly logLevel: string;
}

/** What is wrong with the environment: one line for each variable. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Each of these may also be given as a file's path in the variable with `_FILE` behind its name. */
const SECRETS = [
  'DATABASE_URL',
  'MQTT_URL',
  'TWILIO_AUTH_TOKEN',
  'META_APP_SECRET',
  'META_VERIFY_TOKEN',
  'META_ACCESS_TOKEN',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'CHANNEL_KEY',
  'HOME_ASSISTANT_PASSWORD',
  'ADMIN_PASSWORD',
] as const;

const wholeNumber = (most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= most, `must be at most ${most}`)
    .default(fallback);

const port = (fallback: number) => wholeNumber(65_535, fallback);

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL that begins with http:// or https://' });

const schema = z.object({
  PORT: port(3000),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite: or postgres://')
    .optional(),
  ...mqttVariables(port),
  ...homeAssistantVariables,
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^(whatsapp:)?\+\d{6,15}$/, 'must be a phone number such as whatsapp:+14155238886')
    .transform((value) => (value.startsWith('whatsapp:') ? value : `whatsapp:${value}`))
    .optional(),
  TWILIO_CONTENT: z
    .string()
    .regex(
      /^(?:(?:buttons-[1-3]|list-(?:[1-9]|10))=HX[0-9a-fA-F]{32}(?:,|$))+$/,
      'must be as npm run twilio:content prints it: buttons-1=HX…,list-4=HX…',
    )
    .transform((text) =>
      Object.fromEntries(
        text
          .split(',')
          .filter(Boolean)
          .map((pair) => pair.split('=') as [string, string]),
      ),
    )
    .optional(),
  TWILIO_API_URL: httpUrl.optional(),
  META_APP_SECRET: z.string().min(8, 'must be the app secret of the app at Meta').optional(),
  META_VERIFY_TOKEN: z.string().min(8, 'must have at least 8 characters').optional(),
  META_ACCESS_TOKEN: z.string().min(8, 'must be an access token of a system user').optional(),
  META_PHONE_NUMBER_ID: z
    .string()
    .regex(/^\d{5,32}$/, 'must be the id of the number (digits), not the number itself')
    .optional(),
  META_GRAPH_URL: httpUrl.default('https://graph.facebook.com/v26.0'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_\w+$/, 'must be a secret or restricted key: sk_… or rk_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(8, 'must be the signing secret of the webhook: whsec_…').optional(),
  STRIPE_API_URL: httpUrl.optional(),
  CHANNEL_KEY: z
    .string()
    .transform((text) => Buffer.from(text, /^[0-9a-fA-F]{64}$/.test(text) ? 'hex' : 'base64'))
    .refine((key) => key.length === 32, 'must be 32 random bytes, hexadecimal (64 digits) or base64')
    .optional(),
  WEBHOOK_DAYS: wholeNumber(365, 14),
  RETENTION_DAYS: wholeNumber(36_500, 0),
  CSV_EXPORT_DIR: z.string().min(1).optional(),
  MESSAGES_PER_MINUTE: wholeNumber(100_000, 120),
  ...dialogflowVariables,
  ADMIN_PASSWORD: z
    .string()
    .min(PASSWORD_LEAST, `must have at least ${PASSWORD_LEAST} characters`)
    .max(PASSWORD_MOST)
    .optional(),
  SETUP: z.enum(['ask', 'skip'], { error: 'must be ask or skip' }).default('ask'),
  LOG_LEVEL: z.enum(LEVELS, { error: `must be ${LEVELS.slice(0, -1).join(', ')} or ${LEVELS.at(-1)}` }).optional(),
});

/** Reads the environment once. Throws a ConfigError that names every wrong variable. */
export function readConfig(mode: Mode, environment: Environment = process.env): Config {
  const lines: string[] = [];
  const values = withSecretFiles(environment, lines);
  const parsed = schema.safeParse(values);
  for (const { path, message } of parsed.error?.issues ?? []) lines.push(`${path.join('.')}: ${message}`);
  if (parsed.data) lines.push(...contradictions(parsed.data));
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines);
  return freeze(mode, parsed.data);
}

/** The environment of a `.env` file, where there is one, beneath what is set already. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function withSecretFiles(environment: Environment, lines: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = environment[name];
    // An empty variable, as a compose file or a .env template leaves it, is one that is not set.
    if (value !== undefined && value !== '') values[name] = value;
  }
  for (const name of SECRETS) {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === '') continue;
    if (values[name] !== undefined) {
      lines.push(`${name}_FILE: cannot be given together with ${name}`);
      continue;
    }
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      lines.push(`${name}_FILE: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
    }
  }
  return values;
}

function contradictions(values: z.infer<typeof schema>): string[] {
  const lines: string[] = [];
  if (values.TWILIO_ACCOUNT_SID && !values.TWILIO_AUTH_TOKEN) {
    lines.push('TWILIO_AUTH_TOKEN: is needed with TWILIO_ACCOUNT_SID');
  }
  if (values.TWILIO_ACCOUNT_SID && !values.TWILIO_WHATSAPP_FROM) {
    lines.push('TWILIO_WHATSAPP_FROM: is needed with TWILIO_ACCOUNT_SID');
  }
  const { META_APP_SECRET, META_VERIFY_TOKEN, META_ACCESS_TOKEN, META_PHONE_NUMBER_ID } = values;
  const meta = { META_APP_SECRET, META_VERIFY_TOKEN, META_ACCESS_TOKEN, META_PHONE_NUMBER_ID };
  const missingOfMeta = Object.entries(meta).filter(([, value]) => value === undefined);
  if (missingOfMeta.length < Object.keys(meta).length)
    for (const [name] of missingOfMeta) lines.push(`${name}: a number at Meta needs ${Object.keys(meta).join(', ')}`);
  if ((values.STRIPE_SECRET_KEY === undefined) !== (values.STRIPE_WEBHOOK_SECRET === undefined)) {
    const missing = values.STRIPE_SECRET_KEY === undefined ? 'STRIPE_SECRET_KEY' : 'STRIPE_WEBHOOK_SECRET';
    lines.push(`${missing}: links to pay by need both STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET`);
  }
  lines.push(
    ...contradictionsOfDialogflow(values),
    ...contradictionsOfMqtt(values),
    ...contradictionsOfHomeAssistant(values),
  );
  return lines;
}

function freeze(mode: Mode, values: z.infer<typeof schema>): Config {
  const local = mode !== 'production';
  return Object.freeze({
    mode,
    port: values.PORT,
    // The demo and development have doors that stand open: they listen to this machine alone unless told otherwise.
    host: values.HOST ?? (local ? '127.0.0.1' : '0.0.0.0'),
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: values.DATABASE_URL ?? (mode === 'demo' ? 'sqlite:data/demo.db' : 'sqlite:data/parkwire.db'),
    ...mqttOf(values),
    homeAssistant: homeAssistantOf(values),
    twilio: Object.freeze({
      accountSid: values.TWILIO_ACCOUNT_SID ?? null,
      authToken: values.TWILIO_AUTH_TOKEN ?? null,
      from: values.TWILIO_WHATSAPP_FROM ?? null,
      apiUrl: values.TWILIO_API_URL?.replace(/\/+$/, '') ?? null,
      contents: Object.freeze(values.TWILIO_CONTENT ?? {}),
    }),
    meta: Object.freeze({
      appSecret: values.META_APP_SECRET ?? null,
      verifyToken: values.META_VERIFY_TOKEN ?? null,
      accessToken: values.META_ACCESS_TOKEN ?? null,
      phoneNumberId: values.META_PHONE_NUMBER_ID ?? null,
      graphUrl: values.META_GRAPH_URL.replace(/\/+$/, ''),
    }),
    stripe: Object.freeze({
      secretKey: values.STRIPE_SECRET_KEY ?? null,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET ?? null,
      apiUrl: values.STRIPE_API_URL?.replace(/\/+$/, '') ?? null,
    }),
    channelKey: values.CHANNEL_KEY ?? null,
    webhookDays: values.WEBHOOK_DAYS,
    retentionDays: values.RETENTION_DAYS,
    csvExportDir: values.CSV_EXPORT_DIR ?? null,
    messagesPerMinute: values.MESSAGES_PER_MINUTE,
    dialogflow: dialogflowOf(values),
    adminPassword: values.ADMIN_PASSWORD ?? null,
    // The demo is set up already.
    asksSetUp: mode !== 'demo' && values.SETUP === 'ask',
    // The demo's cars come and go all the time; its log keeps to what went wrong.
    logLevel: values.LOG_LEVEL ?? (mode === 'demo' ? 'warn' : 'info'),
  });
}
