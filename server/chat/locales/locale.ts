import type { DialogueMessages } from '../dialogue/dialogue-messages.ts';
import type { AdviceMessages } from './advice-messages.ts';
import type { EvidenceMessages } from './evidence-messages.ts';
import type { HandoverMessages } from './handover-messages.ts';
import type { LanguageMessages } from './language-messages.ts';
import type { Args, Balance, None, YesNo } from './message-arguments.ts';
import type { StaffMessages } from './staff-messages.ts';
import type { WalletMessages } from './wallet-messages.ts';

/** `none`: not known, left out; `free`: nothing is charged. */
interface Rate {
  hasRate: 'none' | 'free' | 'paid';
  rate: string;
}
interface Welcome {
  hasCredit: YesNo;
  credit: string;
}

/**
 * Every text of the chat and what it is given. A language is a record with all of these keys, so one that lacks a text
 * does not compile, and neither does a call that lacks an argument.
 */
export interface MessageArguments
  extends WalletMessages,
    EvidenceMessages,
    DialogueMessages,
    HandoverMessages,
    AdviceMessages,
    StaffMessages,
    LanguageMessages {
  'list.separator': None;
  'list.more': Args<'items', 'more'>;
  'list.more-lines': Args<never, 'more'>;
  'time.today': Args<'time'>;
  'time.tomorrow': Args<'time'>;
  'time.dated': Args<'time' | 'date'>;
  'time.span': Args<'from' | 'to'>;
  'duration.seconds': Args<never, 'seconds'>;
  'duration.minutes': Args<never, 'minutes'>;
  'duration.hours': Args<never, 'hours' | 'minutes'>;
  'duration.days': Args<never, 'days' | 'hours'>;
  'option.yes': None;
  'option.no': None;
  'option.book': None;
  'option.bookings': None;
  'option.availability': None;
  'option.wallet': None;
  'option.problems': None;
  'option.help': None;
  'option.back': None;
  'option.choose': None;
  menu: Args<'lot' | 'others'> & Welcome;
  help: Args<'lot' | 'others'> & { paysByLink: YesNo };
  'unknown-text': Args<'lot'>;
  'did-you-mean': Args<'command' | 'commands'> & { namesTime: YesNo; isSeveral: YesNo };
  'command-word': Args<'command'>;
  'too-many-messages': None;
  declined: None;
  'nothing-to-confirm': None;
  slots: Args<'lot' | 'codes', 'free' | 'reserved' | 'taken' | 'closed' | 'total'> & { example: string } & Rate;
  'which-slot.book': Args<'codes' | 'example', 'free'>;
  'which-slot.park': Args<'codes' | 'example', 'free'>;
  'which-slot.move': Args<'codes' | 'example', 'free'>;
  'which-lot': Args<'lots' | 'example'>;
  'lot-line': Args<'code' | 'name', 'number'>;
  'lot-chosen': Args<'lot'> & Welcome;
  'lot-unknown': Args<'asked' | 'lots' | 'example', 'count'>;
  'no-lot': None;
  booked: Args<'slot' | 'lot' | 'reference' | 'holdUntil' | 'endsAt' | 'span' | 'deposit'> & {
    isHeldToEnd: YesNo;
    isLater: YesNo;
    hasDeposit: YesNo;
  } & Rate &
    Welcome;
  'slot-unknown': Args<'asked' | 'codes' | 'example', 'count'>;
  'slot-taken': Args<'slot' | 'codes' | 'example', 'free'>;
  'slot-has-car': Args<'slot' | 'codes' | 'example', 'free'>;
  'slot-not-offered': Args<'slot' | 'codes' | 'example', 'free'> & { reason: 'unknown' | 'out-of-service' };
  'window-taken': Args<'slot' | 'span' | 'codes' | 'times' | 'example', 'slots' | 'count'> & { verb: 'book' | 'move' };
  'window-refused': Args<'minimum' | 'maximum', 'days'> & {
    fault: 'past' | 'short' | 'long' | 'far' | 'closed';
  };
  'bookings-overlap': Args<'slot' | 'reference' | 'start'>;
  'too-many-bookings': Args<never, 'limit'>;
  'balance-too-low': Args<'needed' | 'missing'> & Balance;
  'already-booked': Args<'slot' | 'reference' | 'again'> & { state: 'reserved' | 'active'; isSame: YesNo };
  'already-parked': Args<'slot'>;
  'too-many-no-shows': Args<'until', 'count'>;
  'tariff-missing': None;
  'driver-blocked': None;
  'no-price': None;
  parked: Args<'slot' | 'since' | 'cost' | 'reference'>;
  'no-car-there': Args<'slot'>;
  'car-accounted-for': Args<'slot'>;
  'status-none': Balance;
  'status-reserved': Args<'slot' | 'reference' | 'holdUntil' | 'endsAt'> & { isHeldToEnd: YesNo };
  'status-active': Args<'slot' | 'reference' | 'since' | 'duration' | 'cost' | 'endsAt'> &
    Balance & { hasDuration: YesNo; overstay: YesNo };
  balance: Args<'promo'> & Balance & { hasPromo: YesNo };
  prices: Args<'lot' | 'prices' | 'free' | 'grace' | 'cap' | 'stayCap' | 'services'> &
    Record<'isOne' | 'hasFree' | 'hasGrace' | 'hasCap' | 'hasStayCap' | 'hasServices', YesNo>;
  'prices.rate': Args<'name' | 'when' | 'price'> & { hasName: YesNo };
  'prices.otherwise': None;
  'prices.band': Args<'days' | 'from' | 'to'> & Record<'hasDays' | 'isAllDay', YesNo>;
  'prices.flat': Args<'amount'> & { per: 'period' | 'day' };
  'prices.step': Args<'rate' | 'step' | 'length'> & Record<'isFree' | 'isLimited', YesNo>;
  'prices.then': Args<'first' | 'rest'>;
  'prices.service': Args<'name' | 'price'>;
  pay: Balance;
  leave: Args<'slot' | 'cost'>;
  thanks: None;
  'one-slot': Args<'codes' | 'example'> & { command: 'book' | 'park' };
  'with-ahead': Args<'text' | 'lines', 'count'>;
  'ahead-line': Args<'slot' | 'span' | 'reference'>;
  cancelled: Args<'slot' | 'reference' | 'fee'> & { hasFee: YesNo };
  'cancel-asked': Args<'slot' | 'reference' | 'start' | 'fee'> & { hasFee: YesNo };
  'how-long': Args<'verb'> & { unclear: 'none' | 'end' | 'long' };
  'nothing-to-change': None;
  'booking-changed': Args<'slot' | 'reference' | 'span' | 'end'> & { isParked: YesNo };
  'move-too-late': Args<'slot'>;
  'extend-blocked': Args<'slot' | 'until' | 'end'> & { hasRoom: YesNo };
  'nothing-to-cancel': None;
  'reference-unknown': Args<'reference'>;
  'cancel-too-late': Args<'slot'>;
  'history.none': None;
  history: Args<'lines'>;
  'history-line': Args<'date' | 'slot' | 'reference' | 'duration' | 'amount'> & {
    outcome: 'completed' | 'cancelled' | 'expired' | 'stay';
    hasReference: YesNo;
    hasDuration: YesNo;
    hasAmount: YesNo;
  };
  'not-me-done': Args<'slot' | 'holdUntil'> & { isHeld: YesNo };
  'not-me-returned': Args<'slot' | 'span' | 'returned' | 'holdUntil'> & Record<'isCharged' | 'isHeld', YesNo> & Balance;
  'not-me-limit': Args<'slot', 'count' | 'days'>;
  'not-me-nothing': None;
  'left-done': Args<'slot' | 'duration' | 'charge'> & Balance & { isCharged: YesNo };
  'left-nothing': None;
  'left-still-seen': Args<'slot'>;
  'text-too-long': Args<never, 'limit'>;
  'no-text': None;
  'try-again': None;
  'car-detected': Args<'slot' | 'at' | 'reference'> & Rate;
  bill: Args<'slot' | 'span' | 'duration' | 'charge' | 'refunded'> & Balance & { isCharged: YesNo; isRefunded: YesNo };
  'bill-corrected': Args<'slot' | 'span' | 'duration' | 'charge' | 'previous' | 'difference'> &
    Balance & { change: 'less' | 'more' | 'same' };
  'no-show': Args<'slot' | 'reference' | 'fee'> & { hasFee: YesNo };
  'booking-withdrawn': Args<'slot' | 'reference'> & { reason: 'car' | 'out-of-service' | 'staff' };
  'arrival-late-revived': Args<'slot' | 'reference' | 'fee'> & { hasFee: YesNo };
  'arrival-late-lost': Args<'slot' | 'reference' | 'fee'> & { hasFee: YesNo };
  'booking-moved': Args<'from' | 'slot' | 'reference' | 'span'> & { obstacle: 'taken' | 'out-of-service' | 'unknown' };
  'slot-unavailable': Args<'slot' | 'reference' | 'next'> & { hasNext: YesNo };
  'next-free': Args<'slot' | 'at'>;
  'booking-unused': Args<'slot' | 'reference'>;
  waiting: Args<'lot', 'place' | 'holdMinutes'> & { isNew: YesNo };
  'wait-needless': Args<'lot' | 'codes' | 'example', 'free'>;
  'wait-has-slot': Args<'slot'>;
  'wait-left': Args<'lot'>;
  'wait-not-in-line': None;
  'status-waiting': Args<'lot', 'place'> & Balance;
  'wait-offer': Args<'slot' | 'lot' | 'reference' | 'holdUntil'>;
  'wait-lapsed': Args<'slot' | 'lot' | 'reference'>;
  'wait-dropped': Args<'lot'> & {
    reason: 'booked' | 'parked' | 'poor' | 'absent' | 'blocked';
  };
  'day-before': Args<'slot' | 'lot' | 'reference' | 'startsAt' | 'endsAt'>;
  'before-start': Args<'slot' | 'lot' | 'reference' | 'startsAt' | 'endsAt'>;
  'before-end': Args<'slot' | 'reference' | 'endsAt'>;
  'no-show-warning': Args<'slot' | 'reference' | 'holdUntil'>;
  'follow-up': Args<'lot' | 'date'>;
  'low-balance': Args<'needed' | 'missing'> & Balance;
}

export type MessageKey = keyof MessageArguments;

/** How a language is asked for, and known from what drivers write. */
export interface LocaleSpeech {
  /** What it calls itself. */
  readonly name: string;
  /** The words that ask for it, in lower case; the first is the one that drivers are told. */
  readonly askedBy: readonly string[];
  /** The letters that only it is written in here; null where it shares them. */
  readonly script: RegExp | null;
  /** Words in shared letters, in lower case, that are certainly of it. */
  readonly words: ReadonlySet<string>;
  /** Those of them of which one alone says it, in however long a text. */
  readonly plainWords: ReadonlySet<string>;
}

export interface Locale extends LocaleSpeech {
  /** BCP 47; what Intl formats with when the driver's own tag is not usable. */
  readonly tag: string;
  /** Where its dates are written another way than the tag alone says: the day comes first. */
  readonly dateTag?: string;
  /** Of a span within one day the day is said with its start, not with its end. */
  readonly saysDayFirst?: true;
  /** ICU MessageFormat. */
  readonly messages: Readonly<Record<MessageKey, string>>;
}
