import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Message } from '../../server/app/ports/entities.ts';
import { type ComposeOptions, compose, type Parkwire } from '../../server/compose.ts';
import { type Mode, readConfig } from '../../server/config.ts';
import { makePasswords } from '../../server/outbound/system/passwords.ts';
import { boardFolder } from '../../server/places.ts';
import type {
  BoardClientEvents,
  BoardDelta,
  BoardServerEvents,
  BoardSnapshot,
  SlotView,
} from '../../shared/live/board-events.ts';
import { ApiClient } from './api-client.ts';
import { currentEngine, type FreshDatabase } from './engines.ts';
import { ManualClock } from './manual-clock.ts';
import { type UntilOptions, until, within } from './wait.ts';
import { type Form, messageForm, postSigned, type WebhookAnswer, wordsOf } from './webhooks.ts';

export interface Credential {
  readonly id: string;
  readonly secret: string;
  readonly slots: readonly string[];
}

/** scrypt as in the real thing, but no slower than a test has to wait for it. */
export const quickPasswords = makePasswords({ N: 2, r: 1, p: 1 });

export type BoardSocket = Socket<BoardServerEvents, BoardClientEvents>;

/** A running Parkwire from outside, whether it runs in this process or in one of its own. */
export abstract class ParkwireClient {
  readonly authToken = randomBytes(16).toString('hex');
  readonly password = randomBytes(12).toString('base64url');
  api = new ApiClient('');
  url = '';
  mqttPort = 0;
  private readonly sockets: BoardSocket[] = [];

  abstract now(): number;

