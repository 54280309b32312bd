import type { Response } from 'express';
import type { Clock } from '../../app/ports/clock.ts';
import type { Log } from '../../app/ports/log.ts';
import type { UnitOfWork } from '../../app/ports/unit-of-work.ts';

export interface InlineAnswersDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
}

/** The requests that wait for the answer to one message: the first, and those that the provider sent after it. */
interface Waiting {
  readonly open: Set<Response>;
  /** Requests whose end is not known yet. */
  count: number;
  /** The answer goes by a message of its own. */
  isQueued: boolean;
  /** The answer that a request would have had which was gone: left to those who still wait. */
  missed: string | null;
  /** A request that was still there had it. */
  isTold: boolean;
}

/**
 * Sees to it that a message is answered once: in the answer to a request that is still there, or, where nobody is there any more,
 * by a message of its own. Twilio gives a request up after 15 s and may send it again ("Webhooks FAQ").
 */
export class InlineAnswers {
  private readonly deps: InlineAnswersDeps;
  private readonly waiting = new Map<string, Waiting>();

  constructor(deps: InlineAnswersDeps) {
    this.deps = deps;
  }

  /** A request has come with this message of the provider's; to be called before it is worked on, with how it is answered then. */
  open(externalId: string, response: Response): InlineAnswer {
    const known: Waiting = this.waiting.get(externalId) ?? {
      open: new Set<Response>(),
      ...{ count: 0, isQueued: false, missed: null, isTold: false },
    };
    this.waiting.set(externalId, known);
    known.open.add(response);
    known.count++;
    const end = () => {
      known.count--;
      if (known.count === 0) this.waiting.delete(externalId);
    };
    let messageId: string | null = null;
    const gone = async (): Promise<void> => {
      known.open.delete(response);
      if (messageId !== null && response.writableFinished) known.isTold = true;
      else known.missed = messageId ?? known.missed;
      const { missed } = known;
      if (missed !== null && known.open.size === 0 && !known.isTold && !known.isQueued) {
        known.isQueued = true;
        known.isQueued = await this.queue(missed);
      }
      end();
    };
    let isSettled = false;
    const settle = (id: string | null): void => {
      if (isSettled) return;
      isSettled = true;
      messageId = id;
      if (response.closed) void gone();
      else response.once('close', () => void gone());
    };
    // Whoever is gone already leaves the answer to those who still wait.
    response.once('close', () => known.open.delete(response));
    return { settle, isQueued: () => known.isQueued };
  }

  /** Answers whether it could be. */
  private async queue(messageId: string): Promise<boolean> {
    const { unitOfWork, clock, log } = this.deps;
    try {
      await unitOfWork.run((tx) =>
        tx.messages.queueInline(messageId, 'the request was gone before it was answered', clock.now()),
      );
      return true;
    } catch (error) {
      log.error({ messageId, reason: String(error) }, 'an answer was not written and not queued');
      return false;
    }
  }
}

export interface InlineAnswer {
  /** What is to be answered is known: this message, or null where nothing goes in the answer to the request. */
  settle(messageId: string | null): void;
  /** The same message's answer is on its way apart, so that a second one would be too much. */
  isQueued(): boolean;
}
