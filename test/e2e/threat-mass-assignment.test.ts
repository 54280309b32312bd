import { expect } from 'chai';
import type { Answer } from '../support/api-client.ts';
import { story } from '../support/databases.ts';
import { Site } from '../support/parkwire.ts';
import { databaseDump } from './support/database-dump.ts';
import { type DeclaredRoute, isWrite, pathOf, routeTable, type Schema } from './support/route-table.ts';

/** Fields that are ours to fill in, and words that mean something to a database, a language or a parser. */
const KEYS = [
  ...['id', 'operatorId', 'operator_id', 'lotId', 'driverId', 'staffId', 'role', 'isAdmin', 'admin', 'passwordHash'],
  ...[
    'password_hash',
    'secretHash',
    'balanceMinor',
    'balance',
    'state',
    'version',
    'createdAt',
    'retiredAt',
    'blockedAt',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', '$gt', '$ne', '$where', '$or', 'where', 'order', 'include'],
  ...["' OR 1=1 --", "'; DROP TABLE staff; --", '1; SELECT pg_sleep(5)', 'a.b', 'a[b]', '', '\u0000'],
];
/** Values in the place of a text or a number. */
const VALUES: readonly unknown[] = [{ $gt: '' }, { $ne: null }, ['x'], [], { toString: 'x' }, true];
const SQL = [
  ...[
    "' OR '1'='1",
    "x'; DELETE FROM drivers; --",
    '1 UNION SELECT password_hash FROM staff',
    '%',
    '_',
    '\\',
    '"',
    '`',
  ],
  ...['\u0000', '$1', '../../etc/passwd', '__proto__', 'constructor'],
];

story('threat: a request says more than it may', (engine) => {
  let site: Site;
  let routes: DeclaredRoute[];

  before(async () => {
    site = await Site.start({ mode: 'production' });
    await site.text('+919812345678', 'book A');
    await site.addController('esp32-b', ['B']);
    routes = await routeTable(site.api);
    untouched = await databaseDump(site, engine);
  });

  after(() => site.stop());

  let untouched: Record<string, string>;
  const changesNothing = async () => expect(await databaseDump(site, engine)).to.deep.equal(untouched);
  const faultsOf = (answer: Answer) =>
    (answer.body?.errors ?? []).map((one: { message: string }) => one.message).join();
  /** As text: an object literal would swallow some of these keys. */
  const bodyWith = (keys: readonly string[], known: Readonly<Record<string, Schema>> = {}) => {
    // What says which kind of body it is has to be right.
    const kinds = Object.entries(known).filter(([, schema]) => schema.const !== undefined);
    const fields = kinds.map(([key, schema]) => `${JSON.stringify(key)}:${JSON.stringify(schema.const)}`);
    return `{${[...fields, ...keys.map((key) => `${JSON.stringify(key)}:"x"`)].join()}}`;
  };
  const foreign = (known: Readonly<Record<string, unknown>> | undefined) =>
    KEYS.filter((key) => !Object.hasOwn(known ?? {}, key));

  it('every object that a request may hold is closed', () => {
    const open = routes.flatMap((route) => (route.body === null ? [] : openObjects(route.body, route.name)));
    expect(routes.filter(({ body }) => body !== null).length).to.be.greaterThan(25);
    expect(open).to.deep.equal([]);
  });

  it('every field that a body does not have is refused by its name, on every route that changes something', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(isWrite)) {
      for (const variant of route.body?.oneOf ?? route.body?.anyOf ?? [route.body]) {
        const keys = foreign(variant?.properties);
        const answer = await site.api.request(route.method, pathOf(route), bodyWith(keys, variant?.properties));
        const faults = faultsOf(answer);
        const unnamed = keys.filter((key) => !faults.includes(`"${key}"`));
        if (answer.status !== 400 || unnamed.length > 0)
          wrong.push(`${route.name}: ${answer.status} ${unnamed.join()}`);
      }
    }
    expect(wrong).to.deep.equal([]);
    await changesNothing();
  });

  it('so is every field of a query', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const keys = foreign(route.query).filter((key) => key !== '' && key !== '__proto__');
      const query = keys.map((key) => `${encodeURIComponent(key)}=x`).join('&');
      const answer = await site.api.request(route.method, `${pathOf(route)}?${query}`);
      const faults = faultsOf(answer);
      // A body that is missing is told first.
      const isBodyFirst = route.body !== null && answer.status === 400 && !faults.includes('Unrecognized');
      const unnamed = keys.filter((key) => !faults.includes(`"${key}"`));
      if (answer.status !== 400 || (unnamed.length > 0 && !isBodyFirst)) {
        wrong.push(`${route.name}: ${answer.status} ${unnamed.join()}`);
      }
    }
    expect(wrong).to.deep.equal([]);
    await changesNothing();
  });

  it('an operator in the place of a text or a number is refused, in body and query', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [name, schema] of Object.entries(route.body?.properties ?? {})) {
        for (const value of VALUES.filter((one) => !isTaken(schema, one))) {
          const answer = await site.api.request(route.method, pathOf(route), { [name]: value });
          const isNamed = (answer.body?.errors ?? []).some((one: { path: string }) => one.path.startsWith(name));
          if (answer.status !== 400 || !isNamed) wrong.push(`${route.name} ${name}=${JSON.stringify(value)}`);
        }
      }
      for (const name of Object.keys(route.query)) {
        for (const query of [`${name}[$ne]=x`, `${name}[]=x`, `${name}=x&${name}=y`]) {
          const answer = await site.api.request(route.method, `${pathOf(route)}?${query}`);
          if (answer.status !== 400) wrong.push(`${route.name} ${query}: ${answer.status}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
    await changesNothing();
  });

  it('what looks like SQL is a text like any other, in addresses and queries', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const text of SQL) {
        if (route.path.includes('{') && route.body === null) {
          const answer = await site.api.request(route.method, pathOf(route, text));
          if (![400, 404, 410].includes(answer.status)) wrong.push(`${route.name} of ${text}: ${answer.status}`);
        }
        for (const name of Object.keys(route.query)) {
          const answer = await site.api.request('GET', `${pathOf(route)}?${name}=${encodeURIComponent(text)}`);
          if (answer.status >= 500) wrong.push(`${route.name} ${name}=${text}: ${answer.status}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
    await changesNothing();
  });

  it('no field that was sent has become a property of everything', () => {
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
    expect(({} as Record<string, unknown>)['isAdmin']).to.equal(undefined);
  });
});

/** Where an object of a schema would take fields that it does not name. */
function openObjects(schema: Schema, at: string): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [], additionalProperties } = schema;
  const inside = [...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])].flatMap((one) => openObjects(one, at));
  const below = Object.entries(properties).flatMap(([name, one]) => openObjects(one, `${at} ${name}`));
  const isOpen = schema.type === 'object' && additionalProperties !== false && typeof additionalProperties !== 'object';
  return [...(isOpen ? [at] : []), ...inside, ...below];
}

/** Whether a schema takes a value of this kind: then it is no operator there. */
function isTaken(schema: Schema, value: unknown): boolean {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  const variants = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (variants.some(({ type }) => type === 'array') && Array.isArray(value)) return true;
  return variants.some(({ type }) => type === kind && kind === 'boolean');
}
