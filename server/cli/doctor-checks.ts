/** What the doctor thinks of what was found: pure, so that every judgement can be tried without the thing it is about. */

export type Verdict = 'ok' | 'warn' | 'fail';

export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  /** What was found, and for a `warn` or a `fail` what to do about it. Never a secret. */
  readonly text: string;
}

const finding =
  (verdict: Verdict) =>
  (check: string, text: string): Finding => ({ check, verdict, text });
export const ok = finding('ok');
export const warn = finding('warn');
export const fail = finding('fail');

const MIB = 1024 * 1024;
const LEAST_FREE = 100 * MIB;
const COMFORTABLE = 1024 * MIB;

export function judgeNode(version: string, atLeast: string): Finding {
  const [have, want] = [version.replace(/^v/, ''), atLeast.replace(/^[^\d]*/, '')];
  return isAtLeast(have, want)
    ? ok('node', `Node ${have}`)
    : fail('node', `Node ${have} is too old: install Node ${want} or newer`);
}

function isAtLeast(have: string, want: string): boolean {
  const [a, b] = [have.split('.').map(Number), want.split('.').map(Number)];
  const differs = b.findIndex((part, index) => (a[index] ?? 0) !== part);
  return differs === -1 || (a[differs] ?? 0) > (b[differs] ?? 0);
}

/** `problem` is what came of loading the storage with its native module; null where it loads. */
export function judgeDependencies(problem: string | null): Finding {
  if (problem === null) return ok('dependencies', 'installed, and the native sqlite3 loads');
  return fail(
    'dependencies',
    `${problem}: run npm ci with the Node that runs Parkwire; where no prebuilt sqlite3 can be fetched it needs python3, make and g++`,
  );
}

export function judgeEnvironment(lines: readonly string[]): Finding[] {
  if (lines.length === 0) return [ok('environment', 'every variable can be read')];
  return lines.map((line) => fail('environment', `${line}; see the table in README.md`));
}

/** What is in the database; null where a running process holds it or there is none yet. */
export type SchemaLook =
  | { readonly kind: 'migrations'; readonly names: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'in-use' }
  | { readonly kind: 'empty' };

export function judgeSchema(where: string, look: SchemaLook, known: readonly string[]): Finding {
  switch (look.kind) {
    case 'in-use':
      return ok('database', `a Parkwire process is using ${where}`);
    case 'absent':
      return ok('database', `${where} is not there yet: npm start creates it`);
    case 'empty':
      return ok('database', `${where} is empty and writable: npm start creates the tables`);
    case 'migrations': {
      const newer = look.names.filter((name) => !known.includes(name));
      const missing = known.filter((name) => !look.names.includes(name));
      if (newer.length > 0) {
        return fail(
          'database',
          `${where} was written by a newer Parkwire (${newer.join(', ')}): start that version, or restore a backup`,
        );
      }
      if (missing.length > 0) {
        return warn(
          'database',
          `${where} lacks ${missing.join(', ')}: make a backup; npm start brings the schema up to date`,
        );
      }
      return ok('database', `${where} is writable and its schema is current`);
    }
  }
}

export type PortUse = 'free' | 'ours' | 'other' | 'forbidden' | 'no-such-address';

export function judgePort(
  variable: 'PORT' | 'MQTT_PORT' | 'MQTT_TLS_PORT',
  port: number,
  host: string,
  use: PortUse,
): Finding {
  const check = { PORT: 'http port', MQTT_PORT: 'mqtt port', MQTT_TLS_PORT: 'mqtt tls port' }[variable];
  switch (use) {
    case 'free':
      return ok(check, port === 0 ? 'any free one' : `${port} is free`);
    case 'ours':
      return ok(check, `${port} is used by the running Parkwire`);
    case 'other':
      return fail(check, `${port} is in use by another program: stop it, or set ${variable} to another port`);
    case 'forbidden':
      return fail(check, `${port} may not be opened by this user: set ${variable} to a port above 1023`);
    case 'no-such-address':
      return fail(check, `this machine has no address ${host}: correct HOST, or leave it out`);
  }
}

/** `problem`: why the files are no pair that can be used; `daysLeft`: until the certificate ends. */
export function judgeCertificate({ problem, daysLeft }: { problem: string | null; daysLeft: number }): Finding {
  const check = 'mqtt certificate';
  if (problem !== null)
    return fail(check, `${problem}: correct MQTT_TLS_CERT_FILE and MQTT_TLS_KEY_FILE (PEM, of one pair)`);
  if (daysLeft < 0) return fail(check, 'it has ended: boards that check it do not connect; renew it');
  if (daysLeft < 14) return warn(check, `it ends in ${Math.floor(daysLeft)} days: renew it`);
  return ok(check, `it is valid for ${Math.floor(daysLeft)} days`);
}

export function judgeBuild(found: { board: boolean; server: boolean; canBuild: boolean }): Finding {
  if (found.board && found.server) return ok('build', 'the server and the board are built');
  const missing = found.server ? 'the board is' : found.board ? 'the server is' : 'the server and the board are';
  return found.canBuild
    ? warn('build', `${missing} not built yet: npm start builds, or npm run build`)
    : fail('build', `${missing} not built and the build tools are not installed: run npm ci && npm run build`);
}

