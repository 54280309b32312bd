import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { expect } from 'chai';
import { ApiClient } from '../../support/api-client.ts';
import type { Site } from '../../support/parkwire.ts';

/** Somebody of the staff with a login of their own. */
export interface Hand {
  readonly id: string;
  readonly login: string;
  readonly password: string;
  readonly api: ApiClient;
}

/** Adds a member of staff as the admin does, and signs them in. */
export async function newHand(site: Site, login: string, role: string): Promise<Hand> {
  const password = randomBytes(12).toString('base64url');
  const { id } = await site.api.post('/api/staff', { login, role, password });
  return { id, login, password, api: await signedIn(site, login, password) };
}

export async function signedIn(site: Site, login: string, password: string): Promise<ApiClient> {
  const api = new ApiClient(site.url);
  const { status, text } = await api.login(login, password);
  expect(status, text).to.equal(200);
  return api;
}

/** Whether the session of a client holds. */
export async function isSignedIn(api: ApiClient): Promise<boolean> {
  return (await api.request('GET', '/api/session')).status === 200;
}

export interface LoginAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** `name=value` of each cookie that came. */
  readonly cookies: readonly string[];
}

/** A try to sign in from an address of this machine's own network, `127.0.0.7`, with what the browser holds. */
export function loginFrom(
  site: Site,
  address: string,
  credentials: { login: string; password: string },
  cookies: readonly string[] = [],
): Promise<LoginAnswer> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(credentials);
    const headers = { 'content-type': 'application/json', cookie: cookies.join('; ') };
    const sent = request(`${site.url}/api/login`, { method: 'POST', localAddress: address, headers }, (answer) => {
      answer.resume().once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          retryAfter: answer.headers['retry-after'],
          cookies: (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? ''),
        }),
      );
    });
    sent.once('error', reject).end(body);
  });
}
