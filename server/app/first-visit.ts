import { DomainError } from '../domain/errors.ts';
import { type Actor, audit } from './audit.ts';
import { lotIsBound } from './manage-lots.ts';
import type { Ids } from './ports/ids.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** The short set-up that an administrator is led through on the first visit to a new installation. */

export interface FirstVisitDeps {
  readonly unitOfWork: UnitOfWork;
  readonly ids: Ids;
  /** False where the environment says that everything is set up by other means. */
  readonly isOffered: boolean;
  /** False where the environment owns the password: one that was changed here would be undone by the next start. */
  readonly asksPassword: boolean;
}

export interface FirstVisit {
  /** Whether the set-up still waits. */
  readonly isOpen: boolean;
  readonly asksPassword: boolean;
  /** The lot that it is about; null where there is none. */
  readonly lotCode: string | null;
  /** Whether its currency can be changed no more. */
  readonly currencyIsFixed: boolean;
}

export async function firstVisit({ unitOfWork, isOffered, asksPassword }: FirstVisitDeps): Promise<FirstVisit> {
  return unitOfWork.read(async (look) => {
    const [lot] = await look.lots.all();
    const isOpen = isOffered && lot !== undefined && (await look.lots.setUpAt()) === null;
    const currencyIsFixed = lot !== undefined && (await lotIsBound(look, lot.id));
    return { isOpen, asksPassword, lotCode: lot?.code ?? null, currencyIsFixed };
  });
}

/** It is done, or was left out: nobody is asked again. A second time changes nothing. */
export async function finishFirstVisit({ unitOfWork, ids }: FirstVisitDeps, actor: Actor): Promise<void> {
  await unitOfWork.run(async (tx) => {
    const operatorId = await tx.lots.operatorId();
    if (operatorId === null) throw new DomainError('lot-unknown', 'there is nothing to set up');
    if (!(await tx.lots.finishSetUp(actor.now))) return;
    audit(tx, ids, actor, { action: 'set-up.done', subject: operatorId, before: null, after: null });
  });
}
