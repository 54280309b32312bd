import type { ControllersAnswer } from '../../../../shared/http/controllers.ts';

/** What a board has to be told to join. */
export interface Credential {
  readonly lot: string;
  readonly id: string;
  readonly secret: string;
  readonly slots: readonly string[];
  readonly broker: ControllersAnswer['broker'];
}

/** The lines of a board's configuration, `name=value` each; a broker without a name of its own is where this page came from. */
export function linesOf({ lot, id, secret, slots, broker }: Credential, ownHost: string): string {
  const values = {
    broker: broker.host ?? ownHost,
    port: broker.port,
    tls: broker.tls ? 'yes' : 'no',
    lot,
    id,
    secret,
    slots: slots.join(','),
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}
