import { DomainError } from '../domain/errors.ts';
import { LoginThrottle, type TryCount } from './login-throttle.ts';
import type { Clock } from './ports/clock.ts';
import type { Staff } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Passwords } from './ports/passwords.ts';
import type { SessionLimits } from './ports/staff-repository.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** A login lasts a working day, whatever it is used for. */
const SESSION_MS = 12 * 3_600_000;
/** One that no request and no open board has used for so long has ended. */
const IDLE_MS = 4 * 3_600_000;
/** When a session was used last is written down no more often than this. */
const TOUCH_MS = 60_000;
/** For so long a browser that has signed in is known. */
const BROWSER_MS = 90 * 86_400_000;

/** Until when sessions hold that are looked at now. */
export const sessionLimits = (now: number): SessionLimits => ({ now, usedSince: now - IDLE_MS });

export interface StaffAccessDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
}

/** From where somebody signs in. */
export interface Visit {
  /** The network address, or what stands for its network. */
  readonly address: string;
  /** The family of the browser, in our own words. */
  readonly browser: string | null;
  /** What the browser was given when it signed in before. */
  readonly browserToken: string | null;
}

export interface SignedIn {
  readonly token: string;
  readonly staff: Staff;
  readonly expiresAt: number;
  /** What the browser shows the next time; null where the one it has still stands. */
  readonly knownBrowser: { readonly token: string; readonly expiresAt: number } | null;
}

/** Staff signing in and out; tokens are opaque and only their digests are stored. */
export class StaffAccess {
  private readonly deps: StaffAccessDeps;
  private readonly throttle: LoginThrottle;
  private dummyHash: Promise<string> | null = null;

  constructor(deps: StaffAccessDeps) {
    this.deps = deps;
    this.throttle = new LoginThrottle(deps.unitOfWork, deps.clock, deps.passwords);
  }

  /** A new token for each login. Throws `bad-credentials`, or `too-many-requests` before the password is looked at. */
  async signIn(login: string, password: string, visit: Visit): Promise<SignedIn> {
    const { unitOfWork, passwords, clock } = this.deps;
    const { browserToken } = visit;
    const { staff, isKnown } = await unitOfWork.read(async (look) => {
      const found = await look.staff.byLogin(login);
      if (!found || browserToken === null) return { staff: found, isKnown: false };
      const browser = { tokenHash: passwords.digest(browserToken), staffId: found.id, now: clock.now() };
      return { staff: found, isKnown: await look.loginTries.knowsBrowser(browser) };
    });
    const counts: TryCount[] = isKnown
      ? [{ kind: 'browser', of: browserToken ?? '' }]
      : [
          { kind: 'address', of: visit.address },
          { kind: 'login', of: login },
        ];
    await this.throttle.admit(counts);
    // An unknown login costs as much time as a wrong password, so that the two cannot be told apart.
    this.dummyHash ??= passwords.hash('no password at all');
    const right = await passwords.verify(password, staff?.passwordHash ?? (await this.dummyHash));
    if (!staff || !right) throw wrongCredentials();
    return unitOfWork.run(async (tx) => {
      await this.confirmStanding(tx, staff);
      for (const name of this.throttle.namesOf(counts)) await tx.loginTries.takeBack(name);
      await tx.staff.noteSignIn(staff.id, clock.now());
      return this.open(tx, staff, visit, isKnown);
    });
  }

  /**
   * A new password by whoever is signed in. Every session of the login ends, this one too, which gets a new token. Throws
   * `password-wrong` where the old one is not right; `change` is called in the same unit.
   */
  async replacePassword(
    staff: Staff,
    passwords: { readonly old: string; readonly newHash: string },
    visit: Visit,
    change: (tx: Tx) => void,
  ): Promise<SignedIn> {
    const counts: TryCount[] = [{ kind: 'own', of: staff.id }];
    await this.throttle.admit(counts);
    if (!(await this.deps.passwords.verify(passwords.old, staff.passwordHash)))
      throw new DomainError('password-wrong', 'the old password is wrong');
    return this.deps.unitOfWork.run(async (tx) => {
      await this.confirmStanding(tx, staff);
      for (const name of this.throttle.namesOf(counts)) await tx.loginTries.takeBack(name);
      await tx.staff.savePassword(staff.id, passwords.newHash);
      change(tx);
      return this.open(tx, staff, visit, false);
    });
  }

  async signOut(token: string): Promise<void> {
    const { unitOfWork, passwords } = this.deps;
    await unitOfWork.run((tx) => tx.staff.endSession(passwords.digest(token)));
  }

  /** Who a token speaks for, or null. */
  async whoIs(token: string): Promise<Staff | null> {
    return this.use(token, sessionLimits(this.deps.clock.now()));
  }

  /** Whether the login of an open board still holds. An open board is use, however long it is since it was asked about last. */
  async isWatching(token: string): Promise<boolean> {
    return (await this.use(token, { now: this.deps.clock.now(), usedSince: 0 })) !== null;
  }

  private async use(token: string, limits: SessionLimits): Promise<Staff | null> {
    const { unitOfWork, passwords } = this.deps;
    const { now } = limits;
    const tokenHash = passwords.digest(token);
    const found = await unitOfWork.read((look) => look.staff.bySession(tokenHash, limits));
    if (!found) return null;
    const { lastSeenAt, ...staff } = found;
    if (now - lastSeenAt >= TOUCH_MS) {
      // A database that takes no writes just now may still be read; the next use says so again.
      await unitOfWork.run((tx) => tx.staff.touchSession(tokenHash, now)).catch(() => undefined);
    }
    return staff;
  }

  /** Whether a session of a list is the one that a token stands for. */
  isOwn(tokenHash: string, token: string | null): boolean {
    return token !== null && this.deps.passwords.digest(token) === tokenHash;
  }

  /** While the password was looked at somebody may have changed it, or retired the login. */
  private async confirmStanding(tx: Tx, staff: Staff): Promise<void> {
    const standing = (await tx.staff.lockAll()).find(({ id }) => id === staff.id);
    if (standing?.retiredAt !== null || standing.passwordHash !== staff.passwordHash) throw wrongCredentials();
  }

  private async open(tx: Tx, staff: Staff, visit: Visit, isKnown: boolean): Promise<SignedIn> {
    const { passwords, clock } = this.deps;
    const createdAt = clock.now();
    const token = this.drawToken();
    const expiresAt = createdAt + SESSION_MS;
    await tx.staff.addSession({
      tokenHash: passwords.digest(token),
      staffId: staff.id,
      createdAt,
      expiresAt,
      lastSeenAt: createdAt,
      browser: visit.browser,
    });
    if (isKnown) return { token, staff, expiresAt, knownBrowser: null };
    const knownBrowser = { token: this.drawToken(), expiresAt: createdAt + BROWSER_MS };
    const tokenHash = passwords.digest(knownBrowser.token);
    await tx.loginTries.addBrowser({ tokenHash, staffId: staff.id, expiresAt: knownBrowser.expiresAt });
    return { token, staff, expiresAt, knownBrowser };
  }

  private drawToken(): string {
    return Buffer.from(this.deps.ids.random(32)).toString('base64url');
  }
}

const wrongCredentials = (): DomainError => new DomainError('bad-credentials', 'the login or the password is wrong');
