import { fold } from '../words.ts';

/** What words mean, each as it is folded. */
export function table<T>(rows: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [fold(word), value] as const)));
}

/** Words as they are folded. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').map(fold));
}
