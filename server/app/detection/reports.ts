import type { Sighting } from '../../domain/detection.ts';
import type { LedReportMessage, OccupancyMessage } from './controller-message.ts';
import type { IngestParts } from './ingest-parts.ts';

/** What controllers report beside events: snapshots, LEDs, and that they are there at all. */
export class Reports {
  private readonly parts: IngestParts;

  constructor(parts: IngestParts) {
    this.parts = parts;
  }

  /**
   * A live snapshot of the present boot, with every event up to its number applied, is an observation at its receipt.
   * Anything else proves nothing.
   */
  async occupancy(message: OccupancyMessage): Promise<void> {
    const { controllerId, bootId, receivedAt } = message;
    const boot = this.parts.boots.boot(controllerId, bootId);
    const slotId = this.parts.served.slotAt(controllerId, message.slotCode, receivedAt);
    if (!boot || !slotId || boot.ackedSeq !== message.seq || boot.hasPending || message.seq === 0) return;
    const { session } = this.parts.scenes.get(slotId);
    const stands = session !== null && session.endedAt === null;
    if (stands === message.occupied) {
      if (receivedAt > (boot.evidenceUntil ?? 0)) this.parts.boots.saveBoot({ ...boot, evidenceUntil: receivedAt });
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
    const result = await this.parts.desk.apply(slotId, sighting, this.parts.served.supportedUntil(slotId));
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

  /** Whether the controller is heard is a fact of each of its slots. */
  health(controllerId: string): void {
    const online = this.parts.boots.controller(controllerId)?.status === 'online';
    for (const { slot } of this.parts.scenes.all()) {
      if (slot.controllerId !== controllerId) continue;
      this.parts.scenes.update(slot.id, { slot: { ...slot, health: online ? 'online' : 'silent' } });
    }
  }
}
