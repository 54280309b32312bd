import type { ChannelRepository } from '../../app/ports/channel-repository.ts';
import {
  type Channel,
  type ChannelHealth,
  type ChannelKind,
  type ChannelPurpose,
  type ChannelState,
  NOTHING_KNOWN,
} from '../../domain/channel.ts';
import { forUpdate } from '../engine.ts';
import type { TxSession } from '../tx.ts';

interface ChannelRow {
  id: string;
  lot_id: string;
  kind: ChannelKind;
  purpose: ChannelPurpose;
  address: string;
  account: string | null;
  secrets: string;
  state: ChannelState;
  created_at: number;
  health: string | null;
}

function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    lotId: row.lot_id,
    kind: row.kind,
    purpose: row.purpose,
    address: row.address,
    account: row.account,
    secrets: row.secrets,
    state: row.state,
    createdAt: row.created_at,
    health: { ...NOTHING_KNOWN, ...(row.health === null ? {} : (JSON.parse(row.health) as ChannelHealth)) },
  };
}

/** Accounts that are lots' own. */
export class SqlChannels implements ChannelRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async all(): Promise<Channel[]> {
    return (await this.session.query<ChannelRow>('SELECT * FROM channels ORDER BY created_at, id')).map(toChannel);
  }

  async add(channel: Channel): Promise<void> {
    await this.session.execute(
      `INSERT INTO channels (id, lot_id, kind, purpose, address, account, secrets, state, created_at, health)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[channel.id, channel.lotId, channel.kind, channel.purpose, channel.address, channel.account],
        ...[channel.secrets, channel.state, channel.createdAt, JSON.stringify(channel.health)],
      ],
    );
  }

  async lockById(id: string): Promise<Channel | null> {
    const sql = `SELECT * FROM channels WHERE id = $1${forUpdate(this.session.dialect)}`;
    const [row] = await this.session.query<ChannelRow>(sql, [id]);
    return row ? toChannel(row) : null;
  }

  async save({ id, account, secrets, state }: Channel): Promise<void> {
    await this.session.execute('UPDATE channels SET account = $2, secrets = $3, state = $4 WHERE id = $1', [
      id,
      account,
      secrets,
      state,
    ]);
  }

  async saveHealth(id: string, health: ChannelHealth): Promise<void> {
    await this.session.execute('UPDATE channels SET health = $2 WHERE id = $1', [id, JSON.stringify(health)]);
  }
}
