import type { Command, Phrase, Strength } from './command.ts';
import * as hindi from './lexicon-hi.ts';

/** The English words of the grammar, and all of its sets with the Hindi ones. Words are folded: lower case, no accents, no apostrophes. */

const PHRASES: readonly [Command, Strength, string][] = [
  ['menu', 'strong', 'menu, main menu, options'],
  ['menu', 'whole', 'home, back, start, restart, begin, bot, robot'],
  ['help', 'strong', 'help, commands, how does this work, how does it work, what can you do, how to use'],
  ['help', 'weak', 'someone, refund, support, complaint, problem, issue, emergency'],
  [
    'agent',
    'whole',
    'agent, human, attendant, person, operator, representative, customer care, customer service, real person',
  ],
  [
    'agent',
    'strong',
    'talk|speak|chat to|with -|a|an|the|real human|person|agent|attendant|operator|representative|someone|somebody',
  ],
  [
    'agent',
    'strong',
    'talk|speak|chat to|with -|a real human|person, call an attendant, connect me to, human being, real human',
  ],
  ['help', 'weak', 'gate, barrier, stuck, broken, not working, let me out, let me in'],
  ['slots', 'strong', 'slots, free, available, availability, vacant, vacancy, vacancies, empty, khali'],
  ['slots', 'strong', 'where can i park, where could i park, where to park'],
  ['slots', 'strong', 'where should i park, slots left, spaces left, spots left, slot left, space left, spot left'],
  ['slots', 'weak', 'slot, space, spaces, spot, spots, bay, bays, parking, car park, carpark, vacate'],
  ['book', 'strong', 'book, reserve, rebook'],
  ['park', 'strong', 'park, parked, parking in, parking at'],
  [
    'status',
    'strong',
    'status, what did i book, what have i booked, where is my car, wheres my car, where my car, where is car, where is my vehicle',
  ],
  ['status', 'strong', 'where did i park, where have i parked, where i parked, where am i parked, where did we park'],
  [
    'status',
    'strong',
    'where is my slot, wheres my slot, which slot am i, which slot is mine, find my car, locate my car',
  ],
  ['status', 'strong', 'cant find my car, cannot find my car, can not find my car, dont know where my car'],
  [
    'status',
    'strong',
    'where is it, wheres it, wheres car, wheres the car, where is the car, where was i parked, where is it parked, when did i park, how long have i parked, am i parked',
  ],
  [
    'status',
    'weak',
    'booking, bookings, booked, reservation, reservations, reserved, my car, my slot, my stay, my parking',
  ],
  ['status', 'weak', 'my space, my spot, how long, time left, current, what now, now what, what next, when did i come'],
  ['status', 'weak', 'im late, i am late, running late, be late, im here, i am here, arrived, reached'],
  [
    'balance',
    'strong',
    'balance, wallet, money, credit, credits, funds, how much do i have, how much have i, how much is left',
  ],
  ['balance', 'strong', 'how much left, how much i have, how much do i owe, how much do i still have'],
  ['cancel', 'strong', 'cancel, cancelled, canceled, cancelling, canceling, cancellation, unbook'],
  ['cancel', 'whole', 'delete booking, delete my booking, delete reservation, remove my booking, end booking'],
  ['shorten', 'strong', 'shorten'],
  ['move', 'strong', 'move, relocate'],
  ['cancel', 'weak', 'not coming, cant come, wont come, cannot come, cant make it'],
  ['history', 'strong', 'history, booking history, parking history, receipts, past bookings, past booking'],
  [
    'history',
    'strong',
    'past stays, past parking, past reservations, previous bookings, previous booking, previous stays',
  ],
  ['history', 'strong', 'last bookings, last booking, old bookings, my stays, bills, invoice, invoices, transactions'],
  ['history', 'whole', 'past, previous, bill, stays'],
  [
    'why',
    'whole',
    'why, why this bill, why my bill, why so much, explain, explain bill, explain my bill, evidence, proof',
  ],
  ['dispute', 'strong', 'dispute, disputed, disputing, contest the bill, contest my bill, object to the bill'],
  // Longer than `the bill`, which alone asks for the receipt.
  ['dispute', 'strong', 'the bill is wrong, my bill is wrong, the bill is not right, my bill is not right'],
  ['dispute', 'whole', 'wrong bill, bill is wrong, bill wrong, bill is not right, wrong charge, overcharged'],
  [
    'not-me',
    'strong',
    'not me, notme, not mine, isnt mine, isnt me, isnt my car, wasnt me, wasnt mine, aint me, aint mine',
  ],
  [
    'not-me',
    'strong',
    'not my car, not my vehicle, not my bike, not our car, someone elses car, somebody elses car, wrong car',
  ],
  [
    'left',
    'whole',
    'left, gone, done, done parking, finished parking, finished, finish, parking done, parking finished, end parking',
  ],
  [
    'left',
    'whole',
    'stop parking, drove away, drove off, driven away, driven off, checkout, check out, out of the slot',
  ],
  ['price', 'strong', 'price, prices, pricing, rate, rates, tariff, fee, fees, cost, costs, charges, how much is it'],
  ['price', 'strong', 'how much to park, how much to book, how much for parking, how much is parking, cost to park'],
  ['price', 'strong', 'how much do i pay, how much to pay, how much should i pay, how much will i pay, cost to book'],
  ['price', 'weak', 'how much, kitna, expensive'],
  ['top-up', 'strong', 'top up, topup, recharge, reload, add money, add cash, add funds, add credit, load money'],
  ['receipt', 'strong', 'receipt, last bill, my bill, the bill, last receipt'],
  ['pay', 'strong', 'pay, paying, payment, payments, upi, gpay, paytm'],
  ['leave', 'weak', 'leave, leaving, exit, going home, drive out, driving out, drive away, driving away, heading out'],
  ['leave', 'weak', 'im off, im out, stop billing, stop the meter, stop the billing, stop charging'],
  ['extend', 'strong', 'extend, extension, extending, prolong, lengthen, renew, more time, stay longer, park longer'],
  ['modify', 'strong', 'modify, reschedule, edit -|my|the booking, amend -|my|the booking'],
  ['modify', 'strong', 'change -|my|the booking|reservation|time'],
  ['services', 'strong', 'services, facilities, amenities, what do you offer, what else do you offer'],
  ['hours', 'strong', 'opening hours|times|time, closing time|times, business|working hours, hours of operation'],
  [
    'hours',
    'strong',
    'when are|is you|it open, when do|does you|it open|close, what time do you open|close, are you open',
  ],
  ['hours', 'strong', 'how late are you open, till when are you open, is it open, do you close, are you closed'],
  ['hours', 'whole', 'hours, timing, timings'],
  ['wait', 'whole', 'wait, i wait, will wait, wait for a slot, wait for slot, waiting, queue, queue up, line up'],
  ['wait', 'strong', 'waiting list, waitlist, wait list, join the list, join the line, join the queue, join queue'],
  ['wait', 'weak', 'notify me, tell me when, let me know when, inform me when, my turn, my place in line'],
  [
    'leave-list',
    'strong',
    'leave the list, leave list, leave the line, leave the queue, leave queue, leave the waiting list, leave waiting list',
  ],
  ['leave-list', 'strong', 'stop waiting, leave the waitlist, off the list, off the waiting list, off the queue'],
  ['thanks', 'whole', 'thanks, thank you, thank u, thankyou, thanku, thanx, thnx, tnx, tysm, thx, ty, cheers'],
  ['thanks', 'whole', 'shukriya, dhanyavad, dhanyavaad, धन्यवाद, शुक्रिया, bye, goodbye, good bye, good night'],
  ['thanks', 'whole', 'cool, great, perfect, nice, awesome, super, got it, noted, well done, good job'],
];

