import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretBox } from '../../app/ports/secret-box.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SCHEME = 'gcm1';

/** AES-256-GCM (NIST SP 800-38D) under a key of 32 bytes, with a nonce of its own for each secret. */
export function makeSecretBox(key: Buffer): SecretBox {
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${SCHEME}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed) {
      const [scheme, packed] = sealed.split('.');
      const bytes = Buffer.from(packed ?? '', 'base64url');
      if (scheme !== SCHEME || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('this is no sealed secret');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      return text.toString('utf8');
    },
  };
}
