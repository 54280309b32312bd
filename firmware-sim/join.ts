/** How a board that nobody knows is let in: PROTOCOL.md, "Connecting". */
import { randomBytes } from 'node:crypto';
import mqtt from 'mqtt';
import { z } from 'zod';
import { lotCode, slotCode } from '../shared/identifiers.ts';
import { topics } from '../shared/mqtt/topics.ts';

export interface JoinOptions {
  readonly url: string;
  readonly id: string;
  readonly secret: string;
  /** Those it has a sensor and an LED on, as it says; staff decide. */
  readonly slots: readonly string[];
  readonly fw: string;
  readonly signal?: AbortSignal;
  /** What keeps it waiting: the window is closed, the broker cannot be reached. */
  readonly onProblem?: (detail: string) => void;
}

export interface Assigned {
  readonly lot: string;
  readonly slots: readonly string[];
}

const RETRY_MS = 3000;
const SAY_AGAIN_MS = 30_000;
const assigned = z.object({ lot: lotCode, slots: z.array(slotCode) });

/** A secret as a board makes one up: 32 random bytes, in hexadecimal digits. */
export const madeUpSecret = (): string => randomBytes(32).toString('hex');

/** Asks to be let in, as long as it takes, and resolves with where it belongs. Rejects when it is aborted. */
export function join({ url, id, secret, slots, fw, signal, onProblem }: JoinOptions): Promise<Assigned> {
  const client = mqtt.connect(url, {
    ...{ clientId: id, username: id, password: secret, clean: true, keepalive: 30, protocolVersion: 4 },
    // A window that is closed now may be open in a moment.
    ...{ reconnectPeriod: RETRY_MS, reconnectOnConnackError: true, resubscribe: false },
  });
  const birth = { status: 'online', bootId: randomBytes(8).toString('hex'), fw, protocol: 1, slots, uptimeMs: 0 };
  const say = (): void => void client.publish(topics.pendingStatus(id), JSON.stringify(birth), { qos: 1 });
  const again = setInterval(say, SAY_AGAIN_MS);
  return new Promise<Assigned>((resolve, reject) => {
    client.on('connect', () => client.subscribe(topics.pendingAssigned(id), { qos: 1 }, say));
    client.on('error', (error) => onProblem?.(error.message));
    client.on('message', (topic, payload) => {
      if (topic !== topics.pendingAssigned(id)) return;
      const { data } = assigned.safeParse(JSON.parse(payload.toString()));
      if (data) resolve(data);
    });
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  }).finally(() => {
    clearInterval(again);
    client.end(true);
  });
}
