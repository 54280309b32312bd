import { expect } from 'chai';
import { interpret } from '../../../server/chat/grammar.ts';
import { KNOWN as known } from './phrases.ts';

describe('chat grammar: shapes', () => {
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
