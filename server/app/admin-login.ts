import { audit } from './audit.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

export interface AdminLoginDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

export interface AdminLogin {
  /** The password that was drawn for `admin`, to be printed once; null where it was given or is known already. */
  readonly drawnPassword: string | null;
}

/** Stores the login that was worked out. */
export type StoreAdminLogin = (now: number) => Promise<AdminLogin>;

const KNOWN: StoreAdminLogin = async () => ({ drawnPassword: null });

/**
 * Works out the login of `admin`: on a database without staff a new one, with the given password or a drawn one; later a
 * given password that differs from the admin's becomes theirs and ends every login they have. Hashing is slow on purpose and
 * can go on while everything else starts; what it answers is called last, because a start that fails must not leave a drawn
 * password behind that nobody was told.
 */
export async function prepareAdminLogin(deps: AdminLoginDeps, given: string | null): Promise<StoreAdminLogin> {
  const { unitOfWork, ids, passwords } = deps;
  const { isFirst, admin } = await unitOfWork.read(async (look) => ({
    isFirst: !(await look.staff.any()),
    admin: await look.staff.byLogin('admin'),
  }));
  if (isFirst) {
    const drawnPassword = given === null ? Buffer.from(ids.random(12)).toString('base64url') : null;
    const passwordHash = await passwords.hash(given ?? drawnPassword ?? '');
    return (now) =>
      unitOfWork.run(async (tx) => {
        const operatorId = await tx.lots.operatorId();
        // Another process on the same new database was faster: its password is the one that was told.
        if (!operatorId || (await tx.staff.any())) return { drawnPassword: null };
        await tx.staff.add({ id: ids.next(), operatorId, login: 'admin', passwordHash, role: 'admin', createdAt: now });
        return { drawnPassword };
      });
  }
  if (given === null || !admin || (await passwords.verify(given, admin.passwordHash))) return KNOWN;
  const passwordHash = await passwords.hash(given);
  return async (now) => {
    await unitOfWork.run(async (tx) => {
      await tx.staff.savePassword(admin.id, passwordHash);
      const entry = { action: 'staff.password', subject: admin.id, before: null, after: { login: admin.login } };
      audit(tx, ids, { staffId: 'system', now }, entry);
    });
    return { drawnPassword: null };
  };
}
