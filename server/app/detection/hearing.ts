import { support } from '../../domain/evidence.ts';
import { offsetOf } from '../../domain/occurrence.ts';
import type { ControllerNote } from '../controllers/controller-log.ts';
import type { Boot, Controller, Telemetry } from '../ports/entities.ts';
import type { BootBook } from './boot-book.ts';
import type {
  ControllerMessage,
  EventMessage,
  IngestOutcome,
  LedReportMessage,
  OccupancyMessage,
  OnlineMessage,
  ResponseMessage,
  TelemetryMessage,
} from './controller-message.ts';

/**
 * Listens to controllers' messages in their order of arrival: who is there, whose clock says what, which events have
 * come. What concerns slots is only collected here.
 */
export class Hearing {
  readonly dropped: IngestOutcome['dropped'][number][] = [];
  readonly welcomes: IngestOutcome['welcomes'][number][] = [];
  /** By boot, also for boots that only came online: their progress is to be looked at. */
  readonly events = new Map<string, EventMessage[]>();
  readonly occupancies: OccupancyMessage[] = [];
  readonly ledReports: LedReportMessage[] = [];
  readonly answers: ResponseMessage[] = [];
  /** What is to be in the controllers' logs. */
  readonly notes: ControllerNote[] = [];
  /** Controllers that came or went. */
  readonly healthChanged = new Set<string>();
  private readonly boots: BootBook;

  constructor(boots: BootBook) {
    this.boots = boots;
  }

  /** One message in its order of arrival: who is there, whose clock says what. What concerns slots comes later. */
  hear(message: ControllerMessage): void {
    const controller = this.boots.controller(message.controllerId);
    if (!controller || controller.lotCode !== message.lotCode) {
      const reason = controller ? 'wrong-lot' : 'unknown-controller';
      this.dropped.push({ reason, controllerId: message.controllerId });
      return;
    }
    switch (message.kind) {
      case 'online': {
        const boot = this.boots.openBoot(controller.id, message.bootId, message.receivedAt);
        this.raiseBase(boot, message.oldestSeq);
        this.boots.heard(controller, message.bootId, message.receivedAt, message.uptimeMs);
        this.online(controller, message);
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
        if (controller.status !== message.status)
          this.notes.push({ controllerId: controller.id, kind: message.status, detail: { bootId: message.bootId } });
        this.boots.saveController(
          { ...controller, status: message.status },
          message.status === 'lost' ? (controller.lastSeenAt ?? message.receivedAt) : message.receivedAt,
        );
        this.healthChanged.add(controller.id);
        break;
      case 'event':
        this.hearEvent(controller, message);
        break;
      case 'telemetry':
        if (controller.bootId !== null && controller.bootId !== message.bootId) break;
        this.boots.heard(controller, message.bootId, message.receivedAt, message.uptimeMs);
        this.present({ ...controller, bootId: message.bootId, telemetry: telemetryOf(message) }, message.receivedAt);
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
      case 'response':
        this.answers.push(message);
        break;
    }
  }

  private online(controller: Controller, { bootId, fw, slots, receivedAt }: OnlineMessage): void {
    const isNewBoot = controller.bootId !== bootId;
    const telemetry = isNewBoot ? null : controller.telemetry;
    this.present({ ...controller, bootId, fw, boardSlots: slots, telemetry }, receivedAt, true);
    // Asked to say everything again, a board says this too.
    if (!isNewBoot && controller.status === 'online') return;
    this.notes.push({ controllerId: controller.id, kind: 'online', detail: { bootId, fw, isNewBoot } });
  }

  private hearEvent(controller: Controller, event: EventMessage): void {
    const boot = this.boots.openBoot(controller.id, event.bootId, event.receivedAt);
    const live = controller.bootId === null || controller.bootId === event.bootId;
    if (live && event.rejected === null) {
      this.boots.heard(controller, event.bootId, event.receivedAt, event.sentUptimeMs);
      this.present({ ...controller, bootId: event.bootId }, event.receivedAt);
    }
    this.raiseBase(this.boots.boot(controller.id, event.bootId) ?? boot, event.oldestSeq);
    this.noteBoot(controller.id, event.bootId).push(event);
  }

  /** Nothing of the boot below this number will ever come. */
  private raiseBase(boot: Boot, oldestSeq: number | null): void {
    if (oldestSeq !== null && oldestSeq > boot.baseSeq) this.boots.saveBoot({ ...boot, baseSeq: oldestSeq });
  }

  /** A boot whose progress is to be looked at and acknowledged. */
  private noteBoot(controllerId: string, bootId: string): EventMessage[] {
    const key = `${controllerId}/${bootId}`;
    const known = this.events.get(key) ?? [];
    this.events.set(key, known);
    return known;
  }

  /** The controller is there: it speaks with the voice of its present boot. */
  private present(controller: Controller, at: number, saysSo = false): void {
    if (controller.status !== 'online') {
      this.healthChanged.add(controller.id);
      if (!saysSo) this.notes.push({ controllerId: controller.id, kind: 'heard-again' });
    }
    const lastSeenAt = Math.max(at, controller.lastSeenAt ?? at);
    this.boots.saveController({ ...controller, status: 'online', lastSeenAt }, at);
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
    // Something is lost whose place among the events is not known yet: it may have been anything.
    if (boot.baseSeq > boot.ackedSeq + 1) return;
    this.boots.saveBoot(support(boot, Math.min(offset + uptimeMs, receivedAt)));
  }
}

function telemetryOf({ receivedAt, uptimeMs, rssi, heapFree, tempC, queue }: TelemetryMessage): Telemetry {
  return { at: receivedAt, uptimeMs, rssi, heapFree, tempC, queue };
}
