import type { NextFunction, Request, Response } from 'express';
import type { Staff } from '../../app/ports/entities.ts';
import type { StaffAccess } from '../../app/staff-access.ts';
import { DomainError } from '../../domain/errors.ts';

const COOKIE = 'parkwire_session';

/** The session token in a Cookie header, if there is one. */
export function tokenIn(cookieHeader: string | undefined): string | null {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [name, value] = part.split('=', 2);
    if (name?.trim() === COOKIE && value) return value.trim();
  }
  return null;
}

export function whoIsBehind(access: StaffAccess): (request: Request) => Promise<Staff | null> {
  return async (request) => {
    const token = tokenIn(request.headers.cookie);
    return token === null ? null : access.whoIs(token);
  };
}

/** HttpOnly and SameSite, and Secure wherever the public address is https. */
export function setSessionCookie(response: Response, token: string, expiresAt: number, secure: boolean): void {
  response.cookie(COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    expires: new Date(expiresAt),
    path: '/',
  });
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
