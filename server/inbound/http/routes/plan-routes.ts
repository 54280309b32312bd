import { createHash } from 'node:crypto';
import { placesRequest, planChangeQuery, planImageQuery, planResponse } from '../../../../shared/http/plans.ts';
import { placeSlots, planImage, planOf, removePlan, uploadPlan } from '../../../app/floor-plan.ts';
import { type Call, type Route, route } from '../route.ts';
import { planView } from '../views.ts';
import type { ApiDeps } from './api-deps.ts';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
/** 8 MB: a floor plan is larger than anything else that is sent here. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The floor plan of a lot. */
export function planRoutes({ unitOfWork, ids, clock }: ApiDeps): Route[] {
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const lotOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/plan',
      summary: 'The floor plan: which picture, and where slots are on it',
      access: 'viewer',
      answer: planResponse,
      handle: async (call) => planView(await planOf(unitOfWork, lotOf(call))),
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/plan/image',
      summary: 'The picture; with its digest the answer may be kept for good',
      access: 'viewer',
      query: planImageQuery,
      sends: 'image/*',
      handle: async (call) => {
        const { request, response, query } = call;
        const { type, sha256, bytes } = await planImage(unitOfWork, lotOf(call), query.sha256 ?? null);
        const keep = query.sha256 === undefined ? 'no-cache' : 'max-age=31536000, immutable';
        const tag = `"${sha256}"`;
        response.set({ ETag: tag, 'Cache-Control': `private, ${keep}`, 'Content-Type': type });
        if (request.headers['if-none-match']?.includes(tag)) response.status(304).end();
        else response.status(200).end(bytes);
      },
    }),
    route({
      method: 'put',
      path: '/api/lots/{lot}/plan',
      summary: 'Upload a picture of at most 8 MB and 40 million pixels; slots stay where they are on it',
      access: 'admin',
      takes: { types: TYPES, bytes: MOST_BYTES },
      query: planChangeQuery,
      answer: planResponse,
      handle: async (call) => {
        const bytes = call.body as Uint8Array;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const upload = { bytes, sha256, ifVersion: call.query.ifVersion };
        return planView(await uploadPlan(unitOfWork, ids, actor(call), lotOf(call), upload));
      },
    }),
    route({
      method: 'delete',
      path: '/api/lots/{lot}/plan',
      summary: 'Take the picture and all places away',
      access: 'admin',
      query: planChangeQuery,
      handle: async (call) => removePlan(unitOfWork, ids, actor(call), lotOf(call), call.query.ifVersion),
    }),
    route({
      method: 'put',
      path: '/api/lots/{lot}/plan/places',
      summary: 'Say where slots are on the plan, as fractions of its width and height; those not named are not on it',
      access: 'admin',
      body: placesRequest,
      answer: planResponse,
      handle: async (call) => planView(await placeSlots(unitOfWork, ids, actor(call), lotOf(call), call.body)),
    }),
  ];
}
