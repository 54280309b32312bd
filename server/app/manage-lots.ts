import { callOff } from '../domain/booking.ts';
import { isTimeZone } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { DEFAULT_SETTINGS, DEFAULT_TARIFF, type Lot, type LotSettings } from '../domain/lot.ts';
import { INITIAL_LED } from '../domain/slot.ts';
import type { Tariff } from '../domain/tariff.ts';
import { type Actor, audit } from './audit.ts';
import { bringBackSlots } from './bring-back-slots.ts';
import { releaseDeposit } from './deposits.ts';
import { LotBook } from './lot-book.ts';
import type { Slot } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Repositories } from './ports/repositories.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { runAgainstRivals } from './run-against-rivals.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';
import { nextTariff, type TariffChange } from './tariff-change.ts';
import { tellWithdrawal } from './tell-withdrawal.ts';

/** Lots, their slots and tariffs, as an administrator sets them up. */

export interface LotDraft {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly settings: Partial<LotSettings>;
  readonly tariff: TariffChange;
  readonly slots: readonly string[];
}

export interface LotChanges {
  readonly name?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly settings: Partial<LotSettings>;
  readonly tariff?: TariffChange;
  /** The version that was looked at; where the settings have moved on since, `lot-changed`. */
  readonly ifVersion?: number;
}

export interface LotDetails {
  readonly lot: Lot;
  readonly tariff: Tariff | null;
}

export async function lotByCode(repositories: Repositories, code: string): Promise<Lot> {
  const lot = await repositories.lots.byCode(code);
  if (!lot) throw new DomainError('lot-unknown', `there is no lot ${code}`);
  return lot;
}

/** For a change of the whole lot: two at once come one after the other, and neither is lost. */
export async function lockLot(tx: Tx, code: string): Promise<Lot> {
  const lot = await tx.lots.lockByCode(code);
  if (!lot) throw new DomainError('lot-unknown', `there is no lot ${code}`);
  return lot;
}

/** Whether the lot's currency stays: money has moved in it, or is about to. */
export async function lotIsBound({ lots }: Repositories, lotId: string): Promise<boolean> {
  return (await lots.hasMovedMoney(lotId)) || (await lots.hasStays(lotId));
}

/** Every lot with the tariff in force. */
export async function lotDetails(unitOfWork: UnitOfWork, now: number): Promise<LotDetails[]> {
  return unitOfWork.read(async (look) => {
    const book = await LotBook.load(look);
    return book.lots.map((lot) => ({ lot, tariff: book.tariffAt(lot.id, now) }));
  });
}

export async function createLot(unitOfWork: UnitOfWork, ids: Ids, actor: Actor, draft: LotDraft): Promise<LotDetails> {
  checkPlace(draft.timeZone, draft.currency);
  try {
    return await unitOfWork.run(async (tx) => {
      const operatorId = await tx.lots.operatorId();
      if (!operatorId) throw new DomainError('internal', 'there is no operator');
      const created = layOut(tx, ids, actor.now, operatorId, draft);
      const lotId = created.lot.id;
      audit(tx, ids, actor, { action: 'lot.create', subject: draft.code, lotId, before: null, after: draft });
      return created;
    });
  } catch (error) {
    if (isConstraint(error, 'lots')) throw new DomainError('lot-exists', `there is a lot ${draft.code} already`);
    throw error;
  }
}

/** Writes a new lot with its first tariff, its slots and the house's accounts in its currency. */
export function layOut(tx: Tx, ids: Ids, now: number, operatorId: string, draft: LotDraft): LotDetails {
  const { code, name, timeZone, currency } = draft;
  const settings = { ...DEFAULT_SETTINGS, ...draft.settings };
  const lot: Lot = {
    id: ids.next(),
    operatorId,
    code,
    name,
    timeZone,
    currency,
    settings,
    version: 1,
    templates: [],
    retiredAt: null,
  };
  const tariff = nextTariff(ids, lot.id, [], DEFAULT_TARIFF, draft.tariff, now);
  tx.lots.add(lot, now);
  tx.lots.addTariff(tariff);
  tx.ledger.openHouseAccounts(operatorId, currency);
  draft.slots.forEach((slot, position) => {
    tx.slots.add(newSlot(ids, lot.id, slot, position, now));
  });
  return { lot, tariff };
}

/** A free slot that is run by hand. */
export function newSlot(ids: Ids, lotId: string, code: string, position: number, now: number): Slot {
  return {
    id: ids.next(),
    lotId,
    code,
    position,
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
    ledChangedAt: now,
    ledDrift: false,
    reported: null,
    overstays: false,
    displaced: null,
  };
}

