/** Why something a client did was refused; the caller counts by these. */
export type RefusalReason =
  | 'bad-credentials'
  | 'auth-timeout'
  | 'publish-denied'
  | 'subscribe-denied'
  | 'packet-too-large'
  | 'too-many-connections'
  | 'connect-timeout'
  | 'rate-limited'
  | 'protocol-error'
  | 'qos-2';

/** What one connected client may do. */
export interface Access {
  /** For logs. */
  readonly name: string;
  /**
   * 'strip-retain': let it through with the retain flag cleared. 'drop': nobody gets it and nothing is kept, but the
   * connection goes on. 'deny' ends it. Asked for wills too.
   */
  mayPublish(topic: string, retain: boolean): 'allow' | 'strip-retain' | 'drop' | 'deny';
  /**
   * Asked for each filter, and for an untrusted client again with the concrete topic of every message on its way to
   * it, so that a right withdrawn takes effect without a reconnect.
   */
  maySubscribe(filter: string): boolean;
  /** The server's own client: no rate limit, and a message for it may wait for its socket. */
  readonly trusted: boolean;
}

/** What a CONNECT packet says about who is there. */
export interface Login {
  clientId: string;
  username: string | undefined;
  password: Buffer | undefined;
  clean: boolean;
}

export type RefusalDetail = { clientId?: string; topic?: string };

export interface BrokerLogger {
  info(obj: object, msg: string): void;
  warn(obj: object, msg: string): void;
  error(obj: object, msg: string): void;
}
