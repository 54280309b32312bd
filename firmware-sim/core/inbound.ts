/** Turns what arrived on a down topic into a message of the core; undefined when it is nothing the protocol knows. */
import { z } from 'zod';
import { ackPayload, ledDesiredPayload, MAX_PAYLOAD_BYTES, welcomePayload } from '../../shared/mqtt/payloads.ts';
import { topics } from '../../shared/mqtt/topics.ts';
import type { DownMessage } from './types.ts';

export type DownTopic = { kind: 'welcome' | 'ack' | 'command' } | { kind: 'led-desired'; slot: string };

/** Whatever names a command is answered, if only with `rejected`; so all but its id is read leniently. */
const command = z.object({
  commandId: z.string().min(1).max(64),
  name: z.string().catch(''),
  args: z.record(z.string(), z.unknown()).catch({}),
  expiresAt: z.string().catch(''),
});

/** The exact topics a board subscribes to, and what each carries. A wildcard is never granted. */
export function downTopics(lot: string, controller: string, slots: readonly string[]): Map<string, DownTopic> {
  return new Map<string, DownTopic>([
    [topics.welcome(lot, controller), { kind: 'welcome' }],
    [topics.ack(lot, controller), { kind: 'ack' }],
    [topics.command(lot, controller), { kind: 'command' }],
    ...slots.map((slot): [string, DownTopic] => [
      topics.ledDesired(lot, controller, slot),
      { kind: 'led-desired', slot },
    ]),
  ]);
}

export function parseDown(topic: DownTopic, body: Uint8Array, retained: boolean): DownMessage | undefined {
  const json = readJson(body);
  switch (topic.kind) {
    case 'welcome': {
      const { data } = welcomePayload.safeParse(json);
      return data && { kind: 'welcome', payload: data };
    }
    case 'ack': {
      const { data } = ackPayload.safeParse(json);
      return data && { kind: 'ack', payload: data };
    }
    case 'command': {
      const { data } = command.safeParse(json);
      return data && { kind: 'command', payload: data, retained };
    }
    case 'led-desired': {
      const { data } = ledDesiredPayload.safeParse(json);
      return data && { kind: 'led-desired', slot: topic.slot, payload: data };
    }
  }
}

/** Undefined for what is too large or no JSON; an empty body is a retained message being cleared. */
function readJson(body: Uint8Array): unknown {
  if (body.byteLength === 0 || body.byteLength > MAX_PAYLOAD_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
