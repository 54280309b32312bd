import type { ApiClient } from '../../support/api-client.ts';

/** A JSON schema, as far as tests look into it. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export type Access = 'public' | 'viewer' | 'attendant' | 'admin';

/** A route as the OpenAPI document of a running server declares it. */
export interface DeclaredRoute {
  /** `POST /api/bookings/{id}/cancel` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly body: Schema | null;
  /** Names of what the query may hold, with their schemas. */
  readonly query: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly description?: string;
  readonly security?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every route of the document. A route that is declared public has no `security`. */
export async function routeTable(api: ApiClient): Promise<DeclaredRoute[]> {
  const { paths }: { paths: Record<string, Record<string, Operation>> } = await api.get('/openapi.json');
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => declared(method.toUpperCase(), path, operation)),
  );
}

function declared(method: string, path: string, operation: Operation): DeclaredRoute {
  const { description = '', security, parameters = [], requestBody } = operation;
  const [, role] = /^Role: (viewer|attendant|admin)\b/.exec(description) ?? [];
  if ((security === undefined) !== (role === undefined)) throw new Error(`${method} ${path} has half a role`);
  const query = parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, schema] as const);
  return {
    ...{ name: `${method} ${path}`, method, path, access: (role ?? 'public') as Access },
    body: requestBody?.content['application/json']?.schema ?? null,
    query: Object.fromEntries(query),
  };
}

export const isWrite = ({ method }: DeclaredRoute): boolean => method !== 'GET';

/** The path with something in place of each parameter. */
export const pathOf = ({ path }: DeclaredRoute, value = 'x'): string =>
  path.replaceAll(/\{\w+\}/g, encodeURIComponent(value));
