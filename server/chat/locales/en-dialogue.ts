import type { DialogueMessages } from '../dialogue/dialogue-messages.ts';

/** The English texts of menus and step-by-step dialogues. */
export const enDialogue: Readonly<Record<keyof DialogueMessages, string>> = {
  'ask.name': 'What is your name?',
  'ask.phone': 'On which number can we reach you? With the country code, please: +919812345678.',
  'ask.plate': 'What is the number plate of your car?{isOptional, select, yes { Send *no* to leave it out.} other {}}',
  'ask.lot': 'Which car park? You can also share your location.',
  'ask.slot': 'Which slot at *{lot}*?',
  'ask.day': 'For when?',
  'ask.time': 'At what time on {day}? For example 17:30 or 5pm.',
  'ask.length': 'For how long? For example 2h or 90 min.',
  'ask.add-ons': 'Would you like a service with it? Several are fine: 1,2.',
  'ask.notes': 'Anything the attendant should know? Write it in one line, or *no*.',
  'ask.message': `{hasMiss, select, yes {{miss}
} other {}}{question}{hasLines, select, yes {
{lines}} other {}}{offersPerson, select, yes {
Is it not working? Send *agent* and a person helps you.} other {}}
*back* · *cancel* · *help*`,
  'ask.line': '{number}. {label}',
  'ask.bullet': '• {label}',
  'miss.unclear': 'Sorry, I did not understand that.',
  'miss.past': 'That time has gone by.',
  'miss.closed': '{lot} is closed then. Send *hours* to see when it is open.',
  'miss.too-far': 'Bookings are taken up to {most, plural, one {# day} other {# days}} ahead.',
  'miss.too-short': 'A booking lasts {most, plural, one {# minute} other {# minutes}} at least.',
  'miss.too-long': 'A booking lasts {most, plural, one {# minute} other {# minutes}} at most.',
  'miss.slot-unknown': 'There is no such slot at {lot}.',
  'miss.slot-taken': 'That slot is not free at that time.',
  'miss.full': 'No slot is free then for that long. On that day one is at these times:',
  'miss.lot-unknown': 'There is no such car park.',
  'miss.phone-invalid': 'That is no phone number with a country code.',
  'miss.plate-invalid': 'A number plate has 2 to 12 letters and digits.',
  'miss.number-unknown': 'There is no such number in the list.',
  'choice.any-slot': 'Any free slot',
  'choice.slot-at': '{slot} at {time}',
  'choice.lot':
    '{name} – {free, plural, =0 {full} one {# free} other {# free}}{hasDistance, select, yes {, {distance}} other {}}',
  'choice.now': 'Now',
  'choice.today': 'Today, {date}',
  'choice.tomorrow': 'Tomorrow, {date}',
  'choice.add-on': '{name} ({price})',
  'choice.none': 'No',
  'distance.meters': '{meters, number} m away',
  'distance.kilometers': '{kilometers} km away',
  'booking-summary': `{isAgain, select, yes {Please answer *yes* or *no*.
} other {}}{isRepriced, select, yes {The price has changed.
} other {}}📋 *{slot}* at *{lot}*
🕑 {isNow, select, yes {Now, } other {}}{span}{hasAddOns, select, yes {
➕ {addOns}} other {}}{hasPlate, select, yes {
🚗 {plate}} other {}}{hasNotes, select, yes {
📝 {notes}} other {}}
💰 {price} for the whole time{hasDeposit, select, yes {; {deposit} is held from your wallet until then} other {}}.{hasFee, select, yes { Free to cancel until {freeUntil}.} other {}}
Shall I book it? *yes* or *no* (or *back*)`,
  'dialogue-help': `I ask for one thing after the other and book nothing before you say yes. *back* goes to the question before, *cancel* stops, *menu* shows the menu, *agent* calls a person.

{question}`,
  'dialogue-left.booking': '👍 Stopped; nothing is booked. Send *menu* to see what I can do.',
  'dialogue-left.problem': '👍 Stopped; nothing is reported. Send *menu* to see what I can do.',
  'still-asking': `{answer}

↩️ {question}`,
  'not-an-answer': `That is no slot that I know. {answer}{offersPerson, select, yes {
Is it not working? Send *agent* and a person helps you, or *cancel* to leave it.} other {}}`,
  'started-afresh': `_The conversation before is over: it was quiet for half an hour._

{answer}`,
  'page.bookings': `🗓️ *My bookings*
1. Current booking or stay
2. Upcoming
3. Recent
4. Last receipt
5. Cancel a booking
6. Back`,
  'page.availability': `🅿️ *Free at {lot}*
1. Now
2. Today
3. This week
4. Prices
5. Back`,
  'page.wallet': `💳 *Wallet*
1. Balance
2. Top up
3. Last receipt
4. What my bill rests on
5. Back`,
  'page.problems': `🛠️ *Problems*
1. Report a problem
2. My reports
3. My bill is wrong
4. The car in my slot is not mine
5. Back`,
  'page.help': `🙋 *Help at {lot}*
1. Questions and contact
2. Opening hours
3. A person
4. Everything I understand
5. Language · भाषा
6. Back`,
  availability: `🅿️ *{lot}*, {span}: {free, plural, =0 {nothing is free.} other {# of {total} free: {codes}.}}{hasPrice, select, yes {{free, plural, =0 {} other { The whole time costs {price}.}}} other {}}{free, plural, =0 {{isNow, select, yes { Send *wait* to be told when a slot is free.} other { Send *free this week* to see the other days.}}} other { Send *{example}* to book.}}`,
  'availability-days': `🅿️ *{lot}*, free all day:
{lines}
Send for example *{example}*.`,
  'availability-day': '• {date}: {isClosed, select, yes {closed} other {{free, number} of {total, number}}}',
  upcoming: `{count, plural, =0 {You have no booking for later. Send *book any tomorrow 5pm 2h* to make one, or *menu*.} other {🗓️ Your bookings for later:
{lines}
Send *cancel* and a reference to give one back, or *menu*.}}`,
  'upcoming-line': '• *{slot}* at {lot}, {span}. Ref {reference}',
  hours: `🕑 *{lot}* {isAlways, select, yes {is open day and night.} other {is {isOpen, select, yes {open} other {closed}} now.
{lines}}}`,
  'hours-line':
    '• {isDaily, select, yes {every day} other {{days}}}: {isWhole, select, yes {day and night} other {{from} – {to}}}',
  faq: `{count, plural, =0 {ℹ️ *{lot}*} other {ℹ️ *{lot}*
{lines}}}{hasContact, select, yes {
☎️ {contact}} other {
☎️ The attendant on site helps.}}
Send *hours*, *agent* or *menu*.`,
  'faq-line': `*{question}*
{answer}`,
  person: `🙋 A person helps you at {lot}{hasContact, select, yes {: {contact}} other {: please speak to the attendant on site}}. Send *menu* to go on here.`,
  'problem-asked': `{isAgain, select, yes {I need a few words or a photo. } other {}}What is wrong at {lot}? Describe it in one message, or send a photo.
*back* · *cancel*`,
  'problem-noted': `📝 Thank you: this is report *{number}*{hasMedia, select, yes { with your photo} other {}}. An attendant works on it, and you are told here. Send *reports* to see how it stands.`,
  'problem-list': `{count, plural, =0 {You have reported nothing. Send *report* to tell us about a problem.} other {🛠️ Your reports:
{lines}
Send *report* to report another.}}`,
  'problem-line': `• {number} of {date}, {state, select, open {waits} working {being worked on} other {solved}}: {words}{hasAnswer, select, yes {
↳ {answer}} other {}}`,
  'problem-changed': `🛠️ Your report {number} is {state, select, open {open again} working {being worked on} other {solved}}.{hasAnswer, select, yes { {answer}} other {}} Send *reports* to see all of them.`,
  'nearest-lots': `{count, plural, =0 {I do not know where our car parks are. Please send the name of one, or *menu*.} other {📍 Nearest to you:
{lines}
Which one? *menu* for all else.}}`,
  'command.book': 'book {slot}',
  'command.book-any': 'book any tomorrow 5pm 2h',
  'command.book-at': 'book {slot} {day} {time}',
  silence: `{isOn, select, yes {🔕 No more reminders. What costs you something you are still told, and your questions are answered. Send *start* to be reminded again.} other {🔔 You are reminded again. Send *stop* whenever that is too much, or *menu*.}}`,
  'media-unread':
    'Sorry, I can only read text here. Send *menu* to see what I can do, or *report* to report a problem with a photo.',
};
