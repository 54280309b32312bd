import type { PhoneMessage } from '../../../shared/live/phone-events.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { isTold, phoneMessage } from './gates.ts';

/** Where the browser phones are. */
export interface PhoneScreens {
  openPhones(): string[];
  sendToPhone(room: string, message: PhoneMessage): void;
}

const LATEST = 20;

/** Shows new messages on open browser phones; the phone drops what it has already. */
export class PhoneFeed {
  private readonly unitOfWork: UnitOfWork;
  private readonly screens: PhoneScreens;
  private readonly onError: (error: unknown) => void;
  private waiting = new Set<string>();
  private working: Promise<void> | null = null;

  constructor(unitOfWork: UnitOfWork, screens: PhoneScreens, onError: (error: unknown) => void) {
    this.unitOfWork = unitOfWork;
    this.screens = screens;
    this.onError = onError;
  }

  wake(identityIds: Iterable<string>): void {
    if (this.screens.openPhones().length === 0) return;
    for (const id of identityIds) this.waiting.add(id);
    this.working ??= this.send()
      .catch(this.onError)
      .finally(() => {
        this.working = null;
        if (this.waiting.size > 0) this.wake([]);
      });
  }

  async stop(): Promise<void> {
    this.waiting.clear();
    await this.working;
  }

  private async send(): Promise<void> {
    while (this.waiting.size > 0) {
      const ids = [...this.waiting];
      this.waiting = new Set();
      const open = new Set(this.screens.openPhones());
      await this.unitOfWork.read(async (look) => {
        for (const identity of await look.drivers.identitiesByIds(ids)) {
          const room = `phone:${identity.phone}`;
          if (!open.has(room)) continue;
          for (const message of await look.messages.ofIdentity(identity.id, LATEST)) {
            if (isTold(message)) this.screens.sendToPhone(room, phoneMessage(message));
          }
        }
      });
    }
  }
}
