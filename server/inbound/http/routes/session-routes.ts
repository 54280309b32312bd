import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { loginRequest, sessionResponse } from '../../../../shared/http/api.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { clearSessionCookie, networkOf, setSessionCookies, tokenIn, visitOf } from '../staff-session.ts';
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
        const signedIn = await access.signIn(body.login, body.password, visitOf(request));
        const { staff } = signedIn;
        // A fresh token for each login: what a browser held before is worth nothing.
        const held = tokenIn(request.headers.cookie);
        if (held) {
          await access.signOut(held);
          deps.onSignOut(held);
        }
        setSessionCookies(response, signedIn, secureCookies);
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

/**
 * No address asks for a login more often than people do: a wall in front of the database. Guessing itself is slowed down by what the
 * use-case counts, which also knows browsers.
 */
export function loginFloodGuard(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: 300,
    keyGenerator: networkOf,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendProblem(response, problemOf('too-many-requests', 'too many logins from one address; try again in a minute'));
    },
  });
}
