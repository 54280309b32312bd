import { postersPdfQuery, postersQuery, postersResponse } from '../../../../shared/http/posters.ts';
import { type PosterDeps, posterTexts, printPosters } from '../../../app/posters.ts';
import { statedPhone } from '../phone.ts';
import { type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

export type PosterRouteDeps = Omit<PosterDeps, 'unitOfWork'>;

/** Posters to hang at slots. */
export function posterRoutes({ unitOfWork }: ApiDeps, more: PosterRouteDeps): Route[] {
  const deps: PosterDeps = { ...more, unitOfWork };
  const wishOf = async (
    lot: string,
    { slots, number }: { slots?: string[] | undefined; number?: string | undefined },
  ) => ({
    slots: slots ?? null,
    number: number === undefined ? null : await statedPhone(unitOfWork, number, lot),
  });
  return [
    route({
      method: 'get',
      path: '/api/lots/{lot}/posters',
      summary: 'What posters with a QR code would say at each slot, and which number they would lead to',
      access: 'attendant',
      query: postersQuery,
      answer: postersResponse,
      handle: async ({ params, query }) => {
        const { lot = '' } = params;
        const { number, posters } = await posterTexts(deps, lot, await wishOf(lot, query));
        return { number, posters };
      },
    }),
    route({
      method: 'get',
      path: '/api/lots/{lot}/posters.pdf',
      summary: 'The posters as pages of A4, one or four on each',
      access: 'attendant',
      query: postersPdfQuery,
      sends: 'application/pdf',
      handle: async ({ params, query, response }) => {
        const { lot = '' } = params;
        const wish = { ...(await wishOf(lot, query)), perPage: query.layout === '4' ? (4 as const) : (1 as const) };
        const pdf = await printPosters(deps, lot, wish);
        response
          .status(200)
          .type('application/pdf')
          .set('Content-Disposition', `attachment; filename="posters-${lot}.pdf"`)
          .set('Cache-Control', 'private, no-store')
          .send(Buffer.from(pdf));
      },
    }),
  ];
}
