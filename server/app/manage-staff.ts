import { DomainError } from '../domain/errors.ts';
import { PASSWORD_LEAST, PASSWORD_MOST, type PasswordFault, passwordFault } from '../domain/password.ts';
import { type Actor, audit } from './audit.ts';
import type { Role } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { StaffMember } from './ports/staff-repository.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';

export interface ManageStaffDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

const FAULTS: Readonly<Record<PasswordFault, string>> = {
  'too-short': `a password has at least ${PASSWORD_LEAST} characters`,
  'too-long': `a password has at most ${PASSWORD_MOST} characters`,
  'holds-login': 'the password is little more than the login',
  'too-easy': 'the password is too easy to guess',
};

/** Throws `password-refused`, and says what is wrong, where a password must not be taken for this login. */
export function refuseWeak(password: string, login: string): void {
  const fault = passwordFault(password, login);
  if (fault !== null) throw new DomainError('password-refused', FAULTS[fault], { fault });
}

/** All staff, retired ones too. */
export async function listStaff(unitOfWork: UnitOfWork): Promise<StaffMember[]> {
  return unitOfWork.read((look) => look.staff.all());
}

/** What was drawn is shown once; null where the password was given. */
export interface NewPassword {
  readonly drawnPassword: string | null;
}

/** A new login. Without a password one is drawn. Throws `staff-exists` where the login is taken, by a retired one too. */
export async function addStaff(
  deps: ManageStaffDeps,
  actor: Actor,
  draft: { readonly login: string; readonly role: Role; readonly password: string | null },
): Promise<NewPassword & { readonly member: StaffMember }> {
  const { unitOfWork, ids } = deps;
  const { login, role } = draft;
  const { passwordHash, drawnPassword } = await newPassword(deps, draft.password, login);
  const staff = { id: ids.next(), login, passwordHash, role, createdAt: actor.now };
  await runAgainstRivals(
    unitOfWork,
    async (tx) => {
      const operatorId = await tx.lots.operatorId();
      if (!operatorId) throw new DomainError('internal', 'there is no operator');
      if ((await tx.staff.all()).some((one) => one.login === login)) throw taken(login);
      await tx.staff.add({ ...staff, operatorId });
      audit(tx, ids, actor, { action: 'staff.add', subject: staff.id, before: null, after: { login, role } });
    },
    [['staff', 'staff-exists', taken(login).message]],
  );
  return { member: { ...staff, retiredAt: null, signedInAt: null }, drawnPassword };
}

/**
 * Another role, or retires a login and brings it back; each ends its sessions, so that whoever goes on does so with a new token.
 * Throws `staff-unknown`, and `last-admin` where nobody would be left who may do this.
 */
export async function changeStaff(
  { unitOfWork, ids }: ManageStaffDeps,
  actor: Actor,
  id: string,
  change: { readonly role?: Role; readonly isRetired?: boolean },
): Promise<StaffMember> {
  return unitOfWork.run(async (tx) => {
    // Two admins who retire each other at the same moment wait for one another here.
    const members = await tx.staff.lockAll();
    const before = memberOf(members, id);
    const { role = before.role, isRetired = before.retiredAt !== null } = change;
    const after = { ...before, role, retiredAt: isRetired ? (before.retiredAt ?? actor.now) : null };
    const remaining = members.map((one) => (one.id === id ? after : one));
    if (!remaining.some((one) => one.role === 'admin' && one.retiredAt === null))
      throw new DomainError('last-admin', `${before.login} is the last admin`);
    const { login } = before;
    if (after.role !== before.role) {
      await tx.staff.saveRole(id, after.role);
      const was = { login, role: before.role };
      audit(tx, ids, actor, { action: 'staff.role', subject: id, before: was, after: { login, role: after.role } });
    }
    if (after.retiredAt !== before.retiredAt) {
      await tx.staff.saveRetired(id, after.retiredAt);
      const action = after.retiredAt === null ? 'staff.bring-back' : 'staff.retire';
      const [was, is] = [before, after].map(({ retiredAt }) => ({ login, retiredAt }));
      audit(tx, ids, actor, { action, subject: id, before: was, after: is });
    }
    if (after.role !== before.role || after.retiredAt !== before.retiredAt) await tx.staff.endSessionsOf(id);
    return after;
  });
}

/** A new password for somebody, who is signed out everywhere. Without one it is drawn. */
export async function resetPassword(
  deps: ManageStaffDeps,
  actor: Actor,
  id: string,
  password: string | null,
): Promise<NewPassword> {
  const { unitOfWork, ids } = deps;
  const { login } = memberOf(await listStaff(unitOfWork), id);
  const { passwordHash, drawnPassword } = await newPassword(deps, password, login);
  await unitOfWork.run(async (tx) => {
    await tx.staff.savePassword(id, passwordHash);
    audit(tx, ids, actor, { action: 'staff.password', subject: id, before: null, after: { login } });
  });
  return { drawnPassword };
}

function memberOf(members: readonly StaffMember[], id: string): StaffMember {
  const found = members.find((one) => one.id === id);
  if (!found) throw new DomainError('staff-unknown', `there is no member of staff ${id}`);
  return found;
}

async function newPassword(
  { ids, passwords }: ManageStaffDeps,
  given: string | null,
  login: string,
): Promise<NewPassword & { readonly passwordHash: string }> {
  if (given !== null) refuseWeak(given, login);
  const drawnPassword = given === null ? Buffer.from(ids.random(12)).toString('base64url') : null;
  return { drawnPassword, passwordHash: await passwords.hash(given ?? drawnPassword ?? '') };
}

const taken = (login: string): DomainError =>
  new DomainError('staff-exists', `there is a login ${login} already, perhaps a retired one`);