/** Phrases by their words; the longest at a place wins. What both languages have is what it is in English. */
export const phrases: ReadonlyMap<string, Phrase> = new Map(
  [...hindi.HINDI_PHRASES, ...PHRASES].flatMap(([command, strength, list]) =>
    split(list, ', ')
      .flatMap(alternatives)
      .map((text) => [text, { command, strength }] as const),
  ),
);

/** `my|the bill` is two phrases, `-|the bill` is with and without. */
function alternatives(pattern: string): string[] {
  return split(pattern, ' ').reduce<string[]>(
    (found, word) =>
      found.flatMap((before) =>
        word.split('|').map((one) => (one === '-' ? before : before === '' ? one : `${before} ${one}`)),
      ),
    [''],
  );
}

export const LONGEST_PHRASE = Math.max(...[...phrases.keys()].map((text) => text.split(' ').length));

/** Words that end up in the command's object and say nothing: `slot A`, `bay B12`. */
export const SLOT_NOUNS = set(
  'slot slots space spaces spot spots bay bays place parking number num stall lot carpark' +
    ` ${hindi.HINDI_SLOT_NOUNS}`,
);

export const GREETINGS = set(
  'hi hii hiii hello helo hey heya hai hallo hola yo namaste namaskar namasthe salaam salam assalamualaikum vanakkam ' +
    'good greetings नमस्ते नमस्कार morning afternoon evening' +
    ` ${hindi.HINDI_GREETINGS}`,
);

