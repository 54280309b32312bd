import type { Message } from '../../app/ports/entities.ts';
import type { Log } from '../../app/ports/log.ts';
import type { MessageSender, SendOutcome } from '../../app/ports/message-sender.ts';
import type { Meter } from '../../app/ports/meter.ts';

/**
 * Delivers to the browser phone, which shows every stored message of its number, and to the log. It stands in wherever
 * no account is configured, and says so.
 */
export class LogSender implements MessageSender {
  private readonly log: Log;
  private readonly meter: Meter;
  private readonly why: string;
  private readonly hasPhone: boolean;

  /** `hasPhone`: whether there is a browser phone on which the message can be read. */
  constructor(log: Log, meter: Meter, why: string, hasPhone: boolean) {
    this.log = log;
    this.meter = meter;
    this.why = why;
    this.hasPhone = hasPhone;
  }

  async send(message: Message): Promise<SendOutcome> {
    const { id, kind, body } = message;
    this.log.info({ messageId: id, kind, text: body }, `message to a driver (${this.why})`);
    const outcome = this.hasPhone ? 'accepted' : 'refused';
    this.meter.sent(message.transport, outcome);
    // Where nobody can read it, calling it delivered would be a lie: it ends as failed, and the log has its words.
    return this.hasPhone
      ? { kind: 'accepted', externalId: null, status: 'delivered' }
      : { kind: 'refused', reason: `${this.why}: the message is in the log alone` };
  }

  async wasSent(): Promise<null> {
    return null;
  }
}