  /** What a driver texts; answers Parkwire's words. */
  async text(phone: string, body: string, parts: Form = {}): Promise<string> {
    const answer = await this.webhook(messageForm(phone, body, parts));
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}: ${answer.text}`);
    return wordsOf(answer.text);
  }

  /** Gives a booking back as a driver does, who is asked first; answers the last words. */
  async cancel(phone: string): Promise<string> {
    const asked = await this.text(phone, 'cancel');
    return asked.startsWith('Give back') ? this.text(phone, 'yes') : asked;
  }

  webhook(form: Form): Promise<WebhookAnswer> {
    return postSigned(this.authToken, `${this.url}/webhooks/twilio`, form);
  }

  /** Twilio's word on what became of a message. */
  report(form: Form, path = '/webhooks/twilio/status'): Promise<WebhookAnswer> {
    return postSigned(this.authToken, `${this.url}${path}`, form);
  }

  async addController(id: string, slots: readonly string[]): Promise<Credential> {
    const { secret } = await this.api.post('/api/lots/main/controllers', { id, slots });
    return { id, secret, slots };
  }

  board(): Promise<BoardSnapshot> {
    return this.api.get('/api/lots/main/board');
  }

  async slot(code: string): Promise<SlotView> {
    const found = (await this.board()).slots.find((slot) => slot.code === code);
    if (!found) throw new Error(`no slot ${code}`);
    return found;
  }

  /** The slot once it is in that state. */
  slotIs(code: string, state: SlotView['state'], options: UntilOptions = {}): Promise<SlotView> {
    return this.until(
      `slot ${code} is ${state}`,
      async () => {
        const slot = await this.slot(code);
        return slot.state === state && slot;
      },
      options,
    );
  }

  async driver(phone: string): Promise<{ id: string; balanceMinor: number; promoMinor: number; name: string }> {
    const { drivers } = await this.api.get(`/api/drivers?phone=${encodeURIComponent(phone)}`);
    if (!drivers[0]) throw new Error(`no driver ${phone}`);
    return drivers[0];
  }

  async transfers(phone: string): Promise<{ id: string; kind: string; amountMinor: number; key: string }[]> {
    return (await this.api.get(`/api/drivers/${(await this.driver(phone)).id}/transfers`)).transfers;
  }

  async bookings(phone: string): Promise<any[]> {
    return (await this.api.get(`/api/bookings?driverId=${(await this.driver(phone)).id}`)).bookings;
  }

  async metric(name: string, labels = ''): Promise<number> {
    const text = (await this.api.request('GET', '/metrics')).text;
    const line = text.split('\n').find((each) => each.startsWith(`${name}${labels} `));
    return line ? Number(line.slice(line.lastIndexOf(' '))) : 0;
  }

  until<T>(what: string, look: () => T | Promise<T>, options: UntilOptions = {}) {
    return until(what, look, options);
  }

  /** A socket of the board; with a login's cookie unless told otherwise. */
  socket(headers: Record<string, string> = { cookie: this.api.cookie ?? '' }): BoardSocket {
    const socket: BoardSocket = io(`${this.url}/board`, {
      transports: ['websocket'],
      extraHeaders: headers,
      forceNew: true,
      reconnection: false,
    });
    this.sockets.push(socket);
    return socket;
  }

  async watch(): Promise<BoardWatcher> {
    const watcher = new BoardWatcher(this.socket());
    await watcher.join();
    return watcher;
  }

  protected async signIn(): Promise<void> {
    this.api = new ApiClient(this.url);
    const { status, text } = await this.api.login('admin', this.password);
    if (status !== 200) throw new Error(`admin could not sign in: ${text}`);
  }

  protected closeSockets(): void {
    for (const socket of this.sockets.splice(0)) socket.disconnect();
  }
}

/** A board that keeps what it is told, in the order in which it is told it. */
export class BoardWatcher {
  readonly socket: BoardSocket;
  readonly deltas: BoardDelta[] = [];
  snapshot: BoardSnapshot | null = null;

  constructor(socket: BoardSocket) {
    this.socket = socket;
    socket.on('delta', (delta) => this.deltas.push(delta));
  }

  async join(): Promise<BoardSnapshot> {
    const joined = this.socket.timeout(5000).emitWithAck('join', { lot: 'main' });
    const answer = await within('the board joins', joined);
    if (!answer.ok) throw new Error(`the board was refused: ${answer.code}`);
    this.snapshot = answer.snapshot;
    return answer.snapshot;
  }

  /** Every view of a slot that came as a delta, in order. */
  viewsOf(code: string): SlotView[] {
    return this.deltas.flatMap(({ slots }) => slots.filter((slot) => slot.code === code));
  }

  sees(code: string, state: SlotView['state']): Promise<SlotView> {
    return until(
      `the board is told that ${code} is ${state}`,
      () => this.viewsOf(code).find((v) => v.state === state),
      {
        on: (again) => {
          this.socket.on('delta', again);
          return () => this.socket.off('delta', again);
        },
      },
    );
  }
}

export interface SiteOptions {
  /** Left out for a database of its own on the engine whose turn it is, removed at the end. */
  readonly databaseUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Development unless told otherwise: there the log stands in for a Twilio account. */
  readonly mode?: Mode;
  readonly clock?: ManualClock;
  readonly compose?: Partial<ComposeOptions>;
}

/**
 * A whole Parkwire in this process: real HTTP, real broker, real database, and a clock that the test moves. What time
 * brings, the test brings too, by `parkwire.jobs`.
 */
export class Site extends ParkwireClient {
  readonly clock: ManualClock;
  parkwire!: Parkwire;
  private readonly options: SiteOptions;
  private database: FreshDatabase | null = null;
  private environment: Readonly<Record<string, string>>;

  private constructor(options: SiteOptions) {
    super();
    this.options = options;
    this.environment = options.environment ?? {};
    this.clock = options.clock ?? new ManualClock();
  }

  static async start(options: SiteOptions = {}): Promise<Site> {
    const site = new Site(options);
    if (options.databaseUrl === undefined) site.database = await currentEngine().migratedDatabase();
    await site.begin();
    return site;
  }

  now(): number {
    return this.clock.now();
  }

  get databaseUrl(): string {
    return this.options.databaseUrl ?? this.database?.url ?? '';
  }

  /** Stops everything and starts it again on the same database; `change` is what the environment says otherwise from then on. */
  async restart(change: Readonly<Record<string, string>> = {}): Promise<void> {
    this.closeSockets();
    await this.parkwire.stop();
    this.environment = { ...this.environment, ...change };
    await this.begin();
  }

  async stop(): Promise<void> {
    this.closeSockets();
    await this.parkwire.stop();
    await this.database?.drop();
  }

  /** Looks again after every commit. */
  override until<T>(what: string, look: () => T | Promise<T>, options: UntilOptions = {}) {
    return until(what, look, { on: (again) => this.parkwire.unitOfWork.onCommit(again), ...options });
  }

  /** Every message of a driver, the oldest first. */
  async chat(phone: string): Promise<Message[]> {
    return this.parkwire.unitOfWork.read(async (look) => {
      const [driver] = await look.drivers.byPhone(phone);
      const [identity] = driver ? await look.drivers.identitiesOf([driver.id]) : [];
      return identity ? look.messages.ofIdentity(identity.id, 200) : [];
    });
  }

  /** What a driver was told without having asked, once it reached them. */
  async told(phone: string, kind: string): Promise<Message> {
    try {
      return await this.until(`${phone} is told ${kind}`, async () =>
        (await this.chat(phone)).find((m) => m.kind === kind && (m.status === 'delivered' || m.status === 'sent')),
      );
    } catch (error) {
      const seen = (await this.chat(phone)).map((m) => `${m.kind} ${m.status} ${m.notBefore - this.now()} ms`);
      throw new Error(`${(error as Error).message}; there is ${seen.join(', ')}`);
    }
  }

  /** Rows of the database, past everything. */
  rows<T = any>(sql: string, bind: (string | number | null)[] = []): Promise<T[]> {
    return this.parkwire.storage.database.reader<T>(sql, bind);
  }

  private async begin(): Promise<void> {
    const { mode = 'development' } = this.options;
    const config = readConfig(mode, {
      PORT: '0',
      MQTT_PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: this.databaseUrl,
      TWILIO_AUTH_TOKEN: this.authToken,
      ADMIN_PASSWORD: this.password,
      LOG_LEVEL: 'silent',
      // The clock stands still: whoever texts much in a test would seem to flood.
      MESSAGES_PER_MINUTE: '100000',
      // Every database is fresh: the board would ask to be set up first.
      SETUP: 'skip',
      ...this.environment,
    });
    const more = this.options.compose ?? {};
    this.parkwire = await compose(config, {
      clock: this.clock,
      passwords: quickPasswords,
      jobsByHand: true,
      boardFolder,
      version: 'test',
      ...more,
    });
    this.url = `http://127.0.0.1:${new URL(this.parkwire.url).port}`;
    this.mqttPort = this.parkwire.mqttPort ?? 0;
    await this.signIn();
  }
}
