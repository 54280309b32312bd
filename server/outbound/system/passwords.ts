import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../../app/ports/passwords.ts';

/** N = 2^15, r = 8, p = 3: one of the settings OWASP's password storage cheat sheet lists for scrypt. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const LENGTH = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** scrypt for passwords, SHA-256 for secrets that were drawn at random. */
export const scryptPasswords: Passwords = {
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
