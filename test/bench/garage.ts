import { join } from 'node:path';
import { addController } from '../../server/app/controllers/manage-controllers.ts';
import { readConfig } from '../../server/config.ts';
import { scryptPasswords } from '../../server/outbound/system/passwords.ts';
import { boardFolder } from '../../server/places.ts';
import type { Credential } from './board-load.ts';

const ADMIN_PASSWORD = 'bench-password';

/** A database in this folder with as many slots, each with a controller of its own, and the secrets of those. */
export async function makeGarage(
  folder: string,
  count: number,
): Promise<{ environment: Record<string, string>; secrets: Credential[] }> {
  const { compose } = (await import(
    new URL('../../dist/server/compose.js', import.meta.url).href
  )) as typeof import('../../server/compose.ts');
  const environment = {
    PORT: '0',
    HOST: '127.0.0.1',
    MQTT_PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    ADMIN_PASSWORD,
    SETUP: 'skip',
    LOG_LEVEL: 'error',
  };
  const parkwire = await compose(readConfig('production', environment), {
    boardFolder,
    version: 'bench',
    first: { slots: Array.from({ length: count }, (_, index) => `S${index}`) },
  });
  try {
    const { unitOfWork, ids, clock } = parkwire;
    const deps = { unitOfWork, ids, passwords: scryptPasswords };
    const actor = { staffId: 'bench', now: clock.now() };
    const secrets: Credential[] = [];
    for (let index = 0; index < count; index++) {
      const slot = `S${index}`;
      secrets.push({ ...(await addController(deps, actor, 'main', { id: `c${index}`, slots: [slot] })), slot });
    }
    return { environment, secrets };
  } finally {
    await parkwire.stop();
  }
}
