import type { Duplex } from 'node:stream';
import type { Access, RefusalReason } from './access.ts';
import type { StreamGuard } from './stream-guard.ts';

/** One stream from its opening to its close. */
export class Session {
  readonly stream: Duplex;
  readonly remote: string;
  clientId: string | undefined;
  /** What CONNECT said beside name and password. */
  clean = true;
  /** Set once the login was accepted. */
  access: Access | undefined;
  guard: StreamGuard | undefined;
  /** We end it because we stop, and not for anything it did: its will does not fire. */
  isHungUp = false;
  /** Why it was ended by us; what follows from that ending is not counted again. */
  ended: RefusalReason | 'slow-reader' | undefined;
  /** Waiting for CONNECT, then for the answer to the login; at most one at a time. */
  #deadline: NodeJS.Timeout | undefined;
  #lastLook: NodeJS.Immediate | undefined;

  constructor(stream: Duplex, remote: string) {
    this.stream = stream;
    this.remote = remote;
  }

  get closed(): boolean {
    return this.stream.destroyed;
  }

  expect(ms: number, onLate: () => void): void {
    this.met();
    this.#deadline = setTimeout(() => {
      // Where the process was too busy to listen, what came in time is read only now, between timers and immediates: it must
      // not be called late, or a thousand boards that come back at once are turned away and come back again.
      this.#lastLook = setImmediate(onLate);
    }, ms);
  }

  met(): void {
    clearTimeout(this.#deadline);
    clearImmediate(this.#lastLook);
  }
}
