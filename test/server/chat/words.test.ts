import { expect } from 'chai';
import { amountIn } from '../../../server/chat/amount.ts';
import { reasonIn } from '../../../server/chat/reason.ts';
import { fold, readWords } from '../../../server/chat/words.ts';

describe('chat words', () => {
  it('folds every decimal digit there is', () => {
    let digits = 0;
    for (let point = 0; point < 0x1_ffff; point += 1) {
      const sign = String.fromCodePoint(point);
      if (!/\p{Nd}/u.test(sign)) continue;
      expect(fold(sign), point.toString(16)).to.equal(String(digits % 10));
      digits += 1;
    }
    expect(digits).to.be.at.least(600);
    expect(amountIn('५०० रुपये')).to.equal('500');
    expect(amountIn('₹१,२५०.५०')).to.equal('1250.50');
    expect(reasonIn('PW-७K३M९Q: मैं वहाँ नहीं था', 'PW-7K3M9Q')).to.equal('मैं वहाँ नहीं था');
  });

  it('keeps vowel signs and conjuncts in their words', () => {
    expect(readWords('क्या ख़ाली है? स्लॉट-बी१२ चाहिए।').map(({ text }) => text)).to.deep.equal([
      'क्या',
      'खाली',
      'है',
      'स्लॉट',
      'बी12',
      'चाहिए',
    ]);
  });
});
