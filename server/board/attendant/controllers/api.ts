import type {
  CommandRequest,
  ControllerConfig,
  ControllerDetail,
  ControllerEventView,
  ControllersAnswer,
} from '../../../../shared/http/controllers.ts';
import type { JoiningView } from '../../../../shared/http/joining.ts';
import { request } from '../../api-client.ts';

/** A secret as it is shown, once. */
export interface Secret {
  readonly id: string;
  readonly secret: string;
}

const pathOf = (lot: string, id?: string, rest = ''): string => {
  const all = `/api/lots/${encodeURIComponent(lot)}/controllers`;
  return id === undefined ? all : `${all}/${encodeURIComponent(id)}${rest}`;
};

export async function fetchControllers(lot: string): Promise<ControllersAnswer> {
  return (await request('GET', pathOf(lot))) as ControllersAnswer;
}

export async function fetchController(lot: string, id: string): Promise<ControllerDetail> {
  return (await request('GET', pathOf(lot, id))) as ControllerDetail;
}

/** What happened last, the newest first; `hasMore`: there is something older. */
export async function fetchLog(
  lot: string,
  id: string,
  limit: number,
): Promise<{ events: ControllerEventView[]; hasMore: boolean }> {
  const answer = await request('GET', pathOf(lot, id, `/events?limit=${limit}`));
  const { events, next } = answer as { events: ControllerEventView[]; next: string | null };
  return { events, hasMore: next !== null };
}

export async function addController(lot: string, id: string, slots: readonly string[]): Promise<Secret> {
  return (await request('POST', pathOf(lot), { id, slots })) as Secret;
}

export async function removeController(lot: string, id: string): Promise<void> {
  await request('DELETE', pathOf(lot, id));
}

/** With `revoke` the old secret ends at once; else when the new one is used. */
export async function rotateSecret(lot: string, id: string, revoke: boolean): Promise<Secret> {
  return (await request('POST', pathOf(lot, id, '/secret'), { revoke })) as Secret;
}

/** All the slots that it serves from now on, also those that others serve. */
export async function assignSlots(lot: string, id: string, slots: readonly string[]): Promise<void> {
  await request('PUT', pathOf(lot, id, '/slots'), { slots, move: true });
}

export async function sendSettings(lot: string, id: string, settings: ControllerConfig): Promise<void> {
  await request('PATCH', pathOf(lot, id, '/config'), settings);
}

export async function sendCommand(lot: string, id: string, command: CommandRequest): Promise<void> {
  await request('POST', pathOf(lot, id, '/commands'), command);
}

export async function fetchJoining(): Promise<JoiningView> {
  return (await request('GET', '/api/joining')) as JoiningView;
}

/** Boards may ask to be let in, for the usual time from now on. */
export async function openJoining(): Promise<void> {
  await request('PUT', '/api/joining', {});
}

export async function closeJoining(): Promise<void> {
  await request('DELETE', '/api/joining');
}

export async function letIn(id: string, lot: string, slots: readonly string[]): Promise<void> {
  await request('POST', `/api/joining/${encodeURIComponent(id)}`, { lot, slots });
}

export async function turnAway(id: string): Promise<void> {
  await request('DELETE', `/api/joining/${encodeURIComponent(id)}`);
}
