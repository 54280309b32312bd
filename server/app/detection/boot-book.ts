import { type OffsetWindow, observeOffset } from '../../domain/occurrence.ts';
import type { Boot, Controller } from '../ports/entities.ts';
import type { Repositories } from '../ports/repositories.ts';

/** The controllers and boots one unit of work hears from, and what changed of them. */
export class BootBook {
  private readonly repositories: Repositories;
  private readonly now: number;
  private readonly controllers = new Map<string, Controller>();
  private readonly boots = new Map<string, Boot>();
  private readonly changedBoots = new Set<string>();
  private readonly changedControllers = new Set<string>();

  constructor(repositories: Repositories, now: number) {
    this.repositories = repositories;
    this.now = now;
  }

  async load(
    controllerIds: readonly string[],
    boots: readonly { controllerId: string; bootId: string }[],
  ): Promise<void> {
    const controllers = await this.repositories.controllers.lockByIds([...new Set(controllerIds)].sort());
    for (const controller of controllers) this.controllers.set(controller.id, controller);
    const present = controllers.flatMap(({ id, bootId }) => (bootId === null ? [] : [{ controllerId: id, bootId }]));
    await this.loadBoots([...boots, ...present]);
  }

  async loadBoots(keys: readonly { controllerId: string; bootId: string }[]): Promise<void> {
    const wanted = new Map(keys.map((key) => [`${key.controllerId}/${key.bootId}`, key]));
    for (const known of this.boots.keys()) wanted.delete(known);
    for (const boot of await this.repositories.controllers.boots([...wanted.values()])) {
      this.boots.set(`${boot.controllerId}/${boot.bootId}`, boot);
    }
  }

  controller(id: string): Controller | undefined {
    return this.controllers.get(id);
  }

  boot(controllerId: string, bootId: string | null): Boot | undefined {
    return bootId === null ? undefined : this.boots.get(`${controllerId}/${bootId}`);
  }

  /** The boot, opened where it is heard of for the first time. */
  openBoot(controllerId: string, bootId: string, at: number): Boot {
    const known = this.boot(controllerId, bootId);
    if (known) return known;
    const boot: Boot = {
      controllerId,
      bootId,
      offsets: [],
      firstSeenAt: at,
      baseSeq: 1,
      ackedSeq: 0,
      hasPending: false,
      lastOccurredAt: null,
      evidenceUntil: null,
      unheard: {},
    };
    this.saveBoot(boot);
    return boot;
  }

  saveBoot(boot: Boot): void {
    const key = `${boot.controllerId}/${boot.bootId}`;
    if (this.boots.get(key) === boot) return;
    this.boots.set(key, boot);
    this.changedBoots.add(key);
  }

  /** `at`: since when it is as it is now; written down where that is news. */
  saveController(controller: Controller, at: number): void {
    const { id: controllerId, status, bootId } = controller;
    const before = this.controllers.get(controllerId);
    if (before?.status !== status || before.bootId !== bootId) {
      this.repositories.evidence.addHealth({ controllerId, at, noticedAt: this.now, status, bootId });
    }
    this.controllers.set(controller.id, controller);
    this.changedControllers.add(controller.id);
  }

  /** Whether this is the boot the controller speaks with now: whatever else it still sends is of an older one. */
  isPresent(boot: Boot): boolean {
    return this.controller(boot.controllerId)?.bootId === boot.bootId;
  }

  isOlder(boot: Boot, than: Boot): boolean {
    if (boot.bootId === than.bootId || this.isPresent(boot)) return false;
    return this.isPresent(than) || boot.firstSeenAt < than.firstSeenAt;
  }

  /** A live message of the present boot: it tells the boot's clock and that the controller is there. */
  heard(controller: Controller, bootId: string, receivedAt: number, sentUptimeMs: number): void {
    const boot = this.openBoot(controller.id, bootId, receivedAt);
    const offsets: OffsetWindow = observeOffset(boot.offsets, receivedAt, sentUptimeMs);
    if (offsets !== boot.offsets) this.saveBoot({ ...boot, offsets });
  }

  /** Writes what changed. */
  save(): void {
    for (const id of this.changedControllers) {
      const controller = this.controllers.get(id);
      if (controller) this.repositories.controllers.save(controller);
    }
    for (const key of this.changedBoots) {
      const boot = this.boots.get(key);
      if (boot) this.repositories.controllers.saveBoot(boot);
    }
  }
}
