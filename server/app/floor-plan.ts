import { DomainError } from '../domain/errors.ts';
import { isTooLarge, MOST_PLAN_PIXELS, MOST_PLAN_SIDE, readImageHeader } from '../domain/plan-image.ts';
import { type Actor, audit } from './audit.ts';
import { lockLot, lotByCode } from './manage-lots.ts';
import type { Slot } from './ports/entities.ts';
import type { Ids } from './ports/ids.ts';
import type { Place, Plan, PlanImage } from './ports/plan-repository.ts';
import type { Look, Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** The floor plan of a lot: a picture, and where the slots are on it. */

/** A plan as it is shown: places by the codes of slots that there are. */
export interface PlanLook {
  readonly version: number;
  readonly image: PlanImage | null;
  readonly places: Readonly<Record<string, Place>>;
}

export async function planOf(unitOfWork: UnitOfWork, lotCode: string): Promise<PlanLook> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    return planLook(await look.plans.ofLot(lot.id), await look.slots.inLot(lot.id));
  });
}

/** The plans of lots that changed, with the lots' codes. */
export async function changedPlans(
  unitOfWork: UnitOfWork,
  lotIds: readonly string[],
): Promise<{ lotCode: string; plan: PlanLook }[]> {
  return unitOfWork.read(async (look) => {
    const found: { lotCode: string; plan: PlanLook }[] = [];
    for (const { id, code } of await look.lots.all()) {
      if (lotIds.includes(id)) found.push({ lotCode: code, plan: await planOfLot(look, id) });
    }
    return found;
  });
}

async function planOfLot(look: Look, lotId: string): Promise<PlanLook> {
  return planLook(await look.plans.ofLot(lotId), await look.slots.inLot(lotId));
}

export function planLook({ version, image, places }: Plan, slots: readonly Slot[]): PlanLook {
  const shown = slots.flatMap(({ id, code }) => {
    const place = places[id];
    return place ? [[code, place] as const] : [];
  });
  return { version, image, places: Object.fromEntries(shown) };
}

/** The picture itself. With a digest only that one: what an address once showed it always shows, or nothing. */
export async function planImage(
  unitOfWork: UnitOfWork,
  lotCode: string,
  sha256: string | null,
): Promise<PlanImage & { bytes: Uint8Array }> {
  return unitOfWork.read(async (look) => {
    const lot = await lotByCode(look, lotCode);
    const { image } = await look.plans.ofLot(lot.id);
    const bytes = image && (sha256 === null || sha256 === image.sha256) ? await look.plans.bytesOf(lot.id) : null;
    if (!image || !bytes) throw new DomainError('plan-unknown', `${lotCode} has no such floor plan`);
    return { ...image, bytes };
  });
}

/** Puts a picture in the place of whatever was there; the slots stay where they are on it. */
export async function uploadPlan(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  upload: { bytes: Uint8Array; sha256: string; ifVersion?: number | undefined },
): Promise<PlanLook> {
  const { bytes, sha256, ifVersion } = upload;
  const header = readImageHeader(bytes);
  if (!header) throw new DomainError('plan-unreadable', 'the file is no PNG, JPEG or WebP');
  if (isTooLarge(header)) {
    const { width, height } = header;
    const most = `${MOST_PLAN_SIDE} on a side and ${MOST_PLAN_PIXELS / 1_000_000} million in all`;
    throw new DomainError('plan-too-large', `the picture has ${width} × ${height} pixels; the most is ${most}`);
  }
  return change(unitOfWork, lotCode, ifVersion, async (tx, lotId, before, slots) => {
    const image = { ...header, sha256 };
    const after = { ...before, version: before.version + 1, image };
    await tx.plans.saveBytes(lotId, bytes);
    await tx.plans.save(lotId, after);
    const entry = { action: 'plan.upload', subject: lotCode, lotId, before: before.image };
    audit(tx, ids, actor, { ...entry, after: { ...image, bytes: bytes.length } });
    return planLook(after, slots);
  });
}

/** Takes the picture and all places away. */
export async function removePlan(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  ifVersion: number | undefined,
): Promise<void> {
  await change(unitOfWork, lotCode, ifVersion, async (tx, lotId, before, slots) => {
    if (!before.image) throw new DomainError('plan-unknown', `${lotCode} has no floor plan`);
    await tx.plans.saveBytes(lotId, null);
    await tx.plans.save(lotId, { version: before.version + 1, image: null, places: {} });
    const { image, places } = planLook(before, slots);
    audit(tx, ids, actor, {
      ...{ action: 'plan.remove', subject: lotCode, lotId },
      ...{ before: { ...image, places }, after: null },
    });
  });
}

/** Says where all slots are; those that are not named are not on the plan. */
export async function placeSlots(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  lotCode: string,
  wish: { places: Readonly<Record<string, Place>>; ifVersion: number },
): Promise<PlanLook> {
  return change(unitOfWork, lotCode, wish.ifVersion, async (tx, lotId, before, slots) => {
    if (!before.image) throw new DomainError('plan-unknown', `${lotCode} has no floor plan to put slots on`);
    const byCode = new Map(slots.map((slot) => [slot.code, slot.id]));
    const known = new Set(byCode.values());
    // A slot that is retired is not to be seen by whoever places the others, and keeps its place.
    const kept = Object.entries(before.places).filter(([id]) => !known.has(id));
    const placed = Object.entries(wish.places).map(([code, place]) => {
      const id = byCode.get(code);
      if (id === undefined) throw new DomainError('slot-unknown', `there is no slot ${code} in ${lotCode}`);
      return [id, place] as const;
    });
    const places: Record<string, Place> = Object.fromEntries([...kept, ...placed]);
    const moved = slots.filter(({ id }) => String(before.places[id]) !== String(places[id]));
    if (moved.length === 0) return planLook(before, slots);
    const after = { ...before, version: before.version + 1, places };
    await tx.plans.save(lotId, after);
    // Hundreds of slots that stayed would hide the one that moved.
    const of = (all: Plan['places']) => Object.fromEntries(moved.map(({ id, code }) => [code, all[id] ?? null]));
    const entry = { action: 'plan.place', subject: lotCode, lotId };
    audit(tx, ids, actor, { ...entry, before: of(before.places), after: of(places) });
    return planLook(after, slots);
  });
}

async function change<T>(
  unitOfWork: UnitOfWork,
  lotCode: string,
  ifVersion: number | undefined,
  fn: (tx: Tx, lotId: string, before: Plan, slots: readonly Slot[]) => Promise<T>,
): Promise<T> {
  return unitOfWork.run(async (tx) => {
    const lot = await lockLot(tx, lotCode);
    const before = await tx.plans.ofLot(lot.id);
    if (ifVersion !== undefined && ifVersion !== before.version) {
      throw new DomainError('plan-changed', `the floor plan is at version ${before.version}, not ${ifVersion}`);
    }
    return fn(tx, lot.id, before, await tx.slots.inLot(lot.id));
  });
}
