import type { AedesOptions, AedesPublishPacket, AuthenticateError, Client, PublishPacket } from 'aedes';
import type { Access, Login, RefusalReason } from './access.ts';
import { dropWill, willOf } from './aedes-internals.ts';
import type { BrokerLimits } from './limits.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Refusals } from './refusals.ts';
import type { Session } from './session.ts';

/** Return codes of CONNACK, table 3.1. Wrong password is 5, as Mosquitto says it. */
const IDENTIFIER_REJECTED = 2;
const SERVER_UNAVAILABLE = 3;
const NOT_AUTHORIZED = 5;

/** Nobody can subscribe here: `$` is denied to the untrusted, and no wildcard of the trusted matches it [MQTT-4.7.2-1]. */
const NOWHERE = '$nowhere';

export interface GateParts {
  limits: BrokerLimits;
  authenticate(login: Login): Promise<Access | null>;
  sessionOf(client: Client): Session | undefined;
  /** The login was accepted. */
  onAccepted(session: Session): void;
  isStopping(): boolean;
  rates: RateLimiter;
  refusals: Refusals;
}

type Verdict = { refused: RefusalReason; goesOn?: boolean } | { retain: boolean };

/** The hooks Aedes asks; each fails closed. */
export class Gate {
  readonly #parts: GateParts;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  readonly preConnect: NonNullable<AedesOptions['preConnect']> = (client, packet, done) => {
    const session = this.#parts.sessionOf(client);
    if (!session) return done(new Error('no session'), false);
    session.met();
    session.clientId = packet.clientId;
    session.clean = packet.clean !== false;
    // A bridge's retain flags would reach others as it sent them; 3.1.1 knows no bridges.
    if ((packet as { bridgeMode?: boolean }).bridgeMode) return done(this.#end(session, 'protocol-error'), false);
    // Aedes hands a QoS 2 will on at QoS 2, also to a subscriber that was granted 1 by a wildcard.
    if (packet.will?.qos === 2) return done(this.#end(session, 'qos-2', packet.will.topic), false);
    done(null, true);
  };

  /** Answers before Aedes takes over the client id, so a wrong password never disturbs whoever holds it. */
  readonly authenticate: NonNullable<AedesOptions['authenticate']> = (client, username, password, done) => {
    const session = this.#parts.sessionOf(client);
    if (!session) return done(rejected(SERVER_UNAVAILABLE), null);
    const clientId = session.clientId ?? '';
    if (clientId === '' && !session.clean) {
      this.#end(session, 'protocol-error');
      return done(rejected(IDENTIFIER_REJECTED), null); // [MQTT-3.1.3-8]
    }
    let answered = false;
    const answer = (decide: () => void): void => {
      if (answered || session.closed) return;
      answered = true;
      session.met();
      decide();
    };
    const undecided = (): void => {
      this.#end(session, 'auth-timeout');
      done(rejected(SERVER_UNAVAILABLE), null);
    };
    session.expect(this.#parts.limits.authTimeoutMs, () => answer(undecided));
    const login: Login = { clientId, username, password, clean: session.clean };
    // The extra turn makes a hook that throws at once the same as one that rejects.
    Promise.resolve()
      .then(() => this.#parts.authenticate(login))
      .then(
        (access) =>
          answer(() => {
            if (access) return this.#accept(client, session, access, () => done(null, true));
            this.#end(session, 'bad-credentials');
            done(rejected(NOT_AUTHORIZED), null);
          }),
        (err: unknown) =>
          answer(() => {
            this.#parts.refusals.failed(err, 'mqtt: a login could not be decided');
            undecided();
          }),
      );
  };

  /** Asked for every publish of a client, and for its will when that fires; the will's client is closed by then. */
  readonly authorizePublish: NonNullable<AedesOptions['authorizePublish']> = (client, packet, done) => {
    const session = client ? this.#parts.sessionOf(client) : undefined;
    if (!client || !session?.access) return done(new Error('publish by nobody'));
    const isWill = client.closed;
    // 3.1.2.5: a server that is being shut down may keep its wills back. Our stop is not the boards' death.
    if (isWill && (session.isHungUp || this.#parts.isStopping())) return done(new Error('stopping'));
    const verdict = this.#judge(session.access, packet);
    if ('refused' in verdict && verdict.goesOn && !isWill) {
      this.#parts.refusals.count(verdict.refused, session, packet.topic);
      sendNowhere(packet);
      return done(null);
    }
    if ('refused' in verdict) {
      // [MQTT-3.3.5-2] leaves two answers to a publish that is not allowed: acknowledge it as if it were, or close.
      // An acknowledgement would tell a misconfigured board that all is well, for ever; closing is seen at once, by
      // the board and on the board, and disturbs nobody else.
      if (isWill) this.#parts.refusals.count(verdict.refused, session, packet.topic);
      else this.#end(session, verdict.refused, packet.topic);
      return done(new Error(verdict.refused));
    }
    packet.retain = verdict.retain;
    if (!isWill && !session.access.trusted && !this.#parts.rates.allow(client.id)) {
      this.#parts.refusals.count('rate-limited', session, packet.topic);
      sendNowhere(packet);
    }
    done(null);
  };

  readonly authorizeSubscribe: NonNullable<AedesOptions['authorizeSubscribe']> = (client, subscription, done) => {
    const session = this.#parts.sessionOf(client);
    if (session?.access && this.#mayReceive(session.access, subscription.topic)) return done(null, subscription);
    if (session) this.#parts.refusals.count('subscribe-denied', session, subscription.topic);
    done(null, null); // SUBACK 0x80, the connection goes on
  };

  /** Again on delivery: a subscription is kept as long as the connection, a right perhaps not. */
  readonly authorizeForward: NonNullable<AedesOptions['authorizeForward']> = (client, packet) => {
    const session = this.#parts.sessionOf(client);
    if (!session?.access) return null;
    if (session.access.trusted || this.#mayReceive(session.access, packet.topic)) return packet;
    this.#parts.refusals.count('subscribe-denied', session, packet.topic);
    return null;
  };

  #accept(client: Client, session: Session, access: Access, done: () => void): void {
    session.access = access;
    const will = willOf(client);
    const verdict = will && this.#judge(access, will);
    if (will && verdict && 'refused' in verdict) {
      this.#parts.refusals.count(verdict.refused, session, will.topic);
      dropWill(client);
    }
    this.#parts.onAccepted(session);
    done();
  }

  #judge(access: Access, packet: Pick<PublishPacket | AedesPublishPacket, 'topic' | 'retain' | 'payload'>): Verdict {
    const { topic, payload, retain } = packet;
    // Aedes looks for wildcards in a publish but not in a will [MQTT-3.3.2-2].
    if (topic === '' || topic.startsWith('$') || /[+#\0]/.test(topic)) return { refused: 'publish-denied' };
    if (Buffer.byteLength(payload) > this.#parts.limits.maxPayloadBytes) return { refused: 'packet-too-large' };
    try {
      const answer = access.mayPublish(topic, retain);
      if (answer === 'allow') return { retain };
      if (answer === 'strip-retain') return { retain: false };
      if (answer === 'drop') return { refused: 'publish-denied', goesOn: true };
    } catch (err) {
      this.#parts.refusals.failed(err, 'mqtt: a publish could not be decided');
    }
    return { refused: 'publish-denied' };
  }

  #mayReceive(access: Access, filter: string): boolean {
    if (!access.trusted && filter.startsWith('$')) return false;
    try {
      return access.maySubscribe(filter);
    } catch (err) {
      this.#parts.refusals.failed(err, 'mqtt: a subscription could not be decided');
      return false;
    }
  }

  #end(session: Session, reason: RefusalReason, topic?: string): Error {
    this.#parts.refusals.end(reason, session, topic);
    return new Error(reason);
  }
}

/**
 * Drops a publish but lets Aedes finish it, so that the sender gets its PUBACK and is not stuck on the message. The
 * protocol's own `ack`, which says that it was stored, never comes, and the board sends it again.
 */
function sendNowhere(packet: PublishPacket): void {
  packet.topic = NOWHERE;
  packet.payload = Buffer.alloc(0);
  packet.retain = false;
}

function rejected(returnCode: number): AuthenticateError {
  return Object.assign(new Error('login refused'), { returnCode }) as AuthenticateError;
}
