import { clearRetained, sendCommands } from '../../app/controllers/command-controllers.ts';
import { driveRollouts } from '../../app/firmware/drive-rollouts.ts';
import type { LinkMaker } from '../../app/firmware/links.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { ControllerSpeaker } from '../../app/ports/controller-care.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';
import { WakeLoop } from './wake-loop.ts';

const POLL_MS = 5000;

/** Takes rollouts on, sends controllers their commands and clears what the broker keeps of those that are no more, whenever it is woken. */
export class CommandLoop {
  private readonly loop: WakeLoop;
  /** Controllers that may not have had what was sent to them. */
  private again = new Set<string>();
  private everything = false;
  /** Since when the controllers have been heard. */
  private listeningSince = 0;
  private readonly clock: Clock;

  constructor(
    deps: {
      readonly unitOfWork: UnitOfWork;
      readonly clock: Clock;
      readonly speaker: ControllerSpeaker;
      readonly links: LinkMaker;
    },
    onError: (error: unknown) => void,
  ) {
    const { unitOfWork, clock, speaker, links } = deps;
    this.clock = clock;
    this.loop = new WakeLoop({
      onError,
      pollMs: POLL_MS,
      round: async () => {
        const again = this.everything ? ('all' as const) : [...this.again];
        this.everything = false;
        this.again = new Set();
        if (speaker.isReady() && links.base() !== null)
          await driveRollouts({ unitOfWork, ids: links.ids }, clock.now(), this.listeningSince).catch(onError);
        await sendCommands(unitOfWork, speaker, links, clock.now(), again);
        await clearRetained(unitOfWork, speaker);
        return false;
      },
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** There may be something to send. */
  wake(): void {
    void this.round();
  }

  /** Resolves when what there was to do is done. */
  round(): Promise<void> {
    return this.loop.wake();
  }

  /** These controllers have just come online. */
  repeat(controllerIds: readonly string[]): void {
    for (const id of controllerIds) this.again.add(id);
    this.wake();
  }

  /** The connection to the broker is a new one. */
  repeatAll(): void {
    this.listeningSince = this.clock.now();
    this.everything = true;
    this.wake();
  }
}
