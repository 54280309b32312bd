/**
 * Everything that can be refused, by code. The set is closed: every adapter maps every code, and a code without a line
 * in docs/errors.md fails a test.
 */
export const ERROR_CODES = [
  'invalid-request',
  'bad-credentials',
  'not-signed-in',
  'forbidden',
  'cross-origin',
  'too-many-requests',
  'not-found',
  'payload-too-large',
  'lot-unknown',
  'lot-exists',
  'lot-currency-fixed',
  'lot-changed',
  'slot-changed',
  'tariff-changed',
  'tariff-in-force',
  'tariff-unknown',
  'plan-unknown',
  'plan-changed',
  'plan-unreadable',
  'plan-too-large',
  'slot-unknown',
  'slot-exists',
  'slot-in-use',
  'slot-taken',
  'slot-has-car',
  'no-car-there',
  'slot-not-offered',
  'slot-served',
  'controller-unknown',
  'controller-exists',
  'controller-not-waiting',
  'joining-unavailable',
  'driver-unknown',
  'driver-blocked',
  'driver-in-use',
  'balance-open',
  'already-booked',
  'already-parked',
  'window-refused',
  'bookings-overlap',
  'too-many-bookings',
  'balance-too-low',
  'too-many-no-shows',
  'tariff-missing',
  'add-on-unknown',
  'slots-free',
  'waiting-entry-unknown',
  'stay-not-begun',
  'template-invalid',
  'template-unknown',
  'template-changed',
  'booking-unknown',
  'booking-changed',
  'booking-not-live',
  'booking-has-begun',
  'stay-has-begun',
  'session-unknown',
  'stay-not-over',
  'nothing-to-dispute',
  'already-disputed',
  'too-many-disputes',
  'case-unknown',
  'message-unknown',
  'conversation-taken',
  'conversation-not-handed-over',
  'staff-phone-unknown',
  'staff-unknown',
  'staff-exists',
  'last-admin',
  'password-refused',
  'password-wrong',
  'dispute-unknown',
  'dispute-decided',
  'idempotency-conflict',
  'payment-mismatch',
  'transfer-unknown',
  'refund-too-large',
  'write-off-too-large',
  'signature-invalid',
  'channel-not-configured',
  'channel-key-missing',
  'channel-exists',
  'channel-unknown',
  'poster-number-unknown',
  'storage-unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A refusal with its code. `detail` is for people who read problem documents and logs, never for drivers. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail: string, details: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}
