import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import type { Aedes, AedesPublishPacket, Client } from 'aedes';
import { RetainedMessages } from './retained-messages.ts';

/**
 * The fields of Aedes 1.2's client that no option reaches, touched here and nowhere else. Each has a test over a real
 * socket, so an upgrade that moves one fails the suite.
 */
interface Internals {
  /** The will of a CONNECT until its login is decided (`storeWill` makes it `will`). */
  _will?: Will | undefined;
  _parser: EventEmitter;
}

export interface Will {
  topic: string;
  payload: Buffer;
  qos: number;
  retain: boolean;
}

const internals = (client: Client): Internals => client as unknown as Internals;

/** The will as sent; meaningful while the login is being decided. */
export function willOf(client: Client): Will | undefined {
  return internals(client)._will;
}

/** Forgets the will before it is stored: the client connects without one. */
export function dropWill(client: Client): void {
  internals(client)._will = undefined;
}

interface RetainedStore {
  storeRetained(packet: AedesPublishPacket): Promise<void>;
  createRetainedStreamCombi(filters: string[]): Readable;
  createRetainedStream(filter: string): Readable;
}

/** Keeps retained messages where they are found by topic, in place of Aedes' own store in memory; before anybody connects. */
export function findRetainedByTopic(aedes: Aedes): void {
  const messages = new RetainedMessages<AedesPublishPacket>();
  const store = (aedes as unknown as { persistence: RetainedStore }).persistence;
  store.storeRetained = async (packet) => messages.store(packet);
  store.createRetainedStreamCombi = (filters) => messages.stream(filters);
  store.createRetainedStream = (filter) => messages.stream([filter]);
}

interface SubscribePacket {
  cmd: string;
  subscriptions?: { qos: number }[];
}

/**
 * Grants at most QoS 1. `authorizeSubscribe` could lower it too, but the SUBACK would still say 2 (Aedes notes what
 * was asked before it asks the hook), and [MQTT-3.9.3] makes that code the promise.
 */
export function grantAtMostQos1(client: Client): void {
  internals(client)._parser.prependListener('packet', (packet: SubscribePacket) => {
    if (packet.cmd !== 'subscribe') return;
    for (const subscription of packet.subscriptions ?? []) subscription.qos = Math.min(subscription.qos, 1);
  });
}
