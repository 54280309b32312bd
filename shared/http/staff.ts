import { z } from 'zod';
import { lotCode } from '../identifiers.ts';

/** The phones by which staff work in the chat. */

export const phoneCodeResponse = z.object({
  code: z.string(),
  /** What to send from the phone. */
  words: z.string(),
  expiresAt: z.iso.datetime(),
});

export type PhoneCode = z.infer<typeof phoneCodeResponse>;

export const staffPhoneResponse = z.object({
  id: z.string(),
  /** Whose it is. */
  login: z.string(),
  phone: z.string().nullable(),
  linkedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  alerts: z.boolean(),
});

export const staffPhonesResponse = z.object({ phones: z.array(staffPhoneResponse) });
export const staffPhoneChangeRequest = z.strictObject({ alerts: z.boolean() });

/** Staff, their own logins, and the log of what they changed. */

const role = z.enum(['admin', 'attendant', 'viewer']);
/** Rules beyond its length are the server's: it knows the login. */
const password = z.string().min(1).max(256);
const moment = z.iso.datetime();
const momentAsked = z.iso.datetime({ offset: true });

/** Lower case, so that nobody is taken for somebody else. */
export const staffLogin = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/,
    'must be 2 to 32 of a-z, 0-9, dot, dash and underscore, a letter or digit first',
  );

export const staffMemberResponse = z.object({
  id: z.string(),
  login: z.string(),
  role,
  createdAt: moment,
  /** Null where they never signed in. */
  signedInAt: moment.nullable(),
  retiredAt: moment.nullable(),
});
export type StaffMemberView = z.infer<typeof staffMemberResponse>;
export const staffListResponse = z.object({ staff: z.array(staffMemberResponse) });

export const staffAddRequest = z.strictObject({
  // No word that the audit log has for those who are not staff.
  login: staffLogin.refine((login) => login !== 'driver' && login !== 'system', 'must not be driver or system'),
  role,
  /** Left out, one is drawn. */
  password: password.optional(),
});
/** `password`: the one that was drawn, shown this once; null where it was given. */
export const staffAddResponse = staffMemberResponse.extend({ password: z.string().nullable() });
export const staffChangeRequest = z
  .strictObject({ role: role.optional(), retired: z.boolean().optional() })
  .refine((change) => change.role !== undefined || change.retired !== undefined, 'role or retired');
export const passwordResetRequest = z.strictObject({ password: password.optional() });
export const passwordResetResponse = z.object({ password: z.string().nullable() });

export const ownPasswordRequest = z.strictObject({ oldPassword: password, newPassword: password });
export const ownSessionsResponse = z.object({
  sessions: z.array(
    z.object({
      /** When they signed in. */
      createdAt: moment,
      lastSeenAt: moment,
      expiresAt: moment,
      /** Such as `Firefox on Linux`; null where it did not say. */
      browser: z.string().nullable(),
      /** Whether it is the one that asks. */
      isThisOne: z.boolean(),
    }),
  ),
});
export type OwnSession = z.infer<typeof ownSessionsResponse>['sessions'][number];

export const auditQuery = z.strictObject({
  lot: lotCode.optional(),
  /** A login; `driver` and `system` are those who are not staff. */
  staff: z.string().min(1).max(64).optional(),
  /** `booking.cancel`, or all of a kind: `booking`. */
  action: z
    .string()
    .regex(/^[a-z-]+(\.[a-z-]+)?$/, 'must be an action such as booking.cancel, or a kind such as booking')
    .max(64)
    .optional(),
  /** What was changed: an id, or a code such as `main/A`. */
  subject: z.string().min(1).max(100).optional(),
  /** From this moment on. */
  from: momentAsked.optional(),
  /** Before this moment. */
  to: momentAsked.optional(),
  /** `next` of the page before. */
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const auditEntryResponse = z.object({
  id: z.string(),
  at: moment,
  /** The login of whoever did it, or `driver` or `system`. */
  by: z.string(),
  action: z.string(),
  subject: z.string(),
  lot: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntryView = z.infer<typeof auditEntryResponse>;
export const auditResponse = z.object({
  entries: z.array(auditEntryResponse),
  /** What `before` has to be for the next page; null where there is none. */
  next: z.string().nullable(),
});
