/** One input that waits for its answer. */
interface Waiting<In, Out> {
  readonly input: In;
  readonly resolve: (value: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherOptions<In, Out> {
  /** Handles inputs in their order and answers each; throws when none of them took effect. */
  readonly apply: (inputs: readonly In[]) => Promise<readonly Out[]>;
  readonly maxSize: number;
  /** How many batches may be under way at once; more than one where units run side by side. */
  readonly concurrency: number;
  /** Inputs with the same key are never under way at the same time, and keep their order. */
  readonly keyOf?: (input: In) => string;
}

/**
 * Collects inputs while a batch is under way and handles them together. A batch that fails is split until the input that
 * fails is alone: it alone is refused, and the others take effect.
 */
export class Batcher<In, Out> {
  private readonly options: BatcherOptions<In, Out>;
  private waiting: Waiting<In, Out>[] = [];
  private readonly busyKeys = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private scheduled = false;

  constructor(options: BatcherOptions<In, Out>) {
    this.options = options;
  }

  add(input: In): Promise<Out> {
    return new Promise<Out>((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when everything that was added has been answered. */
  async idle(): Promise<void> {
    while (this.running.size > 0 || this.waiting.length > 0) {
      if (this.running.size > 0) await Promise.all([...this.running]);
      else await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // What else arrives in this turn of the event loop goes along.
    setImmediate(() => {
      this.scheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.waiting.length > 0 && this.running.size < this.options.concurrency) {
      const batch = this.take();
      if (batch.length === 0) return;
      const running = this.handle(batch).finally(() => {
        this.running.delete(running);
        const { keyOf } = this.options;
        if (keyOf) for (const { input } of batch) this.busyKeys.delete(keyOf(input));
        this.pump();
      });
      this.running.add(running);
    }
  }

  private take(): Waiting<In, Out>[] {
    const { keyOf, maxSize, concurrency } = this.options;
    if (!keyOf || concurrency === 1) return this.waiting.splice(0, maxSize);
    const batch: Waiting<In, Out>[] = [];
    const left: Waiting<In, Out>[] = [];
    for (const waiting of this.waiting) {
      const taken = batch.length < maxSize && !this.busyKeys.has(keyOf(waiting.input));
      (taken ? batch : left).push(waiting);
    }
    for (const { input } of batch) this.busyKeys.add(keyOf(input));
    this.waiting = left;
    return batch;
  }

  private async handle(batch: readonly Waiting<In, Out>[]): Promise<void> {
    let outputs: readonly Out[];
    try {
      outputs = await this.options.apply(batch.map(({ input }) => input));
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else {
        const middle = Math.ceil(batch.length / 2);
        await this.handle(batch.slice(0, middle));
        await this.handle(batch.slice(middle));
      }
      return;
    }
    batch.forEach(({ resolve }, index) => {
      resolve(outputs[index] as Out);
    });
  }
}
