import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * In whose unit of work the code runs. One storage for all: each that was ever used costs every promise of the process a
 * step for as long as the process lives.
 */
export const inUnit = new AsyncLocalStorage<object>();
