import { DomainError } from '../domain/errors.ts';
import type { Clock } from './ports/clock.ts';
import type { Staff } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** A login lasts a working day. */
const SESSION_MS = 12 * 3_600_000;

export interface StaffAccessDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

export interface SignedIn {
  readonly token: string;
  readonly staff: Staff;
  readonly expiresAt: number;
}

/** Staff signing in and out; the token is opaque and only its digest is stored. */
export class StaffAccess {
  private readonly deps: StaffAccessDeps;
  private dummyHash: Promise<string> | null = null;

  constructor(deps: StaffAccessDeps) {
    this.deps = deps;
  }

  async signIn(login: string, password: string): Promise<SignedIn> {
    const { unitOfWork, passwords, ids, clock } = this.deps;
    const staff = await unitOfWork.read((look) => look.staff.byLogin(login));
    // An unknown login costs as much time as a wrong password, so that the two cannot be told apart.
    this.dummyHash ??= passwords.hash('no password at all');
    const right = await passwords.verify(password, staff?.passwordHash ?? (await this.dummyHash));
    if (!staff || !right) throw new DomainError('bad-credentials', 'the login or the password is wrong');
    const token = Buffer.from(ids.random(32)).toString('base64url');
    const createdAt = clock.now();
    const expiresAt = createdAt + SESSION_MS;
    const tokenHash = passwords.digest(token);
    await unitOfWork.run((tx) => tx.staff.addSession({ tokenHash, staffId: staff.id, createdAt, expiresAt }));
    return { token, staff, expiresAt };
  }

  async signOut(token: string): Promise<void> {
    const { unitOfWork, passwords } = this.deps;
    await unitOfWork.run((tx) => tx.staff.endSession(passwords.digest(token)));
  }

  /** Who a token speaks for, or null. */
  async whoIs(token: string): Promise<Staff | null> {
    const { unitOfWork, passwords, clock } = this.deps;
    return unitOfWork.read((look) => look.staff.bySession(passwords.digest(token), clock.now()));
  }
}
