import type { Identity, Message, Slot } from '../../server/app/ports/entities.ts';
import type { ReportedMessage } from '../../server/app/ports/message-repository.ts';
import { isConstraint } from '../../server/app/ports/storage-errors.ts';
import type { Tx } from '../../server/app/ports/unit-of-work.ts';
import { constraintOf } from '../../server/db/errors.ts';
import { openStorage, type Storage } from '../../server/db/storage.ts';
import type { Booking } from '../../server/domain/booking.ts';
import { DEFAULT_SETTINGS, DEFAULT_TARIFF, type Lot } from '../../server/domain/lot.ts';
import type { ParkingSession } from '../../server/domain/parking-session.ts';
import { INITIAL_LED } from '../../server/domain/slot.ts';
import type { Tariff } from '../../server/domain/tariff.ts';
import type { Engine } from './engines.ts';

/** Any moment; SQL never asks for the time. */
export const T0 = Date.UTC(2026, 10, 21, 12);
export const HOUR = 3_600_000;
/** More than 32 bits and still exact. */
export const BIG = 9_007_199_254_740_991;

export const OPERATOR = 'op';
export const LOT: Lot = {
  id: 'lot1',
  operatorId: OPERATOR,
  code: 'main',
  name: 'Main',
  timeZone: 'UTC',
  currency: 'USD',
  settings: DEFAULT_SETTINGS,
  templates: [],
  version: 1,
  retiredAt: null,
};
export const TARIFF: Tariff = {
  id: 'tariff1',
  lotId: LOT.id,
  version: 1,
  ...DEFAULT_TARIFF,
  effectiveFrom: T0,
  isWithdrawn: false,
};

/** A message at Twilio that a report is about, from whoever has all numbers. */
export function reported(externalId: string, id: string | null = null): ReportedMessage {
  return { transport: 'twilio', externalId, id, by: { allBut: [] } };
}

/** What nobody has said yet of a controller. */
export const UNHEARD = { nextSecretHash: null, telemetry: null, boardSlots: null } as const;

export interface World {
  /** As `DATABASE_URL` names its database. */
  readonly url: string;
  readonly storage: Storage;
  /** Stops the storage and drops its database. */
  end(): Promise<void>;
}

/** A fresh database with one lot, slots `s1`…, and drivers `d1`… with identities `i1`… and open accounts. */
export async function openWorld(engine: Engine, size: { slots?: number; drivers?: number } = {}): Promise<World> {
  const fresh = await engine.migratedDatabase();
  const storage = await openStorage(fresh.url, (error) => {
    throw error;
  });
  await storage.unitOfWork.run((tx) => furnish(tx, size));
  return {
    url: fresh.url,
    storage,
    end: async () => {
      await storage.stop();
      await fresh.drop();
    },
  };
}

export async function furnish(tx: Tx, { slots = 3, drivers = 3 }: { slots?: number; drivers?: number } = {}) {
  await tx.lots.addOperator(OPERATOR, 'main', 'Main');
  tx.lots.add(LOT, T0);
  tx.lots.addTariff(TARIFF);
  tx.ledger.openHouseAccounts(OPERATOR, LOT.currency);
  for (let n = 1; n <= slots; n++) tx.slots.add(slot({ id: `s${n}`, code: `A${n}`, position: n }));
  for (let n = 1; n <= drivers; n++) addDriver(tx, n);
}

export function addDriver(tx: Tx, n: number): void {
  tx.drivers.add({
    id: `d${n}`,
    operatorId: OPERATOR,
    name: `whatsapp_+91${n}`,
    displayName: `Driver ${n}`,
    blockedAt: null,
    locale: null,
    localeChosenAt: null,
    mutedAt: null,
    handoverId: null,
    plate: null,
    contactPhone: null,
    createdAt: T0 + n,
  });
  tx.drivers.addIdentity(identity(n), T0 + n);
  tx.ledger.openDriverAccounts(`d${n}`, OPERATOR, LOT.currency);
}

export function identity(n: number, parts: Partial<Identity> = {}): Identity {
  return {
    id: `i${n}`,
    driverId: `d${n}`,
    channel: 'whatsapp',
    userId: `u${n}`,
    phone: `+91${n}`,
    transport: 'twilio',
    ourAddress: null,
    ...parts,
  };
}

