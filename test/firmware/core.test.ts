import { expect } from 'chai';
import { FirmwareBuild, needPackages } from './firmware-build.ts';

/** Drawn anew by whoever wants other runs; the same seed brings the same. */
const SEED = process.env['FIRMWARE_SEED'] ?? '1';

describe("the firmware's core", function () {
  this.timeout(180_000);
  let build: FirmwareBuild;

  before(function () {
    needPackages(this, ['gcc', 'libc6-dev', 'make']);
    build = new FirmwareBuild();
    build.make('tests');
  });

  after(() => build?.remove());

  it('passes its unit tests, with every warning an error and under sanitizers', () => {
    expect(build.run('unit-tests')).to.match(/^\d{2,} tests, \d{4,} checks, 0 failed\n$/);
  });

  it('stands 200,000 payloads that were made to break it', () => {
    expect(build.run('fuzz', [SEED, '200000'])).to.match(/^fuzz: seed \d+, 200000 payloads, \d{5,} of them valid JSON/);
  });

  it('loses and doubles nothing over a link that loses, repeats, delays and reorders, with power cuts', () => {
    const [, ranOver, events, dropped] =
      /^world: .* \((\d+) with a queue that ran over\), (\d+) events, (\d+) of them/.exec(
        build.run('world', [SEED, '50']),
      ) ?? [];
    expect(Number(ranOver)).to.equal(10);
    expect(Number(events)).to.be.greaterThan(5000);
    expect(Number(dropped)).to.be.greaterThan(100);
  });

  it('takes for JSON what JSON.parse does', () => {
    const documents = drawDocuments(Number(SEED), 20_000);
    const verdicts = build.run('verdict', [], Buffer.concat(documents.flatMap((text) => [lengthOf(text), text])));
    expect(verdicts).to.have.length(documents.length);
    const differ = documents.filter((text, index) => (verdicts[index] === '1') !== isJson(text));
    expect(differ.map((text) => text.toString('latin1'))).to.deep.equal([]);
    expect([...verdicts].filter((verdict) => verdict === '1').length).to.be.within(2000, 18_000);
  });

  it('says what it needs on a RISC-V chip, and no more of a C library than it promises', function () {
    needPackages(this, ['gcc-riscv64-unknown-elf']);
    const printed = build.make('size');
    console.log(printed.replace(/^/gm, '      '));
    const [, text] = /^ *(\d+).*\(TOTALS\)$/m.exec(printed) ?? [];
    const [, memory] = /^static memory of a board: (\d+) bytes$/m.exec(printed) ?? [];
    expect(Number(text)).to.be.within(1, 32 * 1024);
    expect(Number(memory)).to.be.within(1, 40 * 1024);
    const [, needs = ''] = /^needs of libc and the compiler: (.*)$/m.exec(printed) ?? [];
    const beyond = needs.trim().split(' ');
    expect(
      beyond.filter((name) => !/^(mem(cpy|move|set|cmp|chr)|str(len|n?cmp|chr|spn)|__u?(div|mod)di3)$/.test(name)),
    ).to.deep.equal([]);
  });
});

function isJson(text: Buffer): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text));
    return true;
  } catch {
    return false;
  }
}

function lengthOf(text: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(text.length);
  return head;
}

/** Documents of every kind, most of them broken in a small way. */
function drawDocuments(seed: number, count: number): Buffer[] {
  let state = seed * 2654435761 + 1;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const value = (depth: number): string => {
    const kind = below(depth > 3 ? 4 : 7);
    if (kind < 2) return pick(['0', '-1', '12.50', '1e5', '1E-7', '-0.0', '1e999', '123456789012345678901']);
    if (kind === 2) return pick(['true', 'false', 'null']);
    if (kind === 3) return JSON.stringify(pick(['', 'a', 'é', '🚗', '\u0000\n"\\', 'A-1', '\u2028']));
    const parts = Array.from({ length: below(4) }, () => value(depth + 1));
    const space = pick(['', ' ', '\n\t', '\r']);
    if (kind < 6)
      return `{${parts.map((part, index) => `${space}"k${index}"${space}:${part}`).join(`${space},`)}${space}}`;
    return `[${space}${parts.join(`${space},${space}`)}]`;
  };
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u12',
    '\\ud800',
    '.',
    'e',
    '-',
    '+',
    '0',
    ' ',
    '\u000b',
    '//',
  ];
  return Array.from({ length: count }, () => {
    let bytes = Buffer.from(value(0));
    for (let times = below(3); times > 0; times--) {
      const at = below(bytes.length + 1);
      const put = below(3) === 0 ? Buffer.from([below(256)]) : Buffer.from(pick(pieces));
      bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(Math.min(bytes.length, at + below(3)))]);
    }
    return bytes;
  });
}
