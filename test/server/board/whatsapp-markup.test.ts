import { expect } from 'chai';
import fc from 'fast-check';
import { type Markup, readMarkup } from '../../../server/board/phone/whatsapp-markup.ts';
import { expectProportionalCost } from '../../support/proportion.ts';

const text = (value: string): Markup => ({ kind: 'text', text: value });

function plain(markup: Markup[]): string {
  return markup.map((one) => ('text' in one ? one.text : plain(one.children))).join('');
}

describe('WhatsApp markup', () => {
  it('reads bold, italic, struck and monospaced text', () => {
    expect(readMarkup('Slot *A* is _yours_, ~not~ `PW-1`.')).to.deep.equal([
      text('Slot '),
      { kind: 'bold', children: [text('A')] },
      text(' is '),
      { kind: 'italic', children: [text('yours')] },
      text(', '),
      { kind: 'strike', children: [text('not')] },
      text(' '),
      { kind: 'mono', text: 'PW-1' },
      text('.'),
    ]);
  });

  it('nests', () => {
    expect(readMarkup('*_A_ and B*')).to.deep.equal([
      { kind: 'bold', children: [{ kind: 'italic', children: [text('A')] }, text(' and B')] },
    ]);
  });

  it('keeps line breaks and never spans lines', () => {
    expect(readMarkup('*a*\n*b\nc*')).to.deep.equal([{ kind: 'bold', children: [text('a')] }, text('\n*b\nc*')]);
  });

  it('lets three backticks span lines', () => {
    expect(readMarkup('```a\n*b*``` *c*')).to.deep.equal([
      { kind: 'mono', text: 'a\n*b*' },
      text(' '),
      { kind: 'bold', children: [text('c')] },
    ]);
    expect(readMarkup('open ```end')).to.deep.equal([text('open ```end')]);
  });

  it('leaves what is no markup as it is', () => {
    for (const source of ['2*3*4', 'whatsapp_1202_x', '* item', '**', '*a *', 'a * b * c', '', '<b>x</b>', '``````'])
      expect(plain(readMarkup(source)), source).to.equal(source);
    expect(readMarkup('<img src=x onerror=alert(1)>')).to.deep.equal([text('<img src=x onerror=alert(1)>')]);
    expect(readMarkup('whatsapp_1202_x 2*3*4')).to.deep.equal([text('whatsapp_1202_x 2*3*4')]);
  });

  it('loses nothing but markers', () => {
    const source = fc.array(fc.constantFrom('*', '_', '~', '`', ' ', '\n', 'a', 'é', '🚗', '```'), { maxLength: 60 });
    const bare = (value: string) => value.replace(/[*_~`]/g, '');
    fc.assert(
      fc.property(source, (parts) => {
        expect(bare(plain(readMarkup(parts.join(''))))).to.equal(bare(parts.join('')));
      }),
      { numRuns: 2000 },
    );
  });

  it('costs at most in proportion to the length of a hostile text', () => {
    for (const hostile of ['*a ', '*_~', '*a _b ~c `d ', '*a*'])
      expectProportionalCost(readMarkup, hostile, 6000, 60_000);
  });
});
