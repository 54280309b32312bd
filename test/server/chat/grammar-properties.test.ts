import { expect } from 'chai';
import fc from 'fast-check';
import { commandText } from '../../../server/chat/command-text.ts';
import { interpret } from '../../../server/chat/grammar.ts';
import { editDistance } from '../../../server/chat/typo.ts';
import { expectProportionalCost } from '../../support/proportion.ts';

const known = { slots: ['A', 'B', 'I', 'B12', 'C3', '7', 'IN'], lots: ['main', 'north-2'] };

/** Word salad of what the grammar knows comes closer to its edges than random text. */
const VOCABULARY = (
  'book bok park parked cancel cancle status balance blance slots free slot left not me my car no yes ok a A b B12 b 12 C3 7 i in at ' +
  'z9 99 5pm pw pw-7k3m9q 7k3m9q PW-12 the please thanks lot main use north-2 help how do to if and or tomorrow hours hi menu ' +
  "history past bookings don't never stop 🙏 👍 . , ? ! wallet where is did bookA parkb12 reserve booking cancelled zz taxi money " +
  'top up topup 20 pay price much leave leaving extend thank want 1️⃣ option great z bills'
).split(' ');
const salad = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 8 }).map((words) => words.join(' '));
const anyText = fc.oneof(
  salad,
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const slotCode = fc.stringMatching(/^[A-Z0-9]{1,8}$/);

/** What may stand between two orders in one text, and behind them. */
const JOINT = fc.constantFrom(' ', ', ', ' and ', ' then ', '\n', '. ', ' or ', '; ', ' please ');
const POLITE = fc.constantFrom('', ' please', '!', ' now', ' 🙏');
/** What only asks. */
const UNDONE = ['near-miss', 'one-slot', 'how-long', 'unknown'];
const squeezed = (slot: string) => slot.toUpperCase().replace(/SLOT| /g, '');

describe('chat grammar: properties', () => {
  it('takes any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(interpret(text, known).kind).to.be.a('string');
      }),
      { numRuns: 3000 },
    );
  });

  it('reads the text of a near miss as exactly its suggestion', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const intent = interpret(text, known);
        if (intent.kind === 'near-miss') expect(interpret(intent.asText, known), text).to.deep.equal(intent.suggestion);
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads the command text of every act as that act', () => {
    fc.assert(
      fc.property(salad, (text) => {
        const intent = interpret(text, known);
        if (intent.kind === 'near-miss' || intent.kind === 'unknown') return;
        if (intent.kind === 'one-slot' || intent.kind === 'choice' || intent.kind === 'how-long') return;
        expect(interpret(commandText(intent), known), text).to.deep.equal(intent);
      }),
      { numRuns: 10_000 },
    );
  });

  it('books any known slot by its code, whatever the code', () => {
    fc.assert(
      fc.property(slotCode, fc.constantFrom('book', 'park'), (slot, verb) => {
        const read = interpret(`${verb} ${slot}`, { slots: [slot], lots: [] });
        expect(read).to.deep.equal({ kind: verb, slot });
        expect(interpret(`${verb} ${slot.toLowerCase()}!! 🙏`, { slots: [slot], lots: [] })).to.deep.equal(read);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not care for case, emoji at the end, spaces or invisible characters', () => {
    const emoji = fc.constantFrom('🙏', '🚗', '🅿️', '😀😀', '❤️', '🇮🇳', '👨‍👩‍👧', '!!', '\u200b', '\ufeff');
    fc.assert(
      fc.property(salad, emoji, (text, trailing) => {
        if (!/[a-z0-9]/i.test(text)) return;
        const read = interpret(text, known);
        const same = (other: string) => expect(interpret(other, known), other).to.deep.equal(read);
        same(text.toUpperCase());
        same(text.toLowerCase());
        same(`${text} ${trailing}`);
        same(`  ${text.replaceAll(' ', '   ')}\n`);
        same(text.replaceAll('o', 'o\u200b'));
      }),
      { numRuns: 5000 },
    );
  });

  it('never acts on a negation', () => {
    const acts = [
      'book A',
      'book slot B12 please',
      'park A',
      'cancel',
      'cancel my booking',
      'cancel PW-7K3M9Q',
      'reserve b 12',
    ];
    const negations = [
      'do not',
      "don't",
      'don’t',
      'never',
      'please do not',
      "I don't want to",
      'dont',
      'nahi',
      'no,',
      "can't",
      'I did not',
    ];
    for (const act of acts) {
      for (const negation of negations) {
        expect(interpret(`${negation} ${act}`, known).kind, `${negation} ${act}`).to.be.oneOf(['near-miss', 'unknown']);
      }
    }
  });

  it('never acts on two slots', () => {
    for (const text of ['book A B', 'book A, B12', 'park A or B', 'reserve A and then C3', 'book B12 B A']) {
      expect(interpret(text, known).kind, text).to.equal('one-slot');
    }
    const slot = fc.constantFrom('A', 'B', 'B12', 'C3', 'a', 'b', 'b12', 'c3', 'slot A', 'slot b', 'b 12');
    const verb = fc.constantFrom('book', 'reserve', 'park', 'move', 'move to', 'book me');
    fc.assert(
      fc.property(verb, slot, JOINT, fc.option(verb), slot, POLITE, (one, first, joint, other, second, after) => {
        if (squeezed(first) === squeezed(second)) return;
        // `book a slot B` names one, with an article.
        fc.pre(!(/a$/i.test(first) && joint === ' ' && other === null && second.startsWith('slot')));
        const text = `${one} ${first}${joint}${other ? `${other} ` : ''}${second}${after}`;
        expect(interpret(text, known).kind, text).to.be.oneOf(['one-slot', 'near-miss']);
      }),
      { numRuns: 3000 },
    );
  });

  it('never acts on two commands', () => {
    const commands = [
      'book A',
      'park B12',
      'cancel',
      'status',
      'balance',
      'history',
      'menu',
      'help',
      'not me',
      'slots',
    ];
    const acts = ['book A', 'book a', 'book B12', 'park a', 'move A', 'extend 30', 'shorten 1h', 'cancel PW-7K3M9Q'];
    const others = [
      ...commands,
      'extend 30',
      'move B',
      'receipt',
      'top up 20',
      'leave the list',
      'wait',
      'left',
      'leave',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...acts), fc.constantFrom(...others), JOINT, POLITE, (act, other, joint, after) => {
        if (act.toLowerCase() === other.toLowerCase()) return;
        for (const text of [`${act}${joint}${other}${after}`, `${other}${joint}${act}${after}`]) {
          const read = interpret(text, known);
          expect(read.kind, text).to.be.oneOf([...UNDONE, 'book', 'park', 'move', 'extend', 'shorten']);
          // What still lacks its slot or its length only asks for it.
          if ('slot' in read && read.kind !== 'choice') expect(read.slot, text).to.equal(null);
          if ('minutes' in read) expect(read.minutes, text).to.equal(null);
        }
      }),
      { numRuns: 3000 },
    );
    for (const one of commands) {
      for (const other of commands.filter((command) => command !== one)) {
        const intent = interpret(`${one} and ${other}`, known);
        expect(intent, `${one} and ${other}`).to.include({ kind: 'near-miss', asText: one });
      }
    }
  });

  it('suggests but never does what is one slip from a command', () => {
    for (const word of [
      'status',
      'balance',
      'cancel',
      'history',
      'wallet',
      'extend',
      'shorten',
      'move',
      'dispute',
      'wait',
      'leave',
      'price',
    ]) {
      for (let at = 1; at < word.length - 1; at += 1) {
        const slips = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
          `${word.slice(0, at)}x${word.slice(at)}`,
          `${word.slice(0, at)}x${word.slice(at + 1)}`,
        ].filter((slip) => slip !== word);
        for (const slip of slips) expect(interpret(slip, known).kind, slip).to.equal('near-miss');
      }
    }
  });

  it('measures edits, a swap of neighbours being one', () => {
    expect(editDistance('statsu', 'status')).to.equal(1);
    expect(editDistance('cancle', 'cancel')).to.equal(1);
    expect(editDistance('boook', 'book')).to.equal(1);
    expect(editDistance('', 'book')).to.equal(4);
  });
});

