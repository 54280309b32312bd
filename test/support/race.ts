/** More at once would only stand in the line for a connection, where a server may refuse them. */
const AT_ONCE = 64;

/** Lets so many racers run, as many at once as a busy server serves; answers what became of each, in order. */
export async function race<T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> {
  const outcomes: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) outcomes[n] = await run(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return outcomes;
}
