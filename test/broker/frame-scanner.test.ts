import { expect } from 'chai';
import fc from 'fast-check';
import { FrameScanner } from '../../broker/frame-scanner.ts';
import { encodeLength, encodePacket } from '../support/raw-mqtt.ts';

const LIMIT = 5120;

const scannerWith = (limit = LIMIT): { scanner: FrameScanner; headers: number[] } => {
  const headers: number[] = [];
  const scanner = new FrameScanner<never>(limit, (firstByte) => {
    headers.push(firstByte);
    return undefined;
  });
  return { scanner, headers };
};

/** Cuts a buffer at the given places, wherever they fall. */
const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : at[i - 1], end));
};

const packet = fc.record({
  type: fc.integer({ min: 1, max: 14 }),
  flags: fc.integer({ min: 0, max: 15 }),
  length: fc.oneof(fc.constantFrom(0, 1, 127, 128, 129), fc.integer({ min: 0, max: 3000 })),
});

describe('FrameScanner', () => {
  it('sees the same packets however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 12 }), fc.array(fc.nat()), (packets, places) => {
        const { scanner, headers } = scannerWith();
        const stream = Buffer.concat(packets.map((p) => encodePacket(p.type, p.flags, Buffer.alloc(p.length, 0xff))));
        for (const chunk of cut(stream, places)) expect(scanner.scan(chunk)).to.equal(undefined);
        expect(headers).to.deep.equal(packets.map((p) => (p.type << 4) | p.flags));
        expect(scanner.completed).to.equal(packets.length);
      }),
    );
  });

  it('takes a packet of exactly the limit and no byte more, at any cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 20_000 }), fc.array(fc.nat()), (limit, places) => {
        const bodyOf = (total: number): number => total - 1 - encodeLength(total - 3).length;
        for (const [extra, problem] of [
          [0, undefined],
          [1, 'too-large'],
        ] as const) {
          const bytes = encodePacket(3, 0, Buffer.alloc(bodyOf(limit + extra)));
          fc.pre(bytes.length === limit + extra);
          const { scanner } = scannerWith(limit);
          const results = cut(bytes, places).map((chunk) => scanner.scan(chunk));
          expect(results.at(-1)).to.equal(problem);
        }
      }),
    );
  });

  it('refuses a claim of 256 MB from its length bytes alone', () => {
    const { scanner } = scannerWith();
    expect(scanner.scan(Buffer.from([0x10]))).to.equal(undefined);
    expect(scanner.scan(Buffer.from([0xff, 0xff]))).to.equal('too-large');
  });

  it('refuses a fifth length byte [MQTT-2.2.3]', () => {
    const { scanner } = scannerWith();
    expect(scanner.scan(Buffer.from([0x30, 0x80, 0x80, 0x80]))).to.equal(undefined);
    expect(scanner.scan(Buffer.from([0x80]))).to.equal('malformed-length');
  });

  it('stays with its first problem', () => {
    const { scanner, headers } = scannerWith(10);
    expect(scanner.scan(Buffer.from([0x30, 100]))).to.equal('too-large');
    expect(scanner.scan(encodePacket(12, 0))).to.equal('too-large');
    expect(headers).to.deep.equal([]);
  });

  it('stops at the first packet its owner does not want', () => {
    const scanner = new FrameScanner<'no'>(LIMIT, (firstByte) => (firstByte === 0xc0 ? 'no' : undefined));
    const chunk = Buffer.concat([encodePacket(4, 0, Buffer.alloc(2)), encodePacket(12, 0), encodePacket(14, 0)]);
    expect(scanner.scan(chunk)).to.equal('no');
  });

  it('survives any bytes, and answers the same at any cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat()), (bytes, places) => {
        const whole = scannerWith(200);
        const pieces = scannerWith(200);
        const expected = whole.scanner.scan(bytes);
        let actual: string | undefined;
        for (const chunk of cut(Buffer.from(bytes), places)) actual = pieces.scanner.scan(chunk) ?? actual;
        expect(actual).to.equal(expected);
        expect(pieces.headers).to.deep.equal(whole.headers);
      }),
    );
  });
});