export async function changeLot(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  code: string,
  changes: LotChanges,
): Promise<LotDetails> {
  return unitOfWork.run(async (tx) => {
    const before = await lockLot(tx, code);
    if (changes.ifVersion !== undefined && changes.ifVersion !== before.version) {
      throw new DomainError('lot-changed', `the settings are at version ${before.version}, not ${changes.ifVersion}`);
    }
    const changed: Lot = {
      ...before,
      name: changes.name ?? before.name,
      timeZone: changes.timeZone ?? before.timeZone,
      currency: changes.currency ?? before.currency,
      settings: { ...before.settings, ...changes.settings },
    };
    const isSame = JSON.stringify(changed) === JSON.stringify(before);
    const lot = isSame ? before : { ...changed, version: before.version + 1 };
    checkPlace(lot.timeZone, lot.currency);
    if (lot.currency !== before.currency) {
      if (await lotIsBound(tx, lot.id)) {
        throw new DomainError(
          'lot-currency-fixed',
          `there is money, or there are stays or bookings, in ${before.currency}: the currency stays`,
        );
      }
      tx.ledger.openHouseAccounts(lot.operatorId, lot.currency);
    }
    await tx.lots.saveSettings(lot);
    const book = await LotBook.load(tx);
    const current = book.tariffAt(lot.id, actor.now);
    const tariff = changes.tariff
      ? nextTariff(ids, lot.id, book.versions(lot.id), current ?? DEFAULT_TARIFF, changes.tariff, actor.now)
      : null;
    if (tariff) tx.lots.addTariff(tariff);
    const after = { lot, tariff: tariff ?? current };
    audit(tx, ids, actor, {
      action: 'lot.change',
      subject: code,
      lotId: lot.id,
      before: { lot: before, tariff: current },
      after,
    });
    return after;
  });
}

/** Adds slots behind those there are; a code that was retired brings its slot back, with all that happened on it. */
export async function addSlots(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  codes: readonly string[],
): Promise<Slot[]> {
  const add = async (tx: Tx): Promise<Slot[]> => {
    const lot = await lockLot(tx, lotCode);
    const known = await tx.slots.inLot(lot.id);
    const taken = codes.filter(
      (code, index) => known.some((slot) => slot.code === code) || codes.indexOf(code) !== index,
    );
    if (taken.length > 0)
      throw new DomainError('slot-exists', `there are slots ${taken.join(', ')} already`, { slots: taken });
    const next = known.reduce((last, { position }) => Math.max(last, position + 1), 0);
    const back = await bringBackSlots(tx, lot.id, codes, actor.now);
    const fresh = codes.filter((code) => !back.some((slot) => slot.code === code));
    const slots = fresh.map((code, index) => newSlot(ids, lot.id, code, next + index, actor.now));
    for (const slot of slots) tx.slots.add(slot);
    audit(tx, ids, actor, { action: 'slots.add', subject: lotCode, lotId: lot.id, before: null, after: codes });
    return [...slots, ...back].sort((a, b) => a.position - b.position);
  };
  return runAgainstRivals(unitOfWork, add, [['slots', 'slot-exists', 'there are such slots already']]);
}

/**
 * Takes a slot out of service or puts it back. A booking whose car has not come is withdrawn, and its driver is told; a
 * stay goes on.
 */
export async function setOutOfService(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  slotCode: string,
  outOfService: boolean,
): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const lot = await lotByCode(tx, lotCode);
    const scenes = new Scenes(tx);
    await scenes.loadByCodes([{ lotId: lot.id, code: slotCode }]);
    const scene = scenes.find(lot.id, slotCode);
    if (!scene) throw new DomainError('slot-unknown', `there is no slot ${slotCode} in ${lotCode}`);
    scenes.update(scene.slot.id, { slot: { ...scene.slot, outOfService } });
    const { booking } = scene;
    if (outOfService && booking?.state === 'reserved') {
      const withdrawn = callOff(booking, actor.now, 'slot-unavailable');
      scenes.update(scene.slot.id, { booking: withdrawn, lapsed: withdrawn });
      const settlement = new Settlement(tx, scenes, await LotBook.load(tx), ids, actor.now);
      await releaseDeposit(tx, settlement, lot, booking);
      await tellWithdrawal(tx, ids, actor.now, { booking, slotCode, lot, reason: 'out-of-service' });
      audit(tx, ids, actor, { action: 'booking.cancel', subject: booking.id, before: booking, after: withdrawn });
    }
    scenes.save(actor.now);
    audit(tx, ids, actor, {
      action: 'slot.out-of-service',
      subject: `${lotCode}/${slotCode}`,
      lotId: lot.id,
      before: scene.slot.outOfService,
      after: outOfService,
    });
  });
}

function checkPlace(timeZone: string, currency: string): void {
  if (!isTimeZone(timeZone))
    throw new DomainError('invalid-request', `${timeZone} is not a time zone of the IANA database`);
  if (!Intl.supportedValuesOf('currency').includes(currency)) {
    throw new DomainError('invalid-request', `${currency} is not a currency of ISO 4217`);
  }
}
