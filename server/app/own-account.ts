import { audit } from './audit.ts';
import { refuseWeak } from './manage-staff.ts';
import type { Clock } from './ports/clock.ts';
import type { Staff } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { StaffSession } from './ports/staff-repository.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { type SignedIn, type StaffAccess, sessionLimits, type Visit } from './staff-access.ts';

/** What everybody who is signed in may do about their own login. */
export interface OwnAccountDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly access: StaffAccess;
}

/**
 * A new password for the old one. All other sessions end, and this one goes on under a new token. Throws
 * `password-refused`, `password-wrong`, `too-many-requests`.
 */
export async function changeOwnPassword(
  { ids, clock, passwords, access }: OwnAccountDeps,
  staff: Staff,
  change: { readonly old: string; readonly password: string },
  visit: Visit,
): Promise<SignedIn> {
  refuseWeak(change.password, staff.login);
  const newHash = await passwords.hash(change.password);
  return access.replacePassword(staff, { old: change.old, newHash }, visit, (tx) =>
    audit(
      tx,
      ids,
      { staffId: staff.id, now: clock.now() },
      { action: 'staff.own-password', subject: staff.id, before: null, after: { login: staff.login } },
    ),
  );
}

/** Where one is signed in, used last first. */
export async function ownSessions({ unitOfWork, clock }: OwnAccountDeps, staff: Staff): Promise<StaffSession[]> {
  return unitOfWork.read((look) => look.staff.sessionsOf(staff.id, sessionLimits(clock.now())));
}

/** Ends every session of one's own, the one that asks for it too. */
export async function signOutEverywhere({ unitOfWork, ids, clock }: OwnAccountDeps, staff: Staff): Promise<void> {
  const now = clock.now();
  await unitOfWork.run(async (tx) => {
    const sessions = (await tx.staff.sessionsOf(staff.id, sessionLimits(now))).length;
    await tx.staff.endSessionsOf(staff.id);
    const before = { login: staff.login, sessions };
    audit(tx, ids, { staffId: staff.id, now }, { action: 'staff.sign-out', subject: staff.id, before, after: null });
  });
}
