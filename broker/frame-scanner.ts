export type ScanProblem = 'malformed-length' | 'too-large';

/** Told the first byte of each packet as soon as its length is known; an answer other than undefined stops the scan. */
export type OnHeader<P> = (firstByte: number) => P | undefined;

/** MQTT 3.1.1, 2.2.3: the remaining length takes at most four bytes. */
const MAX_LENGTH_BYTES = 4;

/**
 * Follows the packet boundaries of an MQTT stream without keeping a byte of it: one type byte, one to four bytes of
 * remaining length, then that many bytes to skip. It exists because Aedes collects a packet whole before it looks at
 * it, so a claim of 256 MB costs 256 MB. A claim larger than allowed is a problem the moment its length is read.
 */
export class FrameScanner<P = never> {
  readonly #maxPacketBytes: number;
  readonly #onHeader: OnHeader<P>;
  /** -1 while waiting for a type byte. */
  #firstByte = -1;
  #lengthBytes = 0;
  #length = 0;
  #skip = 0;
  #completed = 0;
  #problem: ScanProblem | P | undefined;

  constructor(maxPacketBytes: number, onHeader: OnHeader<P>) {
    this.#maxPacketBytes = maxPacketBytes;
    this.#onHeader = onHeader;
  }

  /** Packets that have arrived to their last byte. */
  get completed(): number {
    return this.#completed;
  }

  /** Goes on where the last chunk ended. After a problem every further scan answers the same problem. */
  scan(chunk: Uint8Array): ScanProblem | P | undefined {
    let at = 0;
    while (this.#problem === undefined && at < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - at);
        this.#skip -= step;
        at += step;
        if (this.#skip === 0) this.#completed += 1;
      } else if (this.#firstByte < 0) {
        this.#firstByte = chunk[at++]!;
      } else {
        this.#problem = this.#lengthByte(chunk[at++]!);
      }
    }
    return this.#problem;
  }

  #lengthByte(byte: number): ScanProblem | P | undefined {
    this.#length += (byte & 0x7f) * 128 ** this.#lengthBytes;
    this.#lengthBytes += 1;
    // Before the last length byte is in, too: the rest can only make it larger.
    if (1 + this.#lengthBytes + this.#length > this.#maxPacketBytes) return 'too-large';
    if ((byte & 0x80) !== 0) return this.#lengthBytes === MAX_LENGTH_BYTES ? 'malformed-length' : undefined;
    const problem = this.#onHeader(this.#firstByte);
    this.#skip = this.#length;
    this.#firstByte = -1;
    this.#lengthBytes = 0;
    this.#length = 0;
    if (this.#skip === 0) this.#completed += 1;
    return problem;
  }
}
