import { expect } from 'chai';
import fc from 'fast-check';
import { nextDeadline, step } from '../../firmware-sim/core/core.ts';
import { MAX_IN_FLIGHT, RESEND_AFTER_MS } from '../../firmware-sim/core/queue.ts';
import type { CoreEvent } from '../../firmware-sim/core/types.ts';
import { FAR, NEAR, Rig, type SentEvent } from './support/rig.ts';

type Action =
  | { do: 'read'; slot: string; near: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'connect' | 'disconnect' | 'reboot' | 'resync' }
  /** Of what is under way, one message arrives; it may arrive again later. */
  | { do: 'deliver'; pick: number; lose: boolean }
  | { do: 'ack'; pick: number; lose: boolean };

const slots = ['A', 'B'];
const config = { dwellInMs: 300, dwellOutMs: 500 };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read'), slot: fc.constantFrom(...slots), near: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(1, 100, 300, 500, 2000, 10_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('connect', 'disconnect') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('reboot', 'resync') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deliver'), pick: fc.nat(20), lose: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ack'), pick: fc.nat(20), lose: fc.boolean() }) },
) as fc.Arbitrary<Action>;

/** The server of PROTOCOL.md: stores whatever comes, acknowledges only up to the first gap above `oldestSeq`. */
class Server {
  readonly stored = new Map<string, Map<number, SentEvent>>();
  readonly #oldest = new Map<string, number>();

  take(event: SentEvent): { bootId: string; seq: number } {
    const boot = this.stored.get(event.bootId) ?? new Map<number, SentEvent>();
    this.stored.set(event.bootId, boot);
    if (!boot.has(event.seq)) boot.set(event.seq, event);
    this.#oldest.set(event.bootId, Math.max(this.oldest(event.bootId), event.oldestSeq ?? 1));
    return { bootId: event.bootId, seq: this.acked(event.bootId) };
  }

  acked(bootId: string): number {
    const boot = this.stored.get(bootId) ?? new Map<number, SentEvent>();
    let seq = this.oldest(bootId) - 1;
    while (boot.has(seq + 1)) seq += 1;
    return seq;
  }

  oldest(bootId: string): number {
    return this.#oldest.get(bootId) ?? 1;
  }
}

interface Fact {
  bootId: string;
  seq: number;
  slot: string;
  type: string;
  uptimeMs: number;
}

/** What should have been seen, worked out from the plain list of readings and not from the core's way of doing it. */
class Witness {
  readonly facts: Fact[] = [];
  #bootId = '';
  #seq = 0;
  #slots = new Map<string, { settled: boolean; run: number | undefined }>();

  boot(bootId: string): void {
    this.#bootId = bootId;
    this.#seq = 0;
    this.#slots = new Map();
  }

  read(slot: string, near: boolean, now: number): void {
    const state = this.#slots.get(slot);
    if (!state) {
      this.#slots.set(slot, { settled: near, run: undefined });
      this.#note(slot, near, now);
      return;
    }
    state.run = near === state.settled ? undefined : (state.run ?? now);
    if (state.run === undefined || now - state.run < (near ? config.dwellInMs : config.dwellOutMs)) return;
    this.#note(slot, near, state.run);
    state.settled = near;
    state.run = undefined;
  }

  #note(slot: string, near: boolean, uptimeMs: number): void {
    this.#seq += 1;
    this.facts.push({ bootId: this.#bootId, seq: this.#seq, slot, type: near ? 'occupied' : 'vacated', uptimeMs });
  }
}

/** A board, a server and a network between them that delays, loses and repeats. */
class World {
  readonly rig: Rig;
  readonly server = new Server();
  readonly witness = new Witness();
  readonly trace: CoreEvent[] = [];
  readonly #up: SentEvent[] = [];
  readonly #down: { bootId: string; seq: number }[] = [];
  #boots = 0;
  #connected = false;

  constructor(queueSize: number) {
    this.rig = new Rig(slots, config, queueSize);
    this.reboot();
  }

  reboot(): void {
    this.#boots += 1;
    const bootId = `boot${String(this.#boots).padStart(4, '0')}`;
    this.rig.boot(bootId);
    this.witness.boot(bootId);
    this.#connected = false;
    this.collect();
  }

  act(action: Action): void {
    const { rig } = this;
    switch (action.do) {
      case 'read':
        this.#read(action.slot, action.near);
        break;
      case 'wait':
        rig.tick(action.ms);
        break;
      case 'connect':
        if (!this.#connected) {
          rig.connect();
          const bootId = rig.state.running?.bootId ?? '';
          rig.welcome(this.server.acked(bootId), bootId);
        }
        this.#connected = true;
        break;
      case 'disconnect':
        if (this.#connected) rig.do({ type: 'disconnected' });
        this.#connected = false;
        break;
      case 'reboot':
        this.reboot();
        break;
      case 'resync':
        rig.command('resync', { commandId: `c${rig.published.length}`, expiresAt: '2100-01-01T00:00:00Z' });
        break;
      case 'deliver': {
        const event = this.#up[action.pick % Math.max(1, this.#up.length)];
        if (event && !action.lose) this.#down.push(this.server.take(event));
        break;
      }
      case 'ack': {
        const ack = this.#down[action.pick % Math.max(1, this.#down.length)];
        if (ack && !action.lose) rig.ack(ack.seq, ack.bootId);
        break;
      }
    }
    this.collect();
  }

  #read(slot: string, near: boolean): void {
    this.witness.read(slot, near, this.rig.now);
    this.rig.read(near ? NEAR : FAR, slot);
  }

