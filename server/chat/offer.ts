import { type Phrasing, phrasingFor, plain } from './phrasing.ts';
import { bookingLine, labelOf, textOf } from './render-dialogue.ts';
import { languageOptions } from './render-language.ts';
import type { Reply, ReplyContext } from './reply.ts';
import type { Option, Rich } from './speech.ts';

/**
 * What a reply offers to choose from, beside its words: null where nothing is asked. `body` is the reply in words, which
 * names all of it too.
 */
export function offerOf(reply: Reply, context: ReplyContext, body: string): Rich | null {
  const phrasing = phrasingFor(context);
  const options = optionsOf(reply, phrasing);
  if (options.length === 0) return null;
  const asksPlace = reply.kind === 'ask' && reply.step === 'lot' ? ({ asksPlace: true } as const) : {};
  return { lead: leadOf(body), options, opener: phrasing.say('option.choose'), ...asksPlace };
}

function optionsOf(reply: Reply, p: Phrasing): Option[] {
  const { say } = p;
  switch (reply.kind) {
    case 'did-you-mean':
    case 'cancel-asked':
    case 'staff-ask-out':
    case 'staff-ask-cancel':
    case 'staff-ask-top-up':
      return [
        { text: 'yes', title: say('option.yes') },
        { text: 'no', title: say('option.no') },
      ];
    case 'menu':
      return [
        { text: 'new booking', title: say('option.book') },
        { text: 'my bookings', title: say('option.bookings') },
        { text: 'availability menu', title: say('option.availability') },
        { text: 'wallet menu', title: say('option.wallet') },
        { text: 'problems menu', title: say('option.problems') },
        { text: 'help menu', title: say('option.help') },
      ];
    case 'booking-summary':
      return [
        { text: 'yes', title: say('option.yes') },
        { text: 'no', title: say('option.no') },
        { text: 'back', title: say('option.back') },
      ];
    case 'ask':
      return reply.choices.map((choice) => ({ text: textOf(choice), title: labelOf(choice, p) }));
    case 'nearest-lots':
      return reply.lots.map(({ code, name, free, meters }) => ({
        text: `lot ${code}`,
        title: labelOf({ is: 'lot', code, name, free, meters }, p),
      }));
    case 'availability':
      return reply.free.slice(0, MOST_SLOTS).map((code) => ({ text: bookingLine(reply, code, p), title: plain(code) }));
    case 'which-language':
      return languageOptions();
    case 'still-asking':
    case 'dialogue-help':
      return optionsOf(reply.question, p);
    case 'started-afresh':
    case 'bot-again':
    case 'not-an-answer':
      return optionsOf(reply.answer, p);
    case 'which-slot':
      return reply.free.map((code) => ({ text: code, title: plain(code) }));
    case 'which-lot':
    case 'lot-unknown':
      return reply.lots.map(({ code, name }) => ({ text: `lot ${code}`, title: plain(name), note: plain(code) }));
    default:
      return [];
  }
}

/** As many as a list has rows. */
const MOST_SLOTS = 10;

/** The words without the lines that stand for options: those that begin with a number to type, and what follows them. */
function leadOf(body: string): string {
  const lines = body.split('\n');
  const first = lines.findIndex((line) => /^\d+\. /.test(line));
  return first <= 0 ? body : lines.slice(0, first).join('\n');
}
