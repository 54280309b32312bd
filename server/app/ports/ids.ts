/** Identity and chance, injected so that tests can repeat a run. */
export interface Ids {
  /** A new id; ids made later sort later. */
  next(): string;
  /** Random bytes fit for secrets. */
  random(bytes: number): Uint8Array;
}
