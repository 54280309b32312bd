import type { Sighting } from '../../domain/detection.ts';
import { isUnheard, lose, support, supportOf } from '../../domain/evidence.ts';
import { believableClock, occurrence, offsetOf } from '../../domain/occurrence.ts';
import { advance } from '../../domain/sequence.ts';
import type { ControllerNote } from '../controllers/controller-log.ts';
import type { Boot, Observation } from '../ports/entities.ts';
import type { EventMessage, IngestOutcome } from './controller-message.ts';
import { extendEvidence } from './extend-evidence.ts';
import type { IngestParts } from './ingest-parts.ts';

/** A board keeps a few hundred events and sends 16 at a time: more than this behind a gap is no board's doing. */
const MOST_BEHIND_GAP = 1024;

/** Stores the events of one unit and applies those whose turn it is: each boot's in order and without a gap. */
export class EventLog {
  readonly dropped: IngestOutcome['dropped'][number][] = [];
  /** What is to be in the controllers' logs. */
  readonly notes: ControllerNote[] = [];
  /** How many events took their turn and were understood. */
  observed = 0;
  /** When the boot being applied spoke of each slot last. */
  private readonly spokeAt = new Map<string, number>();
  private readonly parts: IngestParts;

  constructor(parts: IngestParts) {
    this.parts = parts;
  }

