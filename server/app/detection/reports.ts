import type { Sighting } from '../../domain/detection.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Scenes } from '../scenes.ts';
import type { SightingDesk } from './apply-sighting.ts';
import type { BootBook } from './boot-book.ts';
import type { LedReportMessage, OccupancyMessage } from './controller-message.ts';
import type { ServedSlots } from './served-slots.ts';

/** What controllers report beside events: snapshots, LEDs, and that they are there at all. */
export class Reports {
  private readonly repositories: Repositories;
  private readonly boots: BootBook;
  private readonly scenes: Scenes;
  private readonly served: ServedSlots;
  private readonly desk: SightingDesk;
  private readonly now: number;

  constructor(parts: {
    repositories: Repositories;
    boots: BootBook;
    scenes: Scenes;
    served: ServedSlots;
    desk: SightingDesk;
    now: number;
  }) {
    this.repositories = parts.repositories;
    this.boots = parts.boots;
    this.scenes = parts.scenes;
    this.served = parts.served;
    this.desk = parts.desk;
    this.now = parts.now;
  }

  /**
   * A live snapshot of the present boot, with every event up to its number applied, is an observation at its receipt.
   * Anything else proves nothing.
   */
  async occupancy(message: OccupancyMessage): Promise<void> {
    const { controllerId, bootId, receivedAt } = message;
    const boot = this.boots.boot(controllerId, bootId);
    const slotId = this.served.slotAt(controllerId, message.slotCode, receivedAt);
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
    const result = await this.desk.apply(slotId, sighting, this.served.supportedUntil(slotId));
    this.repositories.observations.save({
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
    const slotId = this.served.slotAt(report.controllerId, report.slotCode, report.receivedAt);
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

  /** Whether the controller is heard is a fact of each of its slots. */
  health(controllerId: string): void {
    const online = this.boots.controller(controllerId)?.status === 'online';
    for (const { slot } of this.scenes.all()) {
      if (slot.controllerId !== controllerId) continue;
      this.scenes.update(slot.id, { slot: { ...slot, health: online ? 'online' : 'silent' } });
    }
  }
}
