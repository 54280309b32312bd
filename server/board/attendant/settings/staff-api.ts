import type { StaffMemberView } from '../../../../shared/http/staff.ts';
import { request } from '../../api-client.ts';
import type { Role } from '../staff.ts';

export async function fetchStaff(): Promise<StaffMemberView[]> {
  return ((await request('GET', '/api/staff')) as { staff: StaffMemberView[] }).staff;
}

/** Answers the password that was drawn, to be shown once. */
export async function addStaff(login: string, role: Role): Promise<string> {
  return ((await request('POST', '/api/staff', { login, role })) as { password: string }).password;
}

export async function changeStaff(id: string, change: { role?: Role; retired?: boolean }): Promise<void> {
  await request('PATCH', `/api/staff/${encodeURIComponent(id)}`, change);
}

/** Answers the password that was drawn, to be shown once. */
export async function resetPassword(id: string): Promise<string> {
  const path = `/api/staff/${encodeURIComponent(id)}/password`;
  return ((await request('POST', path, {})) as { password: string }).password;
}
