import type { TransferKind } from '../domain/ledger.ts';
import { phrasingFor, plain, yesNo } from './phrasing.ts';
import type { ReplyContext } from './reply.ts';

/** What a statement's line is about. */
export interface StatementItem {
  readonly kind: TransferKind;
  readonly reference: string | null;
  readonly stay: { readonly slot: string; readonly from: number; readonly to: number | null } | null;
}

/** A line of a statement in words. */
export function statementWords({ kind, reference, stay }: StatementItem, context: ReplyContext): string {
  const p = phrasingFor(context);
  return p.say(`statement.${kind}`, {
    isOfStay: yesNo(stay !== null),
    slot: plain(stay?.slot ?? ''),
    span: stay === null ? '' : p.span(stay.from, stay.to ?? stay.from),
    hasReference: yesNo(reference !== null),
    reference: plain(reference ?? ''),
  });
}
