import { loadDotEnv, readConfig } from '../config.ts';
import { CONTENT_KINDS, contentName, contentTypes } from '../outbound/whatsapp/twilio-content.ts';

/**
 * Makes the content templates that buttons and lists at Twilio need, those that the account lacks, and prints the line that names
 * them. They need no approval: they are sent within 24 hours of a driver's message alone.
 */

interface Listed {
  readonly contents?: readonly { readonly sid: string; readonly friendly_name: string }[];
  readonly meta?: { readonly next_page_url?: string | null };
}

loadDotEnv();
const { accountSid, authToken, apiUrl } = readConfig('production').twilio;
if (!accountSid || !authToken) {
  process.stderr.write('Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_WHATSAPP_FROM first.\n');
  process.exit(1);
}
const base = `${apiUrl ?? 'https://content.twilio.com'}/v1/Content`;
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

async function ask(url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`Twilio answered HTTP ${response.status}`);
  return response.json();
}

async function known(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let url: string | null = `${base}?PageSize=100`; url; ) {
    const page = (await ask(url)) as Listed;
    for (const { sid, friendly_name } of page.contents ?? []) found.set(friendly_name, sid);
    url = page.meta?.next_page_url ?? null;
  }
  return found;
}

try {
  const there = await known();
  const pairs: string[] = [];
  for (const kind of CONTENT_KINDS) {
    const name = contentName(kind);
    const draft = { friendly_name: name, language: 'en', ...contentTypes(kind) };
    const sid = there.get(name) ?? ((await ask(base, draft)) as { sid: string }).sid;
    pairs.push(`${kind}=${sid}`);
  }
  process.stdout.write(`TWILIO_CONTENT=${pairs.join(',')}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
