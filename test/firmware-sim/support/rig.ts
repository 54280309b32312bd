import { blankFlash, step, unpowered } from '../../../firmware-sim/core/core.ts';
import type {
  BoardConfig,
  CoreEvent,
  CoreState,
  Effect,
  Flash,
  Publish,
  ReceivedCommand,
} from '../../../firmware-sim/core/types.ts';

export type SentEvent = Extract<Publish, { kind: 'event' }>['payload'];

export const NEAR = 30;
export const FAR = 220;
export const SERVER_TIME = '2026-11-01T12:00:00.000Z';

/** Drives the pure core by hand and remembers all it published. Time is `now`, moved by the test. */
export class Rig {
  state: CoreState;
  flash: Flash;
  now = 0;
  readonly published: Publish[] = [];
  readonly effects: Effect[] = [];
  #cursor = 0;

  constructor(slots: readonly string[] = ['A'], config: Partial<BoardConfig> = {}, queueSize = 256) {
    this.flash = blankFlash(config);
    this.state = unpowered({ fw: 'test/1', slots, queueSize }, this.flash);
  }

  do(event: Unstamped): readonly Effect[] {
    const { state, effects } = step(this.state, { ...event, uptimeMs: this.now } as CoreEvent);
    this.state = state;
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.type === 'persist') this.flash = effect.flash;
      if (effect.type === 'publish') this.published.push(effect);
    }
    return effects;
  }

  /** Boots as after a power cut: only what was persisted is left. */
  boot(bootId = 'boot0001'): this {
    this.now = 0;
    this.state = unpowered(this.state.setup, this.flash);
    this.do({ type: 'boot', bootId });
    return this;
  }

  connect(): this {
    this.do({ type: 'connected' });
    return this;
  }

  /** Boots, sees every slot empty, connects, and has that acknowledged. */
  ready(bootId = 'boot0001'): this {
    this.boot(bootId);
    for (const slot of this.state.setup.slots) this.read(FAR, slot);
    this.connect();
    this.ack(this.state.setup.slots.length, bootId);
    this.fresh();
    return this;
  }

  read(distanceCm: number, slot = 'A'): readonly Effect[] {
    return this.do({ type: 'reading', slot, distanceCm });
  }

  ack(seq: number, bootId = 'boot0001'): readonly Effect[] {
    return this.do({ type: 'message', message: { kind: 'ack', payload: { bootId, seq } } });
  }

  welcome(ackSeq = 0, bootId = 'boot0001', serverTime = SERVER_TIME): readonly Effect[] {
    return this.do({ type: 'message', message: { kind: 'welcome', payload: { bootId, serverTime, ackSeq } } });
  }

  command(name: string, part: Partial<ReceivedCommand> = {}, retained = false): readonly Effect[] {
    const payload = { commandId: 'c1', name, args: {}, expiresAt: '2026-11-01T12:01:00Z', ...part };
    return this.do({ type: 'message', message: { kind: 'command', payload, retained } });
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }

  tick(ms = 0): readonly Effect[] {
    return this.after(ms).do({ type: 'tick' });
  }

  /** What was published since the last call. */
  fresh(): Publish[] {
    const news = this.published.slice(this.#cursor);
    this.#cursor = this.published.length;
    return news;
  }

  freshEvents(): SentEvent[] {
    return eventsOf(this.fresh());
  }

  freshSeqs(): number[] {
    return this.freshEvents().map((event) => event.seq);
  }

  get queued(): number[] {
    return this.state.flash.queue.map((event) => event.seq);
  }
}

export type Unstamped<E = CoreEvent> = E extends unknown ? Omit<E, 'uptimeMs'> : never;

export function eventsOf(effects: readonly Effect[]): SentEvent[] {
  return effects.flatMap((effect) => (effect.type === 'publish' && effect.kind === 'event' ? [effect.payload] : []));
}

export function only<K extends Publish['kind']>(effects: readonly Effect[], kind: K): Extract<Publish, { kind: K }>[] {
  return effects.filter(
    (effect): effect is Extract<Publish, { kind: K }> => effect.type === 'publish' && effect.kind === kind,
  );
}
