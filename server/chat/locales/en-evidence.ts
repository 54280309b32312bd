import type { EvidenceMessages } from './evidence-messages.ts';

/** The English texts about the evidence behind bills, and about disputes. */
export const enEvidence: Readonly<Record<keyof EvidenceMessages, string>> = {
  why: `🧾 {slot}, {span}: {isOpen, select, yes {{amount} so far} other {{amount}}}{isRefunded, select, yes {, of which {refunded} was given back} other {}}.
{lines}
{seen}{isCorrected, select, yes {
The bill was corrected by what we learned later.} other {}}{isCut, select, yes {
This is not all: the attendant can show you the rest{hasReference, select, yes { under {reference}} other {}}.} other {}}
{isOpen, select, yes {Just drive away when you are done.} other {{dispute, select, none {Not right? Send *dispute* and what is wrong.} open {Case {number} about this bill is open; an attendant will decide.} refunded {Case {number} about this bill is decided: money was given back.} rejected {Case {number} about this bill is decided: the bill stands.} other {Questions? Ask the attendant.}}}}`,
  'why-line': `• {span}: {kind, select, unseen {nobody saw the slot, not billed} grace {a short stay, free} free {free minutes} day {daily limit {amount}} stay {limit for one stay {amount}} other {{hasName, select, yes {{name} {amount}} other {{amount}}}}}{hasNotes, select, yes { ({notes})} other {}}`,
  'why-sold': '{count, number} × {unit} at {rate} an hour',
  'why-checked': 'an attendant looked',
  'why-out-of-touch': 'the sensor was out of touch for a part',
  'why-came': `{isInitial, select, yes {Found there by the sensor {at}} other {{by, select, sensor {Came {at}, seen by the sensor} other {Came {at}, seen by an attendant}}}}{isLate, select, yes {; we learned it {learned}} other {}}.`,
  'why-left': `{by, select, sensor {Left {at}, seen by the sensor} driver {Left {at}, as you told us} other {Left {at}, noted by an attendant}}{isLate, select, yes {; we learned it {learned}} other {}}.`,
  'why-ended': 'Last seen {at}; the stay is billed until then.',
  'why-silent': 'Nobody has seen the slot since {at}: the cost stands still.',
  'why-fee': `🧾 {slot} (ref {reference}): {why, select, cancel {cancelled late} other {not used}}, {amount}{isCaptured, select, yes {, of which {captured} came out of the deposit} other {}}{isRefunded, select, yes {; {refunded} was given back} other {}}.
Booked {booked} for {starts}; {why, select, cancel {cancelled {ended}} other {held until {ended}, and no car of yours was seen}}.{hasRule, select, yes {
{why, select, cancel {Cancelling was free until {freeUntil}; after that it costs this fee.} other {A booking that is not used and not cancelled costs this fee.}}} other {}}
Not right? Ask the attendant. *history* shows your bookings.`,
  'why-nothing': 'You have no stay yet, so there is no bill to explain. Send *slots* to see what is free.',
  'dispute-opened': `📝 Noted: case {number} about your bill of {amount} for {slot} on {date}. An attendant looks at what the sensors saw and decides; you will be told here. {asksReason, select, yes {What is wrong? You can say it in one line now, and it is added.} other {To add something, send *dispute* and what it is.}}`,
  'dispute-refunded': `✅ {charge} is back in your wallet for {slot} on {date} (case {number}). {owes, select, yes {You owe {amount}.} other {Balance {amount}.}} Thank you for telling us; send *slots* whenever you need a place.`,
  'dispute-already': `{state, select, open {Case {number} about your bill for {slot} on {date} is open; an attendant will decide and you will be told here. {asksReason, select, yes {Anything to add? Say it in one line now.} other {To add something, send *dispute* and what it is.}}} refunded {Case {number} about your bill for {slot} on {date} is decided: money was given back. Please ask the attendant if you have questions.} other {Case {number} about your bill for {slot} on {date} is decided: the bill stands. Please ask the attendant if you have questions.}}`,
  'dispute-noted': `📝 Added to case {number} about your bill for {slot} on {date}{isCut, select, yes {, as far as there is room. Please tell the attendant the rest} other {}}. An attendant decides, and you will be told here. Send *status* to see where you stand.`,
  'dispute-too-many': `{limit, plural, =0 {This car park takes no cases by chat.} one {You can open # case in 30 days.} other {You can open # cases in 30 days.}} Please speak to the attendant about this bill.`,
  'dispute-not-over':
    'Your stay is not over yet, so there is no bill. Send *why* to see what it costs so far and what that rests on.',
  'dispute-nothing': 'There is no bill of yours that anything was charged for. Send *history* to see your stays.',
  'dispute-decided': `📝 Case {number} about your bill of {charge}: {isRefunded, select, yes {{refunded} is back in your wallet.} other {the bill stands.}} Reason: {reason}
{owes, select, yes {You owe {amount}.} other {Balance {amount}.}} Questions? Ask the attendant.`,
};
