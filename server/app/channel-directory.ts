import {
  type Channel,
  type ChannelHealth,
  type ChannelKind,
  type ChannelSecrets,
  NOTHING_KNOWN,
} from '../domain/channel.ts';
import type { Log } from './ports/log.ts';
import type { SecretBox } from './ports/secret-box.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** A lot's own account, ready to be used. */
export interface OpenChannel extends Channel {
  readonly lotCode: string;
  readonly open: ChannelSecrets;
}

const keyOf = (kind: ChannelKind, address: string): string => `${kind}:${address}`;

/**
 * The lots' own accounts, in memory: a webhook is checked, and a message is sent, without a look at the database. What another
 * process changed is seen within seconds. It also gathers how each number fares, and writes that down now and then.
 */
export class ChannelDirectory {
  private readonly unitOfWork: UnitOfWork;
  private readonly box: SecretBox | null;
  private readonly log: Log;
  private byAddress = new Map<string, OpenChannel>();
  /** Numbers that were lots' own and are closed. */
  private closed = new Set<string>();
  private readonly news = new Map<string, Partial<ChannelHealth>>();
  private readonly unreadable = new Set<string>();

  constructor(unitOfWork: UnitOfWork, box: SecretBox | null, log: Log) {
    this.unitOfWork = unitOfWork;
    this.box = box;
    this.log = log;
  }

  /** The account that has this number, connected or disabled. */
  find(kind: ChannelKind, address: string | null | undefined): OpenChannel | null {
    return (address && this.byAddress.get(keyOf(kind, address))) || null;
  }

  isClosed(kind: ChannelKind, address: string | null): boolean {
    return address !== null && this.closed.has(keyOf(kind, address));
  }

  all(kind: ChannelKind): OpenChannel[] {
    return [...this.byAddress.values()].filter((channel) => channel.kind === kind);
  }

  async refresh(): Promise<void> {
    const { channels, codes } = await this.unitOfWork.read(async (look) => ({
      channels: await look.channels.all(),
      codes: new Map((await look.lots.all()).map(({ id, code }) => [id, code])),
    }));
    const live = channels.filter(({ state }) => state !== 'closed');
    this.byAddress = new Map(
      live.flatMap((channel) => {
        const open = this.openSecrets(channel);
        const lotCode = codes.get(channel.lotId);
        if (!open || lotCode === undefined) return [];
        return [[keyOf(channel.kind, channel.address), { ...channel, lotCode, open }] as const];
      }),
    );
    const gone = channels.filter(({ state }) => state === 'closed').map(({ kind, address }) => keyOf(kind, address));
    this.closed = new Set(gone.filter((key) => !this.byAddress.has(key)));
  }

  /** Something happened on a number; of numbers from the environment it is kept until the process ends. */
  note(kind: ChannelKind, address: string, news: Partial<ChannelHealth>): void {
    const key = keyOf(kind, address);
    this.news.set(key, { ...this.news.get(key), ...news });
  }

  healthOf(kind: ChannelKind, address: string): ChannelHealth {
    const stored = this.find(kind, address)?.health ?? NOTHING_KNOWN;
    return { ...stored, ...this.news.get(keyOf(kind, address)) };
  }

  /** Writes down how the lots' own numbers fare. */
  async writeDown(): Promise<void> {
    const known = [...this.byAddress.values()].filter(({ kind, address }) => this.news.has(keyOf(kind, address)));
    if (known.length === 0) return;
    await this.unitOfWork.run(async (tx) => {
      for (const { id, kind, address } of known) await tx.channels.saveHealth(id, this.healthOf(kind, address));
    });
  }

  private openSecrets({ id, secrets }: Channel): ChannelSecrets | null {
    try {
      if (this.box) return JSON.parse(this.box.open(secrets)) as ChannelSecrets;
    } catch {
      // Said below, once.
    }
    if (!this.unreadable.has(id)) {
      this.log.error({ channel: id }, 'a lot’s own account cannot be used: CHANNEL_KEY is not set, or is another one');
    }
    this.unreadable.add(id);
    return null;
  }
}
