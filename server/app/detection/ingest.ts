import type { Sighting } from '../../domain/detection.ts';
import { occurrence, offsetOf } from '../../domain/occurrence.ts';
import { advance } from '../../domain/sequence.ts';
import { LotBook } from '../lot-book.ts';
import type { Boot, Controller, Observation } from '../ports/entities.ts';
import type { Ids } from '../ports/ids.ts';
import type { SlotAssignment } from '../ports/repositories.ts';
import type { Tx } from '../ports/unit-of-work.ts';
import { Scenes } from '../scenes.ts';
import { Settlement } from '../settlement.ts';
import { SightingDesk } from './apply-sighting.ts';
import { BootBook } from './boot-book.ts';
import type {
  ControllerMessage,
  EventMessage,
  IngestOutcome,
  LedReportMessage,
  OccupancyMessage,
} from './controller-message.ts';

/**
 * Takes in what controllers said, any number of messages as one unit: loads what they touch, walks through them, and
 * writes everything together. An event is applied once all events of its boot before it are; what it acknowledges is
 * committed when this unit is.
 */
export async function ingest(
  tx: Tx,
  ids: Ids,
  now: number,
  messages: readonly ControllerMessage[],
): Promise<IngestOutcome> {
  return new Ingest(tx, ids, now).run(messages);
}

class Ingest {
  private readonly tx: Tx;
  private readonly ids: Ids;
  private readonly now: number;
  private readonly boots: BootBook;
  private readonly scenes: Scenes;
  private readonly dropped: IngestOutcome['dropped'][number][] = [];
  private readonly welcomes: IngestOutcome['welcomes'][number][] = [];
  private readonly events = new Map<string, EventMessage[]>();
  private readonly occupancies: OccupancyMessage[] = [];
  private readonly ledReports: LedReportMessage[] = [];
  private readonly healthChanged = new Set<string>();
  private assignments = new Map<string, SlotAssignment[]>();

  constructor(tx: Tx, ids: Ids, now: number) {
    this.tx = tx;
    this.ids = ids;
    this.now = now;
    this.boots = new BootBook(tx);
    this.scenes = new Scenes(tx);
  }

  async run(messages: readonly ControllerMessage[]): Promise<IngestOutcome> {
    const controllerIds = messages.map(({ controllerId }) => controllerId);
    const named = messages.flatMap((m) => ('bootId' in m ? [{ controllerId: m.controllerId, bootId: m.bootId }] : []));
    await this.boots.load(controllerIds, named);
    for (const message of messages) this.hear(message);
    await this.loadSlots(messages);
    const book = await LotBook.load(this.tx);
    const settlement = new Settlement(this.tx, this.scenes, book, this.ids, this.now);
    await settlement.prepare(this.scenes.all());
    const { tx: repositories, scenes, ids, now } = this;
    const desk = new SightingDesk({ repositories, scenes, book, settlement, ids, now });
    const acks = await this.applyEvents(desk);
    for (const occupancy of this.occupancies) await this.applyOccupancy(desk, occupancy);
    for (const report of this.ledReports) this.applyLedReport(report);
    for (const id of this.healthChanged) this.spreadHealth(id);
    this.boots.save();
    this.scenes.save(this.now);
    const welcomes = this.welcomes.map((welcome) => ({
      ...welcome,
      ackSeq: this.boots.boot(welcome.controllerId, welcome.bootId)?.ackedSeq ?? 0,
    }));
    return { acks, welcomes, dropped: this.dropped };
  }

  /** One message in its order of arrival: who is there, whose clock says what. What concerns slots comes later. */
  private hear(message: ControllerMessage): void {
    const controller = this.boots.controller(message.controllerId);
    if (!controller || controller.lotCode !== message.lotCode) {
      const reason = controller ? 'wrong-lot' : 'unknown-controller';
      this.dropped.push({ reason, controllerId: message.controllerId });
      return;
    }
    switch (message.kind) {
      case 'online': {
        const boot = this.boots.openBoot(controller.id, message.bootId, message.receivedAt);
        if (message.oldestSeq !== null && message.oldestSeq > boot.baseSeq) {
          this.boots.saveBoot({ ...boot, baseSeq: message.oldestSeq });
        }
        this.boots.heard(controller, message.bootId, message.receivedAt, message.uptimeMs);
        this.present({ ...controller, bootId: message.bootId, fw: message.fw }, message.receivedAt);
        this.noteBoot(controller.id, message.bootId);
        this.welcomes.push({
          lotCode: message.lotCode,
          controllerId: controller.id,
          bootId: message.bootId,
          ackSeq: 0,
          at: message.receivedAt,
        });
        break;
      }
      case 'gone':
        // The will of a connection that was taken over speaks of an older boot: it is stale.
        if (controller.bootId !== null && controller.bootId !== message.bootId) break;
        this.boots.saveController({ ...controller, status: message.status });
        this.healthChanged.add(controller.id);
        break;
      case 'event':
        this.hearEvent(controller, message);
        break;
      case 'telemetry':
        if (controller.bootId !== null && controller.bootId !== message.bootId) break;
        this.boots.heard(controller, message.bootId, message.receivedAt, message.uptimeMs);
        this.present({ ...controller, bootId: message.bootId }, message.receivedAt);
        this.supportByTelemetry(controller.id, message.bootId, message.uptimeMs, message.queue, message.receivedAt);
        break;
      case 'occupancy':
        if (message.live && controller.bootId === message.bootId) {
          this.present(controller, message.receivedAt);
          this.occupancies.push(message);
        }
        break;
      case 'led-reported':
        this.ledReports.push(message);
        break;
    }
  }

