import { topics } from '../../shared/mqtt/topics.ts';
import { encodeConnect, encodeLength, encodePacket, encodePublish, encodeSubscribe } from '../support/raw-mqtt.ts';

/** What no client should send, by kind; each kind draws from chance alone, so that a seed repeats it. */

/** A number in [0, 1). */
export type Chance = () => number;

export interface Hostile {
  readonly kind: string;
  readonly bytes: Buffer;
}

/** Of a board that has logged in. */
export interface Speaker {
  readonly id: string;
  readonly slot: string;
}

const below = (chance: Chance, end: number): number => Math.floor(chance() * end);
const pick = <T>(chance: Chance, all: readonly T[]): T => all[below(chance, all.length)] as T;
const noise = (chance: Chance, most: number): Buffer =>
  Buffer.from(Array.from({ length: below(chance, most) + 1 }, () => below(chance, 256)));
const u16 = (value: number): Buffer => Buffer.from([(value >> 8) & 255, value & 255]);
const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([u16(bytes.length), bytes]);
};

const BAD_UTF8 = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0x61, 0]),
];

/** Packets as such: MQTT 3.1.1, clauses 2 and 3, broken one at a time. `well` is a packet that somebody might send. */
function packetsOf(well: (chance: Chance) => Buffer): Readonly<Record<string, (chance: Chance) => Buffer>> {
  return {
    noise: (chance) => noise(chance, 200),
    'reserved type': (chance) => encodePacket(pick(chance, [0, 15]), below(chance, 16), noise(chance, 20)),
    'wrong flags': (chance) =>
      encodePacket(pick(chance, [1, 4, 8, 10, 12, 14]), 1 + below(chance, 15), noise(chance, 20)),
    'endless length': (chance) => Buffer.concat([Buffer.from([0x30]), Buffer.alloc(5, 0xff), noise(chance, 8)]),
    'huge length': (chance) =>
      Buffer.concat([Buffer.from([0x30]), encodeLength(6000 + below(chance, 2 ** 27)), noise(chance, 60)]),
    'cut off': (chance) => {
      const whole = well(chance);
      return whole.subarray(0, 1 + below(chance, whole.length));
    },
    'length that lies': (chance) => {
      const whole = Buffer.from(well(chance));
      whole[1] = below(chance, 128);
      return whole;
    },
    damaged: (chance) => {
      const whole = Buffer.from(well(chance));
      for (let left = 1 + below(chance, 4); left > 0; left--) whole[below(chance, whole.length)] = below(chance, 256);
      return whole;
    },
    'qos 3': (chance) =>
      Buffer.concat([Buffer.from([0x36]), encodeLength(12), text('a/b'), noise(chance, 7).subarray(0, 7)]),
    'answers to nothing': (chance) =>
      encodePacket(pick(chance, [2, 4, 5, 7, 9, 11, 13]), 0, u16(below(chance, 65_536))),
    'empty subscribe': (chance) => encodePacket(pick(chance, [8, 10]), 2, u16(below(chance, 65_536))),
    'packet id zero': () => encodePublish('a/b', 'x', { qos: 1, messageId: 0 }),
    'topic of bad letters': (chance) => encodePacket(3, 0, text(pick(chance, BAD_UTF8)), noise(chance, 20)),
    'topic with wildcards': (chance) =>
      encodePublish(pick(chance, ['#', '+/a', 'a/#/b', '', '$SYS/x', '/'.repeat(300)]), 'x'),
    'filters of all': (chance) => encodeSubscribe(1 + below(chance, 9), Array(1 + below(chance, 40)).fill('#')),
  };
}

const LOGIN = { clientId: 'nobody', username: 'nobody', password: 'x' };

