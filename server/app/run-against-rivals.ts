import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { isConstraint } from './ports/storage-errors.ts';
import type { Tx, UnitOfWork } from './ports/unit-of-work.ts';

/** Which code a rule of the database stands for: a part of the constraint's name, as either engine spells it. */
export type RuleCodes = readonly (readonly [rule: string, code: ErrorCode, detail: string])[];

/**
 * Runs a unit that first looks and then writes. Where a rule of the database refuses the write, somebody else was
 * faster in between: run again, the unit sees what they stored and says itself what stands in the way. Only a rule that
 * refuses the second time too answers with the code it stands for.
 */
export async function runAgainstRivals<T>(
  unitOfWork: UnitOfWork,
  fn: (tx: Tx) => Promise<T>,
  codes: RuleCodes = [],
): Promise<T> {
  try {
    return await unitOfWork.run(fn);
  } catch (error) {
    if (!isConstraint(error)) throw error;
  }
  try {
    return await unitOfWork.run(fn);
  } catch (error) {
    const broken = codes.find(([rule]) => isConstraint(error, rule));
    throw broken ? new DomainError(broken[1], broken[2]) : error;
  }
}