export function slot(parts: Partial<Slot> = {}): Slot {
  return {
    id: 's1',
    lotId: LOT.id,
    code: 'A1',
    position: 1,
    version: 1,
    state: 'free',
    outOfService: false,
    health: 'manual',
    controllerId: null,
    sessionId: null,
    bookingId: null,
    lapsedBookingId: null,
    seenBootId: null,
    seenSeq: null,
    led: INITIAL_LED,
    ledChangedAt: T0,
    ledDrift: false,
    reported: null,
    overstays: false,
    displaced: null,
    ...parts,
  };
}

export function booking(parts: Partial<Booking> & { id: string }): Booking {
  return {
    reference: `PW-${parts.id}`,
    lotId: LOT.id,
    slotId: 's1',
    driverId: 'd1',
    identityId: 'i1',
    state: 'reserved',
    isCurrent: true,
    startsAt: T0,
    endsAt: T0 + HOUR,
    holdUntil: T0 + HOUR,
    createdAt: T0,
    arrivedAt: null,
    endedAt: null,
    endReason: null,
    source: 'chat',
    addOns: [],
    notes: null,
    ...parts,
  };
}

export function session(parts: Partial<ParkingSession> & { id: string }): ParkingSession {
  return {
    lotId: LOT.id,
    slotId: 's1',
    bookingId: null,
    driverId: null,
    tariffId: null,
    startedAt: T0,
    startMoment: null,
    startedInitial: false,
    endedAt: null,
    endReason: null,
    endFoundBy: null,
    revision: 1,
    chargedMinor: null,
    gaps: [],
    attestedUntil: null,
    toldMinor: null,
    addOns: [],
    disowned: null,
    ...parts,
  };
}

export function message(parts: Partial<Message> & { id: string }): Message {
  return {
    direction: 'outbound',
    transport: 'twilio',
    externalId: null,
    identityId: 'i1',
    driverId: 'd1',
    inReplyTo: null,
    kind: 'bill',
    body: 'text',
    rich: null,
    status: 'queued',
    reason: null,
    attempts: 0,
    notBefore: T0,
    sessionId: null,
    createdAt: T0,
    ...parts,
  };
}

/** Runs one statement past all repositories; answers the constraint that refused it, or null. */
export async function refusal(storage: Storage, sql: string, bind: (string | number | null)[] = []) {
  try {
    await storage.database.writer.query(sql, bind);
    return null;
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === null) throw error;
    return constraint;
  }
}

/** What a promise was rejected with; a promise that keeps is an error. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (outcome === null) throw new Error('it was not refused');
  return outcome.error;
}

/** Runs a unit that fails after all it did, so that nothing of it may stay. */
export async function rollBack(storage: Storage, fn: (tx: Tx) => Promise<unknown>): Promise<void> {
  const thrown = new Error('the unit is thrown away');
  const unit = storage.unitOfWork.run(async (tx) => {
    await fn(tx);
    // A look writes what was only collected so far.
    await tx.lots.operatorId();
    throw thrown;
  });
  const error = await rejection(unit);
  if (error !== thrown) throw error;
}

/** So many units have a connection of their own each. */
const SIDE_BY_SIDE = 8;

/**
 * Runs units that are all begun before one of them goes on, where several may run at once; `fn` is told which one it is.
 * Answers what they gave back, without those that a constraint refused.
 */
export async function sideBySide<T>({ unitOfWork, database }: Storage, fn: (tx: Tx, n: number) => Promise<T>) {
  let begun = 0;
  let letGo: () => void;
  const allBegun = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const units = Array.from({ length: SIDE_BY_SIDE }, (_, n) =>
    unitOfWork.run(async (tx) => {
      if (++begun === SIDE_BY_SIDE) letGo();
      if (database.dialect === 'postgres') await allBegun;
      return fn(tx, n);
    }),
  );
  const outcomes = await Promise.allSettled(units);
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return [outcome.value];
    if (isConstraint(outcome.reason)) return [];
    throw outcome.reason;
  });
}
