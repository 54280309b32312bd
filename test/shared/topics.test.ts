import { expect } from 'chai';
import fc from 'fast-check';
import {
  mayPublish,
  maySubscribe,
  parseUpTopic,
  RETAINED_UP,
  serverSubscriptions,
  topics,
} from '../../shared/mqtt/topics.ts';

const letters = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const id = letters('abcz019-', 32);
const slot = letters('ABZ019', 8);

/** Every topic of the protocol's table, built. */
const upTopics = (lot: string, controller: string, at: string) =>
  [
    [topics.status(lot, controller), { kind: 'status', lot, controller }],
    [topics.event(lot, controller), { kind: 'event', lot, controller }],
    [topics.telemetry(lot, controller), { kind: 'telemetry', lot, controller }],
    [topics.response(lot, controller), { kind: 'response', lot, controller }],
    [topics.occupancy(lot, controller, at), { kind: 'occupancy', lot, controller, slot: at }],
    [topics.ledReported(lot, controller, at), { kind: 'led-reported', lot, controller, slot: at }],
  ] as const;
const downTopics = (lot: string, controller: string, at: string): string[] => [
  topics.welcome(lot, controller),
  topics.ack(lot, controller),
  topics.command(lot, controller),
  topics.ledDesired(lot, controller, at),
];

/** MQTT's own matching of a filter, for filters without `#`. */
const matches = (filter: string, topic: string): boolean => {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  return wanted.length === levels.length && wanted.every((level, index) => level === '+' || level === levels[index]);
};

/** Words, wildcards and rubbish that a filter may be made of. */
const level = fc.oneof(
  fc.constantFrom('parkwire', 'v1', 'main', 'esp-a', 'esp-b', 'slot', 'A', 'led', 'desired', 'reported', 'occupancy'),
  fc.constantFrom(
    'status',
    'event',
    'ack',
    'welcome',
    'command',
    '+',
    '#',
    '',
    '$share',
    '$SYS',
    '..',
    'A\n',
    ' ',
    '\u0000',
  ),
  fc.string({ maxLength: 5 }),
);
const anyFilter = fc.oneof(
  fc.array(level, { maxLength: 9 }).map((levels) => levels.join('/')),
  fc.array(level, { maxLength: 6 }).map((levels) => ['parkwire/v1/main/esp-a', ...levels].join('/')),
  fc
    .tuple(fc.constantFrom('esp-a', 'esp-b'), fc.constantFrom('A', 'B'), fc.nat(9))
    .map(
      ([who, at, pick]) =>
        [...upTopics('main', who, at).map(([topic]) => topic), ...downTopics('main', who, at)][pick] ?? '',
    ),
);

describe('topics', () => {
  it('are spelled as the protocol says', () => {
    expect([
      ...upTopics('main', 'esp-a', 'B12').map(([topic]) => topic),
      ...downTopics('main', 'esp-a', 'B12'),
    ]).to.deep.equal(
      [
        'status',
        'event',
        'telemetry',
        'response',
        'slot/B12/occupancy',
        'slot/B12/led/reported',
        'welcome',
        'ack',
        'command',
        'slot/B12/led/desired',
      ].map((rest) => `parkwire/v1/main/esp-a/${rest}`),
    );
    expect([...RETAINED_UP].sort()).to.deep.equal(['led-reported', 'occupancy', 'status']);
  });

  it('come apart as they were built; a controller may publish its own up and subscribe its own down topics', () => {
    fc.assert(
      fc.property(id, id, slot, (lot, controller, at) => {
        for (const [topic, parts] of upTopics(lot, controller, at)) {
          expect(parseUpTopic(topic)).to.deep.equal(parts);
          expect([mayPublish(lot, controller, topic), maySubscribe(lot, controller, topic)]).to.deep.equal([
            true,
            false,
          ]);
          expect(serverSubscriptions.filter((filter) => matches(filter, topic))).to.have.lengthOf(1);
        }
        for (const topic of downTopics(lot, controller, at)) {
          expect(parseUpTopic(topic)).to.equal(undefined);
          expect([mayPublish(lot, controller, topic), maySubscribe(lot, controller, topic)]).to.deep.equal([
            false,
            true,
          ]);
          expect(
            serverSubscriptions.some((filter) => matches(filter, topic)),
            'its own words',
          ).to.equal(false);
        }
      }),
    );
  });

  it('of another controller or lot are nobody else’s', () => {
    fc.assert(
      fc.property(id, id, id, id, slot, (lot, controller, otherLot, other, at) => {
        fc.pre(lot !== otherLot && controller !== other);
        for (const [inLot, as] of [
          [otherLot, other] as const,
          [otherLot, controller] as const,
          [lot, other] as const,
        ]) {
          for (const [topic] of upTopics(lot, controller, at)) expect(mayPublish(inLot, as, topic)).to.equal(false);
          for (const topic of downTopics(lot, controller, at)) expect(maySubscribe(inLot, as, topic)).to.equal(false);
        }
      }),
    );
  });

  it('with a wildcard, a stray end or a wrong name are refused', () => {
    const root = 'parkwire/v1/main/esp-a';
    const refused = [
      '#',
      '+',
      `${root}/#`,
      `${root}/+`,
      `${root}/slot/+/led/desired`,
      'parkwire/v1/main/+/ack',
      'parkwire/#',
    ];
    const odd = [
      `$share/g/${root}/ack`,
      `${root}/ack/`,
      `/${root}/ack`,
      `${root}/ack\n`,
      `${root}/slot/a/led/desired`,
      '',
    ];
    const long = [
      `${root}/slot/ABCDEFGHI/led/desired`,
      `${root}/slot//led/desired`,
      `parkwire/v2/main/esp-a/ack`,
      `X${root}/ack`,
    ];
    for (const filter of [...refused, ...odd, ...long]) {
      expect(maySubscribe('main', 'esp-a', filter), filter).to.equal(false);
      expect(
        mayPublish('main', 'esp-a', filter.replace('ack', 'event').replace('desired', 'reported')),
        filter,
      ).to.equal(false);
    }
  });

  it('of 10,000 random filters never match what another controller or the server is to read', () => {
    let allowed = 0;
    fc.assert(
      fc.property(anyFilter, (filter) => {
        if (!maySubscribe('main', 'esp-a', filter) && !mayPublish('main', 'esp-a', filter)) return;
        allowed++;
        expect(filter).to.match(/^parkwire\/v1\/main\/esp-a\/[A-Za-z0-9/]+$/);
        for (const at of ['A', 'B']) {
          const others = [...upTopics('main', 'esp-b', at).map(([topic]) => topic), ...downTopics('main', 'esp-b', at)];
          expect(others.some((topic) => matches(filter, topic))).to.equal(false);
        }
      }),
      { numRuns: 10_000 },
    );
    expect(allowed, 'some are allowed, so the test looks at something').to.be.greaterThan(100);
  });
});
