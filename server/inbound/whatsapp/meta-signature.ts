import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whether Meta signed this body: `X-Hub-Signature-256` is `sha256=` and the HMAC over the bytes as they came. */
export function isSignedByMeta(appSecret: string, signature: string | undefined, body: Buffer): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(signature ?? '')?.[1];
  if (given === undefined) return false;
  const expected = createHmac('sha256', appSecret).update(body).digest();
  return timingSafeEqual(Buffer.from(given, 'hex'), expected);
}

/** Compares in a time that does not tell how much of it was right. */
export function isSameSecret(expected: string, given: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
