import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type RequestHandler, Router, static as serveStatic } from 'express';
import helmet from 'helmet';

/** Headers of every page: only our own scripts run, nobody frames us. Mantine sets styles on elements. */
export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}

/** The built web app: the board at `/`, and the browser phone where it exists. */
export function pages(folder: string, withPhone: boolean): Router {
  const router = Router();
  const page = (file: string): RequestHandler => {
    return (_request, response) => {
      response.set('Cache-Control', 'no-cache').sendFile(file, { root: folder });
    };
  };
  router.get('/', page('index.html'));
  if (withPhone) router.get('/phone', page('phone.html'));
  router.use('/assets', serveStatic(join(folder, 'assets'), { immutable: true, maxAge: '365d' }));
  router.get('/favicon.svg', page('favicon.svg'));
  return router;
}

/** The API's documentation, shown by Swagger UI out of its own package: nothing is loaded from elsewhere. */
export function apiDocs(describe: () => object, errorsFile: string): Router {
  const router = Router();
  let document: object | null = null;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/openapi.json', (_request, response) => {
    // Made when somebody asks for the first time: a start need not wait for it.
    document ??= describe();
    response.json(document);
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(DOCS_PAGE);
  });
  // Where the `type` of a problem document points.
  router.get('/docs/errors', (_request, response) => {
    response.type('text/markdown').sendFile(errorsFile);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('js').send(DOCS_SCRIPT);
  });
  router.use('/docs/ui', serveStatic(folder, { index: false, maxAge: '1d' }));
  return router;
}

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parkwire API</title>
<link rel="stylesheet" href="/docs/ui/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/ui/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const DOCS_SCRIPT = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;
