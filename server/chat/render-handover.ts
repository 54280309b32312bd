import type { HandoverReply } from './handover-reply.ts';
import { type Phrasing, plain, yesNo } from './phrasing.ts';
import { contactOf } from './render-dialogue.ts';

export function renderHandover(reply: HandoverReply, { say }: Phrasing): string {
  switch (reply.kind) {
    case 'handed-over':
      return say('handed-over', {
        lot: plain(reply.lotName),
        ...contactOf(reply.contact),
        isOpen: yesNo(reply.isOpen),
      });
    case 'handed-back':
      return say('handed-back', { lot: plain(reply.lotName) });
    case 'handover-lapsed':
      return say('handover-lapsed', { lot: plain(reply.lotName), ...contactOf(reply.contact) });
  }
}
