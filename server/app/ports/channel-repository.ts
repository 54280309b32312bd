import type { Channel, ChannelHealth } from '../../domain/channel.ts';

/** Accounts that are lots' own. */
export interface ChannelRepository {
  /** Every one, closed ones too, the oldest first. */
  all(): Promise<Channel[]>;
  /** A second live one with the same number is refused. */
  add(channel: Channel): Promise<void>;
  lockById(id: string): Promise<Channel | null>;
  /** Stores state, secrets and account. */
  save(channel: Channel): Promise<void>;
  saveHealth(id: string, health: ChannelHealth): Promise<void>;
}
