import type { RequestHandler } from 'express';
import { problemOf, sendProblem } from './problem.ts';

/** No address takes as much as this; each has its own, much lower limit. */
const HUGE_BYTES = 32 * 1024 * 1024;

/**
 * Refuses a request that announces a huge body before any of it is read, and closes the connection. A body that is only too large for its
 * address is read off and dropped by the parsers instead, so that its sender gets to see the answer.
 */
export const refuseHugeClaims: RequestHandler = (request, response, next) => {
  if (Number(request.headers['content-length'] ?? 0) <= HUGE_BYTES) {
    next();
    return;
  }
  response.set('Connection', 'close');
  sendProblem(response, problemOf('payload-too-large', 'the body is too large'));
};