  private hearEvent(controller: Controller, event: EventMessage): void {
    const boot = this.boots.openBoot(controller.id, event.bootId, event.receivedAt);
    const live = controller.bootId === null || controller.bootId === event.bootId;
    if (live && event.rejected === null) {
      this.boots.heard(controller, event.bootId, event.receivedAt, event.sentUptimeMs);
      this.present({ ...controller, bootId: event.bootId }, event.receivedAt);
    }
    const heard = this.boots.boot(controller.id, event.bootId) ?? boot;
    if (event.oldestSeq !== null && event.oldestSeq > heard.baseSeq) {
      this.boots.saveBoot({ ...heard, baseSeq: event.oldestSeq });
    }
    this.noteBoot(controller.id, event.bootId).push(event);
  }

  /** A boot whose progress is to be looked at and acknowledged. */
  private noteBoot(controllerId: string, bootId: string): EventMessage[] {
    const key = `${controllerId}/${bootId}`;
    const known = this.events.get(key) ?? [];
    this.events.set(key, known);
    return known;
  }

  /** The controller is there: it speaks with the voice of its present boot. */
  private present(controller: Controller, at: number): void {
    if (controller.status !== 'online') this.healthChanged.add(controller.id);
    this.boots.saveController({
      ...controller,
      status: 'online',
      lastSeenAt: Math.max(at, controller.lastSeenAt ?? at),
    });
  }

  /** Alive, with nothing unsent: until now every slot is as this boot last said. */
  private supportByTelemetry(
    id: string,
    bootId: string,
    uptimeMs: number,
    queue: number | null,
    receivedAt: number,
  ): void {
    const boot = this.boots.boot(id, bootId);
    const offset = boot && offsetOf(boot.offsets);
    if (!boot || offset === undefined || queue !== 0 || boot.hasPending || boot.ackedSeq === 0) return;
    const at = Math.min(offset + uptimeMs, receivedAt);
    if (at > (boot.evidenceUntil ?? 0)) this.boots.saveBoot({ ...boot, evidenceUntil: at });
  }

  /** Loads the slots of everybody whose events, snapshots, LEDs or health are to be handled. */
  private async loadSlots(messages: readonly ControllerMessage[]): Promise<void> {
    const concerned = new Set([
      ...messages.filter(({ kind }) => kind !== 'telemetry').map(({ controllerId }) => controllerId),
      ...this.healthChanged,
    ]);
    if (concerned.size === 0) return;
    for (const assignment of await this.tx.slots.assignments([...concerned])) {
      const known = this.assignments.get(assignment.controllerId) ?? [];
      known.push(assignment);
      this.assignments.set(assignment.controllerId, known);
    }
    await this.scenes.load([...this.assignments.values()].flat().map(({ slotId }) => slotId));
    const seen = this.scenes
      .all()
      .flatMap(({ slot }) =>
        slot.controllerId && slot.seenBootId ? [{ controllerId: slot.controllerId, bootId: slot.seenBootId }] : [],
      );
    await this.boots.loadBoots(seen);
  }

