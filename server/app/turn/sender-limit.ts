/** What becomes of a message by how many its sender has sent. */
export type Verdict = 'answer' | 'say-so' | 'silence';

interface Bucket {
  tokens: number;
  /** When the tokens were counted. */
  at: number;
  /** The sender is not answered before then. */
  silentUntil: number;
}

const MINUTE_MS = 60_000;
/** So many senders are remembered before those who have been quiet are forgotten. */
const MOST_SENDERS = 20_000;

/**
 * A token bucket for each sender: as many messages at once as it holds, and as many a minute. Whoever sends more is told so
 * once and then not answered for a minute. In memory, so each process counts for itself and a restart forgives.
 */
export class SenderLimit {
  private readonly perMinute: number;
  private readonly buckets = new Map<string, Bucket>();

  /** `perMinute` 0 answers everything. */
  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  admit(sender: string, now: number): Verdict {
    if (this.perMinute === 0) return 'answer';
    const bucket = this.bucketOf(sender, now);
    if (now < bucket.silentUntil) return 'silence';
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 'answer';
    }
    bucket.silentUntil = now + MINUTE_MS;
    return 'say-so';
  }

  /** The message was taken before: a repeat by the provider is none of the sender's. */
  forgive(sender: string): void {
    const bucket = this.buckets.get(sender);
    if (bucket) bucket.tokens = Math.min(this.perMinute, bucket.tokens + 1);
  }

  private bucketOf(sender: string, now: number): Bucket {
    const known = this.buckets.get(sender);
    if (!known) {
      if (this.buckets.size >= MOST_SENDERS) this.forgetQuiet(now);
      const fresh = { tokens: this.perMinute, at: now, silentUntil: 0 };
      this.buckets.set(sender, fresh);
      return fresh;
    }
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - known.at);
    known.tokens = Math.min(this.perMinute, known.tokens + (passed * this.perMinute) / MINUTE_MS);
    known.at = now;
    return known;
  }

  /** Whoever has a full bucket again is as good as unknown; where all are busy, the one heard longest ago goes. */
  private forgetQuiet(now: number): void {
    for (const [sender, { at, silentUntil }] of this.buckets) {
      if (now - at >= MINUTE_MS && now >= silentUntil) this.buckets.delete(sender);
    }
    const [oldest] = this.buckets.keys();
    if (this.buckets.size >= MOST_SENDERS && oldest !== undefined) this.buckets.delete(oldest);
  }
}
