import type { Server as HttpServer } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import type {
  BoardClientEvents,
  BoardDelta,
  BoardDigest,
  BoardServerEvents,
  JoinAnswer,
} from '../../../shared/live/board-events.ts';
import type {
  PhoneClientEvents,
  PhoneJoinAnswer,
  PhoneMessage,
  PhoneServerEvents,
} from '../../../shared/live/phone-events.ts';
import type { Log } from '../../app/ports/log.ts';

/** What a socket says of itself when it connects. */
export interface Handshake {
  readonly cookie: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Decides who may watch; given by the inbound side. */
export interface LiveGate {
  /** Answers the login's token, or null to refuse. */
  admit(handshake: Handshake): Promise<string | null>;
  /** Whether a login still holds. */
  stillHolds(token: string): Promise<boolean>;
  join(lot: unknown): Promise<JoinAnswer>;
}

/** Serves the browser phone; null where there is none. */
export interface PhoneGate {
  admit(handshake: Handshake): boolean;
  join(phone: unknown): Promise<{ answer: PhoneJoinAnswer; room: string | null }>;
  /** Slots with a simulated car on them; null where there are no such cars. */
  standingCars(): string[] | null;
}

type BoardSocket = Socket<BoardClientEvents, BoardServerEvents, Record<string, never>, { token: string }>;
type BoardNamespace = Namespace<BoardClientEvents, BoardServerEvents, Record<string, never>, { token: string }>;
type PhoneNamespace = Namespace<PhoneClientEvents, PhoneServerEvents>;

const RECHECK_MS = 3000;
/** Many boards that wake together are one word to whoever watches. */
const TELL_EVERY_MS = 200;
const MOST_NAMED = 500;
const lotRoom = (lot: string): string => `lot:${lot}`;

/** The sockets of boards and phones. Rooms are joined by the server alone; clients only ask. */
export class LiveServer {
  private readonly log: Log;
  private readonly gate: LiveGate;
  private readonly phoneGate: PhoneGate | null;
  private io: Server | null = null;
  private boards: BoardNamespace | null = null;
  private phones: PhoneNamespace | null = null;
  private recheck: NodeJS.Timeout | null = null;
  private readonly movedControllers = new Set<string>();
  private telling: NodeJS.Timeout | null = null;

  constructor(log: Log, gate: LiveGate, phoneGate: PhoneGate | null) {
    this.log = log;
    this.gate = gate;
    this.phoneGate = phoneGate;
  }

  start(http: HttpServer): void {
    this.io = new Server(http, { serveClient: false, maxHttpBufferSize: 16_384, cors: { origin: false } });
    // Nobody has anything to do on the namespace that every client of Socket.IO asks for by itself.
    this.io.of('/').use((_socket, next) => next(new Error('unauthorized')));
    this.boards = this.io.of('/board') as unknown as BoardNamespace;
    this.boards.use((socket, next) => void this.admitBoard(socket, next));
    this.boards.on('connection', (socket) => this.serveBoard(socket));
    const { phoneGate } = this;
    if (phoneGate) {
      this.phones = this.io.of('/phone') as unknown as PhoneNamespace;
      this.phones.use((socket, next) =>
        next(phoneGate.admit(handshakeOf(socket)) ? undefined : new Error('unauthorized')),
      );
      this.phones.on('connection', (socket) => {
        const standing = phoneGate.standingCars();
        if (standing) socket.emit('cars', standing);
        socket.on('join', (request, answer) => {
          void (async () => {
            const joined = await phoneGate.join(request);
            if (joined.room) {
              for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
              await socket.join(joined.room);
            }
            if (typeof answer === 'function') answer(joined.answer);
          })().catch((error) => this.log.error({ reason: String(error) }, 'a phone could not join'));
        });
      });
    }
    this.recheck = setInterval(() => void this.dropRevoked(), RECHECK_MS);
  }

  async stop(): Promise<void> {
    if (this.recheck) clearInterval(this.recheck);
    if (this.telling) clearTimeout(this.telling);
    this.io?.disconnectSockets(true);
    await new Promise<void>((resolve) => (this.io ? this.io.close(() => resolve()) : resolve()));
  }

  /** Lots that somebody watches. */
  watchedLots(): string[] {
    const rooms = this.boards?.adapter.rooms.keys() ?? [];
    return [...rooms].filter((room) => room.startsWith('lot:')).map((room) => room.slice(4));
  }

  sendDelta(delta: BoardDelta): void {
    this.boards?.to(lotRoom(delta.lot)).emit('delta', delta);
  }

  sendDigest(digest: BoardDigest): void {
    this.boards?.to(lotRoom(digest.lot)).emit('digest', digest);
  }

  /** Every board looks into the inbox again. */
  sendInbox(): void {
    this.boards?.emit('inbox');
  }

  /** Something happened with these controllers: every board that shows them reads them again. */
  sendControllers(ids: Iterable<string>): void {
    for (const id of ids) this.movedControllers.add(id);
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.boards?.emit('controllers', [...this.movedControllers].slice(0, MOST_NAMED));
      this.movedControllers.clear();
    }, TELL_EVERY_MS);
  }

  /** Rooms of phones that are open. */
  openPhones(): string[] {
    return [...(this.phones?.adapter.rooms.keys() ?? [])].filter((room) => room.startsWith('phone:'));
  }

  sendToPhone(room: string, message: PhoneMessage): void {
    this.phones?.to(room).emit('message', message);
  }

  /** A simulated car moved: every open phone shows where it may be driven now. */
  sendCars(standing: string[]): void {
    this.phones?.emit('cars', standing);
  }

  /** A login ended: its sockets go at once. */
  dropLogin(token: string): void {
    for (const socket of this.boards?.sockets.values() ?? []) if (socket.data.token === token) socket.disconnect(true);
  }

  /** Closes the sockets of logins that do not hold any more: every few seconds, and at once where one is known to have ended. */
  async dropRevoked(): Promise<void> {
    const tokens = new Set([...(this.boards?.sockets.values() ?? [])].map((socket) => socket.data.token));
    for (const token of tokens) {
      if (!(await this.gate.stillHolds(token).catch(() => true))) this.dropLogin(token);
    }
  }

  private async admitBoard(socket: BoardSocket, next: (error?: Error) => void): Promise<void> {
    const token = await this.gate.admit(handshakeOf(socket)).catch(() => null);
    if (token === null) {
      next(new Error('unauthorized'));
      return;
    }
    socket.data.token = token;
    next();
  }

  private serveBoard(socket: BoardSocket): void {
    socket.on('join', (request, answer) => {
      void (async () => {
        const lot = (request as { lot?: unknown } | undefined)?.lot;
        // First the room, then the snapshot: a change in between arrives twice, and the higher version wins.
        if (typeof lot === 'string' && /^[a-z0-9-]{1,32}$/.test(lot)) {
          for (const room of socket.rooms) if (room !== socket.id && room !== lotRoom(lot)) await socket.leave(room);
          await socket.join(lotRoom(lot));
        }
        const joined = await this.gate.join(lot);
        if (!joined.ok && typeof lot === 'string') await socket.leave(lotRoom(lot));
        if (typeof answer === 'function') answer(joined);
      })().catch((error) => this.log.error({ reason: String(error) }, 'a board could not join'));
    });
  }
}

function handshakeOf(socket: { handshake: { headers: Record<string, string | string[] | undefined> } }): Handshake {
  const { headers } = socket.handshake;
  const { cookie } = headers;
  return { cookie: typeof cookie === 'string' ? cookie : undefined, headers };
}
