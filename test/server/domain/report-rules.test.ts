import { expect } from 'chai';
import fc from 'fast-check';
import { costMicros } from '../../../server/domain/message-prices.ts';
import { LENGTH_EDGES_MINUTES } from '../../../server/domain/stay-lengths.ts';

describe('what reports go by', () => {
  it('classes of lengths grow from nothing on', () => {
    expect(LENGTH_EDGES_MINUTES[0]).to.equal(0);
    expect([...LENGTH_EDGES_MINUTES].sort((a, b) => a - b)).to.deep.equal([...LENGTH_EDGES_MINUTES]);
  });

  it('messages cost what was said, and nothing is made up where nobody said it', () => {
    const price = fc.option(fc.nat(10_000));
    fc.assert(
      fc.property(price, price, fc.nat(1000), fc.nat(1000), (receivedMicros, sentMicros, received, sent) => {
        const cost = costMicros({ receivedMicros, sentMicros }, received, sent);
        const isKnown = (received === 0 || receivedMicros !== null) && (sent === 0 || sentMicros !== null);
        expect(cost).to.equal(isKnown ? received * (receivedMicros ?? 0) + sent * (sentMicros ?? 0) : null);
      }),
    );
  });
});