/** What comes before a login, or in place of one. */
const STRANGERS: Readonly<Record<string, (chance: Chance) => Buffer>> = {
  ...packetsOf(() => encodeConnect({ ...LOGIN, will: { topic: 'a/b', payload: 'x', qos: 1, retain: true } })),
  'wrong protocol': (chance) =>
    encodePacket(
      1,
      0,
      text(pick(chance, ['MQTX', 'MQIsdp', 'HTTP', ''])),
      Buffer.from([below(chance, 256), below(chance, 256)]),
      noise(chance, 30),
    ),
  'reserved connect flag': (chance) =>
    encodePacket(1, 0, text('MQTT'), Buffer.from([4, 1 | below(chance, 256)]), u16(60), noise(chance, 40)),
  'will of qos 2 or 3': (chance) =>
    encodePacket(
      1,
      0,
      text('MQTT'),
      Buffer.from([4, pick(chance, [0x16, 0x1e])]),
      u16(60),
      text('x'),
      text('a'),
      text('b'),
    ),
  'wrong password': (chance) => encodeConnect({ clientId: 'c1', username: 'c1', password: noise(chance, 40) }),
  'name of bad letters': (chance) =>
    encodeConnect({ ...LOGIN, username: pick(chance, ['\0', '../..', "' OR 1=1 --", '__proto__']) }),
  'not mqtt at all': (chance) =>
    Buffer.from(pick(chance, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', 'SSH-2.0-x\r\n'])),
  'login twice': () => Buffer.concat([encodeConnect(LOGIN), encodeConnect(LOGIN)]),
};

const NUMBERS = ['-1', '0', '1e999', '9007199254740993', '1.5', '"1"', 'null', '[]', '{}', 'true', '1e-400', '-0'];

/** Payloads that are no JSON, or JSON that says what cannot be. */
const PAYLOADS: Readonly<Record<string, (chance: Chance) => string | Buffer>> = {
  'no JSON': (chance) => pick(chance, ['', '{', 'null', '[', '"', 'undefined', '{"a":}', '\ufeff{}', "{'a':1}"]),
  'bytes as payload': (chance) => noise(chance, 300),
  'deep nesting': (chance) => '['.repeat(500 + below(chance, 3400)),
  'names of prototypes': (chance) =>
    `{"${pick(chance, ['__proto__', 'constructor', 'toString'])}":{"bootId":"aaaaaaaa","seq":1},"seq":1}`,
  'lone surrogates': () => '{"bootId":"\\ud800aaaaaaa","seq":1,"slot":"\\udfff"}',
  'numbers that are none': (chance) =>
    `{"bootId":"aaaaaaaa","seq":${pick(chance, NUMBERS)},"slot":"A","type":"occupied","uptimeMs":${pick(chance, NUMBERS)},"sentUptimeMs":${pick(chance, NUMBERS)}}`,
  'times that cannot be': (chance) =>
    `{"bootId":"aaaaaaaa","seq":${1 + below(chance, 1e6)},"slot":"A","type":"vacated","uptimeMs":9007199254740991,"sentUptimeMs":0,"at":"${pick(chance, ['0000-00-00', '99999-01-01T00:00:00Z', 'now', '1970-01-01T00:00:00Z'])}"}`,
  'at the limit': (chance) => `{"pad":"${'x'.repeat(4070 + below(chance, 40))}"}`,
  'a status that is none': (chance) =>
    `{"status":"${pick(chance, ['online', 'lost', 'gone', ''])}","bootId":"${'z'.repeat(below(chance, 40))}","slots":["A","A",1]}`,
  'slots of others': (chance) =>
    `{"bootId":"bbbbbbbb","seq":${1 + below(chance, 1e6)},"slot":"S${below(chance, 99)}","type":"${pick(chance, ['occupied', 'gone'])}","uptimeMs":1,"sentUptimeMs":2}`,
};

/** Before any login. */
export function fromStranger(chance: Chance): Hostile {
  const kind = pick(chance, Object.keys(STRANGERS));
  return { kind, bytes: STRANGERS[kind]?.(chance) ?? Buffer.alloc(0) };
}

/** From a board whose login was right: broken packets. */
export function fromBoard(chance: Chance, { id }: Speaker): Hostile {
  const packets = packetsOf((luck) =>
    encodePublish(topics.event('main', id), '{}', { qos: 1, messageId: 1 + below(luck, 99) }),
  );
  const kind = pick(chance, Object.keys(packets));
  return { kind: `logged in: ${kind}`, bytes: packets[kind]?.(chance) ?? Buffer.alloc(0) };
}

/** From a board whose login was right: good packets on its own topics that say what nobody can use. */
export function payloadFromBoard(chance: Chance, { id, slot }: Speaker): Hostile {
  const kind = pick(chance, Object.keys(PAYLOADS));
  const topic = pick(chance, [
    topics.event('main', id),
    topics.status('main', id),
    topics.telemetry('main', id),
    topics.response('main', id),
    topics.occupancy('main', id, slot),
    topics.ledReported('main', id, slot),
  ]);
  const payload = PAYLOADS[kind]?.(chance) ?? '';
  const qos = pick(chance, [0, 1] as const);
  return {
    kind: `payload: ${kind}`,
    bytes: encodePublish(topic, payload, { qos, messageId: 1 + below(chance, 65_000), retain: chance() < 0.2 }),
  };
}
