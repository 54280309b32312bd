import type { Clock } from '../../app/ports/clock.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';

const LEASE_MS = 15_000;
const RENEW_MS = 5000;

export interface LeaseKeeperOptions {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly name: string;
  readonly holder: string;
  readonly onHeld: () => void;
  readonly onLost: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Keeps a lease in the database: of several processes one does the work, and a standby takes over when it is gone. */
export class LeaseKeeper {
  private readonly options: LeaseKeeperOptions;
  private held = false;
  private timer: NodeJS.Timeout | null = null;
  private renewing: Promise<void> | null = null;

  constructor(options: LeaseKeeperOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    await this.renew();
    this.timer = setInterval(() => {
      this.renewing ??= this.renew().finally(() => {
        this.renewing = null;
      });
    }, RENEW_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.renewing;
    const { unitOfWork, name, holder } = this.options;
    if (this.held) await unitOfWork.run((tx) => tx.leases.release(name, holder));
    this.held = false;
  }

  private async renew(): Promise<void> {
    const { unitOfWork, clock, name, holder, onHeld, onLost, onError } = this.options;
    let holds = false;
    try {
      holds = await unitOfWork.run((tx) => tx.leases.take(name, holder, clock.now(), LEASE_MS));
    } catch (error) {
      // A lease that cannot be renewed is as good as lost: somebody else may take it.
      onError(error);
    }
    if (holds === this.held) return;
    this.held = holds;
    if (holds) onHeld();
    else await onLost();
  }
}
