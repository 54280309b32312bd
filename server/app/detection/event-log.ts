import type { Sighting } from '../../domain/detection.ts';
import { occurrence, offsetOf } from '../../domain/occurrence.ts';
import { advance } from '../../domain/sequence.ts';
import type { Boot, Observation } from '../ports/entities.ts';
import type { EventMessage, IngestOutcome } from './controller-message.ts';
import type { IngestParts } from './ingest-parts.ts';

/** Stores the events of one unit and applies those whose turn it is: each boot's in order and without a gap. */
export class EventLog {
  private readonly parts: IngestParts;

  constructor(parts: IngestParts) {
    this.parts = parts;
  }

  /** Stores the events, applies those that can be, oldest boot first, and says how far each boot is. */
  async apply(events: ReadonlyMap<string, readonly EventMessage[]>): Promise<IngestOutcome['acks'][number][]> {
    const boots = [...events.keys()]
      .flatMap((key) => this.parts.boots.boot(...splitKey(key)) ?? [])
      .sort((a, b) => Number(this.isPresent(a)) - Number(this.isPresent(b)) || a.firstSeenAt - b.firstSeenAt);
    const waiting = await this.parts.repositories.observations.pending(boots.filter(({ hasPending }) => hasPending));
    const previous = await this.parts.repositories.controllers.lastOccurred(
      boots.filter(({ lastOccurredAt }) => lastOccurredAt === null).map(({ controllerId }) => controllerId),
    );
    const acks: IngestOutcome['acks'][number][] = [];
    for (const boot of boots) {
      const controller = this.parts.boots.controller(boot.controllerId);
      const messages = events.get(`${boot.controllerId}/${boot.bootId}`) ?? [];
      if (!controller) continue;
      const stored = new Map(
        waiting
          .filter(({ source, bootId }) => source === boot.controllerId && bootId === boot.bootId)
          .map((observation) => [observation.seq, observation]),
      );
      for (const event of messages) {
        if (event.seq > boot.ackedSeq && !stored.has(event.seq)) stored.set(event.seq, toObservation(event));
      }
      const ackedSeq = await this.applyBoot(boot, stored, previous.get(boot.controllerId) ?? null);
      if (messages.length > 0) {
        acks.push({ lotCode: controller.lotCode, controllerId: controller.id, bootId: boot.bootId, seq: ackedSeq });
      }
    }
    return acks.filter(({ seq }) => seq > 0);
  }

  private async applyBoot(boot: Boot, stored: Map<number, Observation>, earlierBoots: number | null): Promise<number> {
    const progress = advance(boot, [...stored.keys()]);
    for (const [fromSeq, toSeq] of progress.lost) {
      const { controllerId, bootId } = boot;
      this.parts.repositories.observations.addLost({ controllerId, bootId, fromSeq, toSeq, noticedAt: this.parts.now });
    }
    let previousAt = boot.lastOccurredAt ?? earlierBoots;
    for (const { seq, afterLoss } of progress.ready) {
      const observation = stored.get(seq);
      if (!observation) continue;
      stored.delete(seq);
      const applied = await this.applyOne({ ...observation, afterLoss }, previousAt);
      if (applied.occurredAt !== null) previousAt = applied.occurredAt;
      this.parts.repositories.observations.save(applied);
    }
    for (const observation of stored.values()) this.parts.repositories.observations.save(observation);
    const current = this.parts.boots.boot(boot.controllerId, boot.bootId) ?? boot;
    const hasPending = stored.size > 0;
    const advanced = { ...current, ackedSeq: progress.ackedSeq, hasPending };
    const lastOccurredAt = progress.ready.length > 0 ? previousAt : boot.lastOccurredAt;
    if (
      advanced.ackedSeq !== current.ackedSeq ||
      hasPending !== current.hasPending ||
      lastOccurredAt !== current.lastOccurredAt
    ) {
      this.parts.boots.saveBoot({ ...advanced, lastOccurredAt });
    }
    return progress.ackedSeq;
  }

  private async applyOne(observation: Observation, previousAt: number | null): Promise<Observation> {
    if (observation.status === 'rejected') return observation;
    const { source: controllerId, bootId } = observation;
    const boot = this.parts.boots.boot(controllerId, bootId);
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
    const slotId = this.parts.served.slotAt(controllerId, observation.slotCode, found.at);
    if (!slotId) return { ...timed, status: 'rejected', reason: 'the controller does not serve this slot' };
    if (timed.type !== 'occupied' && timed.type !== 'vacated') {
      return { ...timed, slotId, status: 'rejected', reason: 'unknown type' };
    }
    const sighting: Sighting = {
      type: timed.type,
      at: this.notBeforeTheSlot(slotId, timed.type, found.at, boot),
      moment: { controllerId, bootId, uptimeMs: observation.uptimeMs ?? 0 },
      initial: observation.initial,
      afterLoss: observation.afterLoss,
      timeUncertain: found.foundBy === 'bounds',
    };
    const result = await this.parts.desk.apply(slotId, sighting, this.parts.served.supportedUntil(slotId));
    const { slot } = this.parts.scenes.get(slotId);
    if (slot.seenBootId !== bootId) this.parts.scenes.update(slotId, { slot: { ...slot, seenBootId: bootId } });
    const present = this.parts.boots.boot(controllerId, bootId);
    if (present && found.at > (present.evidenceUntil ?? 0))
      this.parts.boots.saveBoot({ ...present, evidenceUntil: found.at });
    return { ...timed, slotId, ...result };
  }

  /**
   * What a boot says in its turn comes after what it, or an older boot, said of the slot before, whatever the server's
   * clock did in between. Only the word of an older boot than the one heard last is late.
   */
  private notBeforeTheSlot(slotId: string, type: 'occupied' | 'vacated', at: number, boot: Boot | undefined): number {
    const { slot, session } = this.parts.scenes.get(slotId);
    const seen = slot.controllerId ? this.parts.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    if (!session || (boot && seen && this.isOlder(boot, seen))) return at;
    if (session.endedAt === null) return Math.max(at, session.startedAt);
    return type === 'occupied' ? Math.max(at, session.endedAt) : at;
  }

  /** Whether this is the boot the controller speaks with now: whatever else it still sends is of an older one. */
  private isPresent(boot: Boot): boolean {
    return this.parts.boots.controller(boot.controllerId)?.bootId === boot.bootId;
  }

  private isOlder(boot: Boot, than: Boot): boolean {
    if (boot.bootId === than.bootId || this.isPresent(boot)) return false;
    return this.isPresent(than) || boot.firstSeenAt < than.firstSeenAt;
  }

  /** Where no time can be known, the end of the bounds that costs the driver less. */
  private async favourable(observation: Observation): Promise<number> {
    const controller = this.parts.boots.controller(observation.source);
    const boot = this.parts.boots.boot(observation.source, observation.bootId);
    if (!boot || offsetOf(boot.offsets) !== undefined || observation.clockAt !== null) return observation.receivedAt;
    if (observation.type === 'occupied') {
      const next = this.parts.boots.boot(observation.source, controller?.bootId ?? null);
      return next && next.firstSeenAt > boot.firstSeenAt
        ? Math.min(next.firstSeenAt, observation.receivedAt)
        : observation.receivedAt;
    }
    const slotId = this.parts.served.slotAt(observation.source, observation.slotCode, observation.receivedAt);
    if (!slotId) return observation.receivedAt;
    return (await this.parts.repositories.observations.latestAt([slotId])).get(slotId) ?? observation.receivedAt;
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
