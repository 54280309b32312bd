import { expect } from 'chai';
import { CHOICES, choiceMeant, listMark, listOf } from '../../../server/chat/choices.ts';
import { interpret } from '../../../server/chat/grammar.ts';
import { render } from '../../../server/chat/render.ts';
import { CONTEXT, SAMPLES } from './samples.ts';

const known = { slots: ['A'], lots: [] };
const choice = (number: number, slot: string | null = null) => ({ kind: 'choice', number, slot }) as const;

describe('chat choices', () => {
  const shown = [
    ['menu', SAMPLES.menu[0]!],
    ['help', SAMPLES.help[0]!],
    ...SAMPLES['menu-page'].map((page) => [`page-${page.kind === 'menu-page' ? page.page : ''}`, page] as const),
  ] as const;
  for (const [list, reply] of shown) {
    it(`${list}: every number of its lines does something`, () => {
      const lines = [...render(reply, CONTEXT).matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
      expect(lines).to.deep.equal(CHOICES[list as keyof typeof CHOICES].map((_, index) => index + 1));
    });
  }

  for (const list of ['help'] as const) {
    it(`${list}: every number does what its line says`, () => {
      const lines = render(SAMPLES[list][0]!, CONTEXT).matchAll(/^(\d+)\. \*([^*]+)\*/gm);
      const named = [...lines].map(([, number, command]) => [Number(number), interpret(command!, known).kind]);
      expect(named).to.deep.equal(CHOICES[list].map(({ kind }, i) => [i + 1, kind]));
    });

    it(`${list}: no number takes a slot by itself`, () => {
      const slots = CHOICES[list].flatMap((one) => ('slot' in one ? [one.slot] : []));
      expect(new Set(slots)).to.deep.equal(new Set([null]));
    });
  }

  it('numbers car parks as they are listed', () => {
    const text = render(SAMPLES['which-lot'][0]!, CONTEXT);
    expect(text).to.contain('\n1. *main* – ').and.contain('\n2. *north-2* – ');
    const meant = choiceMeant(choice(2), null, 'lots', ['main', 'north-2']);
    expect(meant).to.deep.equal({ kind: 'choose-lot', lot: 'north-2' });
    const beyond = choiceMeant(choice(3), null, 'lots', ['main', 'north-2']);
    expect(beyond, 'is told that there is none').to.deep.equal({ kind: 'choose-lot', lot: '3' });
  });

  it('prefers the question, then the list just shown, then the slot, then the menu', () => {
    expect(choiceMeant(choice(2, '2'), 'park', 'menu', [])).to.deep.equal({ kind: 'park', slot: '2' });
    expect(choiceMeant(choice(2, '2'), null, 'menu', [])).to.deep.equal({ kind: 'page', page: 'bookings' });
    expect(choiceMeant(choice(2, '2'), null, null, [])).to.include({ kind: 'near-miss', asText: 'book 2' });
    expect(choiceMeant(choice(2), null, null, [])).to.deep.equal({ kind: 'page', page: 'bookings' });
  });

  it('takes the acts of the longer list only where it was shown', () => {
    expect(choiceMeant(choice(7), null, 'help', [])).to.deep.equal({ kind: 'cancel', reference: null });
    for (const number of [7, 8, 9, 10, 99]) {
      expect(choiceMeant(choice(number), null, null, []).kind, String(number)).to.equal('unknown');
    }
  });

  it('notes the list in a way that no driver can write', () => {
    for (const list of ['menu', 'help', 'lots', 'page-wallet'] as const) expect(listOf(listMark(list))).to.equal(list);
    for (const text of ['menu', 'book A', '', '#else', null]) expect(listOf(text)).to.equal(null);
  });
});