  /** Stores the events, applies those that can be, oldest boot first, and says how far each boot is. */
  private async applyEvents(desk: SightingDesk): Promise<IngestOutcome['acks'][number][]> {
    const boots = [...this.events.keys()]
      .flatMap((key) => this.boots.boot(...splitKey(key)) ?? [])
      .sort((a, b) => a.firstSeenAt - b.firstSeenAt);
    const waiting = await this.tx.observations.pending(boots.filter(({ hasPending }) => hasPending));
    const previous = await this.tx.controllers.lastOccurred(
      boots.filter(({ lastOccurredAt }) => lastOccurredAt === null).map(({ controllerId }) => controllerId),
    );
    const acks: IngestOutcome['acks'][number][] = [];
    for (const boot of boots) {
      const controller = this.boots.controller(boot.controllerId);
      const messages = this.events.get(`${boot.controllerId}/${boot.bootId}`) ?? [];
      if (!controller) continue;
      const stored = new Map(
        waiting
          .filter(({ source, bootId }) => source === boot.controllerId && bootId === boot.bootId)
          .map((observation) => [observation.seq, observation]),
      );
      for (const event of messages) {
        if (event.seq > boot.ackedSeq && !stored.has(event.seq)) stored.set(event.seq, toObservation(event));
      }
      const ackedSeq = await this.applyBoot(desk, boot, stored, previous.get(boot.controllerId) ?? null);
      if (messages.length > 0) {
        acks.push({ lotCode: controller.lotCode, controllerId: controller.id, bootId: boot.bootId, seq: ackedSeq });
      }
    }
    return acks.filter(({ seq }) => seq > 0);
  }

  private async applyBoot(
    desk: SightingDesk,
    boot: Boot,
    stored: Map<number, Observation>,
    earlierBoots: number | null,
  ): Promise<number> {
    const progress = advance(boot, [...stored.keys()]);
    for (const [fromSeq, toSeq] of progress.lost) {
      const { controllerId, bootId } = boot;
      this.tx.observations.addLost({ controllerId, bootId, fromSeq, toSeq, noticedAt: this.now });
    }
    let previousAt = boot.lastOccurredAt ?? earlierBoots;
    for (const { seq, afterLoss } of progress.ready) {
      const observation = stored.get(seq);
      if (!observation) continue;
      stored.delete(seq);
      const applied = await this.applyOne(desk, { ...observation, afterLoss }, previousAt);
      if (applied.occurredAt !== null) previousAt = applied.occurredAt;
      this.tx.observations.save(applied);
    }
    for (const observation of stored.values()) this.tx.observations.save(observation);
    const current = this.boots.boot(boot.controllerId, boot.bootId) ?? boot;
    const hasPending = stored.size > 0;
    const advanced = { ...current, ackedSeq: progress.ackedSeq, hasPending };
    const lastOccurredAt = progress.ready.length > 0 ? previousAt : boot.lastOccurredAt;
    if (
      advanced.ackedSeq !== current.ackedSeq ||
      hasPending !== current.hasPending ||
      lastOccurredAt !== current.lastOccurredAt
    ) {
      this.boots.saveBoot({ ...advanced, lastOccurredAt });
    }
    return progress.ackedSeq;
  }

  private async applyOne(
    desk: SightingDesk,
    observation: Observation,
    previousAt: number | null,
  ): Promise<Observation> {
    if (observation.status === 'rejected') return observation;
    const { source: controllerId, bootId } = observation;
    const boot = this.boots.boot(controllerId, bootId);
    const offset = boot && offsetOf(boot.offsets);
    const found = occurrence({
      uptimeMs: observation.uptimeMs ?? 0,
      offset,
      clockAt: observation.clockAt ?? undefined,
      receivedAt: observation.receivedAt,
      previousAt: previousAt ?? undefined,
      favourable: await this.favourable(observation),
    });
    const timed = { ...observation, occurredAt: found.at, foundBy: found.foundBy, clamped: found.clamped };
    const slotId = this.slotAt(controllerId, observation.slotCode, found.at);
    if (!slotId) return { ...timed, status: 'rejected', reason: 'the controller does not serve this slot' };
    if (timed.type !== 'occupied' && timed.type !== 'vacated') {
      return { ...timed, slotId, status: 'rejected', reason: 'unknown type' };
    }
    const sighting: Sighting = {
      type: timed.type,
      at: found.at,
      moment: { controllerId, bootId, uptimeMs: observation.uptimeMs ?? 0 },
      initial: observation.initial,
      afterLoss: observation.afterLoss,
      timeUncertain: found.foundBy === 'bounds',
    };
    const result = await desk.apply(slotId, sighting, this.supportedUntil(slotId));
    const { slot } = this.scenes.get(slotId);
    if (slot.seenBootId !== bootId) this.scenes.update(slotId, { slot: { ...slot, seenBootId: bootId } });
    const present = this.boots.boot(controllerId, bootId);
    if (present && found.at > (present.evidenceUntil ?? 0))
      this.boots.saveBoot({ ...present, evidenceUntil: found.at });
    return { ...timed, slotId, ...result };
  }

