import { expect } from 'chai';
import fc from 'fast-check';
import { readOneLine } from '../../../server/chat/one-line.ts';

const HOUR = 3_600_000;
/** Thursday, 26 November 2026. */
const TODAY = Date.UTC(2026, 10, 26) / (24 * HOUR);
const KNOWN = { slots: ['A', 'B', 'H', 'M', 'B12', '5A', '7'], lots: ['main', 'north'] };
const SERVICES = [
  { code: 'EV', name: 'EV charging' },
  { code: 'W', name: 'Car wash' },
];
const read = (text: string) => readOneLine(text, KNOWN, TODAY, SERVICES, 600);
/** What is asked for, the slot, the lot, services; and whether it says when. */
const short = (text: string): string => {
  const line = read(text);
  if (!line) return 'nothing';
  const { kind, slot, isAny, lot, addOns, when } = line;
  const parts = [kind, slot ?? (isAny ? 'any' : '-'), lot && `at ${lot}`, ...addOns.map((code) => `+${code}`)];
  return [...parts, when && 'then'].filter(Boolean).join(' ');
};

const LINES: readonly (readonly [string, string])[] = [
  ['book A tomorrow 5pm 2h', 'book A then'],
  ['book any ev', 'book any +EV'],
  ['book main A', 'book A at main'],
  ['book north A 5-7pm', 'book A at north then'],
  ['kal sham 5 baje slot chahiye', 'book - then'],
  ['kal sham A chahiye', 'book A then'],
  ['A tomorrow 5pm', 'book A then'],
  ['bok A tomorrow 5pm', 'book A then'],
  ['main kal 5 baje A book karna chahta hoon', 'book A then'],
  ['is anything free on Monday?', 'slots - then'],
  ['kal koi jagah hai?', 'slots any then'],
  ['slots tomorrow 5pm', 'slots - then'],
  ['anything free this evening', 'slots - then'],
  ['book 5A tomorrow', 'book 5A then'],
  ['book 7 tomorrow 7pm', 'book 7 then'],
  ['book A for my car', 'nothing'],
  ['book A for my car tomorrow', 'book A then'],
  ['book A tomorrow with a car wash', 'book A +W then'],
  ['book A tomorrow wash', 'book A +W then'],
  ['book A', 'nothing'],
  ['book A H', 'nothing'],
  ['book A M', 'nothing'],
  ['book 5A', 'nothing'],
  ["don't book A tomorrow 5pm", 'nothing'],
  ['kal A mat book karo', 'nothing'],
  ['book A tomorrow without ev', 'book A then'],
  ['bina wash kal A book karo', 'book A then'],
  ['kal A book karo ev ke bina', 'book A then'],
  ['A book ev nahi karna kal', 'nothing'],
  ['book A tomorrow 5pm no ev', 'nothing'],
  ['book A tomorrow 5pm ev nahi', 'nothing'],
  ['book A tomorrow 2-3 hours', 'nothing'],
  ['book A tomorrow 5pm 2 or 3 hours', 'nothing'],
  ['book A B tomorrow 5pm', 'nothing'],
  ['book A tomorrow 5pm and extend it', 'nothing'],
  ['I booked A yesterday', 'nothing'],
  ['kal maine A book kiya tha', 'nothing'],
  ['cancel tomorrow', 'nothing'],
  ['extend till 7pm', 'nothing'],
  ['status tomorrow', 'nothing'],
  ['why was I charged yesterday', 'nothing'],
  ['slots till 7pm', 'nothing'],
];

describe('lines that say more than a slot', () => {
  for (const [text, expected] of LINES) {
    it(`${text} → ${expected}`, () => {
      expect(short(text)).to.equal(expected);
    });
  }

  it('leaves alone whatever is said beside a negation, and never throws', () => {
    const piece = fc.oneof(
      fc.constantFrom(...LINES.map(([text]) => text)),
      fc.string({ maxLength: 12 }),
      fc.constantFrom('now', 'A', 'kal', '5', 'baje', 'any', 'ev', 'main', '2h', 'or', 'से', 'तक'),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.constantFrom("don't", 'mat', 'nahi', 'मत', ''),
        (pieces, not) => {
          const line = read([not, ...pieces].join(' '));
          if (not !== '') expect(line?.kind).to.not.equal('book');
          if (line) expect(['book', 'slots']).to.include(line.kind);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
