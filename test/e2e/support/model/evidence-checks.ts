import type { StayFact } from './facts.ts';
import { REJOIN_MS, SLOTS, type Span } from './rules.ts';
import { isDecided, type World } from './world.ts';

/** What the board said against what is stored and billed. */
export async function evidenceFaults(world: World): Promise<string[]> {
  const found = await storedOnce(world);
  for (const stay of world.now.stays)
    if (stay.driverId !== null && stay.to !== null) found.push(...unsupported(world, stay));
  if (world.board.isInStep) for (const slot of SLOTS) found.push(...parkedFree(world, slot));
  return found;
}

/** Every acknowledged event is there once, as it was sent, and none was rejected. */
async function storedOnce({ board, site }: World): Promise<string[]> {
  const rows = await site.rows(
    `SELECT boot_id, seq, slot_code, type, status, reason FROM observations WHERE source = 'esp32-a'`,
  );
  const stored = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) {
    const key = `${row.boot_id}/${row.seq}`;
    stored.set(key, [...(stored.get(key) ?? []), row]);
  }
  return board.seen.flatMap(({ bootId, seq, slot, type, isDelivered }) => {
    const kept = stored.get(`${bootId}/${seq}`) ?? [];
    const [row] = kept;
    if (row?.status === 'rejected') return [`event ${seq} was rejected: ${row.reason}`];
    if (!isDelivered || !board.controller.bootId) return [];
    if (kept.length !== 1) return [`event ${seq} of ${bootId} was acknowledged and is stored ${kept.length} times`];
    const isSame = row?.slot_code === slot && row.type === type && row.status !== 'pending';
    return isSame ? [] : [`event ${seq} is stored as ${JSON.stringify(row)}`];
  });
}

/** Nobody pays for time in which no car stood there, but for the moments within which it may come back. */
function unsupported(world: World, stay: StayFact): string[] {
  const { board, lies } = world;
  const to = stay.to ?? world.site.now();
  if (isDecided(world.now, stay.id)) return [];
  return absences(board.stays.get(stay.slot) ?? [], { from: stay.from, to }).flatMap((absence) => {
    // What the board has kept to itself corrects a person's word when it comes.
    const isKept = stay.foundBy === 'by-hand' && absence.to === to && !isHeardOf(world, stay.slot, absence.from);
    // It is in the bill that nobody saw it, or a person said otherwise.
    const unseen = stay.gaps.some((gap) => gap.from <= absence.from && gap.to >= absence.to);
    const lie = lies.get(stay.slot)?.find((at) => at >= absence.from && at <= absence.to);
    const billed = (lie ?? absence.to) - absence.from;
    const cameBack = board.stays.get(stay.slot)?.some(({ from }) => from === absence.to);
    const isBrief = billed <= REJOIN_MS && (lie !== undefined || (cameBack && absence.from > stay.from));
    if (unseen || isBrief || isKept) return [];
    return [`stay ${stay.id} on ${stay.slot} has ${billed} ms in which no car stood there, from ${absence.from}`];
  });
}

function isHeardOf({ board }: World, slot: string, at: number): boolean {
  return board.seen.some((event) => event.slot === slot && event.at === at && event.isDelivered);
}

/** Of a stretch, the parts in which no car stood. */
function absences(stays: readonly { from: number; to: number | null }[], { from, to }: Span): Span[] {
  const found: Span[] = [];
  let at = from;
  for (const stay of stays) {
    if (stay.from > at && stay.from <= to) found.push({ from: at, to: stay.from });
    at = Math.max(at, stay.to ?? to);
    if (at >= to) return found.filter((span) => span.from < span.to && span.from < to);
  }
  if (at < to) found.push({ from: at, to });
  return found;
}

/** A car that the board saw come and go, whatever came late, has a stay for all of its time. */
function parkedFree(world: World, slot: string): string[] {
  const { board, now, disturbances, lies } = world;
  const trouble = [
    ...(disturbances.get(slot) ?? []),
    ...board.unpowered.map(({ from, to }) => ({ from, to: to ?? world.site.now() })),
    ...(lies.get(slot) ?? []).map((at) => ({ from: at, to: at })),
  ];
  const unheard = board.seen.filter(({ bootId }) => !board.heardBoots.has(bootId)).map(({ at }) => at);
  return (board.stays.get(slot) ?? []).flatMap((stay) => {
    const to = stay.to ?? world.site.now();
    const isTroubled = trouble.some((span) => span.from <= to + REJOIN_MS && span.to >= stay.from - REJOIN_MS);
    if (isTroubled || unheard.some((at) => at >= stay.from && at <= to)) return [];
    const overlapping = now.stays.filter((each) => each.slot === slot && each.from < to && (each.to ?? to) > stay.from);
    if (overlapping.some(({ id }) => isDecided(now, id))) return [];
    const covered = now.stays
      .filter((each) => each.slot === slot)
      .reduce((sum, each) => sum + Math.max(0, Math.min(each.to ?? to, to) - Math.max(each.from, stay.from)), 0);
    return covered >= to - stay.from ? [] : [`a car on ${slot} from ${stay.from} to ${to} has stays for ${covered} ms`];
  });
}
