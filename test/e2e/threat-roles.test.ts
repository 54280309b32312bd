import { expect } from 'chai';
import { ApiClient } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { type Access, type DeclaredRoute, isWrite, pathOf, routeTable } from './support/route-table.ts';
import { newHand } from './support/staff-hands.ts';

const RANK: Readonly<Record<Access, number>> = { public: 0, viewer: 1, attendant: 2, admin: 3 };

/** Reviewed: all that may be changed without a role. */
const PUBLIC_WRITES = ['POST /api/login', 'POST /api/logout'];
/** Reviewed: all that anybody may read. Who has the link to a firmware image has its secret. */
const PUBLIC_READS = ['GET /firmware/{token}'];
/** Reviewed: all that a viewer may change, which is about their own login alone. */
const VIEWER_WRITES = [
  'DELETE /api/staff/me/phones/{id}',
  'DELETE /api/staff/me/sessions',
  'PATCH /api/staff/me/phones/{id}',
  // These two work something out and store nothing.
  'POST /api/lots/{lot}/quote',
  'POST /api/lots/{lot}/templates/{kind}/preview',
  'POST /api/staff/me/password',
  'POST /api/staff/me/phone-code',
];
/** Reviewed: they look like those below, but a preview stores nothing, and settings of a controller have a route of their own. */
const NOT_ADMIN_ONLY = [
  'POST /api/lots/{lot}/controllers/{controller}/commands',
  'POST /api/lots/{lot}/templates/{kind}/preview',
];
/** Reviewed: what decides about staff, secrets, prices and the lot itself is for administrators. */
const ADMIN_ONLY = [
  /^\w+ \/api\/staff(?!\/me\/)/,
  /^\w+ \/api\/audit/,
  /^\w+ \/api\/joining/,
  /^\w+ \/api\/firmware/,
  /^\w+ \/api\/lots\/\{lot\}\/rollouts/,
  /^(POST|PATCH|PUT|DELETE) \/api\/lots(\/\{lot\})?$/,
  /^(POST|PATCH|PUT|DELETE) \/api\/lots\/\{lot\}\/(channels|controllers|plan|slots|tariffs|templates)(\/(?!\{slot\})|$)/,
  /write-offs$/,
];

story('threat: a role does what it must not', () => {
  let site: Site;
  let routes: DeclaredRoute[];
  const clients = {} as Record<Access, ApiClient>;

  before(async () => {
    site = await Site.start({ mode: 'production' });
    routes = await routeTable(site.api);
    clients.public = new ApiClient(site.url);
    clients.viewer = (await newHand(site, 'eye', 'viewer')).api;
    clients.attendant = (await newHand(site, 'hand', 'attendant')).api;
    clients.admin = (await newHand(site, 'head', 'admin')).api;
  });

  after(() => site.stop());

  const named = (is: (route: DeclaredRoute) => boolean) =>
    routes
      .filter(is)
      .map(({ name }) => name)
      .sort();

  it('the table of routes was reviewed: who has no role, or may only look, changes nothing of the car park', () => {
    expect(routes.length).to.be.greaterThan(70);
    expect(named((route) => isWrite(route) && route.access === 'public')).to.deep.equal(PUBLIC_WRITES);
    expect(named((route) => isWrite(route) && route.access === 'viewer')).to.deep.equal(VIEWER_WRITES);
    expect(named((route) => !isWrite(route) && route.access === 'public')).to.deep.equal(PUBLIC_READS);
    const toAdmins = ({ name }: DeclaredRoute) =>
      ADMIN_ONLY.some((pattern) => pattern.test(name)) && !NOT_ADMIN_ONLY.includes(name);
    expect(named(toAdmins).length).to.be.greaterThan(14);
    expect(named((route) => toAdmins(route) && route.access !== 'admin')).to.deep.equal([]);
  });

  it('every role is let in exactly where the table says so, on every route', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [role, api] of Object.entries(clients) as [Access, ApiClient][]) {
        // No route takes this field, so whoever is let in is told so and nothing is done.
        const answer = await api.request(route.method, `${pathOf(route)}?no-such-field=1`);
        const code = answer.body?.code;
        const isLetIn = answer.status === 400 && code === 'invalid-request';
        const isKeptOut = role === 'public' ? code === 'not-signed-in' : answer.status === 403 && code === 'forbidden';
        const isAllowed = RANK[role] >= RANK[route.access];
        if (isAllowed ? !isLetIn : !isKeptOut) wrong.push(`${role} ${route.name}: ${answer.status} ${code}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('the doors of the browser phone are not there', async () => {
    for (const [method, path] of [
      ['POST', '/api/dev/messages'],
      ['POST', '/api/dev/cars'],
      ['GET', '/api/dev/phone'],
      ['GET', '/phone'],
    ] as const) {
      await clients.admin.refused('not-found', method, path, method === 'POST' ? {} : undefined);
    }
  });
});
