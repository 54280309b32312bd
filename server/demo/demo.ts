import { addController, controllersOf, rotateSecret } from '../app/manage-controllers.ts';
import { compose, type Parkwire } from '../compose.ts';
import type { Config } from '../config.ts';
import { scryptPasswords } from '../outbound/system/passwords.ts';
import { SimulatedCars } from './simulated-cars.ts';
import { Traffic } from './traffic.ts';

/** The visitor's own slots; on the others cars come and go by themselves. */
const VISITOR_SLOTS = ['A', 'B'];

/** Started minutes without grace, so that a short stay costs something, and a bill that is told soon. */
const FIRST = {
  tariff: { ratePerHourMinor: 600, incrementSeconds: 60, graceSeconds: 0, dailyCapMinor: 5000 },
  settings: { rejoinSeconds: 4 },
};

/** The whole of Parkwire on this machine, with simulated controllers that speak only MQTT and real credentials. */
export async function startDemo(
  config: Config,
  options: { boardFolder: string; version: string },
): Promise<{ parkwire: Parkwire; stop(): Promise<void> }> {
  const cars = new SimulatedCars();
  const parkwire = await compose(config, { ...options, first: FIRST, cars, visitorSlots: VISITOR_SLOTS });
  try {
    const controllers = await credentials(parkwire);
    const url = config.mqttUrl ?? `mqtt://127.0.0.1:${parkwire.mqttPort}`;
    await cars.start(url, controllers);
  } catch (error) {
    await cars.stop();
    await parkwire.stop();
    throw error;
  }
  const traffic = new Traffic(parkwire, cars, (code) => !VISITOR_SLOTS.includes(code));
  traffic.start();
  return {
    parkwire,
    stop: async () => {
      await traffic.stop();
      await cars.stop();
      await parkwire.stop();
    },
  };
}

/** A controller for each slot; its secret is drawn anew at each start, because it is stored only hashed. */
async function credentials(
  parkwire: Parkwire,
): Promise<{ id: string; secret: string; lot: string; slots: string[] }[]> {
  const { unitOfWork, ids, clock } = parkwire;
  const deps = { unitOfWork, ids, passwords: scryptPasswords };
  const actor = { staffId: 'demo', now: clock.now() };
  const { lot, slots } = await unitOfWork.read(async (look) => {
    const [first] = await look.lots.all();
    return { lot: first?.code ?? '', slots: first ? await look.slots.inLot(first.id) : [] };
  });
  const known = new Set((await controllersOf(unitOfWork, lot)).map(({ controller }) => controller.id));
  const result: { id: string; secret: string; lot: string; slots: string[] }[] = [];
  for (const { code, controllerId } of slots) {
    const id = controllerId ?? `esp32-${code.toLowerCase()}`;
    const added = known.has(id)
      ? await rotateSecret(deps, actor, lot, id)
      : await addController(deps, actor, lot, { id, slots: [code] });
    result.push({ ...added, lot, slots: [code] });
  }
  return result;
}
