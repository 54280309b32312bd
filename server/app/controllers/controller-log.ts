import type { ControllerEvent, ControllerEventKind, EventDetail } from '../ports/controller-care.ts';
import type { Ids } from '../ports/ids.ts';
import type { Look, Tx, UnitOfWork } from '../ports/unit-of-work.ts';
import { controllerIn } from './controller-in.ts';

/** Something that happened with a controller. */
export interface ControllerNote {
  readonly controllerId: string;
  readonly kind: ControllerEventKind;
  readonly detail?: EventDetail;
  /** Who of the staff did it. */
  readonly staffId?: string;
}

/** Writes it into the controller's log, as part of the unit in which it happens. */
export function note(tx: Pick<Tx, 'controllerEvents'>, ids: Ids, now: number, happened: ControllerNote): void {
  const { controllerId, kind, detail = {}, staffId = null } = happened;
  tx.controllerEvents.add({ id: ids.next(), controllerId, at: now, kind, staffId, detail });
}

const DAY_MS = 86_400_000;
/** So long the log of a controller and its commands are kept. */
export const LOG_DAYS = 30;
/** So many entries of each controller are kept, however young. */
export const LOG_ENTRIES = 1000;

/** Keeps logs and commands within their bounds: what a job does. */
export async function forgetControllerLogs(unitOfWork: UnitOfWork, now: number): Promise<void> {
  await unitOfWork.run(async (tx) => {
    await tx.controllerEvents.forget(now - LOG_DAYS * DAY_MS, LOG_ENTRIES);
    await tx.commands.forget(now - LOG_DAYS * DAY_MS);
    await tx.firmware.forgetLinks(now - DAY_MS);
  });
}

/** An entry with who did it, by login. */
export interface LoggedEvent extends ControllerEvent {
  readonly by: string | null;
}

/** One page of a controller's log, the newest first; `next` leads to the page after it. */
export async function logOf(
  unitOfWork: UnitOfWork,
  lotCode: string,
  controllerId: string,
  page: { before: string | null; limit: number },
): Promise<{ events: LoggedEvent[]; next: string | null }> {
  return unitOfWork.read(async (look) => {
    await controllerIn(look, lotCode, controllerId);
    const events = await look.controllerEvents.ofController(controllerId, page);
    const named = await withLogins(look, events);
    return { events: named, next: events.length < page.limit ? null : (events.at(-1)?.id ?? null) };
  });
}

/** What staff did, with their login; one that is not staff's, as the demo's, stands for itself. */
export async function withLogins<Of extends { readonly staffId: string | null }>(
  look: Look,
  entries: readonly Of[],
): Promise<(Of & { by: string | null })[]> {
  const logins = entries.some(({ staffId }) => staffId !== null) ? await look.staff.logins() : new Map();
  return entries.map((entry) => ({ ...entry, by: entry.staffId && (logins.get(entry.staffId) ?? entry.staffId) }));
}
