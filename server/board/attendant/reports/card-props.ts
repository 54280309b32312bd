import type { Loaded } from './use-report.ts';

/** What every card of the reports is given. */
export interface CardProps<T> {
  loaded: Loaded<T>;
  /** The name of a card's file, with the lot and the days. */
  fileOf: (name: string) => string;
}
