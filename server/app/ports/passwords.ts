/** Slow hashing of what people choose, fast hashing of what a machine drew. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
  /** For secrets of high entropy, which need no slowness. Constant-time comparison is the caller's. */
  digest(secret: string): string;
}
