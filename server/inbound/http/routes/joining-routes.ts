import { joiningRequest, joiningResponse, letInRequest, letInResponse } from '../../../../shared/http/joining.ts';
import type { Joining } from '../../../app/controllers/joining.ts';
import type { Clock } from '../../../app/ports/clock.ts';
import { DomainError } from '../../../domain/errors.ts';
import { iso } from '../iso.ts';
import { type Call, type Route, route } from '../route.ts';

const ALL = '/api/joining';
const ONE = `${ALL}/{controller}`;

/** The "add controllers" window and the boards that wait at it; `joining` is null where the broker is an external one. */
export function joiningRoutes(clock: Clock, joining: Joining | null): Route[] {
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const idOf = ({ params }: Call<unknown, unknown>) => params['controller'] ?? '';
  const doorkeeper = (): Joining => {
    if (!joining) throw new DomainError('joining-unavailable', 'boards cannot join at an external broker');
    return joining;
  };
  const view = () => {
    const { openUntil, boards } = joining?.look() ?? { openUntil: null, boards: [] };
    return {
      isAvailable: joining !== null,
      openUntil: openUntil === null ? null : iso(openUntil),
      boards: boards.map(({ since, heardAt, ...board }) => ({ ...board, since: iso(since), heardAt: iso(heardAt) })),
    };
  };
  return [
    route({
      method: 'get',
      path: ALL,
      summary: 'Whether boards that nobody knows may ask to be let in, and which do',
      access: 'admin',
      answer: joiningResponse,
      handle: async () => view(),
    }),
    route({
      method: 'put',
      path: ALL,
      summary: 'Let boards that nobody knows ask to be let in, for some minutes',
      access: 'admin',
      body: joiningRequest,
      answer: joiningResponse,
      handle: async (call) => {
        await doorkeeper().open(actor(call), call.body.minutes * 60_000);
        return view();
      },
    }),
    route({
      method: 'delete',
      path: ALL,
      summary: 'Let no more boards ask; those that wait are disconnected',
      access: 'admin',
      handle: async (call) => doorkeeper().close(actor(call)),
    }),
    route({
      method: 'post',
      path: ONE,
      summary: 'Let a board in: it is a controller of the lot from then on, with the secret it came with',
      access: 'admin',
      body: letInRequest,
      answer: letInResponse,
      status: 201,
      handle: async (call) => {
        await doorkeeper().letIn(actor(call), idOf(call), call.body);
        return { id: idOf(call) };
      },
    }),
    route({
      method: 'delete',
      path: ONE,
      summary: 'Turn a board away; with its secret it is not let in again while the window is open',
      access: 'admin',
      handle: async (call) => doorkeeper().turnAway(actor(call), idOf(call)),
    }),
  ];
}
