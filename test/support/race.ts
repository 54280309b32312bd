import pLimit from 'p-limit';

/** More at once would only stand in the line for a connection, where a server may refuse them. */
const AT_ONCE = 64;

/** Lets so many racers run, as many at once as a busy server serves; answers what became of each, in order. */
export function race<T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(Array.from({ length: count }, (_, n) => limit(() => run(n))));
}
