import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { loginRequest, sessionResponse } from '../../../../shared/http/api.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { clearSessionCookie, setSessionCookie, tokenIn } from '../staff-session.ts';
import type { ApiDeps } from './api-deps.ts';

/** Signing in and out. */
export function sessionRoutes(deps: ApiDeps): Route[] {
  const { access, secureCookies } = deps;
  return [
    route({
      method: 'post',
      path: '/api/login',
      summary: 'Sign in; the session is in an HttpOnly cookie',
      access: 'public',
      body: loginRequest,
      answer: sessionResponse,
      handle: async ({ body, request, response }) => {
        const { token, staff, expiresAt } = await access.signIn(body.login, body.password);
        // A fresh token for each login: what a browser held before is worth nothing.
        const held = tokenIn(request.headers.cookie);
        if (held) await access.signOut(held);
        setSessionCookie(response, token, expiresAt, secureCookies);
        return { login: staff.login, role: staff.role };
      },
    }),
    route({
      method: 'post',
      path: '/api/logout',
      summary: 'Sign out',
      access: 'public',
      handle: async ({ request, response }) => {
        const token = tokenIn(request.headers.cookie);
        if (token) {
          await access.signOut(token);
          deps.onSignOut(token);
        }
        clearSessionCookie(response, secureCookies);
      },
    }),
    route({
      method: 'get',
      path: '/api/session',
      summary: 'Who is signed in',
      access: 'viewer',
      answer: sessionResponse,
      handle: async ({ staff }) => ({ login: staff.login, role: staff.role }),
    }),
  ];
}

/** Guessing passwords is slow work: ten failed tries in a quarter of an hour from one address, then a pause. */
export function loginThrottle(): RequestHandler {
  return rateLimit({
    windowMs: 15 * 60_000,
    limit: 10,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendProblem(
        response,
        problemOf('too-many-requests', 'too many failed logins; try again in a quarter of an hour'),
      );
    },
  });
}
