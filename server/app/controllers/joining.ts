import { DomainError } from '../../domain/errors.ts';
import { type Actor, audit } from '../audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { registerController } from './manage-controllers.ts';
import type { ControllerDeps } from './secrets.ts';

/** A board that nobody knows yet, and that wants to be let in. */
export interface PendingBoard {
  readonly id: string;
  /** What it says of itself; null until it has said anything. */
  readonly fw: string | null;
  readonly slots: readonly string[];
  /** Since when it waits, and when it was heard last, in ms since the epoch. */
  readonly since: number;
  readonly heardAt: number;
}

export interface JoiningDeps extends ControllerDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Tells a board which lot and slots are its own. */
  readonly tellAssigned: (controllerId: string, lotCode: string, slots: readonly string[]) => void;
  /** Ends the connection of a board that is let in no more. */
  readonly drop: (controllerId: string) => void;
  /** The boards that wait are others now, or the window is. */
  readonly onChange: () => void;
}

/** More boards than this do not wait at once: whoever floods an open window fills no memory. */
const MOST_WAITING = 64;
/** At least 16 random bytes, in hexadecimal digits (the protocol's "Connecting"). */
const SECRET = /^[0-9a-f]{32,128}$/i;

/**
 * The "add controllers" window: while staff hold it open, boards that nobody knows may log in with a secret they made up, and
 * wait to be let in. In memory: after a restart it is closed, and boards that wait simply try again.
 */
export class Joining {
  private readonly deps: JoiningDeps;
  private readonly waiting = new Map<string, PendingBoard & { readonly digest: string }>();
  private readonly turnedAway = new Set<string>();
  private until = 0;

  constructor(deps: JoiningDeps) {
    this.deps = deps;
  }

  /** Until when the window is open, null where it is closed, and who waits, the longest first. */
  look(): { readonly openUntil: number | null; readonly boards: readonly PendingBoard[] } {
    this.closeWhenOver();
    return {
      openUntil: this.until || null,
      boards: [...this.waiting.values()].map(({ digest: _, ...board }) => board),
    };
  }

  /** Opens the window, or keeps it open, for so long from now on. */
  async open(actor: Actor, forMs: number): Promise<void> {
    const until = actor.now + forMs;
    await this.note(actor, 'joining.open', { until: new Date(until).toISOString() });
    this.until = until;
    this.deps.onChange();
  }

  async close(actor: Actor): Promise<void> {
    if (this.look().openUntil === null) return;
    await this.note(actor, 'joining.close', null);
    this.shut();
  }

  /** Whether a board that is no controller may log in and wait. The first secret of an id is the one that counts. */
  async admits(id: string, secret: string): Promise<boolean> {
    if (this.look().openUntil === null || !SECRET.test(secret)) return false;
    const digest = this.deps.passwords.digest(secret);
    if (this.turnedAway.has(digest)) return false;
    if (await this.isTaken(id)) return false;
    const known = this.waiting.get(id);
    if (known) return known.digest === digest;
    if (this.waiting.size >= MOST_WAITING) return false;
    const now = this.deps.clock.now();
    this.waiting.set(id, { id, fw: null, slots: [], since: now, heardAt: now, digest });
    this.deps.log.info({ controllerId: id }, 'a board wants to be let in');
    this.deps.onChange();
    return true;
  }

  isWaiting(id: string): boolean {
    return this.look().openUntil !== null && this.waiting.has(id);
  }

  /** A board says what it is; one that was let in already and did not hear of it is told again. */
  async heard(id: string, { fw, slots }: { readonly fw: string; readonly slots: readonly string[] }): Promise<void> {
    const board = this.waiting.get(id);
    if (board) {
      this.waiting.set(id, { ...board, fw, slots, heardAt: this.deps.clock.now() });
      this.deps.onChange();
      return;
    }
    const known = await this.deps.unitOfWork.read(async (look) => {
      const controller = await look.controllers.byId(id);
      const served = controller ? await look.slots.assignments([id]) : [];
      return controller && { lotCode: controller.lotCode, slots: served.filter(({ to }) => to === null) };
    });
    if (known)
      this.deps.tellAssigned(
        id,
        known.lotCode,
        known.slots.map(({ code }) => code),
      );
  }

  /** Makes the board a controller of this lot, with the secret that it came with, and tells it so. */
  async letIn(actor: Actor, id: string, { lot, slots }: { lot: string; slots: readonly string[] }): Promise<void> {
    const { digest } = this.boardOf(id);
    await registerController(this.deps, actor, lot, { id, slots, secretHash: digest });
    this.waiting.delete(id);
    this.deps.tellAssigned(id, lot, slots);
    this.deps.onChange();
  }

  /** Whoever has this board's secret is let in no more while this window is open. */
  async turnAway(actor: Actor, id: string): Promise<void> {
    await this.note(actor, 'joining.turn-away', { id: this.boardOf(id).id });
    const board = this.boardOf(id);
    this.waiting.delete(board.id);
    this.turnedAway.add(board.digest);
    this.deps.drop(board.id);
    this.deps.onChange();
  }

  /** Staff have added a controller of this id themselves: who waits by it is somebody else. */
  forget(id: string): void {
    if (!this.waiting.delete(id)) return;
    this.deps.drop(id);
    this.deps.onChange();
  }

  private boardOf(id: string): { readonly id: string; readonly digest: string } {
    this.closeWhenOver();
    const board = this.waiting.get(id);
    if (!board) throw new DomainError('controller-not-waiting', `no board ${id} waits to be let in`);
    return board;
  }

  private async isTaken(id: string): Promise<boolean> {
    return this.deps.unitOfWork.read(
      async (look) => (await look.controllers.byId(id)) !== null || (await look.controllers.isRetired(id)),
    );
  }

  private closeWhenOver(): void {
    if (this.until !== 0 && this.until <= this.deps.clock.now()) this.shut();
  }

  private shut(): void {
    this.until = 0;
    const left = [...this.waiting.keys()];
    this.waiting.clear();
    this.turnedAway.clear();
    for (const id of left) this.deps.drop(id);
    this.deps.onChange();
  }

  private note(actor: Actor, action: string, after: object | null): Promise<void> {
    return this.deps.unitOfWork.run(async (tx) => {
      audit(tx, this.deps.ids, actor, { action, subject: 'controllers', before: null, after });
    });
  }
}
