import type { Args, None, YesNo } from '../locales/message-arguments.ts';
import type { Miss, Page } from './dialogue-reply.ts';

type Steps = 'name' | 'phone' | 'plate' | 'lot' | 'slot' | 'day' | 'time' | 'length' | 'add-ons' | 'notes';

/** The texts of menus and step-by-step dialogues, and what each is given. */
export interface DialogueMessages
  extends Record<`ask.${Steps}`, Args<'lot' | 'day'> & { isOptional: YesNo }>,
    Record<`miss.${Miss}`, Args<'lot', 'most'>>,
    Record<`page.${Page}`, Args<'lot'>> {
  'ask.message': Args<'miss' | 'question' | 'lines'> & { hasMiss: YesNo; hasLines: YesNo; offersPerson: YesNo };
  'ask.line': Args<'label', 'number'>;
  'ask.bullet': Args<'label'>;
  'choice.any-slot': None;
  'choice.slot-at': Args<'slot' | 'time'>;
  'choice.lot': Args<'name' | 'distance', 'free'> & { hasDistance: YesNo };
  'choice.now': None;
  'choice.today': Args<'date'>;
  'choice.tomorrow': Args<'date'>;
  'choice.add-on': Args<'name' | 'price'>;
  'choice.none': None;
  'distance.meters': Args<never, 'meters'>;
  'distance.kilometers': Args<'kilometers'>;
  'booking-summary': Args<
    'slot' | 'lot' | 'span' | 'price' | 'deposit' | 'addOns' | 'plate' | 'notes' | 'freeUntil'
  > & {
    isNow: YesNo;
    hasDeposit: YesNo;
    hasAddOns: YesNo;
    hasPlate: YesNo;
    hasNotes: YesNo;
    hasFee: YesNo;
    isAgain: YesNo;
    isRepriced: YesNo;
  };
  'dialogue-help': Args<'question'>;
  'dialogue-left.booking': None;
  'dialogue-left.problem': None;
  'still-asking': Args<'answer' | 'question'>;
  'started-afresh': Args<'answer'>;
  'not-an-answer': Args<'answer'> & { offersPerson: YesNo };
  availability: Args<'lot' | 'span' | 'codes' | 'price' | 'example', 'free' | 'total'> & {
    hasPrice: YesNo;
    isNow: YesNo;
  };
  'availability-days': Args<'lot' | 'lines' | 'example'>;
  'availability-day': Args<'date', 'free' | 'total'> & { isClosed: YesNo };
  upcoming: Args<'lines', 'count'>;
  'upcoming-line': Args<'slot' | 'lot' | 'span' | 'reference'>;
  hours: Args<'lot' | 'lines'> & { isAlways: YesNo; isOpen: YesNo };
  'hours-line': Args<'days' | 'from' | 'to'> & { isDaily: YesNo; isWhole: YesNo };
  faq: Args<'lot' | 'lines' | 'contact', 'count'> & { hasContact: YesNo };
  'faq-line': Args<'question' | 'answer'>;
  person: Args<'lot' | 'contact'> & { hasContact: YesNo };
  'problem-asked': Args<'lot'> & { isAgain: YesNo };
  'problem-noted': Args<'number'> & { hasMedia: YesNo };
  'problem-list': Args<'lines', 'count'>;
  'problem-line': Args<'number' | 'words' | 'date' | 'answer'> & { state: string; hasAnswer: YesNo };
  'problem-changed': Args<'number' | 'answer'> & { state: string; hasAnswer: YesNo };
  'nearest-lots': Args<'lines', 'count'>;
  'command.book': Args<'slot'>;
  'command.book-any': None;
  'command.book-at': Args<'slot' | 'day' | 'time'>;
  silence: { isOn: YesNo };
  'media-unread': None;
}
