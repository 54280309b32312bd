import type { DriverRepository, IdentityKey } from '../../app/ports/driver-repository.ts';
import type { Driver, Identity, Transport } from '../../app/ports/entities.ts';
import { forUpdate, inputRows, inputValues, jsonRows } from '../engine.ts';
import { Table } from '../table.ts';
import type { TxSession } from '../tx.ts';

interface DriverRow {
  id: string;
  operator_id: string;
  name: string;
  display_name: string;
  blocked_at: number | null;
  locale: string | null;
  locale_chosen_at: number | null;
  muted_at: number | null;
  handover_id: string | null;
  plate: string | null;
  contact_phone: string | null;
  created_at: number;
}

export interface IdentityRow {
  id: string;
  driver_id: string;
  channel: string;
  user_id: string;
  phone: string | null;
  transport: Transport;
  our_address: string | null;
  /** Of its driver, where that was joined. */
  locale?: string | null;
}

const drivers = new Table<Driver>({
  name: 'drivers',
  order: 14,
  key: ['id'],
  columns: {
    id: 'text',
    operator_id: 'text',
    name: 'text',
    display_name: 'text',
    blocked_at: 'int',
    locale: 'text',
    locale_chosen_at: 'int',
    muted_at: 'int',
    handover_id: 'text',
    plate: 'text',
    contact_phone: 'text',
    created_at: 'int',
  },
  toRow: (d) => [
    d.id,
    d.operatorId,
    d.name,
    d.displayName,
    d.blockedAt,
    d.locale,
    d.localeChosenAt,
    d.mutedAt,
    d.handoverId,
    d.plate,
    d.contactPhone,
    d.createdAt,
  ],
});

const identities = new Table<{ identity: Identity; createdAt: number }>({
  name: 'identities',
  order: 15,
  key: ['id'],
  columns: {
    id: 'text',
    driver_id: 'text',
    channel: 'text',
    user_id: 'text',
    phone: 'text',
    transport: 'text',
    our_address: 'text',
    created_at: 'int',
  },
  toRow: ({ identity: i, createdAt }) => [
    i.id,
    i.driverId,
    i.channel,
    i.userId,
    i.phone,
    i.transport,
    i.ourAddress,
    createdAt,
  ],
});

/** Tables whose rows name an identity, and by what else an index finds those of one driver. */
const NAMING_AN_IDENTITY = [
  ['bookings', 'driver_id = $3 AND '],
  ['waiting_list', 'driver_id = $3 AND ended_at IS NULL AND '],
  ['top_up_requests', 'driver_id = $3 AND '],
  ['cases', 'driver_id = $3 AND '],
  ['staff_phones', 'driver_id = $3 AND '],
  ['messages', ''],
] as const;

function toDriver(row: DriverRow): Driver {
  return {
    id: row.id,
    operatorId: row.operator_id,
    name: row.name,
    displayName: row.display_name,
    blockedAt: row.blocked_at,
    locale: row.locale,
    localeChosenAt: row.locale_chosen_at,
    mutedAt: row.muted_at,
    handoverId: row.handover_id,
    plate: row.plate,
    contactPhone: row.contact_phone,
    createdAt: row.created_at,
  };
}

export function toIdentity(row: IdentityRow): Identity {
  return {
    id: row.id,
    driverId: row.driver_id,
    channel: row.channel,
    userId: row.user_id,
    phone: row.phone,
    transport: row.transport,
    ourAddress: row.our_address,
    ...(row.locale ? { driverLocale: row.locale } : {}),
  };
}

/** Drivers and how channels know them. */
export class SqlDrivers implements DriverRepository {
  private readonly session: TxSession;

  constructor(session: TxSession) {
    this.session = session;
  }

  async lockByIdentities(keys: readonly IdentityKey[]): Promise<{ identity: Identity; driver: Driver }[]> {
    if (keys.length === 0) return [];
    const { dialect } = this.session;
    // Who waited here for the erasure of a driver finds nobody: PostgreSQL looks at the locked row again.
    const sql = `WITH ${inputRows(dialect, { c: 'text', u: 'text' })}
      SELECT i.id, i.driver_id, i.channel, i.user_id, i.phone, i.transport, i.our_address, d.operator_id, d.name,
        d.display_name, d.blocked_at, d.locale, d.locale_chosen_at, d.muted_at, d.handover_id, d.plate, d.contact_phone, d.created_at
      FROM identities i JOIN drivers d ON d.id = i.driver_id
      WHERE (i.channel, i.user_id) IN (SELECT c, u FROM input) AND d.erased_at IS NULL ORDER BY d.id${forUpdate(dialect, 'd')}`;
    const rows = await this.session.query<IdentityRow & DriverRow>(sql, [
      jsonRows(keys.map(({ channel, userId }) => [channel, userId])),
    ]);
    return rows.map((row) => ({ identity: toIdentity(row), driver: toDriver({ ...row, id: row.driver_id }) }));
  }

  add(driver: Driver): void {
    drivers.insert(this.session, driver.id, driver);
  }

  saveLanguage({ id, locale, localeChosenAt }: Pick<Driver, 'id' | 'locale' | 'localeChosenAt'>): void {
    this.session.collect('drivers:language', 17, id, [id, locale, localeChosenAt], async (rows) => {
      const columns = { d_id: 'text', d_locale: 'text', d_chosen: 'int' } as const;
      await this.session.write(
        `WITH ${inputRows(this.session.dialect, columns)}
         UPDATE drivers SET locale = d_locale, locale_chosen_at = d_chosen FROM input WHERE id = d_id`,
        [jsonRows(rows)],
      );
    });
  }

  async saveBlocked(driverId: string, since: number | null): Promise<void> {
    await this.session.execute('UPDATE drivers SET blocked_at = $2 WHERE id = $1', [driverId, since]);
  }

