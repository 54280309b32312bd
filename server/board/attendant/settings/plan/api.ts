import type { PlanView } from '../../../../../shared/live/board-events.ts';
import { request } from '../../../api-client.ts';

const pathOf = (lot: string): string => `/api/lots/${encodeURIComponent(lot)}/plan`;

/** Each is refused with `plan-changed` where the plan has moved on since that version. */
export async function uploadPlan(lot: string, picture: Blob, ifVersion: number): Promise<PlanView> {
  return (await request('PUT', `${pathOf(lot)}?ifVersion=${ifVersion}`, picture)) as PlanView;
}

export async function removePlan(lot: string, ifVersion: number): Promise<void> {
  await request('DELETE', `${pathOf(lot)}?ifVersion=${ifVersion}`);
}

export async function savePlaces(lot: string, places: PlanView['places'], ifVersion: number): Promise<PlanView> {
  return (await request('PUT', `${pathOf(lot)}/places`, { places, ifVersion })) as PlanView;
}

export async function fetchPlan(lot: string): Promise<PlanView> {
  return (await request('GET', pathOf(lot))) as PlanView;
}
