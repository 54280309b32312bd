import { DomainError } from '../domain/errors.ts';
import type { Clock } from './ports/clock.ts';
import type { Passwords } from './ports/passwords.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** Tries are counted for so long from the first one on. */
export const TRIES_MS = 15 * 60_000;

/** So many wrong ones within that time, of each: who types in a hurry gets through, who guesses does not. */
const MOST = { address: 10, login: 20, browser: 10, own: 10 } as const;

/** For what a try is counted. */
export interface TryCount {
  readonly kind: keyof typeof MOST;
  readonly of: string;
}

/**
 * Slows guessing of passwords down without locking anybody out: a try is counted for its address and for its login, but one from
 * a browser that has signed in with this login before is counted for that browser alone. So whoever guesses from elsewhere, or
 * from the same address, stops only themselves and strange browsers. Counts are in the database under digests, the same for every process.
 */
export class LoginThrottle {
  private readonly unitOfWork: UnitOfWork;
  private readonly clock: Clock;
  private readonly passwords: Pick<Passwords, 'digest'>;

  constructor(unitOfWork: UnitOfWork, clock: Clock, passwords: Pick<Passwords, 'digest'>) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.passwords = passwords;
  }

  /**
   * Counts a try before the password is looked at, so that many at once are no way around. Throws `too-many-requests` with
   * `retryAfterMs` once there were too many.
   */
  async admit(counts: readonly TryCount[]): Promise<void> {
    const now = this.clock.now();
    const refusedUntil = await this.unitOfWork.run(async (tx) => {
      for (const count of counts) {
        const { tries, since } = await tx.loginTries.count(this.nameOf(count), now, now - TRIES_MS);
        // What one address has used up takes nothing from the login.
        if (tries > MOST[count.kind]) return since + TRIES_MS;
      }
      return null;
    });
    if (refusedUntil === null) return;
    const retryAfterMs = refusedUntil - now;
    throw new DomainError('too-many-requests', 'too many failed logins; try again later', { retryAfterMs });
  }

  /** Names under which a try was counted, to be taken back in the unit that acts on the right password. */
  namesOf(counts: readonly TryCount[]): string[] {
    return counts.map((count) => this.nameOf(count));
  }

  private nameOf({ kind, of }: TryCount): string {
    return this.passwords.digest(`${kind} ${of}`);
  }
}
