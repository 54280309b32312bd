import { type Request, type Response, Router, raw } from 'express';
import { type ZodType, z } from 'zod';
import type { Staff } from '../../app/ports/entities.ts';
import { DomainError } from '../../domain/errors.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who may call a route: anybody, anybody signed in, those who may act, or administrators. */
export type Access = 'public' | 'viewer' | 'attendant' | 'admin';

export interface Call<Body, Query> {
  readonly body: Body;
  readonly query: Query;
  readonly params: Readonly<Record<string, string>>;
  /** Who calls; always there on a route that is not public. */
  readonly staff: Staff;
  readonly request: Request;
  readonly response: Response;
}

/** One route of the API: what it takes, who may call it, what it answers. The OpenAPI document is made from these. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly body: ZodType | null;
  /** What the body is where it is no JSON: its media types, and how many bytes it has at most. */
  readonly takes: { readonly types: readonly string[]; readonly bytes: number } | null;
  readonly query: ZodType | null;
  readonly answer: ZodType | null;
  /** The media type of an answer that the handler sends itself; null where it is JSON or nothing. */
  readonly sends: string | null;
  readonly status: number;
  readonly handle: (call: Call<never, never>) => Promise<unknown>;
}

/** Declares a route; the handler's body and query are typed by their schemas. */
export function route<Body extends ZodType = ZodType, Query extends ZodType = ZodType>(options: {
  method: Method;
  path: string;
  summary: string;
  access: Access;
  body?: Body;
  takes?: Route['takes'];
  query?: Query;
  answer?: ZodType;
  sends?: string;
  status?: number;
  handle: (call: Call<z.output<Body>, z.output<Query>>) => Promise<unknown>;
}): Route {
  const { body = null, takes = null, query = null, answer = null, sends = null, handle, ...rest } = options;
  const { status = answer || sends ? 200 : 204 } = options;
  return { ...rest, body, takes, query, answer, sends, status, handle: handle as Route['handle'] };
}

/** What a route takes that declares nothing: a field that nobody reads is a mistake, or an attempt. */
const NOTHING = z.strictObject({});

const RANK: Readonly<Record<Exclude<Access, 'public'>, number>> = { viewer: 1, attendant: 2, admin: 3 };

/** Mounts routes: role first, then the request's shape, then the handler; its answer is sent as JSON. */
export function mountRoutes(routes: readonly Route[], whoIs: (request: Request) => Promise<Staff | null>): Router {
  const router = Router();
  for (const one of routes) {
    router[one.method](one.path.replace(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      const staff = one.access === 'public' ? null : await whoIs(request);
      if (one.access !== 'public') {
        if (!staff) throw new DomainError('not-signed-in', 'sign in first');
        if (RANK[staff.role] < RANK[one.access])
          throw new DomainError('forbidden', `this takes the role ${one.access}`);
      }
      const json = (one.body ?? NOTHING).parse(request.body ?? {});
      const query = (one.query ?? NOTHING).parse(rawQuery(request));
      const call = {
        body: one.takes ? await readBytes(request, response, one.takes.bytes) : json,
        query,
        params: paramsOf(request),
        staff,
        request,
        response,
      };
      const answer = await one.handle(call as unknown as Call<never, never>);
      if (one.sends) return;
      if (one.answer) response.status(one.status).json(answer);
      else response.status(one.status).end();
    });
  }
  return router;
}

/** What the path names. PostgreSQL stores no zero byte, so nothing is called by one. */
function paramsOf(request: Request): Record<string, string> {
  const params = request.params as Record<string, string>;
  if (Object.values(params).some((value) => value.includes('\0')))
    throw new DomainError('not-found', 'nothing is called by a zero byte');
  return params;
}

/**
 * The body as it is, whatever it calls itself: read only now, when it is known that its sender may, and never more of it than the limit. What
 * was JSON has been read already, and is no bytes.
 */
async function readBytes(request: Request, response: Response, limit: number): Promise<Uint8Array> {
  // The parser would answer only when all of it had come.
  const isOver = Number(request.headers['content-length'] ?? 0) > limit;
  if (isOver) throw new DomainError('payload-too-large', `the body is larger than ${limit} bytes`);
  const read = raw({ type: () => true, limit, inflate: false });
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error: unknown) => (error ? reject(error) : resolve()));
  });
  return request.body instanceof Uint8Array ? request.body : new Uint8Array();
}

/** Where a request names a phone number in its address. */
const PHONE_FIELDS = ['phone', 'number'];

/** A `+` in front of a phone number decodes as a space; nobody means a space there. */
function rawQuery(request: Request): Record<string, unknown> {
  const query = { ...request.query };
  for (const field of PHONE_FIELDS) {
    const value = query[field];
    if (typeof value === 'string' && value.startsWith(' ')) query[field] = `+${value.trimStart()}`;
  }
  return query;
}