  collect(): SentEvent[] {
    const sent = this.rig.freshEvents();
    this.#up.push(...sent);
    const inFlight = this.rig.state.running?.sentAt.length ?? 0;
    expect(inFlight).to.be.at.most(MAX_IN_FLIGHT);
    expect(inFlight).to.be.at.most(this.rig.state.flash.queue.length);
    return sent;
  }

  /** From here on nothing is lost: connect anew, and acknowledge until nothing is left to send. */
  settle(): SentEvent[] {
    this.act({ do: 'disconnect' });
    this.act({ do: 'wait', ms: 20_000 });
    this.rig.connect();
    const received: SentEvent[] = [];
    for (let round = 0; this.rig.queued.length > 0; round += 1) {
      expect(round, 'rounds until the queue is empty').to.be.below(2000);
      for (const event of this.collect()) {
        received.push(event);
        const ack = this.server.take(event);
        this.rig.ack(ack.seq, ack.bootId);
      }
      if (this.rig.queued.length === 0) break;
      const deadline = nextDeadline(this.rig.state) ?? Number.NaN;
      this.rig.now = Math.max(this.rig.now, deadline);
      for (const slot of slots) {
        const pending = this.rig.state.running?.slots[slot]?.sensor.change;
        if (pending) this.#read(slot, pending.occupied);
      }
      this.rig.do({ type: 'tick' });
    }
    return received;
  }
}

describe('a simulated controller behind any network', () => {
  it('delivers every event in the end, once and in order, with the right time', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 250, size: 'max' }), (actions) => {
        const world = new World(256);
        for (const each of actions) world.act(each);
        const received = world.settle();
        const stored = [...world.server.stored.values()].flatMap((boot) => [...boot.values()]);
        const facts = stored
          .map(({ bootId, seq, slot, type, uptimeMs }): Fact => ({ bootId, seq, slot, type, uptimeMs }))
          .sort((one, other) => one.bootId.localeCompare(other.bootId) || one.seq - other.seq);
        expect(facts).to.deep.equal(world.witness.facts);
        expect(stored.every((event) => event.oldestSeq === undefined)).to.equal(true);
        const order = received.map(({ bootId, seq }) => `${bootId}/${String(seq).padStart(6, '0')}`);
        expect(order).to.deep.equal([...order].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('with a small queue loses only what it says it lost, and never gets stuck', () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 250, size: 'max' }),
        fc.integer({ min: 1, max: 20 }),
        (actions, queueSize) => {
          const world = new World(queueSize);
          for (const each of actions) world.act(each);
          expect(world.rig.flash.queue.length).to.be.at.most(queueSize);
          // A boot of which nothing is left to send can no longer say what it lost: the protocol has no message for it.
          const canTell = new Set(world.rig.flash.queue.map((event) => event.bootId));
          world.settle();
          for (const { bootId, seq } of world.witness.facts) {
            if (!canTell.has(bootId) || world.server.stored.get(bootId)?.has(seq)) continue;
            expect(seq, `${bootId}/${seq} is missing, and not below oldestSeq`).to.be.below(
              world.server.oldest(bootId),
            );
          }
          expect(world.rig.queued).to.be.empty;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same trace for the same input, whatever ran between', () => {
    const input = fc.array(fc.tuple(action, fc.nat(3000)), { maxLength: 150, size: 'max' });
    fc.assert(
      fc.property(input, (pairs) => {
        const events = pairs.flatMap(([each, ms]): CoreEvent[] => {
          if (each.do === 'read')
            return [{ type: 'reading', slot: each.slot, distanceCm: each.near ? NEAR : FAR, uptimeMs: ms }];
          if (each.do === 'connect') return [{ type: 'connected', uptimeMs: ms }];
          if (each.do === 'disconnect') return [{ type: 'disconnected', uptimeMs: ms }];
          if (each.do === 'reboot') return [{ type: 'boot', bootId: 'bootagain', uptimeMs: 0 }];
          return [{ type: 'tick', uptimeMs: ms }];
        });
        expect(play(events)).to.equal(play(events));
      }),
    );
  });

  it('always knows when to wake, and never asks for a resend later than 10 s from now', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 150, size: 'max' }), (actions) => {
        const world = new World(256);
        for (const each of actions) world.act(each);
        const deadline = nextDeadline(world.rig.state);
        expect(deadline).to.be.a('number');
        if (world.rig.state.running?.connected && world.rig.queued.length > 0) {
          expect(deadline).to.be.at.most(world.rig.now + RESEND_AFTER_MS);
        }
      }),
    );
  });
});

function play(events: readonly CoreEvent[]): string {
  let state = new Rig(slots, config).boot().state;
  const effects = events.flatMap((event) => {
    const result = step(state, event);
    state = result.state;
    return result.effects;
  });
  return JSON.stringify([state, effects]);
}
