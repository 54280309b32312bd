import { createHash } from 'node:crypto';
import { addController, controllersOf } from '../app/controllers/manage-controllers.ts';
import { rotateSecret } from '../app/controllers/secrets.ts';
import { placeSlots, uploadPlan } from '../app/floor-plan.ts';
import { compose, type Parkwire } from '../compose.ts';
import type { Config } from '../config.ts';
import { scryptPasswords } from '../outbound/system/passwords.ts';
import { drawPlan } from './draw-plan.ts';
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
  let ready = false;
  const missing = () => (ready ? null : 'the simulated controllers');
  const parkwire = await compose(config, { ...options, first: FIRST, cars, visitorSlots: VISITOR_SLOTS, missing });
  try {
    const controllers = await credentials(parkwire);
    const url = config.mqttUrl ?? `mqtt://127.0.0.1:${parkwire.mqttPort}`;
    await cars.start(url, controllers);
    await layPlan(parkwire);
    await everySlotSeen(parkwire);
    ready = true;
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
      // The server first: the controllers' goodbye would only leave every slot unknown for the next start.
      await parkwire.stop();
      await cars.stop();
    },
  };
}

/** A lot that never had a floor plan gets one; whoever took it away, or has their own, keeps it so. */
async function layPlan({ unitOfWork, ids, clock }: Parkwire): Promise<void> {
  const found = await unitOfWork.read(async (look) => {
    const [lot] = await look.lots.all();
    if (!lot || (await look.plans.ofLot(lot.id)).version > 0) return null;
    return { code: lot.code, slots: (await look.slots.inLot(lot.id)).map(({ code }) => code) };
  });
  if (found === null) return;
  const { png: bytes, places } = drawPlan(found.slots);
  const actor = { staffId: 'demo', now: clock.now() };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { version } = await uploadPlan(unitOfWork, ids, actor, found.code, { bytes, sha256 });
  await placeSlots(unitOfWork, ids, actor, found.code, { places, ifVersion: version });
}

const SEEN_WITHIN_MS = 10_000;

/** Resolves when no slot is unknown any more: whoever books then is not told that nothing can be seen. */
async function everySlotSeen({ unitOfWork }: Parkwire): Promise<void> {
  const unknown = async () =>
    unitOfWork.read(async (look) => {
      const [lot] = await look.lots.all();
      return (lot ? await look.slots.inLot(lot.id) : []).some(({ health }) => health === 'silent');
    });
  let stopListening: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the simulated controllers were not heard')), SEEN_WITHIN_MS);
      const check = () => void unknown().then((still) => (still ? undefined : resolve()), reject);
      stopListening = unitOfWork.onCommit(check);
      check();
    });
  } finally {
    stopListening();
    clearTimeout(timer);
  }
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
      ? await rotateSecret(deps, actor, lot, id, { revoke: true })
      : await addController(deps, actor, lot, { id, slots: [code] });
    result.push({ ...added, lot, slots: [code] });
  }
  return result;
}
