import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addController } from '../../server/app/controllers/manage-controllers.ts';
import { readConfig } from '../../server/config.ts';
import { scryptPasswords } from '../../server/outbound/system/passwords.ts';
import { boardFolder } from '../../server/places.ts';

// What is measured is the built program.
const { compose } = (await import(
  new URL('../../dist/server/compose.js', import.meta.url).href
)) as typeof import('../../server/compose.ts');

// The loader that runs this file turns source maps on, and every error's stack then costs ten times as much.
process.setSourceMapsEnabled(false);

/** A whole Parkwire in a process of its own, with as many slots and controllers as the benchmark wants. */
const [token = '', slots = '8', controllers = '0'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'parkwire-bench-'));
const config = readConfig('production', {
  PORT: '0',
  HOST: '127.0.0.1',
  MQTT_PORT: '0',
  DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
  TWILIO_AUTH_TOKEN: token,
  ADMIN_PASSWORD: 'bench-password',
  SETUP: 'skip',
  // Drivers of a benchmark do not stop to breathe.
  MESSAGES_PER_MINUTE: '100000',
  LOG_LEVEL: 'error',
});
const open = Number.MAX_SAFE_INTEGER;
const parkwire = await compose(config, {
  boardFolder,
  version: 'bench',
  // Every benchmarked driver is new: what keeps credit from being farmed would be measured otherwise.
  first: {
    settings: { guestCreditPerHour: 1_000_000 },
    slots: Array.from({ length: Number(slots) }, (_, index) => `S${index}`),
  },
  brokerLimits: {
    eventsPerSecond: open,
    eventBurst: open,
    globalEventsPerSecond: open,
    globalEventBurst: open,
    packetsPerSecond: open,
    packetBurst: open,
  },
});
const { unitOfWork, ids, clock } = parkwire;
const secrets: { id: string; secret: string; slot: string }[] = [];
for (let index = 0; index < Number(controllers); index++) {
  const slot = `S${index}`;
  const deps = { unitOfWork, ids, passwords: scryptPasswords };
  const actor = { staffId: 'bench', now: clock.now() };
  secrets.push({ ...(await addController(deps, actor, 'main', { id: `c${index}`, slots: [slot] })), slot });
}
process.send?.({ port: Number(new URL(parkwire.url).port), mqttPort: parkwire.mqttPort, secrets });
process.on('disconnect', () => {
  void parkwire.stop().then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});