/** `answers` says whether the server answers under its public address; null where that was not tried. */
export function judgePublicUrl(publicUrl: string | null, whatsApp: boolean, answers: boolean | null): Finding {
  const check = 'public url';
  if (publicUrl === null) {
    return whatsApp
      ? warn(check, 'PUBLIC_URL is not set: behind a tunnel or proxy Twilio is answered 403; set it (docs/tunnel.md)')
      : ok(check, 'not set; WhatsApp will need it');
  }
  const { protocol, pathname } = new URL(publicUrl);
  if (pathname !== '/') {
    return fail(check, `${publicUrl} has a path: Parkwire must have a host name of its own`);
  }
  if (protocol !== 'https:') {
    return warn(check, `${publicUrl} is not https: the login cookie and every message can be read on the way`);
  }
  if (answers === false) {
    return warn(
      check,
      `${publicUrl} does not lead to this server from here: check the tunnel or proxy (docs/tunnel.md)`,
    );
  }
  return ok(
    check,
    answers ? `${publicUrl} leads to this server` : `${publicUrl}; start the server to see if it leads here`,
  );
}

export interface TwilioFacts {
  readonly hasToken: boolean;
  /** Whether the token has the form of one: 32 hexadecimal digits. */
  readonly tokenLooksRight: boolean;
  readonly hasAccount: boolean;
}

export function judgeTwilio(facts: TwilioFacts): Finding {
  const check = 'whatsapp';
  if (!facts.hasToken) return warn(check, 'off: set TWILIO_AUTH_TOKEN to receive messages (docs/sandbox.md)');
  if (!facts.tokenLooksRight) {
    return warn(check, 'TWILIO_AUTH_TOKEN is not 32 hexadecimal digits: copy it again, without quotes or spaces');
  }
  if (!facts.hasAccount) {
    return warn(
      check,
      'replies work, bills and notices do not: set TWILIO_ACCOUNT_SID and TWILIO_WHATSAPP_FROM (docs/sandbox.md)',
    );
  }
  return ok(check, 'token, account and sender are set');
}

export interface MetaFacts {
  /** Whether the app secret has the form of one: 32 hexadecimal digits. */
  readonly secretLooksRight: boolean;
  readonly graphUrl: string;
}

export function judgeMeta(facts: MetaFacts): Finding {
  const check = 'whatsapp at meta';
  if (!facts.secretLooksRight) {
    return warn(
      check,
      'META_APP_SECRET is not 32 hexadecimal digits: copy it again, it is not the token (docs/meta.md)',
    );
  }
  if (!/\/v\d+\.\d+$/.test(facts.graphUrl)) {
    return warn(check, `META_GRAPH_URL ${facts.graphUrl} does not end in a version such as /v26.0 (docs/meta.md)`);
  }
  return ok(check, `app, token and number are set; the webhook is <PUBLIC_URL>/webhooks/meta`);
}

/** What `/readyz` answered; null where nothing of ours listens. */
export interface Readiness {
  readonly status: string;
  readonly missing: string | null;
}

export function judgeReadiness(readiness: Readiness | null): Finding {
  if (readiness === null) return ok('server', 'not running');
  if (readiness.status === 'ready') return ok('server', 'running and ready');
  const missing = readiness.missing ?? 'something';
  return fail('server', `running, but it waits for ${missing}: see that it is up, and look into the server's log`);
}

/** `problem` is a code such as ECONNREFUSED, or null where the broker took the connection. */
export function judgeBroker(address: string, problem: string | null): Finding {
  return problem === null
    ? ok('broker', `${address} takes connections`)
    : fail('broker', `${address} cannot be reached (${problem}): start the broker, or correct MQTT_URL`);
}

/** The year this was written in: a clock before it has not been set. */
const YEAR = 2026;

export function judgeClock(now: Date): Finding {
  const year = now.getUTCFullYear();
  return year >= YEAR && year < YEAR + 50
    ? ok('clock', now.toISOString())
    : fail('clock', `the clock says ${year}: set it, by NTP, before any car is billed`);
}

export function judgeDisk(folder: string, freeBytes: number): Finding {
  const free = `${Math.floor(freeBytes / MIB)} MiB free in ${folder}`;
  if (freeBytes < LEAST_FREE) return fail('disk', `${free}: make room, or nothing can be stored`);
  if (freeBytes < COMFORTABLE) return warn('disk', `${free}: make room soon`);
  return ok('disk', free);
}

/** `hourInKolkata` is the hour there at midnight UTC, which is half past five. */
export function judgeTimeZones(hourInKolkata: string): Finding {
  return hourInKolkata === '05:30'
    ? ok('time zones', 'Node knows them')
    : fail('time zones', 'Node lacks the time zone data: install a Node with full ICU, as the official builds are');
}

const MARK: Readonly<Record<Verdict, string>> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };

/** One line for each finding, and one that sums up. */
export function report(findings: readonly Finding[]): { lines: string[]; exitCode: 0 | 1 } {
  const count = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
  const width = Math.max(0, ...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, verdict, text }) => `${MARK[verdict]}  ${check.padEnd(width)}  ${text}`);
  lines.push('', `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to mend`);
  return { lines, exitCode: count('fail') > 0 ? 1 : 0 };
}