describe('chat grammar: hostile texts', () => {
  const units = [
    'a',
    'a ',
    'book ',
    'not ',
    'b 1 ',
    '. ',
    '\u0301',
    'ﷺ',
    '🙏',
    'pw ',
    '\u200d',
    'how ',
    'slots book ',
    "'",
    'क्',
    'bok ',
    'A B12 ',
    'book A B I B12 C3 7 IN ',
    'price slots ',
    'top up balance ',
    'want park ',
    '1 ',
    '🔟',
  ];

  it('does not throw and does not act on endless texts', () => {
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(100_000 / unit.length));
      expect(interpret(text, known).kind, unit).to.equal('unknown');
      expectProportionalCost((one) => interpret(one, known), unit, 10_000, 100_000);
    }
  });

  it('costs at most in proportion to the length', () => {
    for (const unit of units) expectProportionalCost((text) => interpret(text, known), unit);
  });

  it('reads code, markup and format strings as nothing', () => {
    for (const text of [
      '{slot}',
      '{n, plural, other {#}}',
      '<script>alert(1)</script>',
      '%s%n%d',
      '$' + '{process.env}',
      "'; DROP TABLE bookings;--",
      '__proto__',
      'constructor',
      '\u0000',
      '\ud800',
    ]) {
      expect(interpret(text, known).kind, text).to.be.oneOf(['unknown', 'slots', 'status']);
    }
    expect(interpret('book __proto__', known)).to.deep.equal({ kind: 'book', slot: 'PROTO' });
    expect(interpret('book constructor', known)).to.deep.equal({ kind: 'book', slot: null });
  });
});
