import { expect } from 'chai';
import { codesOf } from '../../../server/board/attendant/settings/slots/slot-codes.ts';

describe('slot codes as people type them', () => {
  it('are read one by one and in ranges', () => {
    expect(codesOf('a, B12 c3;D').codes).to.deep.equal(['A', 'B12', 'C3', 'D']);
    expect(codesOf('A1-A3').codes).to.deep.equal(['A1', 'A2', 'A3']);
    expect(codesOf('A9 - 11').codes).to.deep.equal(['A9', 'A10', 'A11']);
    expect(codesOf('7–9').codes).to.deep.equal(['7', '8', '9']);
    expect(codesOf('').codes).to.deep.equal([]);
  });

  it('keep the noughts of their first code, and are each there once', () => {
    expect(codesOf('C08-C11').codes).to.deep.equal(['C08', 'C09', 'C10', 'C11']);
    expect(codesOf('A1, A1-A2 a2').codes).to.deep.equal(['A1', 'A2']);
  });

  it('that are none are named, and the others still read', () => {
    expect(codesOf('A1, A-B, A3-A1, A1-B3, ABCDEFGHI, ä').wrong).to.deep.equal([
      'A-B',
      'A3-A1',
      'A1-B3',
      'ABCDEFGHI',
      'Ä',
    ]);
    expect(codesOf('A1-A1001').wrong).to.deep.equal(['A1-A1001']);
    expect(codesOf('A1-A900, B1-B900')).to.deep.include({ wrong: ['B1-B900'] });
    expect(codesOf('A, x!').codes).to.deep.equal(['A']);
  });
});
