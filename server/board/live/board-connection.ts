import { io, type Socket } from 'socket.io-client';
import type {
  BOARD_NAMESPACE,
  BoardClientEvents,
  BoardDigest,
  BoardServerEvents,
} from '../../../shared/live/board-events.ts';
import { fetchSession } from '../api-client.ts';
import { type BoardEvent, type BoardState, emptyBoard, inStep, reduceBoard } from './board-store.ts';

/** Spelled here so that the wire contract's validator stays out of the bundle; the type keeps the two the same. */
const namespace: typeof BOARD_NAMESPACE = '/board';

const settleMs = 1000;
const answerMs = 10_000;
const retryMs = 3000;
/** A window behind others gets a frame a second or none; what it shows, and reads out, must not wait for that. */
const drawWithinMs = 100;

export type Mode =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting' }
  | { kind: 'refused'; code: string };

type Timer = 'settle' | 'retry' | 'draw';

export interface BoardView {
  readonly mode: Mode;
  readonly board: BoardState;
  /** The server's clock minus the browser's, so that running times are right on a wrong clock. */
  readonly skewMs: number;
  /** Grows whenever the inbox may have changed: whoever shows it reads it again. */
  readonly inboxMoves: number;
  /** Of each controller that something happened with, how often. */
  readonly controllerMoves: ReadonlyMap<string, number>;
}

/**
 * One lot, live. Holds the truth outside React and tells about it once per frame, so that a burst of deltas costs one
 * drawing. Subscribing connects, unsubscribing lets go.
 */
export class BoardConnection {
  readonly #lot: string;
  readonly #onLoggedOut: () => void;
  readonly #socket: Socket<BoardServerEvents, BoardClientEvents>;
  readonly #timers = new Map<Timer, ReturnType<typeof setTimeout>>();
  #listener: (() => void) | null = null;
  #frame: number | null = null;
  #board: BoardState = emptyBoard;
  #mode: Mode = { kind: 'connecting' };
  #skewMs = 0;
  #inboxMoves = 0;
  #controllerMoves: ReadonlyMap<string, number> = new Map();
  #view: BoardView = {
    mode: this.#mode,
    board: this.#board,
    skewMs: 0,
    inboxMoves: 0,
    controllerMoves: this.#controllerMoves,
  };

  constructor(lot: string, onLoggedOut: () => void) {
    this.#lot = lot;
    this.#onLoggedOut = onLoggedOut;
    this.#socket = io(namespace, { autoConnect: false, forceNew: true, reconnectionDelayMax: retryMs });
    this.#socket.on('connect', () => this.#join());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#socket.on('delta', (delta) => this.#apply({ kind: 'delta', delta }));
    this.#socket.on('digest', (digest) => this.#digest(digest));
    this.#socket.on('inbox', () => this.#inboxMoved());
    this.#socket.on('controllers', (ids) => this.#controllersMoved(ids));
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listener = listener;
    this.#socket.connect();
    return () => this.#stop();
  };

  readonly view = (): BoardView => this.#view;

  #stop(): void {
    this.#listener = null;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#socket.disconnect();
  }

  #join(): void {
    this.#clear('settle');
    this.#apply({ kind: 'joining' });
    this.#socket.timeout(answerMs).emit('join', { lot: this.#lot }, (error, answer) => {
      if (this.#listener === null || !this.#socket.connected) return;
      if (error !== null) {
        this.#later('retry', retryMs, () => this.#join());
      } else if (answer.ok) {
        this.#heardTime(answer.snapshot.at);
        this.#inboxMoved();
        this.#setMode({ kind: 'live' });
        this.#apply({ kind: 'snapshot', snapshot: answer.snapshot });
      } else if (answer.code === 'unauthorized') {
        this.#onLoggedOut();
      } else {
        this.#setMode({ kind: 'refused', code: answer.code });
      }
    });
  }

  /** A digest may overtake a delta: only what still differs after a moment was lost. */
  #digest(digest: BoardDigest): void {
    this.#heardTime(digest.at);
    this.#apply({ kind: 'digest', digest });
    if (this.#board.sinceJoin !== null || inStep(this.#board, digest)) {
      this.#clear('settle');
      return;
    }
    this.#later('settle', settleMs, () => {
      if (!inStep(this.#board, digest) && this.#socket.connected) this.#join();
    });
  }

  /**
   * The server ends a connection both when a login is revoked and when it stops for an update; only the first must send
   * the attendant, or the screen on the wall, to the login form.
   */
  #disconnected(reason: string): void {
    if (reason === 'io client disconnect' || this.#listener === null) return;
    this.#clear('settle');
    this.#setMode({ kind: 'reconnecting' });
    if (reason === 'io server disconnect') void this.#reconnectIfLoggedIn();
  }

  #refused(error: Error): void {
    if (this.#listener === null) return;
    if (error.message === 'unauthorized') {
      this.#onLoggedOut();
      return;
    }
    if (this.#board.lot !== null) this.#setMode({ kind: 'reconnecting' });
    // An error of the transport is retried by the library, a refusal by the server is not.
    if (!this.#socket.active) this.#later('retry', retryMs, () => this.#socket.connect());
  }

  async #reconnectIfLoggedIn(): Promise<void> {
    const session = await fetchSession().catch(() => undefined);
    if (this.#listener === null) return;
    if (session === null) this.#onLoggedOut();
    else if (session === undefined) this.#later('retry', retryMs, () => void this.#reconnectIfLoggedIn());
    else this.#later('retry', settleMs, () => this.#socket.connect());
  }

  #heardTime(at: string): void {
    this.#skewMs = Date.parse(at) - Date.now();
  }

  #inboxMoved(): void {
    this.#inboxMoves += 1;
    this.#schedule();
  }

  #controllersMoved(ids: readonly string[]): void {
    const moves = new Map(this.#controllerMoves);
    for (const id of ids) moves.set(id, (moves.get(id) ?? 0) + 1);
    this.#controllerMoves = moves;
    this.#schedule();
  }

  #setMode(mode: Mode): void {
    this.#mode = mode;
    this.#schedule();
  }

  #apply(event: BoardEvent): void {
    this.#board = reduceBoard(this.#board, event);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#frame !== null || this.#listener === null) return;
    this.#frame = requestAnimationFrame(() => this.#draw());
    this.#later('draw', drawWithinMs, () => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#clear('draw');
    this.#view = {
      mode: this.#mode,
      board: this.#board,
      skewMs: this.#skewMs,
      inboxMoves: this.#inboxMoves,
      controllerMoves: this.#controllerMoves,
    };
    this.#listener?.();
  }

  #later(name: Timer, delay: number, work: () => void): void {
    this.#clear(name);
    this.#timers.set(name, setTimeout(work, delay));
  }

  #clear(name: Timer): void {
    const timer = this.#timers.get(name);
    if (timer !== undefined) clearTimeout(timer);
    this.#timers.delete(name);
  }
}
