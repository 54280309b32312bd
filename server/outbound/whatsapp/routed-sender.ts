import type { ChannelDirectory, OpenChannel } from '../../app/channel-directory.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Identity, Message } from '../../app/ports/entities.ts';
import type { MessageSender, Paces, SendForm, SendOutcome } from '../../app/ports/message-sender.ts';
import type { ChannelKind } from '../../domain/channel.ts';

/** So often it is looked whether the key is right by now. */
const UNSEAL_MS = 60_000;

/** By a lot's own number whose secrets cannot be opened: what is to go waits for the right key, and goes by no other number. */
const SEALED: MessageSender = {
  send: async () => ({
    kind: 'held-back',
    reason: 'the lot’s own account cannot be used: CHANNEL_KEY is not set, or is another one',
    scope: 'number',
    forMs: UNSEAL_MS,
  }),
  sentLike: async () => [],
  hasWindow: () => true,
  pacesOf: () => null,
};

export interface RoutedSenderOptions {
  readonly kind: ChannelKind;
  readonly directory: ChannelDirectory;
  readonly clock: Clock;
  /** Whoever did not write to a lot's own number is answered by this one. */
  readonly standard: MessageSender;
  /** The number the standard one sends from; null where there is none. */
  readonly standardAddress: string | null;
  readonly make: (channel: OpenChannel) => MessageSender;
}

/** Sends by the account whose number the driver wrote to; what a lot's number is used for is noted. */
export class RoutedSender implements MessageSender {
  private readonly options: RoutedSenderOptions;
  /** Made anew when an account's credentials change. */
  private readonly made = new Map<string, { readonly secrets: string; readonly sender: MessageSender }>();

  constructor(options: RoutedSenderOptions) {
    this.options = options;
  }

  hasWindow(to: Identity): boolean {
    return this.for(to).hasWindow(to);
  }

  async send(message: Message, to: Identity, form?: SendForm): Promise<SendOutcome> {
    const { kind, directory, clock, standard, standardAddress } = this.options;
    await directory.lookFor(kind, to.ourAddress);
    if (directory.isSealed(kind, to.ourAddress)) return SEALED.send(message, to, form);
    const channel = directory.find(kind, to.ourAddress);
    if (channel?.state === 'disabled')
      return { kind: 'refused', reason: `the number of lot ${channel.lotCode} is switched off` };
    if (directory.isClosed(kind, to.ourAddress))
      return { kind: 'refused', reason: 'the number that the driver wrote to is closed' };
    const outcome = await (channel ? this.senderOf(channel) : standard).send(message, to, form);
    const address = channel?.address ?? standardAddress;
    if (address !== null) {
      const now = clock.now();
      const news = outcome.kind === 'accepted' ? { lastSentAt: now } : { lastError: outcome.reason, lastErrorAt: now };
      directory.note(kind, address, news);
    }
    return outcome;
  }

  sentLike(message: Message, to: Identity): Promise<readonly string[]> {
    return this.for(to).sentLike(message, to);
  }

  pacesOf(to: Identity): { readonly number: string; readonly paces: Paces } | null {
    return this.for(to).pacesOf(to);
  }

  private for(to: Identity): MessageSender {
    const { directory, kind } = this.options;
    if (directory.isSealed(kind, to.ourAddress)) return SEALED;
    const channel = directory.find(kind, to.ourAddress);
    return channel ? this.senderOf(channel) : this.options.standard;
  }

  private senderOf(channel: OpenChannel): MessageSender {
    const known = this.made.get(channel.id);
    if (known?.secrets === channel.secrets) return known.sender;
    const sender = this.options.make(channel);
    this.made.set(channel.id, { secrets: channel.secrets, sender });
    return sender;
  }
}
