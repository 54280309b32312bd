import type { Lot } from '../domain/lot.ts';
import type { ParkingSession } from '../domain/parking-session.ts';
import { desiredLed, slotState } from '../domain/slot.ts';
import type { Tariff } from '../domain/tariff.ts';
import type { Books, BooksView, Finding } from './ports/books.ts';
import type { Slot } from './ports/entities.ts';
import { factsOf } from './scenes.ts';
import { billOf } from './stay-bill.ts';

/** One rule and how it was kept. */
export interface AuditLine extends Finding {
  readonly rule: string;
}

const PAGE = 500;
const MOST_IDS = 10;

/**
 * Proves from what is stored that the rules hold which must always hold. One consistent view, page by page, so that it
 * can run beside a busy server whatever there is.
 */
export function auditBooks(books: Books): Promise<AuditLine[]> {
  return books.view(async (view) => {
    const lines: AuditLine[] = [];
    for (const rule of view.rules) lines.push({ rule: rule.name, ...(await rule.check()) });
    lines.push({ rule: 'stays-charged-once', ...(await staysCharged(view)) });
    lines.push({ rule: 'gaps-within-stay', ...(await gapsOrdered(view)) });
    lines.push(...(await slotsShown(view)));
    return lines;
  });
}

export function problemsIn(lines: readonly AuditLine[]): number {
  return lines.reduce((sum, { problems }) => sum + problems, 0);
}

/** A stay that a driver ended has one standing charge, of what its bill comes to; one that costs nothing has none. */
async function staysCharged(view: BooksView): Promise<Finding> {
  const prices = await Prices.load(view);
  return walk(
    (after) => view.endedStays(after, PAGE),
    async (stays) => {
      const paid = stays.filter(({ driverId }) => driverId !== null);
      const charges = await view.standingCharges(paid.map(({ id }) => id));
      const amounts = new Map<string, number[]>();
      for (const { sessionId, amountMinor } of charges) {
        amounts.set(sessionId, [...(amounts.get(sessionId) ?? []), amountMinor]);
      }
      return paid.filter((stay) => !prices.explain(stay, amounts.get(stay.id) ?? []));
    },
  );
}

class Prices {
  private readonly lots: ReadonlyMap<string, Lot>;
  private readonly tariffs: ReadonlyMap<string, Tariff>;

  private constructor(lots: readonly Lot[], tariffs: readonly Tariff[]) {
    this.lots = new Map(lots.map((lot) => [lot.id, lot]));
    this.tariffs = new Map(tariffs.map((tariff) => [tariff.id, tariff]));
  }

  static async load(view: BooksView): Promise<Prices> {
    return new Prices(await view.lots(), await view.look.lots.tariffs());
  }

  /** Whether these standing charges are what the stay costs. */
  explain(stay: ParkingSession, charges: readonly number[]): boolean {
    const charged = stay.chargedMinor ?? 0;
    const asCharged = charged === 0 ? charges.length === 0 : charges.length === 1 && charges[0] === charged;
    return asCharged && this.amounts(stay).includes(charged);
  }

  /** Whether a stretch without evidence is billed may have been set otherwise when the stay was settled. */
  private amounts(stay: ParkingSession): (number | null)[] {
    if (!this.lots.has(stay.lotId) || stay.endedAt === null) return [];
    const { endedAt } = stay;
    return (stay.gaps.length === 0 ? [false] : [false, true]).map((billsGaps) => {
      const book = {
        tariff: (id: string | null) => (id === null ? null : (this.tariffs.get(id) ?? null)),
        lot: (id: string) => withGaps(this.lots.get(id), billsGaps),
      };
      return billOf(book, stay, endedAt)?.amountMinor ?? null;
    });
  }
}

function withGaps(lot: Lot | undefined, billsGaps: boolean): Lot {
  if (!lot) throw new Error('a lot that is not there');
  return { ...lot, settings: { ...lot.settings, billsGaps } };
}

/** The stretches of an ended stay that nothing supports lie within it, in order and apart from each other. */
function gapsOrdered(view: BooksView): Promise<Finding> {
  return walk(
    (after) => view.endedStays(after, PAGE),
    async (stays) =>
      stays.filter(({ gaps, startedAt, endedAt }) =>
        gaps.some(
          ({ from, to }, index) => from >= to || from < (gaps[index - 1]?.to ?? startedAt) || to > (endedAt ?? to),
        ),
      ),
  );
}

/** What each slot shows and what its LED should show is what the facts stored about it come to. */
async function slotsShown(view: BooksView): Promise<AuditLine[]> {
  const dark = new Set<string>();
  const states = await walk(
    (after) => view.slots(after, PAGE),
    async (slots) => {
      const facts = await factsBehind(view, slots);
      return slots.filter((slot) => {
        const state = slotState(facts(slot));
        if (desiredLed(state, slot.led).rev !== slot.led.rev) dark.add(slot.id);
        return state !== slot.state;
      });
    },
  );
  return [
    { rule: 'slot-state-follows-facts', ...states },
    {
      rule: 'led-follows-state',
      checked: states.checked,
      problems: dark.size,
      ids: [...dark].slice(0, MOST_IDS),
    },
  ];
}

async function factsBehind(view: BooksView, slots: readonly Slot[]) {
  const sessions = await view.look.sessions.byIds(slots.flatMap(({ sessionId }) => sessionId ?? []));
  const bookings = await view.look.bookings.byIds(slots.flatMap(({ bookingId }) => bookingId ?? []));
  const session = new Map(sessions.map((each) => [each.id, each]));
  const booking = new Map(bookings.map((each) => [each.id, each]));
  return (slot: Slot) =>
    factsOf({
      slot,
      session: session.get(slot.sessionId ?? '') ?? null,
      booking: booking.get(slot.bookingId ?? '') ?? null,
      lapsed: null,
    });
}

/** Goes through all pages; `wrong` picks from each what breaks the rule. */
async function walk<Row extends { readonly id: string }>(
  page: (after: string) => Promise<Row[]>,
  wrong: (rows: Row[]) => Promise<readonly Row[]>,
): Promise<Finding> {
  let checked = 0;
  let problems = 0;
  const ids: string[] = [];
  for (let rows = await page(''); rows.length > 0; rows = await page(rows.at(-1)?.id ?? '')) {
    checked += rows.length;
    const found = await wrong(rows);
    problems += found.length;
    ids.push(...found.slice(0, MOST_IDS - ids.length).map(({ id }) => id));
  }
  return { checked, problems, ids };
}
