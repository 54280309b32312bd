import { expect } from 'chai';
import fc from 'fast-check';
import { cut, META_LIMITS, rungFor } from '../../../../server/outbound/whatsapp/ladder.ts';

const option = (title: string, note?: string) => ({ text: `id ${title}`, title, ...(note ? { note } : {}) });
const rich = (...titles: string[]) => ({ lead: 'Which one?', options: titles.map((title) => option(title)) });
const many = (count: number) => rich(...Array.from({ length: count }, (_, i) => `Choice ${i}`));
const rung = (offer: ReturnType<typeof rich> | null, body = 'Which one?\n1. this') => rungFor(body, offer, META_LIMITS);

describe('the ladder of buttons, lists and text', () => {
  it('is words alone where nothing is offered', () => {
    expect(rung(null)).to.deep.equal({ kind: 'text', body: 'Which one?\n1. this' });
  });

  it('shows up to three buttons, then up to ten rows, then the words with numbers', () => {
    expect([1, 3, 4, 10, 11].map((count) => rung(many(count)).kind)).to.deep.equal([
      'buttons',
      'buttons',
      'list',
      'list',
      'text',
    ]);
  });

  it('takes rows where a button’s title would be cut, and says there what a row’s title loses', () => {
    expect(rung(rich('x'.repeat(20), 'no')).kind).to.equal('buttons');
    expect(rung(rich('x'.repeat(21), 'no')).kind).to.equal('list');
    const long = `${'x'.repeat(30)} end`;
    const list = rung(rich(long, 'no'));
    expect(list).to.have.property('kind', 'list');
    expect(list.kind === 'list' && list.rows[0]).to.deep.equal({
      id: `id ${long}`,
      title: `${'x'.repeat(23)}…`,
      description: long,
    });
  });

  it('is words where two choices would look alike, have one answer, or none', () => {
    expect(rung(rich(`${'x'.repeat(24)}1`, `${'x'.repeat(24)}2`)).kind).to.equal('text');
    const twice = { lead: 'Which?', options: [option('a'), { ...option('b'), text: 'id a' }] };
    expect(rung(twice).kind).to.equal('text');
    expect(rung({ lead: 'Which?', options: [{ text: '', title: 'a' }] }).kind).to.equal('text');
    expect(rung({ lead: 'Which?', options: [{ text: 'x'.repeat(201), title: 'a' }] }).kind).to.equal('text');
  });

  it('is words where a title is empty or has several lines, or a choice hands back nothing but spaces', () => {
    for (const title of ['', ' ', 'two\nlines']) expect(rung(rich(title)).kind, title).to.equal('text');
    expect(rung({ lead: 'Which?', options: [{ text: ' ', title: 'a' }] }).kind).to.equal('text');
  });

  it('says what opens a list in the words that are given, as long as they may be', () => {
    const opened = (opener?: string) => rungFor('Which?', { ...many(4), ...(opener && { opener }) }, META_LIMITS);
    expect(opened('चुनें')).to.include({ kind: 'list', button: 'चुनें' });
    expect(opened('x'.repeat(20))).to.include({ button: 'x'.repeat(20) });
    expect(opened('x'.repeat(21))).to.include({ button: `${'x'.repeat(19)}…` });
    expect(opened()).to.include({ button: '☰' });
  });

  it('is words where what stands above is longer than a channel takes, or nothing', () => {
    const offer = (lead: string) => ({ ...many(2), lead });
    expect(rung(offer('x'.repeat(1024))).kind).to.equal('buttons');
    expect(rung(offer('x'.repeat(1025))).kind).to.equal('text');
    expect(rung(offer(' ')).kind).to.equal('text');
  });

  it('asks for a place where there are more lots than rows', () => {
    const offer = { ...many(11), asksPlace: true as const };
    expect(rungFor('Which?', offer, META_LIMITS)).to.deep.equal({ kind: 'location', body: 'Which one?' });
  });

  it('cuts no character in two', () => {
    expect(cut('abc', 3)).to.equal('abc');
    expect(cut('abcd', 3)).to.equal('ab…');
    expect(cut('a👩‍👩‍👧b', 4)).to.equal('a…');
    expect(cut('कि कि', 3)).to.equal('कि…');
  });

  it('never exceeds a limit and never loses a choice, whatever is offered', () => {
    const anyOption = fc.record({
      text: fc.string({ maxLength: 220 }),
      title: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
      note: fc.option(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }), { nil: undefined }),
    });
    const anyRich = fc.record({
      lead: fc.string({ maxLength: 1200 }),
      options: fc.array(
        anyOption.map(({ note, ...rest }) => (note === undefined ? rest : { ...rest, note })),
        { maxLength: 14 },
      ),
    });
    fc.assert(
      fc.property(
        anyRich,
        fc.string({ maxLength: 5000 }),
        fc.constantFrom(META_LIMITS, { ...META_LIMITS, buttons: 2, rows: 4, rowTitle: 12, textBody: 1600 }),
        (offer, body, limits) => {
          const found = rungFor(body, offer, limits);
          if (found.kind === 'text') {
            expect(found.body.length).to.be.at.most(limits.textBody);
            return;
          }
          expect(found.body.length).to.be.within(1, limits.interactiveBody);
          if (found.kind === 'location') return;
          if (found.kind === 'list') expect(found.button.length).to.be.within(1, META_LIMITS.listButton);
          const shown = found.kind === 'buttons' ? found.buttons : found.rows;
          expect(shown.map(({ id }) => id)).to.deep.equal(offer.options.map(({ text }) => text));
          expect(shown.length).to.be.at.most(found.kind === 'buttons' ? limits.buttons : limits.rows);
          for (const { id, title, description } of shown) {
            expect(id.length).to.be.within(1, limits.id);
            expect(title.length).to.be.within(1, found.kind === 'buttons' ? limits.buttonTitle : limits.rowTitle);
            expect((description ?? '').length).to.be.at.most(limits.rowDescription);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
