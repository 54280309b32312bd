/** What a message is told: texts are already formatted for the locale, numbers choose a plural. */
type Args<Names extends string, Numbers extends string = never> = Record<Names, string> & Record<Numbers, number>;
type None = Record<never, never>;
type YesNo = 'yes' | 'no';
/** `none`: not known, left out; `free`: nothing is charged. */
interface Rate {
  hasRate: 'none' | 'free' | 'paid';
  rate: string;
}
/** A wallet's balance. Below zero `amount` is what is owed. */
interface Balance {
  owes: YesNo;
  amount: string;
}
interface Welcome {
  hasCredit: YesNo;
  credit: string;
}

/**
 * Every text of the chat and what it is given. A language is a record with all of these keys, so one that lacks a text
 * does not compile, and neither does a call that lacks an argument.
 */
export interface MessageArguments {
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
  menu: Args<'lot'> & Welcome;
  help: Args<'lot'>;
  'unknown-text': Args<'lot'>;
  'did-you-mean': Args<'command'> & { namesTime: YesNo };
  declined: None;
  'nothing-to-confirm': None;
  slots: Args<'lot' | 'codes', 'free' | 'reserved' | 'taken' | 'closed' | 'total'> & { example: string } & Rate;
  'which-slot.book': Args<'codes' | 'example', 'free'>;
  'which-slot.park': Args<'codes' | 'example', 'free'>;
  'which-lot': Args<'lots' | 'example'>;
  'lot-line': Args<'code' | 'name', 'number'>;
  'lot-chosen': Args<'lot'> & Welcome;
  'lot-unknown': Args<'asked' | 'lots' | 'example', 'count'>;
  'no-lot': None;
  booked: Args<'slot' | 'lot' | 'reference' | 'holdUntil' | 'endsAt'> & { isHeldToEnd: YesNo } & Rate & Welcome;
  'slot-unknown': Args<'asked' | 'codes' | 'example', 'count'>;
  'slot-taken': Args<'slot' | 'codes' | 'example', 'free'>;
  'slot-has-car': Args<'slot' | 'codes' | 'example', 'free'>;
  'slot-not-offered': Args<'slot' | 'codes' | 'example', 'free'> & { reason: 'unknown' | 'out-of-service' };
  'balance-too-low': Args<'needed' | 'missing'> & Balance;
  'already-booked': Args<'slot' | 'reference' | 'again'> & { state: 'reserved' | 'active'; isSame: YesNo };
  'already-parked': Args<'slot'>;
  'too-many-no-shows': Args<'until', 'count'>;
  'tariff-missing': None;
  'driver-blocked': None;
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
  'top-up': Balance;
  pay: Balance;
  leave: Args<'slot' | 'cost'>;
  extend: Args<'slot' | 'holdUntil'> & { state: 'parked' | 'reserved' | 'none' };
  thanks: None;
  'one-slot': Args<'codes' | 'example'> & { command: 'book' | 'park' };
  cancelled: Args<'slot' | 'reference'>;
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
  'not-me-done': Args<'slot' | 'holdUntil'>;
  'not-me-nothing': None;
  'left-done': Args<'slot' | 'duration' | 'charge'> & Balance & { isCharged: YesNo };
  'left-nothing': None;
  'left-still-seen': Args<'slot'>;
  'text-too-long': Args<never, 'limit'>;
  'no-text': None;
  'try-again': None;
  'car-detected': Args<'slot' | 'at' | 'reference'> & Rate;
  bill: Args<'slot' | 'span' | 'duration' | 'charge'> & Balance & { isCharged: YesNo };
  'bill-corrected': Args<'slot' | 'span' | 'duration' | 'charge' | 'previous' | 'difference'> &
    Balance & { change: 'less' | 'more' | 'same' };
  'no-show': Args<'slot' | 'reference'>;
  'booking-withdrawn': Args<'slot' | 'reference'> & { reason: 'car' | 'out-of-service' | 'staff' };
  'arrival-late-revived': Args<'slot' | 'reference'>;
  'arrival-late-lost': Args<'slot' | 'reference'>;
  'low-balance': Args<'needed' | 'missing'> & Balance;
}

export type MessageKey = keyof MessageArguments;

export interface Locale {
  /** BCP 47; what Intl formats with when the driver's own tag is not usable. */
  readonly tag: string;
  /** ICU MessageFormat. */
  readonly messages: Readonly<Record<MessageKey, string>>;
}
