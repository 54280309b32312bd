import type { None } from './message-arguments.ts';

/** The texts that only explain, and what each is given. */
export interface AdviceMessages {
  modify: None;
}
