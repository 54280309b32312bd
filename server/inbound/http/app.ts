import express, { type Express, json, type Request, type Router } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Log } from '../../app/ports/log.ts';
import type { StaffAccess } from '../../app/staff-access.ts';
import { refuseHugeClaims } from './huge-claims.ts';
import { openApiOf } from './openapi.ts';
import { apiDocs, pages, securityHeaders } from './pages.ts';
import { problemHandler, problemOf, sendProblem } from './problem.ts';
import { mountRoutes, type Route } from './route.ts';
import { downloadGuard } from './routes/firmware-download.ts';
import { loginFloodGuard } from './routes/session-routes.ts';
import { refuseCrossOrigin, whoIsBehind } from './staff-session.ts';

export interface HttpAppOptions {
  readonly log: Log;
  readonly requestLogger: Logger;
  readonly access: StaffAccess;
  readonly routes: readonly Route[];
  readonly webhooks: readonly Router[];
  readonly dev: Router | null;
  readonly publicUrl: string | null;
  readonly version: string;
  readonly boardFolder: string;
  /** The page that explains the error codes. */
  readonly errorsFile: string;
  readonly isReady: () => Promise<string | null>;
  readonly metrics: () => Promise<{ type: string; body: string }>;
}

/** The whole HTTP side, as a list of small steps. Webhooks come first: they are the hot path and need no page headers. */
export function httpApp(options: HttpAppOptions): Express {
  const { log, routes, publicUrl } = options;
  const secure = publicUrl?.startsWith('https:') ?? false;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', publicUrl !== null ? 'loopback, linklocal, uniquelocal' : false);
  app.use(refuseHugeClaims);
  for (const webhook of options.webhooks) app.use(webhook);
  app.use(securityHeaders(secure));
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'up' });
  });
  app.get('/readyz', async (_request, response) => {
    const missing = await options.isReady();
    response
      .status(missing === null ? 200 : 503)
      .json(missing === null ? { status: 'ready' } : { status: 'waiting', missing });
  });
  app.get('/metrics', async (_request, response) => {
    const { type, body } = await options.metrics();
    response.type(type).send(body);
  });
  app.use(pages(options.boardFolder, options.dev !== null));
  app.use(apiDocs(() => openApiOf(routes, options.version), options.errorsFile));
  app.use(
    '/api',
    pinoHttp({
      logger: options.requestLogger,
      useLevel: 'debug',
      // Query strings can hold phone numbers and headers hold cookies: neither is logged.
      serializers: {
        req: (request: Request) => ({ method: request.method, path: request.url?.split('?')[0] }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    }),
  );
  app.use('/api', refuseCrossOrigin(publicUrl));
  app.use('/api', json({ limit: '64kb' }));
  app.use('/api/login', loginFloodGuard());
  app.use('/firmware', downloadGuard());
  if (options.dev) app.use(options.dev);
  app.use(mountRoutes(routes, whoIsBehind(options.access)));
  app.use((_request, response) => {
    sendProblem(response, problemOf('not-found', 'there is nothing here'));
  });
  app.use(problemHandler(log));
  return app;
}
