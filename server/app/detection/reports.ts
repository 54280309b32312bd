import type { Sighting } from '../../domain/detection.ts';
import { support } from '../../domain/evidence.ts';
import { healthOf } from '../../domain/slot.ts';
import type { ControllerNote } from '../controllers/controller-log.ts';
import type { LedReportMessage, OccupancyMessage } from './controller-message.ts';
import type { IngestParts } from './ingest-parts.ts';

/** What controllers report beside events: snapshots, LEDs, and that they are there at all. */
export class Reports {
  /** What is to be in the controllers' logs. */
  readonly notes: ControllerNote[] = [];
  /** How many snapshots said something new. */
  observed = 0;
  private readonly parts: IngestParts;

  constructor(parts: IngestParts) {
    this.parts = parts;
  }

  /**
   * A live snapshot of the present boot, with every event up to its number applied and none of the slot after it, is an
   * observation at its receipt. Anything else proves nothing.
   */
  async occupancy(message: OccupancyMessage): Promise<void> {
    const { boots, served, scenes, desk } = this.parts;
    const { controllerId, bootId, receivedAt, seq } = message;
    const boot = boots.boot(controllerId, bootId);
    const slotId = served.slotAt(controllerId, message.slotCode, receivedAt);
    if (!boot || !slotId || boot.ackedSeq < seq || boot.hasPending || seq === 0) return;
    const { session, slot } = scenes.get(slotId);
    if (slot.seenBootId === bootId && seq < (slot.seenSeq ?? 0)) return;
    const stands = session !== null && session.endedAt === null;
    const context = served.contextOf(slotId, controllerId, bootId);
    // Of the other slots it says something only where nothing else has happened since.
    const whole = boot.ackedSeq === seq && boot.baseSeq <= seq + 1;
    served.heard(slotId, whole ? support(boot, receivedAt) : boot, seq);
    if (stands === message.occupied) {
      desk.noteGap(slotId, receivedAt, context);
      return;
    }
    this.observed++;
    const sighting: Sighting = {
      type: message.occupied ? 'occupied' : 'vacated',
      at: receivedAt,
      moment: null,
      initial: true,
      afterLoss: false,
      timeUncertain: false,
    };
    const result = await desk.apply(slotId, sighting, context);
    this.parts.repositories.observations.save({
      // By slot too: snapshots of several arrive in the same millisecond.
      source: `snapshot:${controllerId}/${message.slotCode}`,
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

  led(report: LedReportMessage): void {
    const slotId = this.parts.served.slotAt(report.controllerId, report.slotCode, report.receivedAt);
    if (!slotId) return;
    const { slot } = this.parts.scenes.get(slotId);
    const { color, pattern, rev, receivedAt: at } = report;
    // A board that knows a greater revision than we do, as after a restore, is overtaken.
    const overtaken = rev > slot.led.rev;
    const led = overtaken ? { ...slot.led, rev: rev + 1 } : slot.led;
    if (slot.ledDrift && rev === led.rev) {
      this.notes.push({ controllerId: report.controllerId, kind: 'drift-over', detail: { slot: slot.code } });
    }
    this.parts.scenes.update(slotId, {
      slot: {
        ...slot,
        led,
        ledChangedAt: overtaken ? this.parts.now : slot.ledChangedAt,
        ledDrift: rev === led.rev ? false : slot.ledDrift,
        reported: { color, pattern, rev, at },
      },
    });
  }

  /** Whether we hear what its controller sees there is a fact of each slot. */
  health(): void {
    const { boots, scenes } = this.parts;
    for (const { slot } of scenes.all()) {
      const controller = slot.controllerId === null ? undefined : boots.controller(slot.controllerId);
      if (!controller) continue;
      const health = healthOf(controller.status === 'online' ? controller.bootId : null, slot.seenBootId);
      if (health !== slot.health) scenes.update(slot.id, { slot: { ...slot, health } });
    }
  }
}
