import { expect } from 'chai';
import { interpret } from '../../../server/chat/grammar.ts';
import type { Intent } from '../../../server/chat/intent.ts';

const known = { slots: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'B12'], lots: ['main', 'north-2'] };

/** Phrases by what they must mean, as the shortest command with that meaning; `?` marks a near miss. */
const PHRASES: Record<string, string[]> = {
  menu: [
    'menu',
    'Menu!',
    'main menu',
    'show me the menu',
    'hi',
    'hello',
    'hey',
    'hello there',
    'start',
    'namaste 🙏',
    'नमस्ते',
    'good morning',
    'Hola',
    'back',
    '👋',
    'ＭＥＮＵ',
  ],
  help: [
    'help',
    'HELP!!!',
    'help me please',
    '?',
    'commands',
    'can I talk to a human',
    'how do I book A',
    'how to cancel?',
    'the gate is stuck',
    'let me out!',
  ],
  slots: [
    'slots',
    'slot',
    'free',
    'available',
    'availability',
    'any slot free?',
    "what's free",
    'what’s free',
    'free slots',
    'is A free?',
    'hi, is anything available',
    'how many slots left',
    'any slot left?',
    'where can I park?',
    'any slots free to park in?',
    'free slots and prices',
    'i need parking',
    'khali hai kya',
  ],
  'book A': [
    'book the A slot',
    'book A',
    'BOOK A',
    'book   a!!',
    'book a please 🙏',
    'reserve A',
    'Reserve slot A now',
    'book slot a',
    'book me a slot A',
    'I want to book A',
    'please book a',
    'book a for me',
    'ok book a',
    'yes, book A',
    'help me book A',
    'can I book A?',
    'book a 🅿️',
    'book 🅰️',
    'book​ A',
    'book\u200b a',
    'ｂｏｏｋ Ａ',
    'A book karo',
    'book A if free',
    'book A for my friend',
    'book a, thanks',
    'book a\nthanks',
  ],
  'book B12': [
    'book B12',
    'I want to book B12',
    'book b 12',
    'book b-12',
    'book B१२',
    'book Ｂ１２',
    'reserve a spot in b 12',
    'book slot no. B12',
    'b12 book please',
    'book b1️⃣2️⃣',
    'book b١٢',
  ],
  book: [
    'book',
    'book please',
    'book a slot',
    'book a... slot',
    'book a free slot',
    'book any free slot',
    'book a car',
    'I would like to book a space please',
    'book an empty space',
    'book 2 slots',
    'book for my dad',
    'book A Z',
    'reserve',
    'I want to park',
    'i want to park a car',
    'can i park here?',
    'looking to park',
    'need to park my car please',
  ],
  'book Z9': ['book Z9', 'book slot z9', 'reserve z 9', 'book z-9 please'],
  'book 99': ['book 99', 'book slot no 99', 'book ९९'],
  'book TAXI': ['book taxi'],
  'book I': ['book i', 'book I please', 'book slot i'],
  'park A': [
    'park A',
    'parked in A',
    'I parked at A',
    'I have parked in slot A',
    'park a',
    'parking in A',
    'Parked A ✅',
  ],
  'park B': ['I want to park a car in B', 'park my car in b please', 'i parked a car at B'],
  park: ['park', 'parked', 'I parked', 'i have parked my car'],
  status: [
    'status',
    'where is my car',
    'Where’s my car???',
    'my booking',
    'my car',
    'where did I park',
    "can't find my car",
    "I don't know where my car is",
    'PW-7K3M9Q',
    "what's the status of A",
    'booking',
    'now what?',
    'running late',
    "I'm here!",
    'how long',
  ],
  balance: ['balance', 'wallet', 'money', 'how much do I have', 'my balance please', 'how much money left'],
  cancel: [
    'cancel',
    'cancel booking',
    'cancel my booking please',
    'Please cancel it',
    'cancel!!',
    'sorry, I need to cancel my reservation',
  ],
  'cancel PW-7K3M9Q': [
    'cancel PW-7K3M9Q',
    'cancel pw-7k3m9q',
    'CANCEL PW7K3M9Q',
    'cancel PW 7K3M9Q please',
    'cancel pw 7k3 m9q',
    'please cancel booking pw-7k3m9q',
  ],
  'cancel PW-10K3M9': ['cancel PW-lOk3m9', 'cancel pw-iok3m9'],
  'cancel PW-12': ['cancel PW-12', 'cancel pw12'],
  history: ['history', 'receipts', 'past', 'past bookings', 'my booking history', 'show me my receipts'],
  why: ['why', 'WHY?', 'why so much?', 'explain my bill'],
  dispute: ['dispute', 'Dispute!', 'dispute I was not there', 'dispute PW-7K3M9Q it was my brother'],
  'not me': [
    'not me',
    'not mine',
    'notme',
    "that's not my car",
    'not my car',
    'That isn’t my car!',
    "it's not me",
    'this is not my car in A',
    'wasnt me',
  ],
  price: [
    'price',
    'prices?',
    'how much',
    'How much???',
    'how much is it',
    'how much so far',
    'how much is A?',
    'how much to book A',
    'how much for 2 hours',
    'how much do I pay',
    'what does it cost',
    'parking fee?',
    'kitna hai',
  ],
  receipt: ['receipt', 'my receipt please', 'show me the last bill'],
  'top up 20': ['top up 20', 'topup 20', 'pls recharge 20 for me', 'top up with 20,'],
  'top up 20.50': ['top up 20.50', 'top up 20,50', 'top up $20.50!'],
  'top up 1000': ['top up 1,000', 'top up ₹1000'],
  'top up': ['top up', 'topup', 'Top-up', 'top up my wallet', 'how do I top up', 'recharge'],
  pay: ['pay', 'PAY NOW', 'how do I pay?', 'can i pay by card', 'pay my bills', 'payment'],
  leave: [
    'leave',
    'leaving',
    'i am leaving',
    "I'm leaving now",
    'exit',
    'how do i leave',
    'going home',
    'stop billing',
    "I'm off",
  ],
  extend: [
    'extend',
    'extend 1',
    'extend my booking',
    'i need more time',
    'can I stay longer?',
    'extend 1.5',
    'extend 1.333h',
    'extend 1.5.5h',
    'extend 1/2 h',
    'extend 1½h',
    'extend 1h 5',
    'extend 1-2h',
  ],
  'extend 30': ['extend 30', 'extend by 30 min', 'please extend my booking for half an hour'],
  'extend 120': [
    'extend 2 hours please',
    'extend 2h',
    'extend 1 hour and 60 minutes',
    'can i stay longer for 2 hours?',
  ],
  'extend 90': [
    'extend 1h30',
    'extend 1 hour 30 minutes',
    'prolong by 90',
    'extend 1.5h',
    'extend 1,5 h',
    'extend by 1.50 hours please',
  ],
  'extend 15': ['extend 0.25h'],
  'extend to what?': [
    'extend until 5pm',
    'extend til 6pm',
    'extend to 2h',
    'extend my booking to 18:30',
    'extend by 5 pm',
    'extend -1h',
    'extend −30',
    'extend by -1.5h',
    'extend for a total of 2h',
  ],
  'shorten to what?': ['shorten to 10min', 'shorten it to 1 hour', 'shorten -1h', 'shorten till noon'],
  'extend too long': ['extend 1000h', 'extend 200 hours', 'extend by 99999'],
  '?shorten 10': ['shorten, I have 10 min', 'shorten in 10 min', '10 min left, shorten', "don't shorten 10"],
  '?extend 60': ['extnd 1h', 'I have 1h, extend', 'extend 1h and move B', 'extend at 1h'],
  '?extend': ['extend 1h shorten 30', "don't extend to 2h"],
  'shorten 30': ['shorten 30', 'shorten my booking by 30 minutes'],
  shorten: ['shorten', 'shorten my booking'],
  move: ['move', 'move my booking'],
  'move B12': ['move B12', 'move to b12', 'please move my booking to slot B 12'],
  thanks: [
    'thanks',
    'Thank you!',
    'thank you so much',
    'thanks a lot',
    'thx 🙏',
    'great, thanks',
    'perfect',
    'bye',
    '🙏',
  ],
  '#1': ['1', ' 1. ', '1)', '1️⃣', '#1', '१', '①', 'option 1', '1 please'],
  '#10': ['10', '🔟', '1️⃣0️⃣'],
  '1 of A, B: book': [
    'book A B',
    'book a b',
    'book A or B',
    'book A and B',
    'book A and book B',
    'bok A B',
    'reserve A, B',
    'book A book B',
    'book a book b',
  ],
  '1 of B, A: book': ['book B book A'],
  '1 of A, B12: book': ['book a b12', 'reserve a reserve B12'],
  '1 of A, B, C: book': ['book A B C'],
  '1 of A, B: park': ['parked in A or B', 'park A park B'],
  left: ['left', 'finish', 'I left', "i'm gone", 'done parking', 'I have left', 'left A', 'gone', 'ok I’ve left now'],
  yes: [
    'okay cool',
    'yes',
    'y',
    'Y',
    'ok',
    'yep',
    'sure',
    'yes please',
    '👍',
    'yes book it',
    'ok thanks',
    'go ahead',
    'हाँ',
  ],
  no: ['leave it', 'no', 'n', 'nope', 'no thanks', 'not now', '👎', 'stop', 'STOP', 'नहीं'],
  'lot main': ['main', 'MAIN', 'lot main', 'use main', 'lot main please', 'switch to lot main'],
  'lot north-2': ['north-2', 'north 2', 'use north2'],
  'lot zzz': ['lot zzz'],
  '?book A': [
    'did you book A?',
    'you booked A?',
    'A',
    'a',
    'a?',
    'slot a',
    'a please',
    'I want A',
    'bok A',
    'boook a',
    'vook a',
    'bookA',
    'booka',
    "don't book A",
    'do not book a',
    'don’t book a',
    'never book A',
    "don't book A or B",
    'book A and cancel',
    'book A cancel',
    'book a status',
    'book A top up 20',
    'book A not me',
    'book A book',
    'book A book Z9',
    'book A tomorrow',
    'book A at 5pm',
    'book A for 2 hours',
    'book A, what is my balance',
    'book A stop',
    'no, book A',
    'why book A',
    'should I book A',
    'book A in main',
    'reserv A',
    'book A please, then status',
  ],
  '?book B': ['book B wait', 'book B left', 'book B leave', 'book B book B', 'book B Z', 'boook b', 'B', 'booked B'],
  '?book B12': ['b12', 'B 12', 'bookb12'],
  '?book': [
    'book for tomorrow 9am',
    'book a slot tomorrow',
    'I want to park at 5pm',
    'bok',
    'boook',
    "don't book",
    'bok a slot',
  ],
  '?move A': ['move A move B', 'move a book b'],
  '?park C': ['parl c', 'prak C', 'I am at C', 'arrived at C'],
  '?balance': ['blance', 'balanec', 'my ballance'],
  '?status': ['statsu', 'sttaus please'],
  '?cancel': [
    'cancle',
    'cancell',
    'do not cancel',
    "don't cancel my booking",
    'cancel and book B',
    'cancel A',
    'cancel all',
    'is my booking cancelled?',
    'cancel because I am ill',
    'what if I cancel',
    'cancle my booking',
    'not coming',
    "sorry, can't make it",
  ],
  '?cancel PW-7K3M9Q': ['cancle pw-7k3m9q', 'cancel 7k3m9q', 'do not cancel PW-7K3M9Q'],
  '?slots': ["what's free and book A", 'slots and balance', 'availble'],
  '?menu': ['menu balance', 'mneu'],
  '?help': ['helppp', 'hlep', 'help and balance'],
  '?history': ['histroy'],
  '?extend 30': ['exend 30', 'extedn by 30'],
  '?shorten 20': ['shortn 20'],
  '?move B': ['moev B', 'mov b'],
  '?wait': ['wiat', 'wayt'],
  '?left': ['lefft', 'letf'],
  '?leave': ['leve'],
  '?why': ['wy', 'whyy', 'wyh'],
  '?receipt': ['receit', 'recipt', 'reciept'],
  '?price': ['priice'],
  '?dispute i was charged twice': ['dispte i was charged twice', 'disput  i was charged twice '],
  '?dispute': [
    'dispte',
    'I dispute this',
    'the bill is wrong',
    'my bill is not right',
    'wrong bill',
    'please contest my bill',
  ],
  '?not me': ['not mee', 'its not mne', 'not me, cancel'],
  unknown: [
    '',
    '   ',
    'Z',
    'I left my phone in the car',
    'turn left',
    'I want more',
    'lift',
    'I have not met him',
    'play',
    'despite the rain',
    'I took the bus',
    'lorem ipsum',
    '🚗🚗',
    'yes but not now',
    'look',
    'unstoppable',
    'I have not left',
    '0',
    '100',
    'what a lovely day',
    'end of the world',
    'please stop calling me names',
    '.',
    '𝕫',
  ],
};

