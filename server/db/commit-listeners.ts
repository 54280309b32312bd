import type { Changes } from '../app/ports/unit-of-work.ts';

/** Who wants to be woken after a commit. A listener that throws is reported and disturbs nobody. */
export class CommitListeners {
  private readonly listeners = new Set<(changes: Changes) => void>();
  private readonly onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.onError = onError;
  }

  add(listener: (changes: Changes) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  notify(changes: Changes): void {
    for (const listener of this.listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