export const YES = set(
  'y yes yeah yea yep yup ya yah ok okay okey okk k kk sure confirm confirmed correct right agreed agree absolutely ' +
    'definitely exactly affirmative alright fine haan han haa हाँ हां जी' +
    ` ${hindi.HINDI_YES}`,
);

/** STOP and its like count here only as the whole message: nothing goes on without the driver's word. */
export const NO = set(
  'n no nope nah nay negative nahi nahin नहीं नही never dont stop quit unsubscribe end stopall optout' +
    ` ${hindi.HINDI_NO}`,
);

/** May stand around a yes or a no without changing it. */
export const ASSENT_FILLERS = set(
  'please pls plz plss kindly thanks thank thx ty you u sir madam mam maam bro mate dear ji i do am it that thats this ' +
    'is its go ahead way lets do cool great perfect nice' +
    ` ${hindi.HINDI_ASSENT_FILLERS}`,
);

export const NEGATIONS = set(
  'not no dont don dnt doesnt didnt never cannot cant wont wouldnt shouldnt couldnt isnt arent wasnt havent hasnt aint ' +
    'without neither nor nope nahi nahin mat नहीं नही मत stop except instead but' +
    ` ${hindi.HINDI_NEGATIONS}`,
);

/** A sentence with one of these asks about an act or makes it depend on something; it does not order it. */
export const DOUBTS = set(
  `how why when what whats who whom should whether did if unless maybe perhaps said says ${hindi.HINDI_DOUBTS}`,
);

/** Bookings are for now: a sentence with one of these means another time, and that must not be guessed. */
export const OTHER_TIMES = set(
  'tomorrow tmrw tmr tomo tonight later next week weekend monday tuesday wednesday thursday friday saturday sunday ' +
    'after until till before yesterday pm hour hours hr hrs minute minutes mins oclock noon midnight kal' +
    ` ${hindi.HINDI_TIMES}`,
);

/** Before `park` they make it a wish: whoever wants to park looks for a slot. */
export const WISHES = set('want wants wanna need needs like may can could looking going to');

/** What may follow `a` when it names slot A; before anything else it is the article. */
export const AFTER_SLOT = set(
  'please pls plz plss kindly thanks thank thx ty now today asap for if in at on and then or immediately quickly right ' +
    'sir madam mam maam bro mate dear ji na yaar boss karo kardo kar do is with ok okay from until till when tomorrow later' +
    ` ${hindi.HINDI_AFTER_SLOT}`,
);

/** A new thought after one of these: what follows is not the object of the verb before. */
export const TURNS = set(`and then also or plus show list what whats which see check tell ${hindi.HINDI_TURNS}`);

/** Small talk: says nothing about what is wanted. */
export const FILLERS = set(
  'a an the i im ive id ill me my mine we us our you u your it its this that thats there here is am are was be been being ' +
    'has have had having do does did done can could may might will would want wanted wanna need like to in on at into of for from by with as ' +
    'please pls plz plss kindly thanks thank thx ty sir madam mam maam bro mate dear ji boss yaar na ok okay yes yep sure ' +
    'hi hello hey now today asap just already so well oh um and then also too only get got give make take let lets go ' +
    'show tell see check view list know any some one what whats which how much many if possible right immediately quickly ' +
    'car cars vehicle bike scooter van truck booking bookings reservation sorry again current whatever parkwire bot ' +
    'karo kardo kar do dena chahiye mujhe hai kya mera meri ka ki ke se ko gaadi gadi ne help' +
    ` ${hindi.HINDI_FILLERS}`,
);

/** Ordinary words that a typo check would take for commands. */
export const NOT_TYPOS = set(
  'look looks took cook hook books lots lot part parts pack dark mark bark slow hell held men mean manual state states ' +
    'statue cancer hello shelf story wall valley served server preserve park parker sparks free tree spot spots shot topup ' +
    'love more movie lift loft soft heave prince pride attend intend play despite met men hy ay',
);

function set(words: string): ReadonlySet<string> {
  return new Set(split(words, ' '));
}

function split(text: string, separator: string): string[] {
  return text.split(separator).filter((part) => part !== '');
}
