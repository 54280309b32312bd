/**
 * Topics of the controller protocol, version 1: how each is built, how one that arrived is taken apart, and which a
 * controller may publish or subscribe. Nothing else in the project spells a topic.
 */
const ROOT = 'parkwire/v1';

const ID = '[a-z0-9-]{1,32}';
const SLOT = '[A-Z0-9]{1,8}';

/** In the place of a lot's code: boards that are not known yet. */
const PENDING = 'pending';

export type UpTopic =
  | { kind: 'status'; lot: string; controller: string }
  | { kind: 'event'; lot: string; controller: string }
  | { kind: 'telemetry'; lot: string; controller: string }
  | { kind: 'response'; lot: string; controller: string }
  | { kind: 'occupancy'; lot: string; controller: string; slot: string }
  | { kind: 'led-reported'; lot: string; controller: string; slot: string }
  /** A board that wants to be let in. */
  | { kind: 'pending'; controller: string };

export type UpKind = UpTopic['kind'];

const root = (lot: string, controller: string): string => `${ROOT}/${lot}/${controller}`;

export const topics = {
  status: (lot: string, controller: string): string => `${root(lot, controller)}/status`,
  event: (lot: string, controller: string): string => `${root(lot, controller)}/event`,
  telemetry: (lot: string, controller: string): string => `${root(lot, controller)}/telemetry`,
  response: (lot: string, controller: string): string => `${root(lot, controller)}/response`,
  occupancy: (lot: string, controller: string, slot: string): string =>
    `${root(lot, controller)}/slot/${slot}/occupancy`,
  ledReported: (lot: string, controller: string, slot: string): string =>
    `${root(lot, controller)}/slot/${slot}/led/reported`,
  welcome: (lot: string, controller: string): string => `${root(lot, controller)}/welcome`,
  ack: (lot: string, controller: string): string => `${root(lot, controller)}/ack`,
  command: (lot: string, controller: string): string => `${root(lot, controller)}/command`,
  ledDesired: (lot: string, controller: string, slot: string): string =>
    `${root(lot, controller)}/slot/${slot}/led/desired`,
  pendingStatus: (controller: string): string => `${root(PENDING, controller)}/status`,
  pendingAssigned: (controller: string): string => `${root(PENDING, controller)}/assigned`,
} as const;

/** What the server subscribes to: every up topic of every controller, nothing it publishes itself. */
export const serverSubscriptions: readonly string[] = [
  `${ROOT}/+/+/status`,
  `${ROOT}/+/+/event`,
  `${ROOT}/+/+/telemetry`,
  `${ROOT}/+/+/response`,
  `${ROOT}/+/+/slot/+/occupancy`,
  `${ROOT}/+/+/slot/+/led/reported`,
];

/** Up topics whose message the protocol retains; on every other one a retain flag is stripped. */
export const RETAINED_UP: ReadonlySet<UpKind> = new Set<UpKind>(['status', 'occupancy', 'led-reported']);

const UP = new RegExp(
  `^${ROOT}/(${ID})/(${ID})/(?:(status|event|telemetry|response)|slot/(${SLOT})/(occupancy|led/reported))$`,
);
const DOWN = new RegExp(`^${ROOT}/(${ID})/(${ID})/(?:welcome|ack|command|slot/${SLOT}/led/desired)$`);

/** Takes apart a topic a controller publishes; undefined when it is not one of the protocol's. */
export function parseUpTopic(topic: string): UpTopic | undefined {
  const match = UP.exec(topic);
  if (!match) return undefined;
  const [, lot, controller, plain, slot, ofSlot] = match as unknown as [
    string,
    string,
    string,
    string?,
    string?,
    string?,
  ];
  if (lot === PENDING) return plain === 'status' ? { kind: 'pending', controller } : undefined;
  if (slot !== undefined) {
    return { kind: ofSlot === 'occupancy' ? 'occupancy' : 'led-reported', lot, controller, slot };
  }
  return { kind: plain as 'status' | 'event' | 'telemetry' | 'response', lot, controller };
}

/** Whether this controller may publish the topic: an exact up topic below its own root. */
export function mayPublish(lot: string, controller: string, topic: string): boolean {
  const parsed = parseUpTopic(topic);
  return parsed !== undefined && parsed.kind !== 'pending' && parsed.lot === lot && parsed.controller === controller;
}

/**
 * Whether this controller may subscribe to the filter: an exact down topic below its own root. A filter with a wildcard
 * never is.
 */
export function maySubscribe(lot: string, controller: string, filter: string): boolean {
  const match = DOWN.exec(filter);
  return match !== null && match[1] === lot && match[2] === controller;
}