describe('chat grammar: phrases', () => {
  for (const [meaning, texts] of Object.entries(PHRASES)) {
    for (const text of texts) {
      it(`${JSON.stringify(text)} → ${meaning}`, () => {
        expect(describeIntent(interpret(text, known))).to.equal(meaning);
      });
    }
  }

  it('covers at least 120 phrases', () => {
    expect(Object.values(PHRASES).flat()).to.have.length.of.at.least(120);
  });

  it('gives exactly the declared shapes', () => {
    expect(interpret('book B 12', known)).to.deep.equal({ kind: 'book', slot: 'B12' });
    expect(interpret('bok', known)).to.deep.equal({
      kind: 'near-miss',
      suggestion: { kind: 'book', slot: null },
      asText: 'book',
    });
    expect(interpret('book A at 5pm', known)).to.deep.equal({
      kind: 'near-miss',
      suggestion: { kind: 'book', slot: 'A' },
      asText: 'book A',
      namesTime: true,
    });
    expect(interpret('slot A please', known)).to.deep.equal({
      kind: 'near-miss',
      suggestion: { kind: 'book', slot: 'A' },
      asText: 'book A',
      isBare: true,
    });
    expect(interpret('cancel', known)).to.deep.equal({ kind: 'cancel', reference: null });
    expect(interpret('Dispute PW-7K3M9Q: cancel A', known)).to.deep.equal({
      kind: 'dispute',
      words: 'PW-7K3M9Q: cancel A',
      reference: 'PW-7K3M9Q',
    });
  });

  it('understands slots without any being known', () => {
    const none = { slots: [], lots: [] };
    expect(interpret('book a please', none)).to.deep.equal({ kind: 'book', slot: 'A' });
    expect(interpret('book a slot', none)).to.deep.equal({ kind: 'book', slot: null });
    expect(interpret('A', none)).to.deep.equal({ kind: 'unknown' });
    expect(interpret('slot', none)).to.deep.equal({ kind: 'slots' });
  });

  it('lets a slot be named like a word', () => {
    const odd = { slots: ['IN', 'ME', 'NO', 'CANCEL', 'BOOK', 'SLOT', 'Y', '5', '2'], lots: [] };
    for (const slot of odd.slots) expect(interpret(`book ${slot}`, odd), slot).to.deep.equal({ kind: 'book', slot });
    expect(interpret('book in 5', odd)).to.deep.equal({ kind: 'book', slot: '5' });
    expect(interpret('y', odd)).to.deep.equal({ kind: 'yes' });
    expect(interpret('book slot no 5', { slots: ['5'], lots: [] })).to.deep.equal({ kind: 'book', slot: '5' });
    expect(interpret('book 2 slots', odd)).to.deep.equal({ kind: 'book', slot: null });
    expect(interpret('5', odd)).to.deep.equal({ kind: 'choice', number: 5, slot: '5' });
    expect(interpret('slot 5', odd)).to.include({ kind: 'near-miss', asText: 'book 5' });
  });
});

function describeIntent(intent: Intent): string {
  switch (intent.kind) {
    case 'extend':
    case 'shorten':
      return intent.minutes === null ? intent.kind : `${intent.kind} ${intent.minutes}`;
    case 'how-long':
      return intent.unclear === 'end' ? `${intent.verb} to what?` : `${intent.verb} too long`;
    case 'near-miss':
      return `?${intent.asText}`;
    case 'book':
    case 'park':
    case 'move':
      return intent.slot === null ? intent.kind : `${intent.kind} ${intent.slot}`;
    case 'cancel':
      return intent.reference === null ? 'cancel' : `cancel ${intent.reference}`;
    case 'not-me':
      return 'not me';
    case 'choose-lot':
      return `lot ${intent.lot}`;
    case 'top-up':
      return intent.amount === null ? 'top up' : `top up ${intent.amount}`;
    case 'choice':
      return `#${intent.number}`;
    case 'one-slot':
      return `1 of ${intent.slots.join(', ')}: ${intent.command}`;
    default:
      return intent.kind;
  }
}
