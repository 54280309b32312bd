import type { Pace, Paces } from './ports/message-sender.ts';

interface Bucket {
  tokens: number;
  at: number;
  heldUntil: number;
}

/** So many numbers and drivers are remembered before those who have been quiet are forgotten. */
const MOST_BUCKETS = 20_000;

/**
 * Keeps messages to what a provider takes: so many from one number, so many to one driver. What comes in one burst goes out
 * in one burst, so nobody who asks waits; who is sent much waits for their own messages alone. In memory: after a restart the
 * provider itself says where it was too much.
 */
export class Pacer {
  private readonly buckets = new Map<string, Bucket>();

  /** 0 where the message may go now, and then it counts; else how many ms it has to wait. */
  take(number: string, recipient: string, paces: Paces, now: number): number {
    const both = [
      { bucket: this.bucketOf(`number:${number}`, paces.number, now), pace: paces.number },
      { bucket: this.bucketOf(`recipient:${recipient}`, paces.recipient, now), pace: paces.recipient },
    ];
    const wait = Math.max(...both.map(({ bucket, pace }) => waitOf(bucket, pace, now)));
    if (wait > 0) return wait;
    for (const { bucket } of both) bucket.tokens -= 1;
    return 0;
  }

  /** The provider has said itself that it is too much. */
  hold(scope: 'number' | 'recipient', whose: string, until: number): void {
    const bucket = this.buckets.get(`${scope}:${whose}`);
    if (bucket) bucket.heldUntil = Math.max(bucket.heldUntil, until);
  }

  private bucketOf(key: string, pace: Pace, now: number): Bucket {
    const known = this.buckets.get(key);
    if (!known) {
      if (this.buckets.size >= MOST_BUCKETS) this.forgetOldest();
      const fresh = { tokens: pace.burst, at: now, heldUntil: 0 };
      this.buckets.set(key, fresh);
      return fresh;
    }
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - known.at);
    known.tokens = Math.min(pace.burst, known.tokens + passed / pace.everyMs);
    known.at = now;
    return known;
  }

  private forgetOldest(): void {
    let left = MOST_BUCKETS / 10;
    for (const key of this.buckets.keys()) {
      if (left-- <= 0) return;
      this.buckets.delete(key);
    }
  }
}

function waitOf({ tokens, heldUntil }: Bucket, { everyMs }: Pace, now: number): number {
  const forTokens = tokens >= 1 ? 0 : Math.ceil((1 - tokens) * everyMs);
  return Math.max(forTokens, heldUntil - now, 0);
}
