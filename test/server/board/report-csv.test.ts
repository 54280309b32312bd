import { expect } from 'chai';
import fc from 'fast-check';
import { csvOf, majorOf } from '../../../server/board/attendant/reports/csv.ts';

const columns = [
  { label: 'Slot', isNumber: false },
  { label: 'Revenue', isNumber: true },
];
const row = (slot: string, value: string | number | null) => [
  { shown: slot, value: slot },
  { shown: String(value), value },
];

/** The cells of a file as a spreadsheet reads them. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  for (const line of csv
    .replace(/^\ufeff/, '')
    .matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g))
    rows.push(
      [...`,${line[1]}`.matchAll(/,("(?:[^"]|"")*"|[^",\r\n]*)/g)].map(([, cell = '']) =>
        cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
      ),
    );
  return rows;
}

describe('the file of a report', () => {
  it('has numbers as numbers, and nothing for what is not known', () => {
    expect(csvOf({ columns, rows: [row('A', '-12.50'), row('B', 3), row('C', null)] })).to.equal(
      '\ufeffSlot,Revenue\r\nA,-12.50\r\nB,3\r\nC,\r\n',
    );
  });

  it('has no cell that a spreadsheet would run', () => {
    const evil = ['=1+1', '+1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=HYPERLINK("http://x","y")', '-1+1|cmd'];
    const file = read(csvOf({ columns, rows: evil.map((text) => row(text, text)) }));
    expect(file).to.have.length(evil.length + 1);
    for (const cells of file) for (const cell of cells) expect(cell).to.match(/^[^=+\-@\t\r\n]/);
  });

  it('gives every text back as it was, but for the mark before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 5 }), (texts) => {
        const rows = texts.map(([a, b]) => row(a, b));
        const expected = texts.map((pair) =>
          pair.map((text) => (/^[=+\-@\t\r\n]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text)),
        );
        expect(read(csvOf({ columns, rows })).slice(1)).to.deep.equal(expected);
      }),
    );
  });

  it('writes money with the decimals of its currency, exactly', () => {
    expect([majorOf(1250, 2), majorOf(-5, 2), majorOf(0, 2), majorOf(1250, 0), majorOf(-1, 3)]).to.deep.equal([
      ...['12.50', '-0.05', '0.00', '1250', '-0.001'],
    ]);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3, 6), (minor, decimals) => {
        expect(BigInt(majorOf(minor, decimals).replace('.', ''))).to.equal(BigInt(minor));
      }),
    );
  });
});
