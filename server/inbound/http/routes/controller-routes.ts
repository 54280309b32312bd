import {
  commandRequest,
  commandResponse,
  commandsResponse,
  controllerConfigRequest,
  controllerCreateRequest,
  controllerDetailResponse,
  controllerEventsQuery,
  controllerEventsResponse,
  controllerSecretRequest,
  controllerSecretResponse,
  controllerSlotsRequest,
  controllersResponse,
} from '../../../../shared/http/controllers.ts';
import { assignSlots, removeController } from '../../../app/controllers/assign-slots.ts';
import { commandController, commandsOf } from '../../../app/controllers/command-controllers.ts';
import { logOf } from '../../../app/controllers/controller-log.ts';
import { addController, controllersOf, detailsOf } from '../../../app/controllers/manage-controllers.ts';
import { rotateSecret } from '../../../app/controllers/secrets.ts';
import type { CommandName } from '../../../app/ports/controller-care.ts';
import { commandView, controllerView, eventView } from '../controller-views.ts';
import { type Call, type Route, route } from '../route.ts';
import type { ApiDeps } from './api-deps.ts';

const ALL = '/api/lots/{lot}/controllers';
const ONE = `${ALL}/{controller}`;

/** Controllers: what is known of them, what happened with them, and what staff do with them. */
export function controllerRoutes(deps: ApiDeps): Route[] {
  const { unitOfWork, clock } = deps;
  const actor = ({ staff }: Call<unknown, unknown>) => ({ staffId: staff.id, now: clock.now() });
  const lotOf = ({ params }: Call<unknown, unknown>) => params['lot'] ?? '';
  const idOf = ({ params }: Call<unknown, unknown>) => params['controller'] ?? '';
  const command = async (call: Call<unknown, unknown>, name: CommandName, args: Record<string, string | number>) => {
    const draft = { controllerId: idOf(call), name, args };
    const asked = await commandController(deps, actor(call), lotOf(call), draft);
    return commandView({ ...asked, by: call.staff.login });
  };
  return [
    route({
      method: 'get',
      path: ALL,
      summary: 'The controllers of a lot, and where boards connect to',
      access: 'viewer',
      answer: controllersResponse,
      handle: async (call) => ({
        controllers: (await controllersOf(unitOfWork, lotOf(call))).map(controllerView),
        broker: deps.broker,
      }),
    }),
    route({
      method: 'post',
      path: ALL,
      summary: 'Add a controller; its secret is answered once',
      access: 'admin',
      body: controllerCreateRequest,
      answer: controllerSecretResponse,
      status: 201,
      handle: async (call) => {
        const added = await addController(deps, actor(call), lotOf(call), call.body);
        deps.onControllerAdded(added.id);
        return added;
      },
    }),
    route({
      method: 'get',
      path: ONE,
      summary: 'One controller, with the settings that its board has taken',
      access: 'viewer',
      answer: controllerDetailResponse,
      handle: async (call) => {
        const { look, config } = await detailsOf(unitOfWork, lotOf(call), idOf(call));
        return { ...controllerView(look), config };
      },
    }),
    route({
      method: 'delete',
      path: ONE,
      summary: 'Remove a controller; its slots are run by hand from then on',
      access: 'admin',
      handle: async (call) => {
        await removeController(deps, actor(call), lotOf(call), idOf(call));
        deps.onSlotsChange([{ controllerId: idOf(call), slots: [] }]);
        deps.dropController(idOf(call));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/secret`,
      summary: 'A new secret, answered once; the old one counts until the new one is used, or is revoked at once',
      access: 'admin',
      body: controllerSecretRequest,
      answer: controllerSecretResponse,
      handle: async (call) => {
        const rotated = await rotateSecret(deps, actor(call), lotOf(call), idOf(call), call.body);
        if (call.body.revoke) deps.dropController(idOf(call));
        return rotated;
      },
    }),
    route({
      method: 'put',
      path: `${ONE}/slots`,
      summary: 'Say which slots a controller serves; with `move` those of others are taken from them',
      access: 'admin',
      body: controllerSlotsRequest,
      handle: async (call) => {
        deps.onSlotsChange(await assignSlots(deps, actor(call), lotOf(call), idOf(call), call.body));
      },
    }),
    route({
      method: 'patch',
      path: `${ONE}/config`,
      summary: 'Send a board settings; they count once it has answered `done`',
      access: 'admin',
      body: controllerConfigRequest,
      answer: commandResponse,
      status: 202,
      handle: async (call) => {
        const given = Object.entries(call.body).filter(([, value]) => value !== undefined);
        return command(call, 'set-config', Object.fromEntries(given) as Record<string, number>);
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/commands`,
      summary: 'Tell a controller to identify itself, restart, or say everything again',
      access: 'attendant',
      body: commandRequest,
      answer: commandResponse,
      status: 202,
      handle: async (call) => {
        const { name } = call.body;
        const slot = call.body.name === 'identify' ? call.body.slot : undefined;
        return command(call, name, slot === undefined ? {} : { slot });
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/commands`,
      summary: 'The last commands to a controller and its answers, the newest first',
      access: 'viewer',
      answer: commandsResponse,
      handle: async (call) => ({
        commands: (await commandsOf(unitOfWork, lotOf(call), idOf(call))).map(commandView),
      }),
    }),
    route({
      method: 'get',
      path: `${ONE}/events`,
      summary: 'What happened with a controller, the newest first',
      access: 'viewer',
      query: controllerEventsQuery,
      answer: controllerEventsResponse,
      handle: async (call) => {
        const { before = null, limit } = call.query;
        const { events, next } = await logOf(unitOfWork, lotOf(call), idOf(call), { before, limit });
        return { events: events.map(eventView), next };
      },
    }),
  ];
}
