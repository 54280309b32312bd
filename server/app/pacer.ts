import type { Pace, Paces } from './ports/message-sender.ts';

interface Bucket {
  tokens: number;
  at: number;
  heldUntil: number;
}

/** So many drivers are remembered before those who have been quiet the longest are forgotten. */
const MOST_RECIPIENTS = 20_000;

/**
 * Keeps messages to what a provider takes: so many from one number, so many to one driver. What comes in one burst goes out
 * in one burst, so nobody who asks waits; who is sent much waits for their own messages alone. In memory: after a restart the
 * provider itself says where it was too much.
 */
export class Pacer {
  /** Of our own numbers, which are few. */
  private readonly numbers = new Map<string, Bucket>();
  /** Who was written to last comes last. */
  private readonly recipients = new Map<string, Bucket>();

  /** 0 where the message may go now, and then it counts; else how many ms it has to wait. */
  take(number: string, recipient: string, paces: Paces, now: number): number {
    const both = [
      { bucket: bucketOf(this.numbers, number, paces.number, now), pace: paces.number },
      { bucket: bucketOf(this.recipients, recipient, paces.recipient, now), pace: paces.recipient },
    ];
    if (this.recipients.size > MOST_RECIPIENTS) this.forgetQuietest();
    const wait = Math.max(...both.map(({ bucket, pace }) => waitOf(bucket, pace, now)));
    if (wait > 0) return wait;
    for (const { bucket } of both) bucket.tokens -= 1;
    return 0;
  }

  /** The provider has said itself that it is too much. */
  hold(scope: 'number' | 'recipient', whose: string, until: number): void {
    const bucket = (scope === 'number' ? this.numbers : this.recipients).get(whose);
    if (bucket) bucket.heldUntil = Math.max(bucket.heldUntil, until);
  }

  private forgetQuietest(): void {
    let left = MOST_RECIPIENTS / 10;
    for (const key of this.recipients.keys()) {
      if (left-- <= 0) return;
      this.recipients.delete(key);
    }
  }
}

function bucketOf(buckets: Map<string, Bucket>, key: string, pace: Pace, now: number): Bucket {
  const bucket = buckets.get(key) ?? { tokens: pace.burst, at: now, heldUntil: 0 };
  // A clock that was set back gives nothing and takes nothing.
  const passed = Math.max(0, now - bucket.at);
  bucket.tokens = Math.min(pace.burst, bucket.tokens + passed / pace.everyMs);
  bucket.at = now;
  buckets.delete(key);
  buckets.set(key, bucket);
  return bucket;
}

function waitOf({ tokens, heldUntil }: Bucket, { everyMs }: Pace, now: number): number {
  const forTokens = tokens >= 1 ? 0 : Math.ceil((1 - tokens) * everyMs);
  return Math.max(forTokens, heldUntil - now, 0);
}
