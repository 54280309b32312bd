/** How long anything may take that should happen at once. */
export const SOON_MS = 20_000;

const POLL_MS = 20;

export interface UntilOptions {
  /** Subscribes to what may have changed the answer and answers how to leave; without it the look is repeated. */
  readonly on?: ((again: () => void) => () => void) | undefined;
  readonly withinMs?: number | undefined;
}

/**
 * Looks again and again, at each event or, where there is none to await, every few milliseconds, until what it sees is
 * something; fails with `what` and the last look when the deadline passes.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + (options.withinMs ?? SOON_MS);
  const bell = new Bell();
  const leave = options.on?.(() => bell.ring());
  try {
    for (;;) {
      const heard = bell.count;
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen as NonNullable<Exclude<T, false>>;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`waited in vain: ${what}`);
      // An event that is nobody's commit, such as a heartbeat, must not hang a test: so a slow second look as well.
      await bell.after(heard, Math.min(left, options.on ? 250 : POLL_MS));
    }
  } finally {
    leave?.();
  }
}

class Bell {
  count = 0;
  #waiting: (() => void) | null = null;

  ring(): void {
    this.count++;
    this.#waiting?.();
  }

  after(heard: number, ms: number): Promise<void> {
    if (this.count !== heard) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#waiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The promise, or a failure that says what was waited for. */
export async function within<T>(what: string, promise: Promise<T>, ms = SOON_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
