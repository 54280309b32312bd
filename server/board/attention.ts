import type { SlotState, SlotView } from '../../shared/live/board-events.ts';

/** Why a slot needs a person, most urgent first. */
export const attentionKinds = [
  'unaccounted-car',
  'displaced-booking',
  'no-price',
  'overstay',
  'no-show',
  'disowned-stay',
  'controller-lost',
] as const;
export type AttentionKind = (typeof attentionKinds)[number];

export interface AttentionItem {
  /** Stays the same while the matter lasts, so that it is announced once. */
  id: string;
  kind: AttentionKind;
  slot: string;
  /** The controller of the slot, where the matter is with it. */
  controller: string | null;
  /** The booking that is concerned, and where it is now: null where it was called off. */
  booking: { reference: string; movedTo: string | null } | null;
  /** Since when; null where nobody knows. */
  since: string | null;
}

/** So long before a booking expires that nobody has come for, somebody may want to call the driver. */
const noShowMs = 5 * 60_000;

/** What needs a person at `now` (ms), most urgent first, within one kind the longest waiting first. */
export function attentionItems(slots: readonly SlotView[], now: number): AttentionItem[] {
  return slots.flatMap((slot) => itemsOfSlot(slot, now)).sort(byUrgency);
}

/** Many lost controllers under one head: most often they have one cause. */
export interface LostGroup {
  kind: 'controllers-lost';
  controllers: number;
  /** The longest waiting first. */
  items: AttentionItem[];
  since: string | null;
}

/** More slots than this with a lost controller are shown as one. */
const MOST_LOST_APART = 3;

/** The same items in the same order, but many lost controllers as one. They are the least urgent, so they come last. */
export function attentionChips(items: readonly AttentionItem[]): (AttentionItem | LostGroup)[] {
  const lost = items.filter(({ kind }) => kind === 'controller-lost');
  if (lost.length <= MOST_LOST_APART) return [...items];
  const controllers = new Set(lost.map(({ controller }) => controller)).size;
  // One that was never heard has no beginning; the group tells the oldest that is known.
  const since = lost.find((item) => item.since !== null)?.since ?? null;
  const others = items.filter(({ kind }) => kind !== 'controller-lost');
  return [...others, { kind: 'controllers-lost', controllers, items: lost, since }];
}

/** A slot may need attention twice: a car that overstays under a controller that went silent. */
function itemsOfSlot(slot: SlotView, now: number): AttentionItem[] {
  const items: AttentionItem[] = [];
  const add = (kind: AttentionKind, since: string | null, more: Partial<AttentionItem> = {}) =>
    items.push({ id: `${kind}:${slot.code}`, kind, slot: slot.code, controller: null, booking: null, since, ...more });
  if (slot.session?.overstay) add('overstay', slot.booking?.endsAt ?? slot.session.startedAt);
  else if (slot.state === 'attention') add('unaccounted-car', slot.session?.startedAt ?? null);
  if (slot.displaced) {
    const { reference, movedTo, at } = slot.displaced;
    // Another booking that has to give way on the same slot is another matter.
    add('displaced-booking', at, {
      id: `displaced-booking:${slot.code}:${reference}`,
      booking: { reference, movedTo },
    });
  }
  if (slot.booking?.state === 'active' && slot.session?.costMinor === null) add('no-price', slot.session.startedAt);
  if (slot.booking?.state === 'reserved' && slot.session === null && slot.state === 'reserved') {
    const { startsAt, holdUntil } = slot.booking;
    if (Date.parse(holdUntil) - now <= noShowMs) add('no-show', startsAt);
  }
  if (slot.disowned) add('disowned-stay', slot.disowned.at);
  if (slot.controller?.status === 'lost')
    add('controller-lost', slot.controller.lastSeenAt, { controller: slot.controller.id });
  return items;
}

function byUrgency(a: AttentionItem, b: AttentionItem): number {
  return (
    attentionKinds.indexOf(a.kind) - attentionKinds.indexOf(b.kind) ||
    millis(a.since) - millis(b.since) ||
    a.slot.localeCompare(b.slot, 'en', { numeric: true })
  );
}

/** An unknown beginning sorts first: it may be the oldest. */
function millis(since: string | null): number {
  return since === null ? 0 : Date.parse(since);
}

export type Counts = Record<SlotState, number>;

/** How many slots are in each state. */
export function countStates(slots: readonly SlotView[]): Counts {
  const counts: Counts = { free: 0, reserved: 0, occupied: 0, attention: 0, 'out-of-service': 0, unknown: 0 };
  for (const slot of slots) counts[slot.state] += 1;
  return counts;
}

/** What an unknown slot was last known to hold; `free` is never said of it. */
export function fadedLook(slot: SlotView): 'occupied' | 'reserved' | 'none' {
  if (slot.session !== null) return 'occupied';
  return slot.booking === null ? 'none' : 'reserved';
}

/** Whether a slot answers what an attendant looks for: code, booking reference, driver's name, digits of the phone. */
export function matchesSearch(slot: SlotView, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return true;
  if (slot.code.toLowerCase() === wanted) return true;
  const texts = [slot.booking?.reference, slot.displaced?.reference, slot.driver?.displayName, slot.controller?.id];
  if (wanted.length > 1 && texts.some((text) => text?.toLowerCase().includes(wanted))) return true;
  const plate = wanted.replace(/[\s-]/g, '');
  if (plate.length >= 3 && slot.driver?.plate?.toLowerCase().includes(plate)) return true;
  const digits = wanted.replace(/\D/g, '');
  return digits.length >= 3 && (slot.driver?.phone?.replace(/\D/g, '').includes(digits) ?? false);
}
