import { createHash } from 'node:crypto';
import { MOST_FIRMWARE_BYTES } from '../../../../shared/firmware.ts';
import {
  firmwareImage,
  firmwareImagesResponse,
  firmwareUploadQuery,
  rolloutChangeRequest,
  rolloutContinueRequest,
  rolloutRequest,
  rolloutResponse,
  rolloutsResponse,
} from '../../../../shared/http/firmware.ts';
import { imagesOf, retireImage, uploadImage } from '../../../app/firmware/images.ts';
import {
  changeRollout,
  type RolloutChange,
  rolloutOf,
  rolloutsOf,
  startRollout,
} from '../../../app/firmware/rollouts.ts';
import { imageView, rolloutView } from '../firmware-views.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

const ALL = '/api/lots/{lot}/rollouts';
const ONE = `${ALL}/{rollout}`;

/** Firmware images, and their way onto the boards of a lot. */
export function firmwareRoutes(deps: ApiDeps, hasAddress: () => boolean): Route[] {
  const { unitOfWork, clock } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const lotOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  const change = async (call: Call<{ ifVersion?: number | undefined }, unknown>, wish: RolloutChange) => {
    const { ifVersion } = call.body;
    const id = call.params['rollout'] ?? '';
    return rolloutView(await changeRollout(deps, actor(call), lotOf(call), id, { ...wish, ifVersion }));
  };
  return [
    route({
      method: 'get',
      path: '/api/firmware',
      summary: 'The firmware images, the newest first',
      access: 'admin',
      answer: firmwareImagesResponse,
      handle: async () => ({ images: (await imagesOf(unitOfWork)).map(imageView) }),
    }),
    route({
      method: 'post',
      path: '/api/firmware',
      summary: 'Upload a firmware image of at most 4 MB; its version is what boards that run it say as `fw`',
      access: 'admin',
      takes: { types: ['application/octet-stream'], bytes: MOST_FIRMWARE_BYTES },
      query: firmwareUploadQuery,
      answer: firmwareImage,
      status: 201,
      handle: async (call) => {
        const bytes = call.body as Uint8Array;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const image = await uploadImage(deps, actor(call), { bytes, sha256, version: call.query.version });
        return imageView({ ...image, by: call.staff.login });
      },
    }),
    route({
      method: 'delete',
      path: '/api/firmware/{image}',
      summary: 'Retire an image; boards that run it go on',
      access: 'admin',
      handle: async (call) => retireImage(deps, actor(call), call.params['image'] ?? ''),
    }),
    route({
      method: 'get',
      path: ALL,
      summary: 'The last rollouts of firmware in a lot, the newest first',
      access: 'admin',
      answer: rolloutsResponse,
      handle: async (call) => ({ rollouts: (await rolloutsOf(unitOfWork, lotOf(call))).map(rolloutView) }),
    }),
    route({
      method: 'post',
      path: ALL,
      summary: 'Update boards of a lot with an image, one at a time; it stops by itself when one fails',
      access: 'admin',
      body: rolloutRequest,
      answer: rolloutResponse,
      status: 201,
      handle: async (call) => {
        const { image: imageId, controllers: controllerIds = null, backWithinMinutes } = call.body;
        const draft = { imageId, controllerIds, backWithinMs: backWithinMinutes * 60_000, hasAddress: hasAddress() };
        return rolloutView(await startRollout(deps, actor(call), lotOf(call), draft));
      },
    }),
    route({
      method: 'get',
      path: ONE,
      summary: 'One rollout, with how each board fares',
      access: 'admin',
      answer: rolloutResponse,
      handle: async (call) => rolloutView(await rolloutOf(unitOfWork, lotOf(call), call.params['rollout'] ?? '')),
    }),
    route({
      method: 'post',
      path: `${ONE}/stop`,
      summary: 'Stop a rollout; a board that is being updated cannot be called back',
      access: 'admin',
      body: rolloutChangeRequest,
      answer: rolloutResponse,
      handle: (call) => change(call, { kind: 'stop' }),
    }),
    route({
      method: 'post',
      path: `${ONE}/continue`,
      summary: 'Go on with a rollout that has stopped',
      access: 'admin',
      body: rolloutContinueRequest,
      answer: rolloutResponse,
      handle: (call) => change(call, { kind: 'continue', failed: call.body.failed }),
    }),
    route({
      method: 'post',
      path: `${ONE}/cancel`,
      summary: 'End a rollout for good; what is updated stays so',
      access: 'admin',
      body: rolloutChangeRequest,
      answer: rolloutResponse,
      handle: (call) => change(call, { kind: 'cancel' }),
    }),
  ];
}
