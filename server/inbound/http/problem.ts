import type { NextFunction, Request, Response } from 'express';
import { ZodError } from 'zod';
import type { Problem } from '../../../shared/http/api.ts';
import type { Log } from '../../app/ports/log.ts';
import { StorageError } from '../../app/ports/storage-errors.ts';
import type { Alternatives } from '../../domain/alternatives.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { iso } from './iso.ts';

/** The HTTP status of every code; the compiler sees to it that none is missing. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  'invalid-request': 400,
  'bad-credentials': 401,
  'not-signed-in': 401,
  forbidden: 403,
  'cross-origin': 403,
  'signature-invalid': 403,
  'not-found': 404,
  'lot-unknown': 404,
  'slot-unknown': 404,
  'controller-unknown': 404,
  'driver-unknown': 404,
  'booking-unknown': 404,
  'booking-changed': 409,
  'session-unknown': 404,
  'case-unknown': 404,
  'message-unknown': 404,
  'staff-phone-unknown': 404,
  'staff-unknown': 404,
  'staff-exists': 409,
  'last-admin': 409,
  'password-refused': 400,
  'password-wrong': 403,
  'dispute-unknown': 404,
  'stay-not-over': 409,
  'nothing-to-dispute': 409,
  'already-disputed': 409,
  'conversation-taken': 409,
  'conversation-not-handed-over': 409,
  'too-many-disputes': 409,
  'dispute-decided': 409,
  'lot-exists': 409,
  'lot-currency-fixed': 409,
  'lot-changed': 409,
  'template-changed': 409,
  'slot-changed': 409,
  'tariff-changed': 409,
  'tariff-in-force': 409,
  'tariff-unknown': 404,
  'plan-unknown': 404,
  'plan-changed': 409,
  'plan-unreadable': 400,
  'plan-too-large': 413,
  'slot-exists': 409,
  'slot-in-use': 409,
  'slot-taken': 409,
  'no-car-there': 409,
  'slot-has-car': 409,
  'slot-not-offered': 409,
  'slot-served': 409,
  'controller-exists': 409,
  'controller-not-waiting': 404,
  'joining-unavailable': 409,
  'firmware-unknown': 404,
  'firmware-exists': 409,
  'firmware-unreadable': 400,
  'firmware-in-use': 409,
  'firmware-link-over': 410,
  'rollout-unknown': 404,
  'rollout-open': 409,
  'rollout-changed': 409,
  'public-url-missing': 409,
  'driver-blocked': 409,
  'driver-in-use': 409,
  'balance-open': 409,
  'already-booked': 409,
  'already-parked': 409,
  'window-refused': 409,
  'bookings-overlap': 409,
  'too-many-bookings': 409,
  'balance-too-low': 409,
  'too-many-no-shows': 409,
  'tariff-missing': 409,
  'add-on-unknown': 404,
  'booking-not-live': 409,
  'booking-has-begun': 409,
  'slots-free': 409,
  'waiting-entry-unknown': 404,
  'stay-not-begun': 409,
  'template-invalid': 400,
  'template-unknown': 404,
  'stay-has-begun': 409,
  'idempotency-conflict': 409,
  'payment-mismatch': 409,
  'transfer-unknown': 404,
  'refund-too-large': 409,
  'write-off-too-large': 409,
  'payload-too-large': 413,
  'too-many-requests': 429,
  internal: 500,
  'channel-not-configured': 503,
  'channel-key-missing': 409,
  'channel-exists': 409,
  'channel-unknown': 404,
  'poster-number-unknown': 409,
  'storage-unavailable': 503,
};

export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) return { ...problemOf(error.code, error.message), ...alternativesOf(error) };
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
    return { ...problemOf('invalid-request', detail), errors };
  }
  if (error instanceof StorageError && error.kind !== 'misuse') {
    return problemOf('storage-unavailable', 'the database did not store it; nothing has changed as far as is known');
  }
  const { status, type } = error as { status?: number; type?: string };
  if (status === 413) return problemOf('payload-too-large', 'the body is too large');
  if (status === 404) return problemOf('not-found', 'there is nothing here');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return problemOf('invalid-request', `the body cannot be read${type ? ` (${type})` : ''}`);
  }
  return problemOf('internal', 'something went wrong on our side; it is in the log');
}

/** What could be had instead, as an extension of the problem document. */
function alternativesOf({ details }: DomainError): Pick<Problem, 'alternatives'> {
  const alternatives = details['alternatives'] as Alternatives | undefined;
  if (!alternatives) return {};
  const times = alternatives.times.map(({ from, to }) => ({ from: iso(from), to: iso(to) }));
  return { alternatives: { slots: [...alternatives.slots], times } };
}

export function problemOf(code: ErrorCode, detail: string): Problem {
  return { type: `/docs/errors#${code}`, title: code.replaceAll('-', ' '), status: STATUS[code], detail, code };
}

export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** In whole seconds, and never too few. */
function noteRetry(response: Response, { details }: DomainError): void {
  const { retryAfterMs } = details;
  if (typeof retryAfterMs === 'number')
    response.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
}

/** The link to an image is a secret. */
const loggedPath = ({ path }: Request): string => path.replace(/^\/firmware\/.*/, '/firmware/…');

/** The last handler: every error becomes a problem document; only what is our fault is logged as an error. */
export function problemHandler(log: Log) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (response.headersSent) {
      log.error({ path: loggedPath(request), reason }, 'an answer broke off');
      response.destroy();
      return;
    }
    const problem = toProblem(error);
    // A channel that is not set up is told at the start; what strangers send to it must not fill the log.
    if (problem.status >= 500 && problem.code !== 'channel-not-configured') {
      log.error({ path: loggedPath(request), code: problem.code, reason }, 'a request failed');
    }
    if (error instanceof DomainError) noteRetry(response, error);
    sendProblem(response, problem);
  };
}
