import type { RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { type Download, openLink, useLink } from '../../../app/firmware/links.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { networkOf } from '../staff-session.ts';
import type { ApiDeps } from './api-deps.ts';

/** Held back until the link is used up: nobody has the whole image without it. */
const LAST_PIECE = 1024;
/** A board that takes nothing for so long is gone. */
const STALLED_MS = 60_000;

/** Where boards fetch an image by the link that came with `update`. They have no login: who has the link may. */
export function firmwareDownload({ unitOfWork, passwords, clock }: ApiDeps): Route {
  return route({
    method: 'get',
    path: '/firmware/{token}',
    summary: 'The image, for the board that was sent this link; it is good for one complete download',
    access: 'public',
    sends: 'application/octet-stream',
    handle: async ({ request, response, params }) => {
      const download = await openLink({ unitOfWork, passwords }, params['token'] ?? '', clock.now());
      const { sha256, bytes } = download;
      response.set({
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(bytes.length),
        'X-Sha256': sha256,
        'Cache-Control': 'no-store',
        // A proxy that takes all of it at once would leave a board with a bad network no second try.
        'X-Accel-Buffering': 'no',
      });
      if (request.method === 'HEAD') response.status(200).end();
      else await sendOnce(response, download, () => useLink(unitOfWork, download.commandId, clock.now()));
    },
  });
}

/** Sends all but the last piece, and that only where `use` says that it may. What breaks off before can be tried again. */
async function sendOnce(response: Response, { bytes }: Download, use: () => Promise<boolean>): Promise<void> {
  response.setTimeout(STALLED_MS, () => response.destroy());
  const held = Math.max(0, bytes.length - LAST_PIECE);
  const isThere = await new Promise<boolean>((resolve) => {
    response.once('close', () => resolve(false));
    response.flushHeaders();
    // Not the callback of the write: it is called without an error where the connection is gone, too.
    if (held === 0 || response.write(bytes.subarray(0, held))) resolve(true);
    else response.once('drain', () => resolve(true));
  });
  if (isThere && (await use())) response.end(bytes.subarray(held));
  else response.destroy();
}

/** A board needs few tries; one address, be it of a whole car park, has some to spare, and a guess has none worth while. */
export function downloadGuard(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: 60,
    keyGenerator: networkOf,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => {
      sendProblem(
        response,
        problemOf('too-many-requests', 'too many downloads from one address; try again in a minute'),
      );
    },
  });
}
