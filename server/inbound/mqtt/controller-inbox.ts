import { topics } from '../../../shared/mqtt/topics.ts';
import type { Batcher } from '../../app/batcher.ts';
import type { ControllerMessage, IngestOutcome } from '../../app/detection/controller-message.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Ids } from '../../app/ports/ids.ts';
import type { Log } from '../../app/ports/log.ts';
import type { Meter } from '../../app/ports/meter.ts';
import { translate } from './translate.ts';

/** How controllers are spoken to. */
export interface ControllerVoice {
  publish(topic: string, payload: object | null, options: { qos: 0 | 1; retain: boolean }): Promise<boolean>;
}

export interface ControllerInboxDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
  readonly voice: ControllerVoice;
  /** Takes messages in, together with whatever else waits; each is answered with the outcome of its whole batch. */
  readonly ingest: Batcher<ControllerMessage, IngestOutcome>;
  /** Told what a board says of itself that nobody knows yet. */
  readonly onPending: (controllerId: string, board: { readonly fw: string; readonly slots: readonly string[] }) => void;
  /** Told which controllers came online: they are sent their LEDs' desired state again. */
  readonly onOnline: (controllerIds: readonly string[]) => void;
}

/** More than this many messages waiting to be stored are not taken: controllers send again what is not acknowledged. */
const MOST_WAITING = 20_000;
const RESYNC_AFTER_MS = 10_000;
const COMMAND_TTL_MS = 60_000;

/** Where controllers' messages come in: translated, taken in by one use-case, and answered after its commit. */
export class ControllerInbox {
  private readonly deps: ControllerInboxDeps;
  private readonly answered = new WeakSet<IngestOutcome>();
  private readonly resyncTimers = new Map<string, NodeJS.Timeout>();
  private waiting = 0;
  private reported = 0;

  constructor(deps: ControllerInboxDeps) {
    this.deps = deps;
  }

  receive(topic: string, payload: Buffer, retain: boolean): void {
    const { clock, meter, ingest } = this.deps;
    const translated = translate(topic, payload, retain, clock.now());
    if (translated.kind === 'dropped') {
      meter.mqttDropped(translated.reason);
      this.logDrop(translated.reason, topic);
      return;
    }
    if (translated.kind === 'remembered') this.scheduleResync(translated.lotCode, translated.controllerId);
    if (translated.kind === 'pending') this.deps.onPending(translated.controllerId, translated);
    if (translated.kind !== 'message') return;
    if (this.waiting >= MOST_WAITING) {
      meter.mqttDropped('overload');
      return;
    }
    this.waiting++;
    const { message } = translated;
    // Only a birth says all there is to know; an event may be of a boot whose birth we missed.
    if (message.kind === 'online') this.cancelResync(message.controllerId);
    ingest.add(message).then(
      (outcome) => this.taken(message, outcome),
      (error) => this.failed(message, error),
    );
  }

  stop(): void {
    for (const timer of this.resyncTimers.values()) clearTimeout(timer);
    this.resyncTimers.clear();
  }

  /** Everything in a batch shares its outcome; it is answered once. */
  private taken({ kind }: ControllerMessage, outcome: IngestOutcome): void {
    this.waiting--;
    this.deps.meter.mqttTaken(kind);
    if (this.answered.has(outcome)) return;
    this.answered.add(outcome);
    const { voice, onOnline, meter } = this.deps;
    meter.observations(outcome.observed);
    for (const { reason } of outcome.dropped) meter.mqttDropped(reason);
    for (const { lotCode, controllerId, bootId, ackSeq, at } of outcome.welcomes) {
      const welcome = { bootId, serverTime: new Date(at).toISOString(), ackSeq };
      void voice.publish(topics.welcome(lotCode, controllerId), welcome, { qos: 1, retain: false });
    }
    for (const { lotCode, controllerId, bootId, seq } of outcome.acks) {
      void voice.publish(topics.ack(lotCode, controllerId), { bootId, seq }, { qos: 1, retain: false });
    }
    if (outcome.welcomes.length > 0) onOnline(outcome.welcomes.map(({ controllerId }) => controllerId));
  }

  /** Not stored, so not acknowledged: the controller will send it again. */
  private failed(message: ControllerMessage, error: unknown): void {
    this.waiting--;
    const { controllerId, kind } = message;
    this.deps.meter.mqttDropped('not-stored');
    this.deps.log.error({ controllerId, kind, reason: String(error) }, 'a message of a controller could not be stored');
  }

  /** A controller known only from the broker's memory is asked to speak for itself. */
  private scheduleResync(lotCode: string, controllerId: string): void {
    if (this.resyncTimers.has(controllerId)) return;
    const timer = setTimeout(() => {
      this.resyncTimers.delete(controllerId);
      const { ids, clock, voice } = this.deps;
      const expiresAt = new Date(clock.now() + COMMAND_TTL_MS).toISOString();
      const command = { commandId: ids.next(), name: 'resync', args: {}, expiresAt };
      void voice.publish(topics.command(lotCode, controllerId), command, { qos: 1, retain: false });
    }, RESYNC_AFTER_MS);
    timer.unref();
    this.resyncTimers.set(controllerId, timer);
  }

  private cancelResync(controllerId: string): void {
    clearTimeout(this.resyncTimers.get(controllerId));
    this.resyncTimers.delete(controllerId);
  }

  /** A flood of rubbish must not become a flood of log lines. */
  private logDrop(reason: string, topic: string): void {
    const now = this.deps.clock.now();
    if (now - this.reported < 1000) return;
    this.reported = now;
    this.deps.log.warn({ reason, topic: topic.slice(0, 128) }, 'a message was dropped');
  }
}
