import {
  phoneCodeResponse,
  staffPhoneChangeRequest,
  staffPhoneResponse,
  staffPhonesResponse,
} from '../../../../shared/http/staff.ts';
import type { LinkedPhone } from '../../../app/ports/staff-phone-repository.ts';
import { drawPhoneCode, linkedPhones, switchAlerts, unlinkPhone } from '../../../app/staff-phones.ts';
import { iso } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** The phones by which staff work in the chat. */
export function staffRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, ids, clock } = deps;
  return [
    route({
      method: 'post',
      path: '/api/staff/me/phone-code',
      summary: 'A code that links the phone it is texted from to this login; good once, for ten minutes',
      access: 'viewer',
      answer: phoneCodeResponse,
      status: 201,
      handle: async ({ staff }) => {
        const { code, expiresAt } = await drawPhoneCode(deps, { staffId: staff.id, now: clock.now() });
        return { code, words: `link ${code}`, expiresAt: iso(expiresAt) };
      },
    }),
    route({
      method: 'get',
      path: '/api/staff/me/phones',
      summary: 'The phones that are linked to this login',
      access: 'viewer',
      answer: staffPhonesResponse,
      handle: async ({ staff }) => ({ phones: (await linkedPhones(unitOfWork, staff.id)).map(phoneView) }),
    }),
    route({
      method: 'get',
      path: '/api/staff/phones',
      summary: 'The linked phones of all staff',
      access: 'admin',
      answer: staffPhonesResponse,
      handle: async () => ({ phones: (await linkedPhones(unitOfWork, null)).map(phoneView) }),
    }),
    route({
      method: 'patch',
      path: '/api/staff/me/phones/{id}',
      summary: 'Say whether the phone is told what needs attention',
      access: 'viewer',
      body: staffPhoneChangeRequest,
      answer: staffPhoneResponse,
      handle: async ({ staff, params, body }) =>
        phoneView(
          await switchAlerts(unitOfWork, ids, staff, clock.now(), { id: params['id'] ?? '', alerts: body.alerts }),
        ),
    }),
    route({
      method: 'delete',
      path: '/api/staff/me/phones/{id}',
      summary: "End a phone's link; an admin may end anybody's",
      access: 'viewer',
      handle: async ({ staff, params }) => unlinkPhone(unitOfWork, ids, staff, clock.now(), params['id'] ?? ''),
    }),
  ];
}

function phoneView({ id, login, phone, linkedAt, usedAt, alertsSince }: LinkedPhone): unknown {
  return { id, login, phone, linkedAt: iso(linkedAt), lastUsedAt: iso(usedAt), alerts: alertsSince !== null };
}