  /**
   * A live snapshot of the present boot, with every event up to its number applied, is an observation at its receipt.
   * Anything else proves nothing.
   */
  private async applyOccupancy(desk: SightingDesk, message: OccupancyMessage): Promise<void> {
    const { controllerId, bootId, receivedAt } = message;
    const boot = this.boots.boot(controllerId, bootId);
    const slotId = this.slotAt(controllerId, message.slotCode, receivedAt);
    if (!boot || !slotId || boot.ackedSeq !== message.seq || boot.hasPending || message.seq === 0) return;
    const { session } = this.scenes.get(slotId);
    const stands = session !== null && session.endedAt === null;
    if (stands === message.occupied) {
      if (receivedAt > (boot.evidenceUntil ?? 0)) this.boots.saveBoot({ ...boot, evidenceUntil: receivedAt });
      return;
    }
    const sighting: Sighting = {
      type: message.occupied ? 'occupied' : 'vacated',
      at: receivedAt,
      moment: null,
      initial: true,
      afterLoss: false,
      timeUncertain: false,
    };
    const result = await desk.apply(slotId, sighting, this.supportedUntil(slotId));
    this.tx.observations.save({
      source: `snapshot:${controllerId}`,
      bootId,
      seq: receivedAt,
      slotId,
      slotCode: message.slotCode,
      type: sighting.type,
      initial: true,
      uptimeMs: null,
      sentUptimeMs: null,
      clockAt: null,
      receivedAt,
      occurredAt: receivedAt,
      foundBy: 'receipt',
      clamped: false,
      afterLoss: false,
      ...result,
    });
  }

  private applyLedReport(report: LedReportMessage): void {
    const slotId = this.slotAt(report.controllerId, report.slotCode, report.receivedAt);
    if (!slotId) return;
    const { slot } = this.scenes.get(slotId);
    const { color, pattern, rev, receivedAt: at } = report;
    // A board that knows a greater revision than we do, as after a restore, is overtaken.
    const overtaken = rev > slot.led.rev;
    const led = overtaken ? { ...slot.led, rev: rev + 1 } : slot.led;
    this.scenes.update(slotId, {
      slot: {
        ...slot,
        led,
        ledChangedAt: overtaken ? this.now : slot.ledChangedAt,
        ledDrift: rev === led.rev ? false : slot.ledDrift,
        reported: { color, pattern, rev, at },
      },
    });
  }

  private spreadHealth(controllerId: string): void {
    const online = this.boots.controller(controllerId)?.status === 'online';
    for (const { slot } of this.scenes.all()) {
      if (slot.controllerId !== controllerId) continue;
      this.scenes.update(slot.id, { slot: { ...slot, health: online ? 'online' : 'silent' } });
    }
  }

  /** The slot this controller served under that code then; an event from before its assignment counts for the first. */
  private slotAt(controllerId: string, code: string, at: number): string | null {
    const served = (this.assignments.get(controllerId) ?? []).filter((assignment) => assignment.code === code);
    const then = served.find(({ from, to }) => at >= from && (to === null || at < to));
    return (then ?? served.find(({ to }) => to === null))?.slotId ?? null;
  }

  private supportedUntil(slotId: string): number {
    const { slot, session } = this.scenes.get(slotId);
    const boot = slot.controllerId ? this.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    return Math.max(session?.startedAt ?? 0, boot?.evidenceUntil ?? 0);
  }

  /** Where no time can be known, the end of the bounds that costs the driver less. */
  private async favourable(observation: Observation): Promise<number> {
    const controller = this.boots.controller(observation.source);
    const boot = this.boots.boot(observation.source, observation.bootId);
    if (!boot || offsetOf(boot.offsets) !== undefined || observation.clockAt !== null) return observation.receivedAt;
    if (observation.type === 'occupied') {
      const next = this.boots.boot(observation.source, controller?.bootId ?? null);
      return Math.min(next?.firstSeenAt ?? observation.receivedAt, observation.receivedAt);
    }
    const slotId = this.slotAt(observation.source, observation.slotCode, observation.receivedAt);
    if (!slotId) return observation.receivedAt;
    return (await this.tx.observations.latestAt([slotId])).get(slotId) ?? observation.receivedAt;
  }
}

function splitKey(key: string): [string, string] {
  const [controllerId = '', bootId = ''] = key.split('/');
  return [controllerId, bootId];
}

function toObservation(event: EventMessage): Observation {
  return {
    source: event.controllerId,
    bootId: event.bootId,
    seq: event.seq,
    slotId: null,
    slotCode: event.slotCode,
    type: event.type,
    initial: event.initial,
    uptimeMs: event.uptimeMs,
    sentUptimeMs: event.sentUptimeMs,
    clockAt: event.clockAt,
    receivedAt: event.receivedAt,
    occurredAt: null,
    foundBy: null,
    clamped: false,
    afterLoss: false,
    status: event.rejected === null ? 'pending' : 'rejected',
    reason: event.rejected,
    sessionId: null,
  };
}
