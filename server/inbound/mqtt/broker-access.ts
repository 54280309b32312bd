import { randomBytes, timingSafeEqual } from 'node:crypto';
import { controllerId } from '../../../shared/identifiers.ts';
import { homeAssistantMayRead, homeAssistantTopics } from '../../../shared/mqtt/home-assistant-topics.ts';
import { mayPublish, maySubscribe, parseUpTopic, RETAINED_UP, topics } from '../../../shared/mqtt/topics.ts';

/** What the bundled broker lets one client do; the shape that the broker asks for. */
export interface Rights {
  readonly name: string;
  readonly trusted: boolean;
  mayPublish(topic: string, retain: boolean): 'allow' | 'strip-retain' | 'drop' | 'deny';
  maySubscribe(filter: string): boolean;
}

interface LoginAttempt {
  readonly clientId: string;
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

/** The server's own credential at the bundled broker: drawn anew at each start, never written anywhere. */
export interface ServerCredential {
  readonly clientId: string;
  readonly password: string;
}

export function drawServerCredential(): ServerCredential {
  return { clientId: `server.${randomBytes(8).toString('hex')}`, password: randomBytes(32).toString('hex') };
}

/** A controller whose secret was right: where it belongs, and the slots it serves. */
interface KnownController {
  readonly id: string;
  readonly lotCode: string;
  readonly slots: readonly string[];
}

type AuthenticateController = (id: string, secret: string) => Promise<KnownController | null>;

/** Boards that nobody knows yet, while the window is open for them. */
interface Newcomers {
  admits(id: string, secret: string): Promise<boolean>;
  isWaiting(id: string): boolean;
}

/** Home Assistant's account, and the prefix below which it hears of us. */
interface HomeAssistantAccount {
  readonly prefix: string;
  readonly username: string;
  readonly password: string;
}

/** Who may log in at the bundled broker and what they may do: a controller only what the protocol gives it. */
export class BrokerAccess {
  private readonly server: ServerCredential;
  private readonly authenticateController: AuthenticateController;
  private readonly newcomers: Newcomers | null;
  private readonly homeAssistant: HomeAssistantAccount | null;
  /** By controller: the slots it serves now, whenever it logged in. */
  private readonly served = new Map<string, readonly string[]>();

  constructor(
    server: ServerCredential,
    authenticateController: AuthenticateController,
    newcomers: Newcomers | null = null,
    homeAssistant: HomeAssistantAccount | null = null,
  ) {
    this.server = server;
    this.newcomers = newcomers;
    this.homeAssistant = homeAssistant;
    this.authenticateController = authenticateController;
  }

  async authenticate(login: LoginAttempt): Promise<Rights | null> {
    const { clientId, username, password } = login;
    if (!username || !password) return null;
    if (username === this.homeAssistant?.username) return this.homeAssistantRights(clientId, password);
    if (clientId !== username) return null;
    if (username === this.server.clientId) return isSame(password, this.server.password) ? SERVER_RIGHTS : null;
    const controller = await this.authenticateController(username, password.toString('utf8'));
    if (!controller) return this.pendingRights(username, password.toString('utf8'));
    this.served.set(controller.id, controller.slots);
    return this.rightsOf(controller);
  }

  /** A controller serves other slots from now on, without a new login; one that was removed serves none. */
  serve(controllerId: string, slots: readonly string[]): void {
    if (this.served.has(controllerId)) this.served.set(controllerId, slots);
  }

  /** One topic each way, while the board waits and the window is open. */
  private async pendingRights(id: string, secret: string): Promise<Rights | null> {
    const { newcomers } = this;
    if (!newcomers || !isControllerId(id) || !(await newcomers.admits(id, secret))) return null;
    return {
      name: id,
      trusted: false,
      mayPublish: (topic, retain) => {
        if (topic !== topics.pendingStatus(id) || !newcomers.isWaiting(id)) return 'deny';
        return retain ? 'strip-retain' : 'allow';
      },
      // Asked again for what is on its way: by then the board may have been let in.
      maySubscribe: (filter) => filter === topics.pendingAssigned(id),
    };
  }

  /**
   * It hears what is below its prefix and what we say to it, and says that it is there. It draws a client id of its own, which must
   * be nobody's who could be thrown out by it. A filter with wildcards is granted, because it asks for other integrations' topics too;
   * each message on its way is asked for again.
   */
  private homeAssistantRights(clientId: string, password: Buffer): Rights | null {
    const { homeAssistant } = this;
    const isTaken = clientId === this.server.clientId || isControllerId(clientId);
    if (!homeAssistant || isTaken || !isSame(password, homeAssistant.password)) return null;
    const { prefix, username } = homeAssistant;
    return {
      name: username,
      trusted: false,
      mayPublish: (topic) => (topic === homeAssistantTopics.birth(prefix) ? 'allow' : 'drop'),
      maySubscribe: (filter) => /[+#]/.test(filter) || homeAssistantMayRead(prefix, filter),
    };
  }

  /**
   * Exact topics below the controller's own root, in the protocol's direction; no wildcard ever matches one. What it says
   * of a slot that it does not serve goes nowhere: the broker keeps no more retained topics than there are slots, and a
   * board with a sensor to spare is heard on the others.
   */
  private rightsOf({ lotCode: lot, id }: KnownController): Rights {
    return {
      name: id,
      trusted: false,
      mayPublish: (topic, retain) => {
        // It was let in and has not heard of it: it may ask.
        if (topic === topics.pendingStatus(id)) return retain ? 'strip-retain' : 'allow';
        if (!mayPublish(lot, id, topic)) return 'deny';
        const parsed = parseUpTopic(topic);
        if (parsed && 'slot' in parsed && !this.served.get(id)?.includes(parsed.slot)) return 'drop';
        const kind = parsed?.kind;
        return retain && !(kind && RETAINED_UP.has(kind)) ? 'strip-retain' : 'allow';
      },
      maySubscribe: (filter) => maySubscribe(lot, id, filter) || filter === topics.pendingAssigned(id),
    };
  }
}

const isControllerId = (id: string): boolean => controllerId.safeParse(id).success;

const SERVER_RIGHTS: Rights = {
  name: 'server',
  trusted: true,
  mayPublish: () => 'allow',
  maySubscribe: () => true,
};

function isSame(password: Buffer, expected: string): boolean {
  const bytes = Buffer.from(expected);
  return password.length === bytes.length && timingSafeEqual(password, bytes);
}
