import { listMark } from '../../chat/choices.ts';
import type { Intent } from '../../chat/intent.ts';
import type { Client } from '../driver-desk.ts';
import type { Answer, Turn } from './turn.ts';

/** Answers who asks for a language, or which there are. Whatever question is open stays so. */
export function languageTurn(
  { lot, pendingText, isAside }: Turn,
  { welcome }: Client,
  { tag }: Extract<Intent, { kind: 'language' }>,
): Answer {
  if (tag === null) {
    const pending = isAside ? pendingText : listMark('languages');
    return { reply: { kind: 'which-language', isNumbered: isAside !== true }, chosenLotId: null, pending };
  }
  // Who is new here reads what there is to do, and of the credit just given.
  if (welcome && lot) {
    const reply = { kind: 'menu', lotName: lot.name, welcome } as const;
    return { reply, chosenLotId: null, pending: listMark('menu'), locale: tag };
  }
  const pending = pendingText === listMark('languages') ? null : pendingText;
  return { reply: { kind: 'language-set' }, chosenLotId: null, pending, locale: tag };
}
