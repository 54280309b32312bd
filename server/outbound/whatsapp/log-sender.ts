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
    this.meter.sent(message.transport, 'accepted');
    // Where there is no phone to read it on, the message's row says that it went no further than the log.
    const note = this.hasPhone ? null : `${this.why}: it is in the log alone`;
    return { kind: 'accepted', externalId: null, status: 'delivered', note };
  }

  async sentLike(): Promise<readonly string[]> {
    return [];
  }

  hasWindow(): boolean {
    return false;
  }

  pacesOf(): null {
    return null;
  }
}
