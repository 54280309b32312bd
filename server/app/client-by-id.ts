import { DomainError } from '../domain/errors.ts';
import type { Client } from './driver-desk.ts';
import type { Tx } from './ports/unit-of-work.ts';

/** A driver by id, locked, at the identity that is named or else at the first one. */
export async function clientById(tx: Tx, driverId: string, identityId?: string): Promise<Client> {
  const [driver] = await tx.drivers.byIds([driverId]);
  const identities = await tx.drivers.identitiesOf([driverId]);
  const first = identities.find(({ id }) => id === identityId) ?? identities[0];
  if (!driver || !first) throw new DomainError('driver-unknown', `there is no driver ${driverId}`);
  const [locked] = await tx.drivers.lockByIdentities([first]);
  return { driver: locked?.driver ?? driver, identity: locked?.identity ?? first, welcome: null };
}
