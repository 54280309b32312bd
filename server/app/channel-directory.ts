import {
  type Channel,
  type ChannelHealth,
  type ChannelKind,
  type ChannelSecrets,
  mergedHealth,
  NOTHING_KNOWN,
  type NumbersOfBusiness,
} from '../domain/channel.ts';
import type { Log } from './ports/log.ts';
import type { SecretBox } from './ports/secret-box.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** A lot's own account, ready to be used. */
export interface OpenChannel extends Channel {
  readonly lotCode: string;
  readonly open: ChannelSecrets;
}

/** A number of an account that the environment names. */
export interface StandardNumber {
  readonly kind: ChannelKind;
  readonly address: string;
  readonly account?: string | null;
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
  /** Every number that is or was a lot's own, and is not the environment's, with whose it is. */
  private owned: readonly { readonly key: string; readonly address: string; readonly business: string }[] = [];
  private readonly standardAccounts: ReadonlySet<string>;
  /** Numbers that are lots' own, and whose secrets cannot be opened. */
  private sealed = new Set<string>();
  /** Numbers that were looked for, and that no lot had. */
  private readonly nobodys = new Set<string>();
  /** Numbers that were lots' own and are closed. */
  private closed = new Set<string>();
  /** What happened since it was written down; of the environment's numbers, since the start. */
  private readonly news = new Map<string, Partial<ChannelHealth>>();
  private readonly unreadable = new Set<string>();

  private readonly standard: ReadonlySet<string>;

  /** `standard`: the numbers of the environment's own accounts. */
  constructor(unitOfWork: UnitOfWork, box: SecretBox | null, log: Log, standard: readonly StandardNumber[]) {
    this.standard = new Set(standard.map(({ kind, address }) => keyOf(kind, address)));
    this.standardAccounts = new Set(standard.flatMap(({ kind, account }) => (account ? [`${kind}:${account}`] : [])));
    this.unitOfWork = unitOfWork;
    this.box = box;
    this.log = log;
  }

  /** The account that has this number, connected or disabled. */
  find(kind: ChannelKind, address: string | null | undefined): OpenChannel | null {
    return (address && this.byAddress.get(keyOf(kind, address))) || null;
  }

  /**
   * The numbers that whoever signed a request for this number speaks for: those of one account are one business's, also those that
   * were closed since. Those that the environment names are taken for one business, whichever the provider, with the lots' own numbers
   * of the same account.
   */
  numbersOf(kind: ChannelKind, address: string | null | undefined): NumbersOfBusiness {
    const own = address ? this.owned.find(({ key }) => key === keyOf(kind, address)) : undefined;
    const isStandard = ({ business }: { business: string }) => this.standardAccounts.has(business);
    const addresses = (of: typeof this.owned) => [...new Set(of.map((one) => one.address))];
    if (!own || isStandard(own)) return { allBut: addresses(this.owned.filter((one) => !isStandard(one))) };
    return { only: addresses(this.owned.filter(({ business }) => business === own.business)) };
  }

  isClosed(kind: ChannelKind, address: string | null): boolean {
    return address !== null && this.closed.has(keyOf(kind, address));
  }

  /** The number is a lot's own, and cannot be used while CHANNEL_KEY is missing or another one. */
  isSealed(kind: ChannelKind, address: string | null): boolean {
    return address !== null && this.sealed.has(keyOf(kind, address));
  }

  /** Looks once more for a number that nobody is known to have: another process may just have connected it. */
  async lookFor(kind: ChannelKind, address: string | null): Promise<void> {
    if (address === null) return;
    const key = keyOf(kind, address);
    const isKnown = [this.standard, this.byAddress, this.closed, this.sealed, this.nobodys].some((keys) =>
      keys.has(key),
    );
    if (isKnown) return;
    await this.refresh();
    this.nobodys.add(key);
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
    const sealed = new Set<string>();
    this.byAddress = new Map(
      live.flatMap((channel) => {
        const open = this.openSecrets(channel);
        const lotCode = codes.get(channel.lotId);
        const key = keyOf(channel.kind, channel.address);
        if (!open) sealed.add(key);
        return open && lotCode !== undefined ? [[key, { ...channel, lotCode, open }] as const] : [];
      }),
    );
    this.sealed = sealed;
    const isOwn = ({ kind, address }: Channel) => !this.standard.has(keyOf(kind, address));
    this.owned = channels.filter(isOwn).map((channel) => {
      const { kind, address, account } = channel;
      const key = keyOf(kind, address);
      // Without an account, numbers of one app at Meta are one business's.
      const app = this.byAddress.get(key)?.open.appSecret;
      return { key, address, business: account ? `${kind}:${account}` : app ? `app:${app}` : key };
    });
    const gone = channels.filter(({ state }) => state === 'closed').map(({ kind, address }) => keyOf(kind, address));
    // What happened by an account that is closed says nothing of the next one with its number.
    const kept = new Set([...this.standard, ...[...this.byAddress.values()].map(({ id }) => id)]);
    for (const key of this.news.keys()) if (!kept.has(key)) this.news.delete(key);
    // A number that went back to the environment is in use there.
    this.closed = new Set(gone.filter((key) => !this.byAddress.has(key) && !this.standard.has(key)));
  }

  /** Something happened on a number of ours; of those from the environment it is kept until the process ends. */
  note(kind: ChannelKind, address: string, news: Partial<ChannelHealth>): void {
    const key = this.newsKeyOf(kind, address);
    if (key !== null) this.news.set(key, { ...this.news.get(key), ...news });
  }

  healthOf(kind: ChannelKind, address: string): ChannelHealth {
    const stored = this.find(kind, address)?.health ?? NOTHING_KNOWN;
    return mergedHealth(stored, this.news.get(this.newsKeyOf(kind, address) ?? '') ?? {});
  }

  /** Writes down how the lots' own numbers fare, beside what other processes know of them. */
  async writeDown(): Promise<void> {
    const known = [...this.byAddress].flatMap(([key, { id }]) => {
      const news = this.news.get(id);
      return news ? [{ id, key, news }] : [];
    });
    if (known.length === 0) return;
    const written = await this.unitOfWork.run(async (tx) => {
      const written = new Map<string, ChannelHealth>();
      for (const { id, key, news } of known) {
        const stored = await tx.channels.lockById(id);
        if (!stored || stored.state === 'closed') continue;
        const health = mergedHealth(stored.health, news);
        await tx.channels.saveHealth(id, health);
        written.set(key, health);
      }
      return written;
    });
    for (const { id, key, news } of known) {
      // What happened while it was written is still news.
      if (this.news.get(id) === news) this.news.delete(id);
      const [channel, health] = [this.byAddress.get(key), written.get(key)];
      if (channel && health) this.byAddress.set(key, { ...channel, health });
    }
  }

  /** By the account, where it is a lot's own; null where the number is none of ours. */
  private newsKeyOf(kind: ChannelKind, address: string): string | null {
    const key = keyOf(kind, address);
    return this.byAddress.get(key)?.id ?? (this.standard.has(key) ? key : null);
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
