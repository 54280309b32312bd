import { expect } from 'chai';
import fc from 'fast-check';
import { safeText } from '../../shared/csv.ts';

describe('text in CSV', () => {
  it('has an apostrophe in front where a spreadsheet could take it for a formula', () => {
    for (const text of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '\nx',
      ' =1',
      '\u200b=1',
      '\ufeff=1',
      '＝1',
      '＋1',
    ])
      expect(safeText(text), JSON.stringify(text)).to.equal(`'${text}`);
  });

  it('keeps a phone number whole, as text', () => {
    expect(safeText('+919812345678')).to.equal("'+919812345678");
  });

  it('is as it was everywhere else', () => {
    for (const text of ['', 'Asha', 'a=b', '5 - 3', "o'clock", 'नमस्ते', '2026-11-27', 'a; b'])
      expect(safeText(text)).to.equal(text);
  });

  it('begins no formula behind a semicolon either, where that parts columns', () => {
    expect(safeText('a;=1+1; @x;b')).to.equal("a;'=1+1;' @x;b");
  });

  it('never begins with what begins a formula, whatever it is', () => {
    const character = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      ' ',
      ';',
      "'",
      '"',
      ',',
      'a',
      '\u0001',
      '＝',
    );
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        for (const cell of safeText(text).split(';'))
          expect(cell.replace(/^[\s\p{Cc}]+/u, '')).to.not.match(/^[=+\-@＝]/);
        expect(safeText(text)).to.not.match(/^[\t\r\n]/);
      }),
    );
  });
});
