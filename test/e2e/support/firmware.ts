import { randomBytes } from 'node:crypto';
import { Board } from '../../../firmware-sim/board.ts';
import type { BoardOptions } from '../../../firmware-sim/board-options.ts';
import { whenOnline } from '../../../firmware-sim/start-board.ts';
import type { FirmwareImageView, RolloutView } from '../../../shared/http/firmware.ts';
import type { ParkwireClient, Site } from '../../support/parkwire.ts';

export const ROLLOUTS = '/api/lots/main/rollouts';

/** Sends bytes as an image; answers what came back. */
export async function send(site: ParkwireClient, version: string, bytes: Uint8Array, cookie = site.api.cookie ?? '') {
  const response = await fetch(`${site.url}/api/firmware?version=${encodeURIComponent(version)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', cookie },
    body: Uint8Array.from(bytes),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

export async function upload(
  site: ParkwireClient,
  version: string,
  bytes = randomBytes(50_000),
): Promise<FirmwareImageView> {
  const { status, text, body } = await send(site, version, bytes);
  if (status !== 201) throw new Error(`the upload was answered ${status}: ${text}`);
  return body;
}

/** Adds a controller and powers a simulated board on for it. */
export async function simulated(
  site: Site,
  id: string,
  slots: readonly string[],
  options: Partial<BoardOptions> = {},
): Promise<Board> {
  const { secret } = await site.addController(id, slots);
  const url = `mqtt://127.0.0.1:${site.mqttPort}`;
  const board = new Board({
    url,
    lot: 'main',
    id,
    secret,
    slots,
    seed: 1,
    backoff: { minMs: 20, maxMs: 200 },
    ...options,
  });
  board.powerOn();
  await whenOnline(board);
  await site.until(`${id} is online`, async () => (await controller(site, id)).status === 'online');
  return board;
}

export const controller = (site: Site, id: string) => site.api.get(`/api/lots/main/controllers/${id}`);

export const start = (site: ParkwireClient, body: object): Promise<RolloutView> => site.api.post(ROLLOUTS, body);
export const rollout = (site: Site, { id }: { id: string }): Promise<RolloutView> => site.api.get(`${ROLLOUTS}/${id}`);

/** The rollout once it is in that state; it fails at once where it has come to another end. */
export async function rolloutIs(
  site: Site,
  of: { id: string },
  state: RolloutView['state'],
  withinMs?: number,
): Promise<RolloutView> {
  const settled = await site.until(
    `the rollout is ${state}`,
    async () => {
      const now = await rollout(site, of);
      return (now.state === state || now.state !== 'running') && now;
    },
    { withinMs },
  );
  if (settled.state !== state) throw new Error(`the rollout is not ${state}: ${JSON.stringify(settled)}`);
  return settled;
}

/** How each board fares, in their order. */
export const faresOf = ({ boards }: RolloutView) =>
  boards.map(({ controller: id, state, reason }) => [id, state, reason] as const);
