import { enAdvice } from './en-advice.ts';
import { enDialogue } from './en-dialogue.ts';
import { enEvidence } from './en-evidence.ts';
import { enHandover } from './en-handover.ts';
import { enLanguage } from './en-language.ts';
import { enSpeech } from './en-speech.ts';
import { enStaff } from './en-staff.ts';
import { enWallet } from './en-wallet.ts';
import type { Locale } from './locale.ts';

/** All English texts. `*word*` is WhatsApp's bold and marks what can be sent back. */
export const en: Locale = {
  tag: 'en',
  dateTag: 'en-GB',
  ...enSpeech,
  messages: {
    ...enHandover,
    ...enLanguage,
    ...enStaff,
    ...enWallet,
    ...enEvidence,
    ...enAdvice,
    ...enDialogue,
    'list.separator': ', ',
    'list.more': '{items}{more, plural, =0 {} other { and # more}}',
    'list.more-lines': '… and {more} more',
    'time.today': '{time} today',
    'time.tomorrow': '{time} tomorrow',
    'time.dated': '{time} on {date}',
    'time.span': '{from} – {to}',
    'duration.seconds': '{seconds} s',
    'duration.minutes': '{minutes} min',
    'duration.hours': '{hours} h{minutes, plural, =0 {} other { # min}}',
    'duration.days': '{days} d{hours, plural, =0 {} other { # h}}',

    'option.yes': 'Yes',
    'option.no': 'No',
    'option.book': 'Book a slot',
    'option.bookings': 'My bookings',
    'option.availability': 'Free slots and prices',
    'option.wallet': 'Wallet',
    'option.problems': 'Report a problem',
    'option.help': 'Help',
    'option.back': 'Back',
    'option.choose': 'Choose',
    menu: `🅿️ Welcome to *{lot}*!{hasCredit, select, yes { {credit} of welcome credit is in your wallet.} other {}}
1. Book a slot
2. My bookings
3. What is free, and prices
4. Wallet
5. Report a problem
6. Help
Send a number. Or say it in one line: *book A*, *status*, *balance*.
🌐 {others}`,
    help: `🙋 Need a person? The attendant on site helps, also with top-ups, gates and refunds.
🅿️ *{lot}* – what you can send:
1. *slots* – what is free, and the price
2. *book A* – reserve slot A, starting now
3. *status* – your booking or your car
4. *balance* – your wallet
5. *menu* – the short list
6. *park A* – your car stands in A without a booking
7. *cancel* – give your booking back
8. *history* – your past stays
9. *not me* – the car seen on your slot is not yours
10. *left* – you drove away and nobody noticed
11. *extend 1h* – let your booking end later
12. *shorten 30* – or earlier
13. *move B* – another slot for your booking
14. *why* – what your bill rests on
15. *dispute* – your bill is wrong: say why
16. *wait* – nothing is free: hold the next slot for me
Send a word or its number.{paysByLink, select, yes { To pay by card, send for example *top up 20*.} other { Paying by card in this chat is not offered here.}}
🌐 {others}`,
    'unknown-text': `Sorry, I did not get that. At {lot} you can send *slots* to see what is free, *book A* to reserve slot A, or *help* for all commands.`,
    'did-you-mean': `{namesTime, select, yes {I am not sure which time you mean. } other {}}{isSeveral, select, yes {I do one thing at a time, and read {commands}. } other {}}Did you mean *{command}*? Send *yes* to do it or *no* to leave it. Nothing is done yet.`,
    'command-word': '*{command}*',
    declined: '👍 All right, I did nothing. Send *menu* to see what I can do.',
    'nothing-to-confirm':
      '👍 No question is open. What was done before stands: *status* shows it, and *menu* what I can do.',
    thanks: '😊 You are welcome! Send *menu* whenever you need me.',

    slots: `🅿️ *{lot}*: 🟢 {free} free{reserved, plural, =0 {} other { · 🔵 # reserved}}{taken, plural, =0 {} other { · 🔴 # taken}}{closed, plural, =0 {} other { · ⚪ # not in use}}
{free, plural, =0 {{total, plural, =0 {There are no slots here yet. Please ask the attendant.} other {Nothing is free right now. Send *wait* and the next free slot is held for you.}}} other {Free: {codes}
{hasRate, select, none {} free {Parking is free of charge. } other {{rate} an hour. }}Send *book {example}* to take {free, plural, one {it} other {one}}.}}`,
    'which-slot.book': `{free, plural, =0 {Nothing is free right now. Send *wait* and the next free slot is held for you.} one {One slot is free: {codes}. Send *book {example}* to reserve it from now.} other {Which slot? Free: {codes}. Send for example *book {example}*; it is reserved from now.}}`,
    'which-slot.park': `Which slot is your car in? Read the sign at the slot and send for example *park {example}*.{free, plural, =0 {} other { Still looking for one? Send *book {example}*; free: {codes}.}}`,
    'which-slot.move': `{free, plural, =0 {No other slot is free for your booking. Send *status* to see it.} other {Which slot? Free for your booking: {codes}. Send for example *move {example}*.}}`,
    'one-slot': `One slot at a time, please. Which one {command, select, park {is your car in} other {do you want}}: {codes}? Send for example *{command} {example}*.`,
    'which-lot': `Which car park are you at? Send its number or its short name, for example *lot {example}*:
{lots}`,
    'lot-line': '{number}. *{code}* – {name}',
    'lot-chosen': `📍 *{lot}* it is. Send *slots* to see what is free or *book A* to reserve slot A.{hasCredit, select, yes {
🎁 Welcome! {credit} of credit is in your wallet.} other {}}`,
    'lot-unknown': `I know no car park “{asked}”. {count, plural, =0 {Please ask the attendant.} other {Send for example *lot {example}*:
{lots}}}`,
    'no-lot': 'This number is not connected to a car park yet. Please ask at the car park, then send *menu*.',

    booked: `✅ *{slot}* is {isLater, select, yes {booked for you at {lot}: {span}} other {yours at {lot}}}. Ref {reference}.
{isHeldToEnd, select, yes {It is held for you until {holdUntil}.} other {It is held for you until {holdUntil}; your booking ends at {endsAt}.}}
{hasRate, select, none {Billing starts when your car is seen.} free {Parking is free of charge.} other {Billing starts when your car is seen: {rate} an hour.}} Changed your mind? Send *cancel*.{hasDeposit, select, yes {
🔒 {deposit} is held as a deposit until your stay is over.} other {}}{hasCredit, select, yes {
🎁 Welcome! {credit} of credit is in your wallet.} other {}}`,
    'slot-unknown': `There is no slot “{asked}” here. {count, plural, =0 {Please ask the attendant.} other {The slots are {codes}. Send *slots* to see which are free, or for example *book {example}*.}}`,
    'slot-taken': `🔵 {slot} is already taken. {free, plural, =0 {Nothing else is free right now; send *wait* and the next free slot is held for you.} other {Free: {codes}. Send *book {example}* instead.}}`,
    'slot-has-car': `🔴 A car stands in {slot}. Is it yours? Send *park {slot}*. {free, plural, =0 {Nothing else is free right now; send *wait* and the next free slot is held for you.} other {If not, free: {codes}. Send *book {example}*.}}`,
    'slot-not-offered': `⚪ {reason, select, unknown {I cannot see {slot} at the moment, so I cannot promise it.} other {{slot} is out of service.}} {free, plural, =0 {Nothing else is free right now; send *wait* and the next free slot is held for you.} other {Free: {codes}. Send *book {example}* instead.}}`,
    'window-taken': `🔵 {slot} is not free {span}.{slots, plural, =0 {{count, plural, =0 { Nothing else is free then; send *slots* to see what is free now.} other {}}} other { Free then: {codes}. Send for example *{verb} {example}*{verb, select, book { with the same time} other {}}.}}{count, plural, =0 {} other { {slot} is free {times}; send *book {slot}* with such a time.}}`,
    'window-refused': `{fault, select, past {That is more than is left of your booking. To give back one whose car has not come, send *cancel*.} short {A booking here lasts at least {minimum}.} long {A booking here lasts {maximum} at most.} far {{days, plural, =0 {Bookings here are for now only.} one {I can book no more than a day ahead.} other {I can book no more than # days ahead.}}} other {The car park is closed then. Cars may leave at any time, but a booking must lie within the opening hours.}} Nothing is changed; send *status* to see where you stand.`,
    'bookings-overlap': `You have another booking then: {slot} from {start} (ref {reference}). Send *cancel {reference}* first to give it back.`,
    'too-many-bookings': `You have {limit, plural, one {# booking} other {# bookings}} for later already, and that is as many as I can keep. Send *status* to see them.`,
    'balance-too-low': `{owes, select, yes {You owe {amount}} other {Your balance is {amount}}} and a booking needs {needed}. An attendant can top up your wallet: {missing} or more is enough. Then send your booking again.`,
    'already-booked': `{state, select, active {{isSame, select, yes {👍 Your car is noted in {slot} already (ref {reference}); there is nothing more to do. Just drive away when you are done; *status* shows the cost so far.} other {Your car is in {slot} already (ref {reference}), and you have one slot at a time. The stay ends when you drive away. Not your car? Send *not me*.}}} other {{isSame, select, yes {👍 {slot} is held for you already (ref {reference}). Billing starts when your car is seen there. Send *status* to see until when, or *cancel* to give it back.} other {You hold {slot} already (ref {reference}), and you have one slot at a time. Send *cancel* to give it back, then *{again}*.}}}}`,
    'already-parked': 'Your car is already parked in {slot}. Send *status* to see it; it ends when you drive away.',
    'too-many-no-shows': `{count, plural, one {# booking of yours was} other {# bookings of yours were}} not used, so I cannot take a new one before {until}. If you need a place sooner, please ask the attendant.`,
    'driver-blocked': 'This number cannot take bookings at the moment. Please speak to the attendant on site.',
    'tariff-missing':
      'No price is set for this car park yet, so I cannot take bookings. Please tell the attendant and try again later.',
    'no-price': 'no price',

    parked: `✅ Noted: your car is in *{slot}* since {since}, {cost} so far. Ref {reference}.
Just drive away when you are done and the bill comes by itself. Not your car? Send *not me*.`,
    'no-car-there':
      'I see no car in {slot}. Check the sign at the slot and send *park* with its code once you stand there. Looking for a slot? Send *slots*.',
    'car-accounted-for':
      'The car in {slot} belongs to another driver. Check the sign at your slot and send *park* with its code, or ask the attendant.',

    'status-none': `You have no booking and no car here. {owes, select, yes {You owe {amount}; an attendant can top up your wallet.} other {Balance {amount}.}} Send *slots* to see what is free.`,
    'status-reserved': `🔵 *{slot}* is held for you. Ref {reference}.
{isHeldToEnd, select, yes {Arrive before {holdUntil}.} other {Arrive before {holdUntil}; your booking ends at {endsAt}.}} Changed your mind? Send *cancel*.`,
    'status-active': `🔴 Your car is in *{slot}* since {since}{hasDuration, select, yes { ({duration})} other {}}. Ref {reference}.
{cost} so far; {owes, select, yes {you owe {amount}} other {balance {amount}}}.
{overstay, select, yes {⚠️ Your booking ended at {endsAt}; the stay goes on and is billed. Please drive away soon.} other {Booked until {endsAt}. Just drive away when you are done.}}`,

    balance: `{owes, select, yes {You owe {amount}. An attendant can top up your wallet.} other {💳 Balance {amount}{hasPromo, select, yes {, of which {promo} is welcome credit (spent first)} other {}}. To top up, ask an attendant.}} Send *history* for your past stays.`,

    prices: `💰 *{lot}*{isOne, select, yes {: {prices}. } other {
{prices}
}}{hasFree, select, yes {The first {free} of a stay cost nothing. } other {}}{hasGrace, select, yes {A stay of up to {grace} is free. } other {}}{hasCap, select, yes {At most {cap} a day. } other {}}{hasStayCap, select, yes {At most {stayCap} a stay. } other {}}{hasServices, select, yes {Services: {services}. } other {}}Your wallet is charged when you drive away. Send *slots* to see what is free.`,
    'prices.rate': '• {hasName, select, yes {{name} ({when})} other {{when}}}: {price}',
    'prices.otherwise': 'otherwise',
    'prices.band':
      '{hasDays, select, yes {{days}{isAllDay, select, yes {} other { }}} other {}}{isAllDay, select, yes {} other {{from}–{to}}}',
    'prices.flat': '{amount} {per, select, day {a day} other {flat}}',
    'prices.step':
      '{isFree, select, yes {free of charge} other {{rate} an hour, in steps of {step}}}{isLimited, select, yes { for the first {length}} other {}}',
    'prices.then': '{first}, then {rest}',
    'prices.service': '{name} {price}',
    pay: `💳 There is nothing to pay by hand: your wallet is charged by itself when you drive away. {owes, select, yes {You owe {amount}; an attendant can top up your wallet.} other {Balance {amount}. To top up, ask an attendant.}}`,
    leave: `👋 Just drive away: the stay in {slot} ends by itself, and the bill comes here: {cost} so far. If nobody notices that you are gone, send *left*.`,

    'with-ahead': `{text}
📅 {count, plural, one {Booked for later:} other {Booked for later:}}
{lines}`,
    'ahead-line': '• {slot} · {span} · {reference}',
    cancelled:
      '✅ Cancelled: {slot} is given back (ref {reference}).{hasFee, select, yes { The fee of {fee} was charged.} other {}} Send *slots* to book another.',
    'cancel-asked': `Give back {slot} from {start} (ref {reference})? {hasFee, select, yes {It costs a fee of {fee} now.} other {It costs nothing.}} Send *yes* to do it or *no* to keep it.`,
    'how-long': `{unclear, select, end {I cannot set a new end: *extend* adds time to your booking and *shorten* takes time off it. } long {That is more than a week, and too long for me. } other {}}By how long? Send for example *{verb} 30* for minutes or *{verb} 2h*. Nothing is changed yet.`,
    'nothing-to-change': 'You have no booking that could be changed. Send *status* to see where you stand.',
    'booking-changed': `✅ {isParked, select, yes {Your booking of *{slot}* (ref {reference}) now ends at {end}. You still pay only for the time you stay.} other {Your booking is now *{slot}*: {span}. Ref {reference}.}} Send *status* to see it.`,
    'move-too-late':
      'Your car is already in {slot}, so the booking stays there. Drive away to end the stay, then book another slot.',
    'extend-blocked': `🔵 {slot} is booked by somebody else from {until}. {hasRoom, select, yes {Your booking can last until then: send *extend* with a shorter time.} other {Your booking ends at {end} as before; send *status* to see it.}}`,
    'nothing-to-cancel': 'You have no booking to cancel. Send *slots* to see what is free.',
    'reference-unknown':
      'You have no booking {reference}. Send *status* to see yours, or *cancel* to give back the current one.',
    'cancel-too-late':
      'Your car is already in {slot}, so there is nothing to cancel: driving away ends the stay. Not your car? Send *not me*.',

    'history.none': 'No stays yet. Send *slots* to see what is free and book your first one.',
    history: `🧾 Your last stays:
{lines}
Something wrong with the last bill? Send *dispute* and what it is. Send *balance* for your wallet.`,
    'history-line': `• {date} · {slot} · {outcome, select, cancelled {cancelled} expired {not used} other {{hasDuration, select, yes {{duration}} other {stay}}}}{hasAmount, select, yes { · {amount}} other {}}{hasReference, select, yes { · {reference}} other {}}`,

    'not-me-done': `Thank you. You pay nothing for that car, and {isHeld, select, yes {{slot} is still held for you until {holdUntil}} other {your booking has ended}}. The attendant is told. Send *slots* if you need another slot now.`,
    'not-me-returned': `Thank you. The stay in {slot}, {span}, is off your account: {isCharged, select, yes {{returned} is back in your wallet} other {it had cost nothing}}. {owes, select, yes {You owe {amount}.} other {Balance {amount}.}}
{isHeld, select, yes {{slot} is held for you again until {holdUntil}; send *cancel* if you do not need it.} other {Your booking is over and costs nothing.}} The attendant is told.`,
    'not-me-limit': `You have sent *not me* after the bill {count, plural, one {once} other {# times}} in {days, number} days, so I cannot take back the one for {slot} myself. Please ask the attendant, who can check whose car it was.`,
    'not-me-nothing':
      'There is nothing to correct: no car is on your account, and no stay of yours ended in the last 24 hours. Is a bill wrong? Please ask the attendant. *status* shows your booking.',
    'left-done': `👋 Stay in {slot} closed: {duration}, {isCharged, select, yes {{charge}} other {no charge}}. {owes, select, yes {You owe {amount}; an attendant can top up your wallet.} other {Balance {amount}.}} Send *history* for your stays.`,
    'left-nothing': 'No stay of yours is open. Send *status* to see your booking or *history* for past stays.',
    'left-still-seen':
      'The sensor still sees a car in {slot}. Once you have driven away the stay ends by itself. If you already have, please ask the attendant.',

    'too-many-messages':
      'That is more than I can read. I keep quiet for a minute; your booking or stay goes on. Send *status* after that.',
    'text-too-long':
      'That is more than {limit, number} characters, too long for me. Please send one short command, like *slots* or *book A*. *help* lists them all.',
    'no-text': 'I can only read text. Send *slots* to see what is free or *help* for all commands.',
    'try-again':
      'Sorry, I could not finish that just now. Please send it again in a minute; *status* shows where you stand.',

    'car-detected': `🚗 Your car was seen in *{slot}* at {at}. Ref {reference}. {hasRate, select, none {The stay has begun.} free {Parking is free of charge.} other {The stay has begun: {rate} an hour.}} Just drive away when you are done. Not you? Send *not me*.`,
    bill: `🧾 {slot}: {span} ({duration}). {isCharged, select, yes {Charged {charge}{isRefunded, select, yes {, of which {refunded} was given back} other {}}.} other {No charge.}}
{owes, select, yes {You owe {amount}. An attendant can top up your wallet.} other {Balance {amount}.}} Send *history* for all stays. Safe travels!`,
    'bill-corrected': `🧾 Your bill for {slot} is corrected: {span} ({duration}) costs {charge}, not {previous}. {change, select, less {{difference} is back in your wallet.} more {{difference} more was charged.} other {Nothing changes for you.}}
{owes, select, yes {You owe {amount}. An attendant can top up your wallet.} other {Balance {amount}.}} Questions? Ask the attendant.`,
    'no-show': `⌛ Your booking of {slot} (ref {reference}) has ended: no car was seen in time, and the slot is given back.{hasFee, select, yes { The no-show fee of {fee} was charged.} other {}} Send *slots* to book again.`,
    'booking-withdrawn': `⚠️ Your booking of {slot} (ref {reference}) is cancelled: {reason, select, car {another car stands there} staff {the attendant cancelled it} other {the slot is out of service}}. You pay nothing, and it does not count as unused. {reason, select, car {Is that car yours? Send *park {slot}*. If not, send *slots* for another slot.} other {Send *slots* for another slot.}}`,
    'arrival-late-revived': `🚗 We learned late that you reached {slot} in time: your booking (ref {reference}) stands after all and is no no-show.{hasFee, select, yes { The fee of {fee} is back in your wallet.} other {}} Just drive away when you are done. Not you? Send *not me*.`,
    'arrival-late-lost': `We learned late that you reached {slot} in time, but by then it was given to another driver. Your booking (ref {reference}) counts as no no-show and costs nothing for it.{hasFee, select, yes { The fee of {fee} is back in your wallet.} other {}} Please see the attendant, or send *slots* for another slot.`,
    'booking-moved': `🔁 {obstacle, select, taken {A car stands in {from}, which was booked for you.} unknown {I cannot see {from} at the moment, which was booked for you.} other {{from}, which was booked for you, is out of service.}} Please take *{slot}* instead: {span}. Ref {reference}. It does not suit you? *cancel* gives it back.`,
    'slot-unavailable': `😔 I could not keep {slot} for you (ref {reference}): it cannot be used now and no other slot is free. Your booking has ended and costs you nothing. {hasNext, select, yes {Free next: {next}.} other {Please see the attendant.}} Send *slots* to look again.`,
    'next-free': '{slot} from {at}',
    'booking-unused': `Your booking of {slot} (ref {reference}) has ended unused, because you were on another booking all the time. It costs nothing. Send *slots* to book again.`,
    'low-balance': `⚠️ {owes, select, yes {You owe {amount}} other {Your balance is {amount}}}; your next booking needs {needed}. An attendant can top up your wallet: {missing} or more is enough.`,

    waiting: `⏳ {isNew, select, yes {You are in line} other {You are in line already}} at *{lot}*: {place, plural, =1 {you are next} other {you are number #}}. When a slot is free I hold it for you for {holdMinutes, plural, one {# minute} other {# minutes}} and tell you at once. Send *leave the list* to give up your place.`,
    'wait-needless': `You need not wait: at {lot} {free, plural, one {one slot is free: {codes}} other {these are free: {codes}}}. Send *book {example}*.`,
    'wait-has-slot': 'You have {slot} already, so there is nothing to wait for. Send *status* to see it.',
    'wait-left':
      '👍 You are off the waiting list of {lot}. Send *slots* to see what is free or *wait* to join at the end.',
    'wait-not-in-line': 'You are on no waiting list. Send *slots* to see what is free.',
    'status-waiting': `⏳ You are in line at *{lot}*: {place, plural, =1 {you are next} other {you are number #}}. {owes, select, yes {You owe {amount}.} other {Balance {amount}.}} Send *leave the list* to give up your place.`,
    'wait-offer': `🎉 *{slot}* at {lot} is free and held for you until {holdUntil}. Ref {reference}. Just drive in. Not needed any more? Send *cancel*, and the next in line gets it.`,
    'wait-lapsed': `⌛ {slot} at {lot} was held for you (ref {reference}), but no car was seen in time, so it goes to the next in line. This costs nothing. Send *wait* to join again.`,
    'wait-dropped': `A slot at {lot} is free and you are next in line, but {reason, select, booked {you have a booking already} parked {your car is parked already} poor {your wallet holds too little for a booking; an attendant can top it up} absent {too many bookings of yours were not used of late} other {this number cannot take bookings; please speak to the attendant}}. You are off the waiting list. Send *wait* to join again.`,

    'day-before': `📅 A reminder of your booking: *{slot}* at {lot} is yours from {startsAt} to {endsAt}. Ref {reference}. Not coming? Send *cancel {reference}*.`,
    'before-start': `⏰ Your booking of *{slot}* at {lot} begins at {startsAt} and ends at {endsAt}. Ref {reference}. Not coming? Send *cancel {reference}*.`,
    'before-end': `⏰ Your booking of {slot} ends at {endsAt} (ref {reference}). If you stay longer, the stay goes on and is billed, but the slot may be promised to somebody else: please drive away in time.`,
    'no-show-warning': `⏰ {slot} is held for you until {holdUntil} (ref {reference}), and no car has been seen there yet. Then your booking ends. Not coming? Send *cancel*.`,
    'follow-up': `👋 A reminder from {lot}: {date} is the day agreed for your next visit. Send *slots* to see what is free.`,
  },
};
