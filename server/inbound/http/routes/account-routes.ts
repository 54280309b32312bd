import { ownPasswordRequest, ownSessionsResponse } from '../../../../shared/http/staff.ts';
import { changeOwnPassword, ownSessions, signOutEverywhere } from '../../../app/own-account.ts';
import { iso } from '../iso.ts';
import { type Route, route } from '../route.ts';
import { clearSessionCookie, setSessionCookies, tokenIn, visitOf } from '../staff-session.ts';
import type { ApiDeps } from './api-deps.ts';

/** What everybody may do about their own login. */
export function accountRoutes(deps: ApiDeps): Route[] {
  const { access, secureCookies, onLoginsEnd } = deps;
  return [
    route({
      method: 'post',
      path: '/api/staff/me/password',
      summary: 'A new password for the old one; all other sessions end, this one gets a new token',
      access: 'viewer',
      body: ownPasswordRequest,
      handle: async ({ staff, body, request, response }) => {
        const change = { old: body.oldPassword, password: body.newPassword };
        setSessionCookies(response, await changeOwnPassword(deps, staff, change, visitOf(request)), secureCookies);
        onLoginsEnd();
      },
    }),
    route({
      method: 'get',
      path: '/api/staff/me/sessions',
      summary: 'Where this login is signed in, used last first',
      access: 'viewer',
      answer: ownSessionsResponse,
      handle: async ({ staff, request }) => {
        const token = tokenIn(request.headers.cookie);
        const sessions = await ownSessions(deps, staff);
        return {
          sessions: sessions.map(({ tokenHash, createdAt, lastSeenAt, expiresAt, browser }) => ({
            createdAt: iso(createdAt),
            lastSeenAt: iso(lastSeenAt),
            expiresAt: iso(expiresAt),
            browser,
            isThisOne: access.isOwn(tokenHash, token),
          })),
        };
      },
    }),
    route({
      method: 'delete',
      path: '/api/staff/me/sessions',
      summary: 'Sign out everywhere, here too',
      access: 'viewer',
      handle: async ({ staff, response }) => {
        await signOutEverywhere(deps, staff);
        clearSessionCookie(response, secureCookies);
        onLoginsEnd();
      },
    }),
  ];
}
