import { expect } from 'chai';
import { interpret } from '../../../server/chat/grammar.ts';
import { FILLERS, GREETINGS, NO, OTHER_TIMES, phrases, SLOT_NOUNS, YES } from '../../../server/chat/lexicon.ts';
import * as hindi from '../../../server/chat/lexicon-hi.ts';
import { standardSpelling } from '../../../server/chat/spellings-hi.ts';
import { fold } from '../../../server/chat/words.ts';
import { expectProportionalCost } from '../../support/proportion.ts';
import { KNOWN as known } from './phrases.ts';

const wordsOf = (pattern: string): string[] => pattern.split(/, |[ |]/).filter((one) => one !== '-' && one !== '');
const phraseWords = new Set(hindi.HINDI_PHRASES.flatMap(([, , pattern]) => wordsOf(pattern)));
const sets = [
  hindi.HINDI_FILLERS,
  hindi.HINDI_GREETINGS,
  hindi.HINDI_YES,
  hindi.HINDI_NO,
  hindi.HINDI_ASSENT_FILLERS,
  hindi.HINDI_NEGATIONS,
  hindi.HINDI_DOUBTS,
  hindi.HINDI_TIMES,
  hindi.HINDI_TURNS,
  hindi.HINDI_AFTER_SLOT,
  hindi.HINDI_SLOT_NOUNS,
].flatMap((set) => set.split(' '));

describe('the Hindi lexicon', () => {
  it('is in the spelling that texts are read in', () => {
    for (const one of [...phraseWords, ...sets, ...hindi.HINDI_MARKERS]) {
      expect(standardSpelling(fold(one)), one).to.equal(one);
    }
  });

  it('leaves English words as they are', () => {
    const english = [...phrases.keys()]
      .flatMap((text) => text.split(' '))
      .concat(
        ...SLOT_NOUNS,
        ...OTHER_TIMES,
        'do me to hi so main is the us in on he she band come here late line mate'.split(' '),
      );
    const known = new Set([...english, ...FILLERS, ...YES, ...NO, ...GREETINGS]);
    // Hindi that the English lexicon had before, and greetings in other spellings.
    const spelt = new Set('dhanyavaad meri gadi kardo dena han nahin namasthe'.split(' '));
    for (const one of known) {
      if (/^[a-z]+$/.test(one) && !spelt.has(one)) expect(standardSpelling(one), one).to.equal(one);
    }
  });

  it('has no misspelling in Latin letters of what cancels or costs', () => {
    for (const one of [
      'cansel',
      'kancel',
      'cancle',
      'kensal',
      'boook',
      'buk',
      'recharj',
      'richarge',
      'topap',
      'rad',
      'rd',
    ]) {
      expect(standardSpelling(one), one).to.equal(one);
    }
  });

  it('takes no English sentence for Hindi', () => {
    const texts: Record<string, string> = {
      'do book me a slot': 'book',
      'so is the slot free': 'slots',
      'me to, book a slot': 'book',
      'hai, a slot please': 'slots',
      'hi there': 'menu',
      'I need to do it': 'unknown',
    };
    for (const [text, kind] of Object.entries(texts)) expect(interpret(text, known).kind, text).to.equal(kind);
  });
});

describe('chat grammar: hostile Hindi', () => {
  const units = [
    'क्',
    'ा',
    'कर दो ',
    'kar do ',
    'na karo ',
    'a slot book ',
    'main book ',
    'A khali hai book karo ',
    'बी१२ ',
    'जी और ',
    'ek ghanta aur ',
    'saadhe ',
    '१',
    'nahi chahiye ',
    'koi slot ',
    '\u093c',
    '\u200d',
    'wallet 5 dalo ',
    'slot 99 ',
    'kaise book ',
  ];

  it('costs at most in proportion to the length', () => {
    for (const unit of units) expectProportionalCost((text) => interpret(text, known), unit);
  });
});
