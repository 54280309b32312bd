import { instantOf } from '../domain/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import type { Lot } from '../domain/lot.ts';
import { type Actor, audit } from './audit.ts';
import type {
  ExportedBooking,
  ExportedMessage,
  ExportedStay,
  ExportedTransfer,
  ExportPage,
  ExportRepository,
} from './ports/export-repository.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** What a row of each kind is. */
export interface ExportKinds {
  readonly bookings: ExportedBooking;
  readonly stays: ExportedStay;
  readonly transfers: ExportedTransfer;
  readonly messages: ExportedMessage;
}

export type ExportKind = keyof ExportKinds;

/** Days of the lot as `YYYY-MM-DD`, the last one included; null: from the beginning, or up to now. */
export interface ExportDates {
  readonly from: string | null;
  readonly to: string | null;
}

export interface Export<Kind extends ExportKind> {
  readonly lot: Lot;
  readonly pages: AsyncGenerator<readonly ExportKinds[Kind][]>;
}

const READ: {
  readonly [Kind in ExportKind]: (from: ExportRepository, page: ExportPage) => Promise<ExportKinds[Kind][]>;
} = {
  bookings: (from, page) => from.bookings(page),
  stays: (from, page) => from.stays(page),
  transfers: (from, page) => from.transfers(page),
  messages: (from, page) => from.messages(page),
};

const PAGE = 500;
const DAY_MS = 86_400_000;

/**
 * What a lot has to tell of one kind, the oldest first, read page by page as whoever takes it asks for the next one; what
 * comes in meanwhile is not in it. That somebody takes it along is in the audit log before the first row is read.
 */
export async function exportOf<Kind extends ExportKind>(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  asked: ExportDates & { readonly lotCode: string; readonly kind: Kind },
): Promise<Export<Kind>> {
  const { lotCode, kind, from, to } = asked;
  return unitOfWork.run(async (tx) => {
    const lot = await tx.lots.byCode(lotCode);
    if (!lot) throw new DomainError('lot-unknown', `there is no lot ${lotCode}`);
    if (from !== null && to !== null && from > to)
      throw new DomainError('invalid-request', 'from: must not be after to');
    const first = from === null ? 0 : instantOf(dayOf(from), 0, lot.timeZone);
    const end = to === null ? Number.POSITIVE_INFINITY : instantOf(dayOf(to) + 1, 0, lot.timeZone);
    audit(tx, ids, actor, { action: `export.${kind}`, subject: lot.id, before: null, after: { from, to } });
    return { lot, pages: pagesOf(unitOfWork, kind, lot.id, first, Math.min(end, actor.now + 1)) };
  });
}

/** Days since 1970-01-01. */
function dayOf(date: string): number {
  return Date.parse(date) / DAY_MS;
}

async function* pagesOf<Kind extends ExportKind>(
  unitOfWork: UnitOfWork,
  kind: Kind,
  lotId: string,
  from: number,
  to: number,
): AsyncGenerator<readonly ExportKinds[Kind][]> {
  let after = { at: from, id: '' };
  for (;;) {
    const page = { lotId, after, to, limit: PAGE };
    const rows = await unitOfWork.read((look) => READ[kind](look.exports, page));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = { at: last.at, id: last.id };
  }
}
