import type { BrokerLogger, RefusalDetail, RefusalReason } from './access.ts';
import type { Session } from './session.ts';
import { TokenBucket } from './token-bucket.ts';

/** Ids and topics come from strangers; a log line or a metric needs no more of them than this. */
const SHOWN = 128;

/** Counts what was refused and logs some of it: a flood of refusals must not become a flood of log lines. */
export class Refusals {
  readonly #onRefused: ((reason: RefusalReason, detail: RefusalDetail) => void) | undefined;
  readonly #logger: BrokerLogger | undefined;
  readonly #now: () => number;
  readonly #lines: TokenBucket;

  constructor(
    onRefused: ((reason: RefusalReason, detail: RefusalDetail) => void) | undefined,
    logger: BrokerLogger | undefined,
    now: () => number,
  ) {
    this.#onRefused = onRefused;
    this.#logger = logger;
    this.#now = now;
    this.#lines = new TokenBucket(10, 50, now());
  }

  /** A refusal after which the connection goes on. */
  count(reason: RefusalReason, session: Session, topic?: string): void {
    const detail: RefusalDetail = {};
    if (session.clientId !== undefined) detail.clientId = session.clientId.slice(0, SHOWN);
    if (topic !== undefined) detail.topic = topic.slice(0, SHOWN);
    if (this.#lines.tryTake(this.#now())) {
      this.#logger?.warn({ reason, remote: session.remote, ...detail }, 'mqtt: refused');
    }
    try {
      this.#onRefused?.(reason, detail);
    } catch (err) {
      this.failed(err, 'mqtt: counting a refusal failed');
    }
  }

  /** A refusal that ends the connection: counted once, whatever errors the ending itself brings. */
  end(reason: RefusalReason, session: Session, topic?: string): void {
    if (session.ended !== undefined) return;
    session.ended = reason;
    this.count(reason, session, topic);
  }

  failed(err: unknown, msg: string): void {
    this.#logger?.error({ err }, msg);
  }
}
