import { type Phrasing, phrasingFor, plain } from './phrasing.ts';
import type { Reply, ReplyContext } from './reply.ts';
import type { Option, Rich } from './speech.ts';

/**
 * What a reply offers to choose from, beside its words: null where nothing is asked. `body` is the reply in words, which
 * names all of it too.
 */
export function offerOf(reply: Reply, context: ReplyContext, body: string): Rich | null {
  const options = optionsOf(reply, phrasingFor(context));
  return options.length === 0 ? null : { lead: leadOf(body), options };
}

function optionsOf(reply: Reply, { say }: Phrasing): Option[] {
  switch (reply.kind) {
    case 'did-you-mean':
    case 'cancel-asked':
      return [
        { text: 'yes', title: say('option.yes') },
        { text: 'no', title: say('option.no') },
      ];
    case 'menu':
      return [
        { text: 'slots', title: say('option.slots') },
        { text: 'book', title: say('option.book') },
        { text: 'status', title: say('option.status') },
        { text: 'balance', title: say('option.balance') },
        { text: 'help', title: say('option.help') },
      ];
    case 'which-slot':
      return reply.free.map((code) => ({ text: code, title: plain(code) }));
    case 'which-lot':
    case 'lot-unknown':
      return reply.lots.map(({ code, name }) => ({ text: `lot ${code}`, title: plain(name), note: plain(code) }));
    default:
      return [];
  }
}

/** The words without the lines that stand for options: those that begin with a number to type, and what follows them. */
function leadOf(body: string): string {
  const lines = body.split('\n');
  const first = lines.findIndex((line) => /^\d+\. /.test(line));
  return first <= 0 ? body : lines.slice(0, first).join('\n');
}
