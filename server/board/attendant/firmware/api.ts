import type { FirmwareImageView, RolloutRequest, RolloutView } from '../../../../shared/http/firmware.ts';
import { request } from '../../api-client.ts';

const IMAGES = '/api/firmware';
const pathOf = (lot: string, rest = ''): string => `/api/lots/${encodeURIComponent(lot)}/rollouts${rest}`;

/** All that the page shows, read together. */
export interface FirmwareAnswer {
  readonly images: readonly FirmwareImageView[];
  /** The newest first. */
  readonly rollouts: readonly RolloutView[];
}

export async function fetchFirmware(lot: string): Promise<FirmwareAnswer> {
  const [{ images }, { rollouts }] = (await Promise.all([request('GET', IMAGES), request('GET', pathOf(lot))])) as [
    Pick<FirmwareAnswer, 'images'>,
    Pick<FirmwareAnswer, 'rollouts'>,
  ];
  return { images, rollouts };
}

export async function uploadImage(version: string, file: Blob): Promise<void> {
  // Whatever the browser takes it for, it is bytes.
  const bytes = new Blob([file], { type: 'application/octet-stream' });
  await request('POST', `${IMAGES}?version=${encodeURIComponent(version)}`, bytes);
}

export async function retireImage(id: string): Promise<void> {
  await request('DELETE', `${IMAGES}/${encodeURIComponent(id)}`);
}

export async function startRollout(lot: string, wish: RolloutRequest): Promise<void> {
  await request('POST', pathOf(lot), wish);
}

export type RolloutWish = { kind: 'stop' } | { kind: 'cancel' } | { kind: 'continue'; failed: 'retry' | 'skip' };

/** Refused with `rollout-changed` where it is not as it was seen. */
export async function changeRollout(lot: string, { id, version }: RolloutView, wish: RolloutWish): Promise<void> {
  const { kind, ...rest } = wish;
  await request('POST', pathOf(lot, `/${encodeURIComponent(id)}/${kind}`), { ...rest, ifVersion: version });
}
