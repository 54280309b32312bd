/** Everything a stranger or a broken board could otherwise take too much of. */
export interface BrokerLimits {
  /** Payload of one PUBLISH or will. */
  maxPayloadBytes: number;
  /** One whole packet, headers included; refused as soon as its length is read. */
  maxPacketBytes: number;
  /** What may wait for a client that does not read before it is dropped. */
  maxOutboundBytes: number;
  maxConnections: number;
  /** High: all boards of a garage, or of a load test, share one address. Sockets that never log in make room first. */
  maxConnectionsPerAddress: number;
  /** From the socket's opening to a complete CONNECT. */
  connectTimeoutMs: number;
  /** From CONNECT to the caller's answer. */
  authTimeoutMs: number;
  /** Longest keep-alive accepted; none at all (0) is refused, because a dead board would never be noticed. */
  keepaliveLimitSeconds: number;
  /** How long the trusted client may leave its socket full. */
  drainTimeoutMs: number;
  /** Average publishes of one client; above it they are dropped. */
  eventsPerSecond: number;
  /** Room for a reconnect: 256 queued events and the snapshots of 64 slots. */
  eventBurst: number;
  /** Average publishes of all untrusted clients together. */
  globalEventsPerSecond: number;
  globalEventBurst: number;
  /** Packets of any kind of one client; above it its socket is read more slowly and nothing is lost. */
  packetsPerSecond: number;
  packetBurst: number;
}

/**
 * Connections that the kernel may hold until they are accepted, where its own limit allows. With Node's 511, of ten thousand
 * boards that come back at once most would be told to try again, each time later.
 */
export const BACKLOG = 4096;

export const defaultLimits: Readonly<BrokerLimits> = Object.freeze({
  maxPayloadBytes: 4096,
  maxPacketBytes: 4096 + 1024,
  maxOutboundBytes: 64 * 1024,
  maxConnections: 12_000,
  maxConnectionsPerAddress: 11_000,
  connectTimeoutMs: 5000,
  authTimeoutMs: 5000,
  keepaliveLimitSeconds: 120,
  drainTimeoutMs: 10_000,
  eventsPerSecond: 20,
  eventBurst: 400,
  globalEventsPerSecond: 20_000,
  globalEventBurst: 40_000,
  packetsPerSecond: 200,
  packetBurst: 2000,
});
