import {
  passwordResetRequest,
  passwordResetResponse,
  staffAddRequest,
  staffAddResponse,
  staffChangeRequest,
  staffListResponse,
  staffMemberResponse,
} from '../../../../shared/http/staff.ts';
import { addStaff, changeStaff, listStaff, resetPassword } from '../../../app/manage-staff.ts';
import type { StaffMember } from '../../../app/ports/staff-repository.ts';
import { iso, isoOrNull } from '../iso.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

/** Staff and their roles, for administrators. */
export function manageStaffRoutes(deps: ApiDeps): Route[] {
  const { clock, onLoginsEnd } = deps;
  const actorOf = (staff: { id: string }) => ({ staffId: staff.id, now: clock.now() });
  return [
    route({
      method: 'get',
      path: '/api/staff',
      summary: 'All staff, retired ones too',
      access: 'admin',
      answer: staffListResponse,
      handle: async () => ({ staff: (await listStaff(deps.unitOfWork)).map(memberView) }),
    }),
    route({
      method: 'post',
      path: '/api/staff',
      summary: 'Add a login; without a password one is drawn and shown this once',
      access: 'admin',
      body: staffAddRequest,
      answer: staffAddResponse,
      status: 201,
      handle: async ({ body: { login, role, password = null }, staff }) => {
        const { member, drawnPassword } = await addStaff(deps, actorOf(staff), { login, role, password });
        return { ...memberView(member), password: drawnPassword };
      },
    }),
    route({
      method: 'patch',
      path: '/api/staff/{id}',
      summary: 'Give another role, retire, or bring back; the login is signed out everywhere',
      access: 'admin',
      body: staffChangeRequest,
      answer: staffMemberResponse,
      handle: async ({ params, body: { role, retired }, staff }) => {
        const change = {
          ...(role === undefined ? {} : { role }),
          ...(retired === undefined ? {} : { isRetired: retired }),
        };
        const member = await changeStaff(deps, actorOf(staff), params['id'] ?? '', change);
        onLoginsEnd();
        return memberView(member);
      },
    }),
    route({
      method: 'post',
      path: '/api/staff/{id}/password',
      summary: 'Set a new password; without one it is drawn and shown this once. The login is signed out everywhere',
      access: 'admin',
      body: passwordResetRequest,
      answer: passwordResetResponse,
      handle: async ({ params, body: { password = null }, staff }) => {
        const { drawnPassword } = await resetPassword(deps, actorOf(staff), params['id'] ?? '', password);
        onLoginsEnd();
        return { password: drawnPassword };
      },
    }),
  ];
}

function memberView({ id, login, role, createdAt, signedInAt, retiredAt }: StaffMember): object {
  const times = { createdAt: iso(createdAt), signedInAt: isoOrNull(signedInAt), retiredAt: isoOrNull(retiredAt) };
  return { id, login, role, ...times };
}
