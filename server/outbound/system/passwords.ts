import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../../app/ports/passwords.ts';

/** What a guess costs: N, r and p of RFC 7914. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const LENGTH = 32;
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

/** scrypt for passwords, SHA-256 for secrets that were drawn at random. */
export function makePasswords(cost: ScryptCost): Passwords {
  const options = { ...cost, maxmem: MAX_MEMORY_BYTES };
  const derive = (password: string, salt: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  return {
    async hash(password) {
      const salt = randomBytes(16);
      return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
    },
    async verify(password, hash) {
      const [scheme, salt, key] = hash.split('$');
      if (scheme !== 'scrypt' || !salt || !key) return false;
      const expected = Buffer.from(key, 'base64url');
      const derived = await derive(password, Buffer.from(salt, 'base64url'));
      return expected.length === derived.length && timingSafeEqual(expected, derived);
    },
    digest: (secret) => createHash('sha256').update(secret).digest('base64url'),
  };
}

/** At one of the costs that OWASP's password storage cheat sheet lists for scrypt. */
export const scryptPasswords = makePasswords({ N: 2 ** 15, r: 8, p: 3 });
