import type { Clock } from '../ports/clock.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { type InboundMessage, senderOf, type TurnReply, type Turns } from './inbound-message.ts';
import { spokenReply } from './message-rows.ts';
import type { SenderLimit } from './sender-limit.ts';

/**
 * Where messages of every channel come in. A sender who floods us is told so once and is not answered then; a message that
 * was answered before gets the same words even so.
 */
export class Door implements Turns {
  private readonly turns: Turns;
  private readonly unitOfWork: UnitOfWork;
  private readonly clock: Clock;
  private readonly limit: SenderLimit;

  constructor(turns: Turns, unitOfWork: UnitOfWork, clock: Clock, limit: SenderLimit) {
    this.turns = turns;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.limit = limit;
  }

  async add(message: InboundMessage): Promise<TurnReply> {
    const sender = senderOf(message);
    switch (this.limit.admit(sender, this.clock.now())) {
      case 'answer': {
        const reply = await this.turns.add(message);
        if (reply.repeated) this.limit.forgive(sender);
        return reply;
      }
      case 'say-so':
        return this.turns.add({ ...message, isFlood: true });
      case 'silence':
        return this.sameWords(message);
    }
  }

  /** Nothing of a flood is stored: a look is all that it costs. */
  private async sameWords({ from, externalId }: InboundMessage): Promise<TurnReply> {
    const replies = await this.unitOfWork.read((look) => look.messages.repliesTo(from.transport, [externalId]));
    const reply = replies.get(externalId);
    return reply ? spokenReply(reply, true) : { isSilent: true, repeated: false };
  }
}
