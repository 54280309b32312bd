import { MINUTE } from './manual-clock.ts';
import type { Site } from './parkwire.ts';

/** What the schedule runs again and again; the nightly audit is not among it. */
const JOBS = ['activate', 'expire', 'watch', 'balances', 'deposits', 'credit', 'offer', 'remind', 'forget'] as const;

/** Every job that time brings, once, as the schedule would run them now. */
export async function runJobs(site: Site): Promise<void> {
  for (const job of JOBS) await site.parkwire.jobs[job]();
}

/** Lets time pass until a moment, in steps of some minutes, with every job run after each. */
export async function passUntil(site: Site, moment: number, stepMinutes = 10): Promise<void> {
  while (site.now() < moment) {
    site.clock.set(Math.min(moment, site.now() + stepMinutes * MINUTE));
    await runJobs(site);
  }
}

/** Every job twice at the same time on each of these, as when two schedules run. */
export async function runJobsAtOnce(sites: readonly Site[]): Promise<void> {
  for (const job of JOBS)
    await Promise.all(sites.flatMap(({ parkwire }) => [parkwire.jobs[job](), parkwire.jobs[job]()]));
}
