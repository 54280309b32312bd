import type { NextFunction, Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Staff } from '../../app/ports/entities.ts';
import type { SignedIn, StaffAccess, Visit } from '../../app/staff-access.ts';
import { DomainError } from '../../domain/errors.ts';
import { browserFamily } from './browser-family.ts';

const COOKIE = 'parkwire_session';
/** Shows that the browser has signed in before; it opens nothing by itself. */
const BROWSER_COOKIE = 'parkwire_browser';

/** The session token in a Cookie header, if there is one. */
export function tokenIn(cookieHeader: string | undefined): string | null {
  return valueIn(cookieHeader, COOKIE);
}

function valueIn(cookieHeader: string | undefined, wanted: string): string | null {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.split('=', 2);
    if (name?.trim() === wanted && value) return value.trim();
  }
  return null;
}

/** From where a request comes, as signing in needs to know it. */
export function visitOf(request: Request): Visit {
  return {
    address: networkOf(request),
    browser: browserFamily(request.headers['user-agent'] ?? ''),
    browserToken: valueIn(request.headers.cookie, BROWSER_COOKIE),
  };
}

/** An address, or the network of one where a household has billions of them (IPv6). */
export function networkOf(request: Pick<Request, 'ip'>): string {
  return request.ip === undefined ? 'unknown' : ipKeyGenerator(request.ip, 56);
}

export function whoIsBehind(access: StaffAccess): (request: Request) => Promise<Staff | null> {
  return async (request) => {
    const token = tokenIn(request.headers.cookie);
    return token === null ? null : access.whoIs(token);
  };
}

/** HttpOnly and SameSite, and Secure wherever the public address is https. The browser's own goes to the login alone. */
export function setSessionCookies(response: Response, signedIn: SignedIn, secure: boolean): void {
  const { token, expiresAt, knownBrowser } = signedIn;
  const flags = { httpOnly: true, sameSite: 'strict', secure } as const;
  response.cookie(COOKIE, token, { ...flags, expires: new Date(expiresAt), path: '/' });
  if (knownBrowser === null) return;
  const until = new Date(knownBrowser.expiresAt);
  response.cookie(BROWSER_COOKIE, knownBrowser.token, { ...flags, expires: until, path: '/api/login' });
}

export function clearSessionCookie(response: Response, secure: boolean): void {
  response.clearCookie(COOKIE, { httpOnly: true, sameSite: 'strict', secure, path: '/' });
}

/** Whether a request comes from a page of ours, or from no page at all, as curl does. */
export function isSameOrigin(headers: Request['headers'], publicUrl: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Refuses writes that another site's page sends along with the user's cookie. */
export function refuseCrossOrigin(publicUrl: string | null) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const reads = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
    if (!reads && !isSameOrigin(request.headers, publicUrl)) {
      throw new DomainError('cross-origin', 'the request comes from another site');
    }
    next();
  };
}
