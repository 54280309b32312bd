import type { OwnSession } from '../../../../shared/http/staff.ts';
import { request } from '../../api-client.ts';

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  await request('POST', '/api/staff/me/password', { oldPassword, newPassword });
}

export async function fetchSessions(): Promise<OwnSession[]> {
  return ((await request('GET', '/api/staff/me/sessions')) as { sessions: OwnSession[] }).sessions;
}

export async function signOutEverywhere(): Promise<void> {
  await request('DELETE', '/api/staff/me/sessions');
}
