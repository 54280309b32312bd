import type { AuditEntry } from './audit-entry.ts';
import type { Role, Staff } from './entities.ts';

/** A member of staff as administrators see them. */
export interface StaffMember extends Staff {
  readonly createdAt: number;
  readonly retiredAt: number | null;
  /** When they signed in last; null where they never did. */
  readonly signedInAt: number | null;
}

/** A login in use: one browser, until it ends or expires. */
export interface StaffSession {
  readonly tokenHash: string;
  readonly staffId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastSeenAt: number;
  /** The family of the browser, such as `Firefox on Linux`; null where it did not say. */
  readonly browser: string | null;
}

/** Until when sessions hold: `now`, and the moment since which they must have been used. */
export interface SessionLimits {
  readonly now: number;
  readonly usedSince: number;
}

export interface StaffRepository {
  /** Never a retired one. */
  byLogin(login: string): Promise<Staff | null>;
  byId(id: string): Promise<StaffMember | null>;
  /** Retired ones too, in the order of their logins. */
  all(): Promise<StaffMember[]>;
  /** The same, and nobody else changes any of them until the unit ends. */
  lockAll(): Promise<StaffMember[]>;
  /** Login by id, of retired ones too. */
  logins(): Promise<Map<string, string>>;
  any(): Promise<boolean>;
  add(staff: Staff & { operatorId: string; createdAt: number }): Promise<void>;
  /** A new password; every session and every known browser of the login ends. */
  savePassword(staffId: string, passwordHash: string): Promise<void>;
  saveRole(staffId: string, role: Role): Promise<void>;
  /** When they were retired, or null to bring them back. */
  saveRetired(staffId: string, retiredAt: number | null): Promise<void>;
  noteSignIn(staffId: string, at: number): Promise<void>;
  addSession(session: StaffSession): Promise<void>;
  /** Who a session is of, and when it was used last; null where it has ended, expired or lain unused. */
  bySession(tokenHash: string, limits: SessionLimits): Promise<(Staff & { lastSeenAt: number }) | null>;
  /** Those that hold, the one used last first. */
  sessionsOf(staffId: string, limits: SessionLimits): Promise<StaffSession[]>;
  touchSession(tokenHash: string, lastSeenAt: number): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  endSessionsOf(staffId: string): Promise<void>;
  /** Deletes every session that does not hold any more. */
  forgetSessions(limits: SessionLimits): Promise<void>;
  addAudit(entry: AuditEntry): void;
  /** The same for an entry whose id says what it is about: one that is there already stays. */
  addAuditOnce(entry: AuditEntry): void;
  /** What was changed about something, the oldest first. */
  auditOf(subject: string, limit: number): Promise<AuditEntry[]>;
}

/** What to look for in the audit log; null where anything will do. */
export interface AuditFilter {
  readonly lotId: string | null;
  readonly staffId: string | null;
  /** An action such as `booking.cancel`, or all of a kind such as `booking`. */
  readonly action: string | null;
  readonly subject: string | null;
  /** From this moment on. */
  readonly from: number | null;
  /** Before this moment. */
  readonly to: number | null;
  /** The id of an entry: only older ones. */
  readonly before: string | null;
}

export interface AuditLogRepository {
  /** The newest first. */
  page(filter: AuditFilter, limit: number): Promise<AuditEntry[]>;
}

/** Tries to sign in: how many there were lately, and which browsers may be trusted more than others. */
export interface LoginTryRepository {
  /** Counts a try and answers how many there were since `since`, this one with them, and when the first was. */
  count(name: string, now: number, since: number): Promise<{ tries: number; since: number }>;
  /** Takes one try back: it was right. */
  takeBack(name: string): Promise<void>;
  /** Deletes counts that began by then and browsers that are known no longer than that `now`. */
  forget(now: number, began: number): Promise<void>;
  /** A browser that signed in with the login; it is known until it expires or the password changes. */
  addBrowser(browser: { tokenHash: string; staffId: string; expiresAt: number }): Promise<void>;
  knowsBrowser(browser: { tokenHash: string; staffId: string; now: number }): Promise<boolean>;
}
