import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { boardFolder, packageFile, rootFolder } from '../places.ts';
import {
  type Finding,
  fail,
  judgeBroker,
  judgeBuild,
  judgeCertificate,
  judgeClock,
  judgeDependencies,
  judgeDisk,
  judgeEnvironment,
  judgeMeta,
  judgeNode,
  judgePort,
  judgePublicUrl,
  judgeReadiness,
  judgeSchema,
  judgeTimeZones,
  judgeTwilio,
  type Readiness,
} from './doctor-checks.ts';
import {
  askReadiness,
  brokerAddress,
  firstLine,
  freeSpace,
  hourInKolkata,
  loadStorage,
  lookAtPort,
  lookAtSchema,
  readCertificate,
  tryTcp,
} from './doctor-probes.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Examines an installation, the ground before what stands on it. Starts nothing and changes no data. */
export async function examine(environment?: Environment): Promise<Finding[]> {
  const { engines } = JSON.parse(readFileSync(packageFile, 'utf8')) as { engines: { node: string } };
  const loaded = await loadStorage();
  const storage = 'storage' in loaded ? loaded.storage : null;
  const findings = [
    judgeNode(process.versions.node, engines.node),
    judgeDependencies('problem' in loaded ? loaded.problem : null),
    judgeBuild({
      board: existsSync(join(boardFolder, 'index.html')),
      server: existsSync(join(rootFolder, 'dist', 'server', 'main.js')),
      canBuild: existsSync(join(rootFolder, 'node_modules', 'vite')),
    }),
    judgeTimeZones(hourInKolkata()),
    judgeClock(new Date()),
  ];
  const config = configOr(environment, (lines) => findings.push(...judgeEnvironment(lines)));
  if (config === null) return findings;
  findings.push(...judgeEnvironment([]));
  const readiness = config.port === 0 ? null : await askReadiness(`http://${loopbackOf(config.host)}:${config.port}`);
  if (storage) findings.push(await database(storage, config));
  if (config.databaseUrl.startsWith('sqlite:')) {
    const { folder, bytes } = freeSpace(dirname(config.databaseUrl.slice('sqlite:'.length)));
    findings.push(judgeDisk(folder, bytes));
  }
  findings.push(...(await network(config, readiness)), ...whatsApp(config));
  findings.push(await publicUrl(config, readiness), judgeReadiness(readiness));
  return findings;
}

function configOr(environment: Environment | undefined, onWrong: (lines: readonly string[]) => void): Config | null {
  try {
    return environment === undefined ? readConfig('production') : readConfig('production', environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    onWrong(error.lines);
    return null;
  }
}

async function database(storage: Parameters<typeof lookAtSchema>[0], { databaseUrl }: Config): Promise<Finding> {
  // The address of a PostgreSQL server holds its password.
  const where = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : 'the PostgreSQL database';
  try {
    return judgeSchema(where, await lookAtSchema(storage, databaseUrl), knownMigrations());
  } catch (error) {
    return fail('database', `${firstLine(error)}; see DATABASE_URL`);
  }
}

/** The migrations this version brings, by the names of their files. */
function knownMigrations(): string[] {
  const files = readdirSync(new URL('../db/migrations/', import.meta.url));
  return files.filter((name) => /^\d{4}-.*\.[tj]s$/.test(name)).map((name) => name.replace(/\.[tj]s$/, ''));
}

async function network(config: Config, readiness: Readiness | null): Promise<Finding[]> {
  const { port, mqttPort, mqttTls, mqttUrl, host } = config;
  const isOurs = () => readiness !== null;
  const findings = [judgePort('PORT', port, host, await lookAtPort(port, host, isOurs))];
  if (mqttPort !== null) {
    findings.push(judgePort('MQTT_PORT', mqttPort, host, await lookAtPort(mqttPort, host, isOurs)));
  }
  if (mqttTls !== null) {
    findings.push(judgePort('MQTT_TLS_PORT', mqttTls.port, host, await lookAtPort(mqttTls.port, host, isOurs)));
    findings.push(judgeCertificate(readCertificate(mqttTls.certFile, mqttTls.keyFile)));
  }
  if (mqttUrl !== null) {
    const address = brokerAddress(mqttUrl);
    findings.push(judgeBroker(`${address.host}:${address.port}`, await tryTcp(address.host, address.port)));
  }
  return findings;
}

/** Twilio is missed only where nothing else carries WhatsApp. */
function whatsApp(config: Config): Finding[] {
  const { appSecret, graphUrl } = config.meta;
  const twilio = judgeTwilio(twilioFacts(config));
  if (appSecret === null) return [twilio];
  const meta = judgeMeta({ secretLooksRight: /^[0-9a-f]{32}$/i.test(appSecret), graphUrl });
  return config.twilio.authToken === null ? [meta] : [twilio, meta];
}

function twilioFacts({ twilio }: Config): Parameters<typeof judgeTwilio>[0] {
  const { accountSid, authToken } = twilio;
  return {
    hasToken: authToken !== null,
    tokenLooksRight: /^[0-9a-f]{32}$/i.test(authToken ?? ''),
    hasAccount: accountSid !== null,
  };
}

async function publicUrl(config: Config, readiness: Readiness | null): Promise<Finding> {
  const { publicUrl, twilio } = config;
  const asked = publicUrl !== null && readiness !== null;
  const answers = asked ? (await askReadiness(publicUrl)) !== null : null;
  return judgePublicUrl(publicUrl, twilio.authToken !== null, answers);
}

function loopbackOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
