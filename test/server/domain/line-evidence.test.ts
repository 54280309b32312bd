import { expect } from 'chai';
import { witnessesOf } from '../../../server/domain/line-evidence.ts';

const seen = (id: string, at: number) => ({ id, at, vouches: false });
const vouch = (id: string, at: number) => ({ id, at, vouches: true });

describe('the evidence behind a line of a bill', () => {
  const all = [seen('came', 0), seen('again', 30), seen('left', 60), seen('other', 90), vouch('boot', 45)];

  it('is what was seen in it, last before it and first after it, and the boots that vouch for its time', () => {
    expect(witnessesOf({ from: 0, to: 60 }, all)).to.deep.equal(['came', 'again', 'left', 'boot']);
    expect(witnessesOf({ from: 10, to: 20 }, all)).to.deep.equal(['came', 'again', 'boot']);
    expect(witnessesOf({ from: 50, to: 60 }, all)).to.deep.equal(['again', 'left']);
    expect(witnessesOf({ from: 30, to: 30 }, all)).to.deep.equal(['again', 'boot']);
    expect(witnessesOf({ from: 0, to: 10 }, [])).to.deep.equal([]);
  });
});
