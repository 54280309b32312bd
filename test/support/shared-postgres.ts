import { sharePostgres, stopEngines } from './engines.ts';

/** Mocha's global fixtures, for a run in several processes: one PostgreSQL for them all. */
export const mochaGlobalSetup = sharePostgres;
export const mochaGlobalTeardown = stopEngines;