  async saveMuted(driverId: string, since: number | null): Promise<void> {
    await this.session.execute('UPDATE drivers SET muted_at = $2 WHERE id = $1', [driverId, since]);
  }

  async saveDetails({ id, displayName, plate, contactPhone }: Driver): Promise<void> {
    await this.session.execute('UPDATE drivers SET display_name = $2, plate = $3, contact_phone = $4 WHERE id = $1', [
      id,
      displayName,
      plate,
      contactPhone,
    ]);
  }

  addIdentity(identity: Identity, createdAt: number): void {
    identities.insert(this.session, identity.id, { identity, createdAt });
  }

  saveIdentity(identity: Identity): void {
    const { id, phone, transport, ourAddress } = identity;
    this.session.collect('identities:save', 16, id, [id, phone, transport, ourAddress], async (rows) => {
      const columns = { i_id: 'text', i_phone: 'text', i_transport: 'text', i_address: 'text' } as const;
      await this.session.write(
        `WITH ${inputRows(this.session.dialect, columns)}
         UPDATE identities SET phone = i_phone, transport = i_transport, our_address = i_address FROM input WHERE id = i_id`,
        [jsonRows(rows)],
      );
    });
  }

  async passNumberOn(number: Identity, driverId: string, kept: Identity): Promise<void> {
    await this.handOver(number, kept);
    await this.session.execute('UPDATE identities SET phone = NULL WHERE driver_id = $1 AND phone = $2', [
      number.driverId,
      number.phone,
    ]);
    await this.session.execute('UPDATE identities SET driver_id = $2, phone = $3 WHERE id = $1', [
      number.id,
      driverId,
      number.phone,
    ]);
  }

  async changeAddress(identity: Identity, userId: string, phone: string | null): Promise<void> {
    await this.session.execute('UPDATE identities SET user_id = $2, phone = $3 WHERE id = $1', [
      identity.id,
      userId,
      phone,
    ]);
    await this.rename(identity, phone ?? userId);
  }

  /** A driver who is named by that id is named by another one. */
  private async rename({ driverId, channel, userId }: Identity, name: string): Promise<void> {
    await this.session.execute(
      `UPDATE drivers SET name = $2, display_name = CASE WHEN display_name = name THEN $2 ELSE display_name END
       WHERE id = $1 AND name = $3`,
      [driverId, `${channel}_${name}`, `${channel}_${userId}`],
    );
  }

  async retireIdentity(gone: Identity, kept: Identity, at: number): Promise<void> {
    await this.handOver(gone, kept);
    // The name is free for whoever comes by it next, and is nothing that a channel calls anybody.
    await this.session.execute('UPDATE identities SET user_id = id, phone = NULL, retired_at = $2 WHERE id = $1', [
      gone.id,
      at,
    ]);
    await this.rename(gone, kept.phone ?? kept.userId);
  }

  private async handOver({ id, driverId }: Identity, kept: Identity): Promise<void> {
    for (const [table, ofDriver] of NAMING_AN_IDENTITY) {
      await this.session.execute(`UPDATE ${table} SET identity_id = $1 WHERE ${ofDriver}identity_id = $2`, [
        kept.id,
        id,
        ...(ofDriver === '' ? [] : [driverId]),
      ]);
    }
  }

  async byIds(ids: readonly string[]): Promise<Driver[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT * FROM drivers WHERE id IN ${inputValues(this.session.dialect, 1)}`;
    return (await this.session.query<DriverRow>(sql, [JSON.stringify(ids)])).map(toDriver);
  }

  async byIdentity({ channel, userId }: IdentityKey): Promise<Driver | null> {
    const sql = `SELECT d.* FROM drivers d JOIN identities i ON i.driver_id = d.id WHERE i.channel = $1 AND i.user_id = $2`;
    const [row] = await this.session.query<DriverRow>(sql, [channel, userId]);
    return row ? toDriver(row) : null;
  }

  async byPhone(phone: string): Promise<Driver[]> {
    const sql = `SELECT DISTINCT d.* FROM drivers d JOIN identities i ON i.driver_id = d.id WHERE i.phone = $1`;
    return (await this.session.query<DriverRow>(sql, [phone])).map(toDriver);
  }

  async list(limit: number): Promise<Driver[]> {
    const sql = `SELECT * FROM drivers WHERE erased_at IS NULL ORDER BY id DESC LIMIT ${Math.trunc(limit)}`;
    return (await this.session.query<DriverRow>(sql)).map(toDriver);
  }

  async identitiesOf(driverIds: readonly string[]): Promise<Identity[]> {
    if (driverIds.length === 0) return [];
    const sql = `SELECT i.*, d.locale FROM identities i JOIN drivers d ON d.id = i.driver_id
      WHERE i.driver_id IN ${inputValues(this.session.dialect, 1)} AND i.retired_at IS NULL ORDER BY i.created_at, i.id`;
    return (await this.session.query<IdentityRow>(sql, [JSON.stringify(driverIds)])).map(toIdentity);
  }

  async identitiesByIds(ids: readonly string[]): Promise<Identity[]> {
    if (ids.length === 0) return [];
    const sql = `SELECT i.*, d.display_name, d.name, d.locale FROM identities i JOIN drivers d ON d.id = i.driver_id
      WHERE i.id IN ${inputValues(this.session.dialect, 1)}`;
    const rows = await this.session.query<IdentityRow & { display_name: string; name: string }>(sql, [
      JSON.stringify(ids),
    ]);
    // Without a name of their own drivers are shown by their account's, which nobody wants to be called.
    return rows.map((row) => ({
      ...toIdentity(row),
      ...(row.display_name === row.name ? {} : { driverName: row.display_name }),
    }));
  }
}