  /** Stores the events, applies those that can be, oldest boot first, and says how far each boot is. */
  async apply(events: ReadonlyMap<string, readonly EventMessage[]>): Promise<IngestOutcome['acks'][number][]> {
    const boots = [...events.keys()]
      .flatMap((key) => this.parts.boots.boot(...splitKey(key)) ?? [])
      .sort(
        (a, b) =>
          Number(this.parts.boots.isPresent(a)) - Number(this.parts.boots.isPresent(b)) ||
          a.firstSeenAt - b.firstSeenAt,
      );
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
      const fresh = new Map<number, Observation>();
      for (const event of messages) {
        if (event.seq > boot.ackedSeq && !stored.has(event.seq) && !fresh.has(event.seq)) {
          fresh.set(event.seq, toObservation(event));
        }
      }
      const ackedSeq = await this.applyBoot(boot, stored, fresh, previous.get(boot.controllerId) ?? null);
      if (messages.length > 0) {
        acks.push({ lotCode: controller.lotCode, controllerId: controller.id, bootId: boot.bootId, seq: ackedSeq });
      }
    }
    return acks.filter(({ seq }) => seq > 0);
  }

  /** `stored` waits in the database behind a gap, `fresh` has just come. */
  private async applyBoot(
    boot: Boot,
    stored: Map<number, Observation>,
    fresh: Map<number, Observation>,
    earlierBoots: number | null,
  ): Promise<number> {
    const { repositories, boots, served } = this.parts;
    const { controllerId, bootId } = boot;
    const progress = advance(boot, [...stored.keys(), ...fresh.keys()]);
    for (const [fromSeq, toSeq] of progress.lost) {
      repositories.observations.addLost({ controllerId, bootId, fromSeq, toSeq, noticedAt: this.parts.now });
      this.notes.push({ controllerId, kind: 'events-lost', detail: { bootId, fromSeq, toSeq } });
    }
    let previousAt = boot.lastOccurredAt ?? earlierBoots;
    this.spokeAt.clear();
    for (const { seq, afterLoss } of progress.ready) {
      const observation = fresh.get(seq) ?? stored.get(seq);
      if (!observation) continue;
      fresh.delete(seq);
      stored.delete(seq);
      // What is lost may have been of any slot.
      if (afterLoss) boots.saveBoot(lose(boots.boot(controllerId, bootId) ?? boot, served.slotsOf(controllerId)));
      const applied = await this.applyOne({ ...observation, afterLoss }, previousAt);
      if (applied.occurredAt !== null) previousAt = applied.occurredAt;
      if (applied.status !== 'rejected') this.observed++;
      repositories.observations.save(applied);
    }
    await this.extendOthers(boot);
    this.keepBehindGap(boot, stored.size, fresh);
    const current = boots.boot(controllerId, bootId) ?? boot;
    const hasPending = stored.size + fresh.size > 0;
    const lastOccurredAt = progress.ready.length > 0 ? previousAt : boot.lastOccurredAt;
    const { ackedSeq } = progress;
    if (
      ackedSeq !== current.ackedSeq ||
      hasPending !== current.hasPending ||
      lastOccurredAt !== current.lastOccurredAt
    ) {
      boots.saveBoot({ ...current, ackedSeq, hasPending, lastOccurredAt });
    }
    return ackedSeq;
  }

  /** What an older boot told of some slots supports what it said of its others before. */
  private async extendOthers(before: Boot): Promise<void> {
    const { boots, served } = this.parts;
    const after = boots.boot(before.controllerId, before.bootId);
    if (!after || boots.isPresent(after)) return;
    for (const slotId of served.slotsOf(before.controllerId)) {
      if (!served.contextOf(slotId, before.controllerId, before.bootId).late) continue;
      const own = this.spokeAt.get(slotId);
      const from = own ?? (isUnheard(before, slotId) ? null : supportOf(before, slotId));
      const to = supportOf(after, slotId);
      if (from !== null && to !== null) {
        await extendEvidence(this.parts, { slotId, boot: after, from, to, mayGoOn: own === undefined });
      }
    }
  }

  /** Stores what came behind a gap, as long as there is room: the rest is not acknowledged and will be sent again. */
  private keepBehindGap(boot: Boot, already: number, fresh: ReadonlyMap<number, Observation>): void {
    const kept = [...fresh.values()].sort((a, b) => a.seq - b.seq).slice(0, Math.max(0, MOST_BEHIND_GAP - already));
    for (const observation of kept) this.parts.repositories.observations.save(observation);
    for (let count = kept.length; count < fresh.size; count++) {
      this.dropped.push({ reason: 'behind-gap', controllerId: boot.controllerId });
    }
  }

  private async applyOne(observation: Observation, previousAt: number | null): Promise<Observation> {
    if (observation.status === 'rejected') return observation;
    const { source: controllerId, bootId } = observation;
    const boot = this.parts.boots.boot(controllerId, bootId);
    const offset = boot && offsetOf(boot.offsets);
    const bounds = { receivedAt: observation.receivedAt, previousAt: previousAt ?? undefined };
    const clockAt = believableClock(observation.clockAt, bounds);
    const isTimed = offset !== undefined || clockAt !== undefined;
    const found = occurrence({
      uptimeMs: observation.uptimeMs ?? 0,
      offset,
      clockAt,
      ...bounds,
      favourable: isTimed ? observation.receivedAt : await this.favourable(observation),
    });
    const timed = { ...observation, occurredAt: found.at, foundBy: found.foundBy, clamped: found.clamped };
    const slotId = this.parts.served.slotAt(controllerId, observation.slotCode, found.at);
    if (!slotId) return { ...timed, status: 'rejected', reason: 'the controller does not serve this slot' };
    if (timed.type !== 'occupied' && timed.type !== 'vacated') {
      return { ...timed, slotId, status: 'rejected', reason: 'unknown type' };
    }
    const afterLoss = boot !== undefined && isUnheard(boot, slotId);
    const sighting: Sighting = {
      type: timed.type,
      at: this.notBeforeTheSlot(slotId, timed.type, found.at, boot),
      moment: { controllerId, bootId, uptimeMs: observation.uptimeMs ?? 0 },
      initial: observation.initial,
      afterLoss,
      timeUncertain: found.foundBy === 'bounds',
    };
    const context = this.parts.served.contextOf(slotId, controllerId, bootId);
    const result = await this.parts.desk.apply(slotId, sighting, context);
    if (boot && result.status === 'no-effect' && context.late && !observation.initial && !afterLoss) {
      const extension = { slotId, boot, from: context.supportedUntil, to: found.at, mayGoOn: false };
      await extendEvidence(this.parts, extension);
    }
    if (boot) this.parts.served.heard(slotId, support(boot, found.at), observation.seq);
    this.spokeAt.set(slotId, found.at);
    return { ...timed, slotId, afterLoss, ...result };
  }

  /**
   * What a boot says in its turn comes after what it, or an older boot, said of the slot before, whatever the server's
   * clock did in between. Only the word of an older boot than the one heard last is late.
   */
  private notBeforeTheSlot(slotId: string, type: 'occupied' | 'vacated', at: number, boot: Boot | undefined): number {
    const { slot, session } = this.parts.scenes.get(slotId);
    const seen = slot.controllerId ? this.parts.boots.boot(slot.controllerId, slot.seenBootId) : undefined;
    if (!session || (boot && seen && this.parts.boots.isOlder(boot, seen))) return at;
    if (session.endedAt === null) return Math.max(at, session.startedAt);
    return type === 'occupied' ? Math.max(at, session.endedAt) : at;
  }

  /** Where no time can be known, the end of the bounds that costs the driver less. */
  private async favourable(observation: Observation): Promise<number> {
    const { source, bootId, type, slotCode, receivedAt } = observation;
    const boot = this.parts.boots.boot(source, bootId);
    if (!boot) return receivedAt;
    const slotId = this.parts.served.slotAt(source, slotCode, receivedAt);
    const stay = slotId ? this.parts.scenes.get(slotId).session : null;
    // An arrival costs the driver less the later it was; that a car still stands there, the earlier.
    if (type === 'occupied' && stay?.endedAt !== null) {
      return Math.min((await this.nextBootAt(boot)) ?? receivedAt, receivedAt);
    }
    if (!slotId) return receivedAt;
    return (await this.parts.repositories.observations.latestAt([slotId])).get(slotId) ?? receivedAt;
  }

  /** When the boot after one that never reached us began: that boot was the present one when we first heard of this. */
  private async nextBootAt(boot: Boot): Promise<number | undefined> {
    const { repositories, boots } = this.parts;
    const present = boots.boot(boot.controllerId, boots.controller(boot.controllerId)?.bootId ?? null);
    const next =
      present && present.firstSeenAt <= boot.firstSeenAt
        ? present
        : await repositories.controllers.bootPresentAt(boot.controllerId, boot.firstSeenAt);
    return next ? offsetOf(next.offsets) : undefined;
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
