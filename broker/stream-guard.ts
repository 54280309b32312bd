import type { Duplex } from 'node:stream';
import type { RefusalReason } from './access.ts';
import { FrameScanner, type ScanProblem } from './frame-scanner.ts';
import type { BrokerLimits } from './limits.ts';
import { packetPolicy } from './packet-policy.ts';
import { TokenBucket } from './token-bucket.ts';

/** Read at most this much of an untrusted client at a time, so that one full buffer of tiny packets is no long turn. */
const SLICE_BYTES = 4096;

export interface GuardEvents {
  /** The stream broke a rule and was destroyed. */
  refused(reason: RefusalReason): void;
  /** The client does not read what is sent to it; the stream was destroyed. */
  slow(): void;
}

/**
 * Stands between a stream and Aedes by wrapping the two methods through which Aedes uses it, `read()` and `write()`:
 * no second stream per connection, and what Aedes never read it never buffers.
 *
 * In: oversize, malformed and QoS 2 packets end the stream before Aedes sees them; what follows a CONNECT waits for
 * the login, so nothing is judged before it is known who speaks; a client that sends too many packets is read more
 * slowly (TCP then slows the sender).
 *
 * Out: Aedes makes a publisher wait until every subscriber's socket has drained, so one client that does not read
 * would stall the server's publishes to all. An untrusted client is therefore never waited for: what piles up for it
 * is bounded, and beyond that it is dropped.
 */
export class StreamGuard {
  readonly #stream: Duplex;
  readonly #limits: BrokerLimits;
  readonly #now: () => number;
  readonly #events: GuardEvents;
  readonly #scanner: FrameScanner<RefusalReason>;
  readonly #packets: TokenBucket;
  #loggedIn = false;
  #trusted = false;
  #ended = false;
  #waking: NodeJS.Timeout | undefined;

  constructor(stream: Duplex, limits: BrokerLimits, now: () => number, events: GuardEvents) {
    this.#stream = stream;
    this.#limits = limits;
    this.#now = now;
    this.#events = events;
    const policy = packetPolicy();
    this.#scanner = new FrameScanner(limits.maxPacketBytes, (firstByte) => {
      if (!this.#trusted) this.#packets.charge(1, this.#now());
      return policy(firstByte);
    });
    this.#packets = new TokenBucket(limits.packetsPerSecond, limits.packetBurst, now());
  }

  install(): void {
    const stream = this.#stream;
    const read = stream.read.bind(stream);
    // Node itself calls read(0) to have the source polled; that takes no data.
    stream.read = (size?: number) => (size === 0 ? read(0) : this.#read(read));
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = ((...args: unknown[]) => this.#written(write(...args))) as Duplex['write'];
    stream.once('close', () => this.#end());
  }

  /** Lets through what waited for the login. */
  loggedIn(trusted: boolean): void {
    this.#loggedIn = true;
    this.#trusted = trusted;
  }

  #read(read: (size?: number) => Buffer | null): Buffer | null {
    if (this.#ended || (this.#scanner.completed > 0 && !this.#loggedIn)) return null;
    const wait = this.#trusted ? 0 : this.#packets.waitMs(this.#now());
    if (wait > 0) {
      this.#wakeIn(wait);
      return null;
    }
    const cut = !this.#trusted && this.#stream.readableLength > SLICE_BYTES;
    const chunk = cut ? read(SLICE_BYTES) : read();
    if (chunk === null) return null;
    // Aedes reads on when a packet is complete; a slice may hold none.
    if (cut) this.#wakeIn(0);
    const problem = this.#scanner.scan(chunk);
    if (problem === undefined) return chunk;
    this.#end();
    this.#events.refused(reasonOf(problem));
    this.#stream.destroy();
    return null;
  }

  #written(flowing: boolean): boolean {
    if (this.#trusted) return flowing;
    if (!this.#ended && this.#stream.writableLength > this.#limits.maxOutboundBytes) {
      this.#end();
      this.#events.slow();
      this.#stream.destroy();
    }
    return true;
  }

  /** Aedes reads whenever the stream says 'readable'. */
  #wakeIn(ms: number): void {
    if (this.#waking) return;
    this.#waking = setTimeout(() => {
      this.#waking = undefined;
      this.#stream.emit('readable');
    }, ms);
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#waking);
  }
}

function reasonOf(problem: ScanProblem | RefusalReason): RefusalReason {
  if (problem === 'too-large') return 'packet-too-large';
  return problem === 'malformed-length' ? 'protocol-error' : problem;
}
