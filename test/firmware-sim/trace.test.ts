import { expect } from 'chai';
import { FAULTS, type FaultName, type Faults, PROFILES, parseFaults } from '../../firmware-sim/faults/faults.ts';
import { SCENARIOS } from '../../firmware-sim/scenarios.ts';
import { trace } from '../../firmware-sim/trace.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const run = (faults: Faults, { seed = 7, forMs = 6 * HOUR } = {}) =>
  trace({ seed, slots: ['A', 'B'], traffic: SCENARIOS.quiet, forMs, faults });

const payloads = (lines: readonly string[], leaf: string) =>
  lines.flatMap((line) => {
    const [at, , topic = '', ...rest] = line.split(' ');
    if (!topic.endsWith(`/${leaf}`)) return [];
    try {
      const payload = JSON.parse(rest.join(' '));
      return payload?.bootId ? [{ leftAt: Number(at), ...payload }] : [];
    } catch {
      return [];
    }
  });
const boots = (lines: readonly string[]) => new Set(payloads(lines, 'status').map(({ bootId }) => bootId)).size;
const births = (lines: readonly string[]) =>
  payloads(lines, 'status').filter(({ status }) => status === 'online').length;

/** How many events left after a snapshot that names them. */
function overtakenEvents(lines: readonly string[]): number {
  const named = new Set<number>();
  let count = 0;
  for (const line of lines) {
    const { seq } = payloads([line], 'occupancy')[0] ?? {};
    if (seq !== undefined) named.add(seq);
    if (named.has(payloads([line], 'event')[0]?.seq)) count += 1;
  }
  return count;
}

describe('the trace of a simulated controller', () => {
  it('is the same for the same seed, with everything going wrong, and another for another', () => {
    const faults = PROFILES['everything'] ?? {};
    const [one, again, other] = [run(faults, { forMs: DAY }), run(faults, { forMs: DAY }), run(faults, { seed: 8 })];
    expect(one).to.have.length.greaterThan(1500);
    expect(again).to.deep.equal(one);
    expect(other.slice(0, 50)).not.to.deep.equal(one.slice(0, 50));
  });

  it('has nothing in it but what cars bring, without faults', () => {
    const lines = run({});
    const events = payloads(lines, 'event');
    expect([boots(lines), births(lines)]).to.deep.equal([1, 1]);
    expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_, index) => index + 1));
  });

  /** What each fault leaves in the trace that is not there without it. */
  const marks: Readonly<Record<FaultName, (lines: string[], healthy: string[]) => boolean>> = {
    lost: (lines, healthy) => payloads(lines, 'event').length > payloads(healthy, 'event').length,
    delayed: (lines) => payloads(lines, 'event').some(({ leftAt, sentUptimeMs }) => leftAt - sentUptimeMs > 1000),
    duplicated: (lines) => new Set(lines).size < lines.length,
    // A snapshot follows its event, unless it overtakes it.
    reordered: (lines) => overtakenEvents(lines) > 0,
    'dropped-connection': (lines) => births(lines) > 1 && boots(lines) === 1,
    'half-open': (lines) => births(lines) > 1 && boots(lines) === 1,
    reboot: (lines) => boots(lines) > 1,
    blackout: (lines) => {
      const heard = payloads(lines, 'telemetry').map(({ leftAt }) => leftAt);
      return heard.some((at, index) => at - (heard[index - 1] ?? at) > 5 * 60_000);
    },
    'flash-full': (lines) => payloads(lines, 'event').some(({ oldestSeq }) => oldestSeq > 1),
    // A car that comes and goes within two seconds is none.
    flapping: (lines, healthy) => payloads(lines, 'event').length === payloads(healthy, 'event').length,
    stuck: (lines, healthy) => payloads(lines, 'event').length < payloads(healthy, 'event').length,
    'wrong-clock': (lines) =>
      payloads(lines, 'event').some(({ at }) => Math.abs(Date.parse(at) - Date.UTC(2026, 0, 5)) > DAY),
    'duplicate-id': () => true,
    'deaf-led': () => true,
    'old-firmware': (lines) => payloads(lines, 'status').some(({ fw }) => fw === 'parkwire-sim/0'),
    malformed: (lines, healthy) => lines.length > healthy.length,
  };
  const rates: Partial<Record<FaultName, Faults>> = {
    'flash-full': { 'flash-full': 1, 'half-open': 40 },
    blackout: { blackout: 8 },
  };
  for (const name of Object.keys(FAULTS) as FaultName[]) {
    // Somebody else's connection and a deaf LED are seen at a broker alone.
    if (name === 'duplicate-id' || name === 'deaf-led') continue;
    it(`shows ${name}`, () => {
      const faults = rates[name] ?? { [name]: FAULTS[name].unit === 'share' ? 0.3 : 60 };
      const lines = run(name === 'wrong-clock' || name === 'old-firmware' ? { [name]: 1 } : faults);
      expect(marks[name](lines, run({}))).to.equal(true);
    });
  }
});

describe('the faults of simulated controllers', () => {
  it('are named, alone or in profiles, the later over the earlier', () => {
    expect(parseFaults('flaky-wifi, reboot=2, lost=0.5')).to.deep.equal({
      ...PROFILES['flaky-wifi'],
      reboot: 2,
      lost: 0.5,
    });
  });

  for (const [text, why] of [
    ['gremlins', 'there is no fault gremlins'],
    ['lost', 'lost needs a share from 0 to 1, as in lost=0.01'],
    ['lost=2', 'lost needs a share from 0 to 1'],
    ['reboot=often', 'reboot needs how often a day, as in reboot=2'],
    ['toString', 'there is no fault toString'],
    ['', 'there is no fault'],
  ] as const) {
    it(`“${text}”: ${why}`, () => {
      expect(() => parseFaults(text)).to.throw(RangeError, why);
    });
  }
});
