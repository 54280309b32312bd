import type { BoardOptions } from '../../firmware-sim/board-options.ts';
import {
  type BoardLink,
  Link,
  type LinkFactory,
  type LinkHandlers,
  type LinkOptions,
} from '../../firmware-sim/link.ts';
import type { Rule } from './rules.ts';

interface Message {
  readonly topic: string;
  readonly body: any;
  readonly retain: boolean;
}

type Up = (message: Message, publish: (message: Message) => void, hear: (message: Message) => void) => void;
type Down = (topic: string, body: any, hear: (body: any) => void) => void;

/** A board that is right but for one thing, and the rule that must find it; others may be broken along with it. */
export interface Mutant {
  readonly breaks: Rule;
  readonly is: string;
  readonly options: Partial<BoardOptions>;
  /** Its plug cannot be pulled: it ends as if it were told to. */
  readonly isNeverCut?: boolean;
}

/** A real link between board and broker, with a hand in what passes. */
interface Hand {
  readonly up?: Up;
  readonly down?: Down;
  readonly will?: (text: string) => string;
  /** Hears nothing more once it has heard what it cannot read. */
  readonly isFragile?: boolean;
  /** Does not connect again by itself. */
  readonly givesUp?: boolean;
  readonly keepaliveS?: number;
}

function tampered({ up, down, will, isFragile, givesUp, ...others }: Hand): LinkFactory {
  return (options: LinkOptions, handlers: LinkHandlers): BoardLink => {
    let isDead = false;
    const hear = (topic: string, bytes: Uint8Array, retained: boolean): void => {
      const parsed = read(bytes);
      isDead ||= isFragile === true && parsed === null;
      if (isDead) return;
      if (!down || parsed === null) handlers.message(topic, bytes, retained);
      else down(topic, parsed, (body) => handlers.message(topic, Buffer.from(JSON.stringify(body)), retained));
    };
    const link = new Link(
      { ...options, ...others },
      {
        ...handlers,
        message: hear,
        down: (problem) => {
          handlers.down(problem);
          if (givesUp) link.cut();
        },
      },
    );
    const open = link.open.bind(link);
    const publish = link.publish.bind(link);
    link.open = (text) => open(will ? will(text) : text);
    link.publish = (topic, bytes, qos, retain) => {
      const parsed = read(Buffer.from(bytes));
      if (!up || parsed === null) publish(topic, bytes, qos, retain);
      else {
        up(
          { topic, body: parsed, retain },
          (one) => publish(one.topic, JSON.stringify(one.body), qos, one.retain),
          (one) => handlers.message(one.topic, Buffer.from(JSON.stringify(one.body)), one.retain),
        );
      }
    };
    return link;
  };
}

