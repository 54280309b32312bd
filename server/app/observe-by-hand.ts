import type { Sighting } from '../domain/detection.ts';
import { DomainError } from '../domain/errors.ts';
import { isOpen, type ParkingSession, type StayEnd } from '../domain/parking-session.ts';
import { type Actor, audit } from './audit.ts';
import { SightingDesk } from './detection/apply-sighting.ts';
import { LotBook } from './lot-book.ts';
import { lotByCode } from './manage-lots.ts';
import type { Slot } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';
import { RunningCosts } from './running-cost.ts';
import { Scenes } from './scenes.ts';
import { Settlement } from './settlement.ts';

export interface HandObservation {
  readonly lotCode: string;
  readonly slotCode: string;
  readonly type: 'occupied' | 'vacated' | 'checked';
  /** The stay that the attendant saw there, null for none; left out where nobody looked. */
  readonly seenSessionId?: string | null;
}

/** Refuses where somebody else was faster: what is said of one stay must not end another. */
function requireSameStay(code: string, open: ParkingSession | null, seenId: string | null | undefined): void {
  if (seenId === undefined || seenId === (open?.id ?? null)) return;
  const now = open ? `a car stands there since ${new Date(open.startedAt).toISOString()}` : 'no car stands there';
  throw new DomainError('slot-changed', `slot ${code} was changed meanwhile: ${now}`);
}

/**
 * An attendant says that a car came or left, or that the car of the stay is still there. It counts like a sensor's word: on
 * a slot without a controller it is the only one; where the controller is silent `vacated` closes what nothing else can, at
 * the last moment that evidence supports, and `checked` supports the stay up to now.
 */
export async function observeByHand(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  request: HandObservation,
): Promise<{ status: string; reason: string | null }> {
  return unitOfWork.run(async (tx) => {
    const { now } = actor;
    const lot = await lotByCode(tx, request.lotCode);
    const scenes = new Scenes(tx);
    await scenes.loadByCodes([{ lotId: lot.id, code: request.slotCode }]);
    const scene = scenes.find(lot.id, request.slotCode);
    if (!scene) throw new DomainError('slot-unknown', `there is no slot ${request.slotCode} in ${request.lotCode}`);
    const book = await LotBook.load(tx);
    const settlement = new Settlement(tx, scenes, book, ids, now);
    await settlement.prepare([scene]);
    const { slot, session } = scene;
    const open = session && isOpen(session) ? session : null;
    requireSameStay(slot.code, open, request.seenSessionId);
    const observation = {
      source: 'staff',
      bootId: actor.staffId,
      // Every word of a person is a new one; the id orders and names it.
      seq: now * 4096 + (((ids.random(2)[0] ?? 0) << 4) | ((ids.random(1)[0] ?? 0) & 15)),
      slotId: slot.id,
      slotCode: slot.code,
      type: request.type,
      initial: false,
      uptimeMs: null,
      sentUptimeMs: null,
      clockAt: null,
      receivedAt: now,
      occurredAt: now,
      foundBy: 'receipt' as const,
      clamped: false,
      afterLoss: false,
    };
    let result: { status: 'applied' | 'no-effect'; reason: string | null; sessionId: string | null };
    if (request.type === 'vacated' && open) {
      await settlement.end(slot.id, await endByHand(tx, book, slot, open, now));
      result = { status: 'applied', reason: null, sessionId: open.id };
    } else if (request.type === 'vacated') {
      result = { status: 'no-effect', reason: 'nothing-there', sessionId: null };
    } else if (request.type === 'checked') {
      if (open) scenes.update(slot.id, { session: { ...open, attestedUntil: Math.max(now, open.startedAt) } });
      const reason = open ? null : 'nothing-there';
      result = { status: open ? 'applied' : 'no-effect', reason, sessionId: open?.id ?? null };
    } else {
      const desk = new SightingDesk({ repositories: tx, scenes, book, settlement, ids, now });
      const { type } = request;
      const sighting: Sighting = {
        type,
        at: now,
        moment: null,
        initial: false,
        afterLoss: false,
        timeUncertain: false,
      };
      result = await desk.apply(slot.id, sighting, { supportedUntil: now, late: false, gap: null });
    }
    tx.observations.save({ ...observation, ...result });
    scenes.save(now);
    audit(tx, ids, actor, {
      action: `slot.${request.type}`,
      subject: `${request.lotCode}/${request.slotCode}`,
      lotId: scene.slot.lotId,
      before: scene.slot.state,
      after: scenes.get(slot.id).slot.state,
    });
    return { status: result.status, reason: result.reason };
  });
}

/**
 * When a stay ended that an attendant ends: now, or, where nobody sees the slot, up to when evidence supports it. Whatever
 * the lot's policy on gaps is: nobody knows that the car stayed longer.
 */
export async function endByHand(
  tx: Tx,
  book: LotBook,
  slot: Slot,
  session: ParkingSession,
  now: number,
): Promise<StayEnd> {
  const costs = await RunningCosts.load(tx, book, [{ slot, session }], now);
  const foundBy = costs.isSeen(session) ? 'by-hand' : 'supported';
  return { at: costs.supportedUntil(session), reason: 'attendant', foundBy };
}
