import { DomainError } from '../domain/errors.ts';
import type { CaseState, ReportedCase } from '../domain/reported-case.ts';
import { type Actor, audit } from './audit.ts';
import { LotBook } from './lot-book.ts';
import { tell } from './notices.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** What staff do with problems that drivers reported. */

export interface CaseView extends ReportedCase {
  readonly lotCode: string;
  readonly driverName: string;
}

export async function listCases(
  unitOfWork: UnitOfWork,
  asked: { state: CaseState | null; limit: number; offset: number },
): Promise<{ cases: CaseView[]; total: number }> {
  return unitOfWork.read(async (look) => {
    const { cases, total } = await look.cases.list(asked.state, asked.limit, asked.offset);
    const book = await LotBook.load(look);
    const drivers = await look.drivers.byIds([...new Set(cases.map(({ driverId }) => driverId))]);
    const views = cases.map((reported) => ({
      ...reported,
      lotCode: book.find(reported.lotId)?.code ?? '?',
      driverName: drivers.find(({ id }) => id === reported.driverId)?.displayName ?? '?',
    }));
    return { cases: views, total };
  });
}

/** An attendant works on a case, solves it, or answers; the driver is told once for each change. */
export async function workOnCase(
  unitOfWork: UnitOfWork,
  ids: Ids,
  actor: Actor,
  id: string,
  change: { readonly state?: CaseState | undefined; readonly answer?: string | undefined },
): Promise<CaseView> {
  return unitOfWork.run(async (tx) => {
    const before = await tx.cases.lockById(id);
    if (!before) throw new DomainError('case-unknown', `there is no case ${id}`);
    const after: ReportedCase = {
      ...before,
      state: change.state ?? before.state,
      answer: change.answer ?? before.answer,
      changedAt: actor.now,
    };
    const book = await LotBook.load(tx);
    const lot = book.lot(before.lotId);
    const [driver] = await tx.drivers.byIds([before.driverId]);
    const view = { ...after, lotCode: lot.code, driverName: driver?.displayName ?? '?' };
    if (after.state === before.state && after.answer === before.answer) return view;
    tx.cases.save(after);
    audit(tx, ids, actor, { action: 'case.change', subject: id, before, after });
    const [identity] = await tx.drivers.identitiesByIds([before.identityId]);
    const { number, state, answer } = after;
    const reply = { kind: 'problem-changed', number, state, answer } as const;
    if (identity) tell(tx, ids, actor.now, { identity, lot, reply, notBefore: actor.now, sessionId: null });
    return view;
  });
}