function read(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

const onLeaf =
  (leaf: string, change: Up): Up =>
  (message, publish, hear) => {
    if (message.topic.endsWith(`/${leaf}`)) change(message, publish, hear);
    else publish(message);
  };

const mutant = (breaks: Rule, is: string, hand: Parameters<typeof tampered>[0]): Mutant => ({
  breaks,
  is,
  options: { connect: tampered(hand) },
});

/** Each broken in a way of its own. A fresh one for each run: some of them remember. */
export function mutants(): Mutant[] {
  const sent = new Set<string>();
  let first: unknown = null;
  let announced = '';
  let running = '';
  let times = 0;
  let boots = 0;
  let latest = '';
  const settings = new Set<string>();
  let stale: any = null;
  return [
    mutant('keep', 'forgets an event once it was sent', {
      up: onLeaf('event', (message, publish) => {
        const key = `${message.body.bootId}/${message.body.seq}`;
        if (!sent.has(key)) publish(message);
        sent.add(key);
      }),
    }),
    mutant('sequence', 'leaves a number out', {
      up: onLeaf('event', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, seq: body.seq > 1 ? body.seq + 1 : 1 } }),
      ),
    }),
    mutant('retained', 'does not retain its occupancy', {
      up: onLeaf('occupancy', (message, publish) => publish({ ...message, retain: false })),
    }),
    mutant('will-set', 'has a will without its boot', { will: () => JSON.stringify({ status: 'lost' }) }),
    mutant('led', 'reports the revision before', {
      up: onLeaf('reported', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, rev: Math.max(0, body.rev - 1) } }),
      ),
    }),
    mutant('expired', 'does not look at the time of a command', {
      down: (_topic, body, hear) => hear(body.expiresAt ? { ...body, expiresAt: '2999-01-01T00:00:00.000Z' } : body),
    }),
    mutant('debounce', 'has no dwell time', {
      down: (_topic, body, hear) =>
        hear(body.args?.dwellInMs ? { ...body, args: { ...body.args, dwellInMs: 0 } } : body),
    }),
    { breaks: 'reboot', is: 'has one boot id for ever', options: { newBootId: () => 'forever1' } },
    mutant('topics', 'publishes beside its topics', {
      up: onLeaf('telemetry', (message, publish) => {
        publish(message);
        publish({ ...message, topic: message.topic.replace(/telemetry$/, 'diary') });
      }),
    }),
    mutant('unknown', 'takes whatever it is told', {
      up: onLeaf('response', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, status: body.status === 'rejected' ? 'done' : body.status } }),
      ),
    }),
    mutant('acked', 'sends again what was acknowledged', {
      up: onLeaf('event', (message, publish) => {
        first ??= message;
        publish(message);
        if (message.body.type === 'occupied') publish(first as Message);
      }),
    }),
    mutant('age', 'has a clock that runs at half the pace', {
      up: onLeaf('event', ({ topic, body, retain }, publish) =>
        publish({
          topic,
          retain,
          body: {
            ...body,
            sentUptimeMs: body.uptimeMs + 4 * (body.sentUptimeMs - body.uptimeMs) + (body.initial ? 0 : 3000),
          },
        }),
      ),
    }),
    mutant('payloads', 'sends numbers as text', {
      up: onLeaf('telemetry', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, uptimeMs: `${body.uptimeMs}` } }),
      ),
    }),
    mutant('snapshot', 'says of a slot what it said before', {
      up: onLeaf('occupancy', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, occupied: !body.occupied } }),
      ),
    }),
    mutant('foreign-ack', 'takes every acknowledgement for its own', {
      down: (topic, body, hear) => {
        if (topic.endsWith('/welcome')) stale = body.bootId;
        hear(topic.endsWith('/ack') && stale ? { ...body, bootId: stale } : body);
      },
    }),
    mutant('restart', 'says no goodbye', {
      up: onLeaf('status', (message, publish) => {
        if (message.body.status !== 'offline') publish(message);
      }),
    }),
    mutant('birth', 'does not say what it runs', {
      up: onLeaf('status', ({ topic, body: { fw: _, ...body }, retain }, publish) => publish({ topic, retain, body })),
    }),
    mutant('initial', 'takes what it saw when it woke for a change', {
      up: onLeaf('event', ({ topic, body: { initial: _, ...body }, retain }, publish) =>
        publish({ topic, retain, body }),
      ),
    }),
    mutant('change', 'dates a change to when it was sure', {
      up: onLeaf('event', ({ topic, body, retain }, publish) =>
        publish({ topic, retain, body: { ...body, sentUptimeMs: body.uptimeMs } }),
      ),
    }),
    mutant('identify', 'does not blink', {
      up: onLeaf('reported', ({ topic, body, retain }, publish) => {
        publish({ topic, retain, body: body.color === 'white' ? { ...body, color: 'green', pattern: 'solid' } : body });
      }),
    }),
    mutant('resync', 'says who it is once in a boot', {
      up: onLeaf('status', (message, publish) => {
        if (message.body.status === 'online' && message.body.bootId === announced) return;
        announced = message.body.bootId;
        publish(message);
      }),
    }),
    mutant('repeat', 'carries out whatever comes', {
      down: (_topic, body, hear) =>
        hear(body.commandId ? { ...body, commandId: `${body.commandId}.${++times}` } : body),
      up: onLeaf('response', ({ topic, body, retain }, publish) => {
        publish({ topic, retain, body: { ...body, commandId: body.commandId.replace(/\.\d+$/, '') } });
      }),
    }),
    mutant('across-reboots', 'forgets with its power what it had not said', {
      up: (message, publish) => {
        if (message.body.status === 'online') running = message.body.bootId;
        if (!message.topic.endsWith('/event') || message.body.bootId === running) publish(message);
      },
    }),
    mutant('connect', 'may be silent for ever', { keepaliveS: 0 }),
    mutant('window', 'takes what it sent for acknowledged', {
      up: onLeaf('event', (message, publish, hear) => {
        const { topic, body } = message;
        publish(message);
        // Not in the middle of its turn.
        setImmediate(() => hear({ topic: topic.replace(/event$/, 'ack'), body, retain: false }));
      }),
    }),
    mutant('garbage', 'hears nothing more once it heard garbage', { isFragile: true }),
    { breaks: 'will', is: 'says goodbye when its power fails', options: {}, isNeverCut: true },
    mutant('reconnect', 'does not connect again by itself', { givesUp: true }),
    mutant('set-config', 'takes any setting', {
      down: (_topic, body, hear) => {
        if (body.name === 'set-config') settings.add(body.commandId);
        hear(body);
      },
      up: onLeaf('response', ({ topic, body, retain }, publish) => {
        publish({ topic, retain, body: settings.has(body.commandId) ? { ...body, status: 'done' } : body });
      }),
    }),
    mutant('led-again', 'is dark after its first boot', {
      up: (message, publish) => {
        if (message.body.status === 'online' && message.body.bootId !== latest) {
          latest = message.body.bootId;
          boots += 1;
        }
        if (!message.topic.endsWith('/reported') || boots < 2) publish(message);
        else publish({ ...message, body: { color: 'off', pattern: 'solid', rev: 0 } });
      },
    }),
  ];
}
