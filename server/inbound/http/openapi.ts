import { z } from 'zod';
import { problem } from '../../../shared/http/api.ts';
import type { Route } from './route.ts';

/** The OpenAPI 3.1 document of these routes; bodies and answers come from the very schemas that check them. */
export function openApiOf(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const operations = paths[one.path] ?? {};
    operations[one.method] = operationOf(one);
    paths[one.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parkwire',
      version,
      description:
        'Run a car park over WhatsApp. Sign in with POST /api/login; the session is in a cookie. Times are UTC, amounts ' +
        'are minor units of the currency. Errors are problem documents (RFC 9457) with a code.',
    },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'parkwire_session' } },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
    paths,
  };
}

function operationOf(one: Route): object {
  const parameters = [
    ...[...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryParameters(one),
  ];
  return {
    summary: one.summary,
    ...(one.access === 'public' ? {} : { security: [{ session: [] }], description: `Role: ${one.access}` }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(one.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(one.body, 'input') } } } }
      : {}),
    ...(one.takes ? { requestBody: { required: true, content: bytesOf(one.takes.types) } } : {}),
    responses: {
      [one.status]: {
        description: 'Done',
        ...(one.sends ? { content: { [one.sends]: { schema: { type: 'string' } } } } : {}),
        ...(one.answer ? { content: { 'application/json': { schema: schemaOf(one.answer, 'output') } } } : {}),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const bytesOf = (types: readonly string[]): object =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

function queryParameters(one: Route): object[] {
  if (!one.query) return [];
  const { properties = {}, required = [] } = schemaOf(one.query, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io }) as Record<string, unknown>;
  return rest;
}
