/** So many failures in a row are no accident. */
const MOST_FAILURES = 3;
/** How long nobody is asked then. */
export const REST_MS = 30_000;

/** Keeps from asking somebody who does not answer: after some failures a rest, then one try that decides. */
export class Breaker {
  private failures = 0;
  private restsSince: number | null = null;

  /** Whether to ask now. After a rest one may, and the others rest on until it is known how that went. */
  allows(now: number): boolean {
    if (this.restsSince === null) return true;
    const rested = now - this.restsSince;
    // A clock that was put back does not make the rest longer.
    if (rested >= 0 && rested < REST_MS) return false;
    this.restsSince = now;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.restsSince = null;
  }

  /** Answers whether the rest begins with this failure. */
  failed(now: number): boolean {
    this.failures++;
    const begins = this.restsSince === null && this.failures >= MOST_FAILURES;
    if (this.failures >= MOST_FAILURES) this.restsSince = now;
    return begins;
  }
}
