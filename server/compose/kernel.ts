import type { Logger } from 'pino';
import type { BrokerLimits } from '../../broker/broker.ts';
import type { Clock } from '../app/ports/clock.ts';
import type { Ids } from '../app/ports/ids.ts';
import type { Log } from '../app/ports/log.ts';
import type { Passwords } from '../app/ports/passwords.ts';
import type { UnitOfWork } from '../app/ports/unit-of-work.ts';
import type { FirstLot } from '../app/set-up.ts';
import type { Config } from '../config.ts';
import type { CarDriver } from '../inbound/http/dev-routes.ts';
import type { PrometheusMeter } from '../outbound/system/prometheus-meter.ts';

/** What may differ from the real thing: time, ids, the cost of a password, and what only the demo and benchmarks set. */
export interface ComposeOptions {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly passwords?: Passwords;
  /** Whoever owns the clock runs the jobs too: none starts by itself. */
  readonly jobsByHand?: boolean;
  readonly first?: Partial<FirstLot>;
  readonly boardFolder: string;
  readonly version: string;
  /** The demo's simulated cars; filled in once they run. */
  readonly cars?: CarDriver;
  readonly visitorSlots?: readonly string[];
  readonly brokerLimits?: Partial<BrokerLimits>;
  /** What else has to be there before we call ourselves ready; null when nothing is missing. */
  readonly missing?: () => string | null;
}

/** Something that was started and has to be stopped; the newest first. */
export type Stopper = () => Promise<unknown> | unknown;

/** What every part of the composition builds on. */
export interface Kernel {
  readonly config: Config;
  readonly options: ComposeOptions;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly log: Log;
  readonly logger: Logger;
  readonly meter: PrometheusMeter;
  readonly unitOfWork: UnitOfWork;
  /** Names this process, in leases and at the broker. */
  readonly holder: string;
  /** A handler that logs what went wrong and goes on. */
  readonly failed: (what: string) => (error: unknown) => void;
  readonly stoppers: Stopper[];
  /** Where boards reach us by HTTP, without a slash at its end; null until that is known, or where only `PUBLIC_URL` could say. */
  readonly boardsReachUs: { base: string | null };
}

/** Whoever reaches a listener on loopback is on this machine, and needs no public address. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** The address to reach our own listener at: one that listens everywhere listens on loopback too. */
export function loopbackOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
