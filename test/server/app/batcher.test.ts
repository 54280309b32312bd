import { expect } from 'chai';
import fc from 'fast-check';
import { Batcher } from '../../../server/app/batcher.ts';

interface Item {
  readonly n: number;
  readonly key: string;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const items = (count: number, keys = 1): Item[] =>
  Array.from({ length: count }, (_, n) => ({ n, key: `k${n % keys}` }));

/** Applies batches slowly, refuses those with a bad item, and remembers what was under way together. */
class Slow {
  readonly batches: number[][] = [];
  readonly applied: Item[] = [];
  most = 0;
  sameKeyTwice = false;
  private readonly running = new Set<readonly Item[]>();
  private readonly bad: ReadonlySet<number>;
  private readonly turns: number;

  constructor(bad: Iterable<number> = [], turns = 2) {
    this.bad = new Set(bad);
    this.turns = turns;
  }

  readonly apply = async (inputs: readonly Item[]): Promise<string[]> => {
    const others = new Set([...this.running].flat().map(({ key }) => key));
    if (inputs.some(({ key }) => others.has(key))) this.sameKeyTwice = true;
    this.running.add(inputs);
    this.most = Math.max(this.most, this.running.size);
    this.batches.push(inputs.map(({ n }) => n));
    for (let left = this.turns; left > 0; left--) await turn();
    this.running.delete(inputs);
    const refused = inputs.find(({ n }) => this.bad.has(n));
    if (refused) throw new Error(`bad ${refused.n}`);
    this.applied.push(...inputs);
    return inputs.map(({ n }) => `done ${n}`);
  };
}

const results = (list: readonly PromiseSettledResult<string>[]): string[] =>
  list.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message));

describe('batcher', () => {
  it('handles what arrives in one turn of the loop together, in order, and what waits meanwhile next', async () => {
    const slow = new Slow();
    const batcher = new Batcher({ apply: slow.apply, maxSize: 4, concurrency: 1 });
    const first = items(6).map((item) => batcher.add(item));
    await turn();
    await turn();
    const late = batcher.add({ n: 6, key: 'k' });
    expect(await Promise.all([...first, late])).to.deep.equal([0, 1, 2, 3, 4, 5, 6].map((n) => `done ${n}`));
    expect(slow.batches).to.deep.equal([
      [0, 1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('splits a batch that fails until the bad one is alone, refuses it alone and keeps the order', async () => {
    const slow = new Slow([5]);
    const batcher = new Batcher({ apply: slow.apply, maxSize: 8, concurrency: 1 });
    const answers = await Promise.allSettled(items(8).map((item) => batcher.add(item)));
    expect(results(answers)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7].map((n) => (n === 5 ? 'bad 5' : `done ${n}`)));
    expect(slow.batches).to.deep.equal([
      [0, 1, 2, 3, 4, 5, 6, 7],
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [4, 5],
      [4],
      [5],
      [6, 7],
    ]);
  });

  it('answers everything once, whichever are bad, however large the batches', async () => {
    const shape = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      keys: fc.integer({ min: 1, max: 6 }),
      maxSize: fc.integer({ min: 1, max: 16 }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      bad: fc.array(fc.nat(39)),
      pauses: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ count, keys, maxSize, concurrency, bad, pauses }) => {
        const slow = new Slow(bad);
        const batcher = new Batcher({ apply: slow.apply, maxSize, concurrency, keyOf: ({ key }) => key });
        const all: Promise<string>[] = [];
        for (const item of items(count, keys)) {
          if (pauses[item.n]) await turn();
          all.push(batcher.add(item));
          all.at(-1)?.catch(() => {});
        }
        await batcher.idle();
        const answers = results(await Promise.allSettled(all));
        expect(answers).to.deep.equal(items(count).map(({ n }) => (bad.includes(n) ? `bad ${n}` : `done ${n}`)));
        expect(slow.sameKeyTwice, 'a key is under way once').to.equal(false);
        expect(slow.most).to.be.at.most(concurrency);
        expect(slow.batches.every((batch) => batch.length <= maxSize)).to.equal(true);
        for (let key = 0; key < keys; key++) {
          const order = slow.applied.filter((item) => item.key === `k${key}`).map(({ n }) => n);
          expect(order, 'the order of a key').to.deep.equal([...order].sort((a, b) => a - b));
        }
        expect(slow.applied).to.have.lengthOf(new Set(slow.applied).size);
      }),
    );
  });

  it('runs different keys side by side, one key one after another', async () => {
    const together = new Slow();
    const batcher = new Batcher({ apply: together.apply, maxSize: 1, concurrency: 3, keyOf: ({ key }) => key });
    await Promise.all(items(6, 3).map((item) => batcher.add(item)));
    expect(together.most).to.equal(3);
    const alone = new Slow();
    const strict = new Batcher({ apply: alone.apply, maxSize: 1, concurrency: 3, keyOf: ({ key }) => key });
    await Promise.all(items(6, 1).map((item) => strict.add(item)));
    expect([alone.most, alone.batches.flat()]).to.deep.equal([1, [0, 1, 2, 3, 4, 5]]);
  });

  it('is idle at once when nothing was added, and only then when everything is answered', async () => {
    const slow = new Slow([], 20);
    const batcher = new Batcher({ apply: slow.apply, maxSize: 2, concurrency: 2 });
    await batcher.idle();
    let answered = 0;
    for (const item of items(5)) void batcher.add(item).then(() => answered++);
    await batcher.idle();
    await turn();
    expect(answered).to.equal(5);
  });
});
