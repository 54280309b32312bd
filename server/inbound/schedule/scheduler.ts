import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';

export interface Job {
  readonly name: string;
  /** Cron expression with seconds. */
  readonly every: string;
  /** By the clock of the machine; otherwise by UTC. */
  readonly local?: boolean;
  /** In every process, because each keeps for itself what the job brings. */
  readonly everywhere?: boolean;
  readonly run: () => Promise<unknown>;
}

export interface SchedulerDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process in the leases. */
  readonly holder: string;
}

/** A lease outlives a run; a process that dies holding one is replaced after that time. */
const LEASE_MS = 60_000;

/** Runs jobs by node-cron: one run of a job at a time, in one process at a time. */
export class Scheduler {
  private readonly deps: SchedulerDeps;
  private readonly jobs: readonly Job[];
  private readonly running = new Map<string, Promise<void>>();
  private tasks: ScheduledTask[] = [];

  constructor(deps: SchedulerDeps, jobs: readonly Job[]) {
    this.deps = deps;
    this.jobs = jobs;
  }

  start(): void {
    this.tasks = this.jobs.map((job) =>
      cron.schedule(job.every, () => this.runOnce(job), { name: job.name, ...(job.local ? {} : { timezone: 'UTC' }) }),
    );
  }

  async stop(): Promise<void> {
    for (const task of this.tasks) await task.destroy();
    await Promise.all(this.running.values());
  }

  private runOnce(job: Job): Promise<void> {
    const current = this.running.get(job.name);
    if (current) return current;
    const running = this.leased(job)
      .catch((error) =>
        this.deps.log.error({ job: job.name, reason: String(error) }, 'a job failed; it will run again'),
      )
      .finally(() => this.running.delete(job.name));
    this.running.set(job.name, running);
    return running;
  }

  private async leased(job: Job): Promise<void> {
    const { unitOfWork, clock, holder } = this.deps;
    // One writer means one process: the lease would only cost a write.
    if (unitOfWork.batchSize === 1 && !job.everywhere) {
      const held = await unitOfWork.run((tx) => tx.leases.take(`job:${job.name}`, holder, clock.now(), LEASE_MS));
      if (!held) return;
    }
    await job.run();
  }
}
