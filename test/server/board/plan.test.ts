import { expect } from 'chai';
import { marksFor, pointByKey, pointsOf, zoomToBegin } from '../../../server/board/attendant/plan/plan-points.ts';
import {
  type History,
  move,
  movedBetween,
  noHistory,
  onTop,
  placeAt,
  placesWith,
  stepBack,
} from '../../../server/board/attendant/settings/plan/draft.ts';
import type { Place } from '../../../shared/live/board-events.ts';

describe('the keys of the plan', () => {
  const places: Record<string, Place> = { A: [0.1, 0.1], B: [0.5, 0.12], C: [0.9, 0.1], D: [0.1, 0.9], E: [0.52, 0.5] };
  const points = pointsOf(['A', 'B', 'C', 'D', 'E', 'F'], places);
  const from = (code: string, key: string) => pointByKey(key, points, code, 1);

  it('lead to the nearest slot in their direction, and stay where there is none', () => {
    expect(from('A', 'ArrowRight')).to.equal('B');
    expect(from('B', 'ArrowRight')).to.equal('C');
    expect(from('C', 'ArrowRight')).to.equal('C');
    expect(from('A', 'ArrowDown')).to.equal('D');
    expect(from('B', 'ArrowDown')).to.equal('E');
    expect(from('E', 'ArrowUp')).to.equal('B');
    expect(from('D', 'ArrowLeft')).to.equal('D');
  });

  it('reach every slot by code, and are nobody else’s', () => {
    expect(['A', 'B', 'C', 'D', 'E'].map((code) => from(code, 'PageDown')).join('')).to.equal('BCDEE');
    expect(['A', 'B', 'C', 'D', 'E'].map((code) => from(code, 'PageUp')).join('')).to.equal('AABCD');
    expect(from('C', 'Home')).to.equal('A');
    expect(from('C', 'End')).to.equal('E');
    expect(from('C', 'x')).to.equal(null);
    expect(from('F', 'ArrowLeft')).to.equal(null);
  });
});

describe('the marks of a plan', () => {
  it('are small where there are many, and as wide as the longest code', () => {
    const many = (count: number, code: string) =>
      Array.from({ length: count }, () => ({ code, place: [0, 0] as Place }));
    expect(marksFor([])).to.deep.equal({ isSmall: false, rem: 2.6 });
    expect(marksFor(many(61, 'A')).isSmall).to.equal(true);
    expect(marksFor(many(61, 'B1234567')).rem).to.be.greaterThan(marksFor(many(61, 'A')).rem);
  });
});

describe('the size that a plan begins with', () => {
  const row = (count: number) =>
    pointsOf(
      Array.from({ length: count }, (_, n) => `S${n}`),
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`S${n}`, [n / count, 0.5] as Place])),
    );

  it('fits where marks have room, and grows where most would overlap', () => {
    expect(zoomToBegin([], 300, 200, 40)).to.equal(1);
    expect(zoomToBegin(row(1), 300, 200, 40)).to.equal(1);
    expect(zoomToBegin(row(5), 300, 200, 40)).to.equal(1);
    expect(zoomToBegin(row(10), 300, 200, 40)).to.equal(1.5);
    expect(zoomToBegin(row(25), 300, 200, 40)).to.equal(4);
    expect(zoomToBegin(row(500), 300, 200, 40)).to.equal(4);
  });
});

describe('what is not saved of a plan', () => {
  const saved: Record<string, Place> = { A: [0.1, 0.1], B: [0.2, 0.2], GONE: [0.3, 0.3] };
  const codes = ['A', 'B', 'C'];
  const moved = (...steps: [string, Place | null, (string | null)?][]): History =>
    steps.reduce((history, [code, to, kind = null]) => move(history, saved, code, to, kind), noHistory);

  it('goes before what is saved, and only for slots that there are', () => {
    const { draft } = moved(['A', null], ['C', [0.5, 0.6]]);
    expect(placesWith(saved, draft, codes)).to.deep.equal({ B: [0.2, 0.2], C: [0.5, 0.6] });
    expect(moved(['A', [0.4, 0.4]], ['A', [0.1, 0.1]]).draft).to.deep.equal({});
    expect(moved(['C', [0.4, 0.4]], ['C', null]).draft).to.deep.equal({});
  });

  it('is taken back step by step; keys that move one slot are one step', () => {
    const history = moved(['A', [0.2, 0.1], 'keys A'], ['A', [0.3, 0.1], 'keys A'], ['B', [0, 0]], ['B', null]);
    const drafts: unknown[] = [];
    for (let at = stepBack(history); ; at = stepBack(at)) {
      drafts.push(at.draft);
      if (at.before.length === 0) break;
    }
    expect(drafts).to.deep.equal([{ A: [0.3, 0.1], B: [0, 0] }, { A: [0.3, 0.1] }, {}]);
    expect(stepBack(noHistory)).to.equal(noHistory);
    // A step back in between begins another one.
    const again = move(stepBack(moved(['A', [0.2, 0.1], 'keys A'])), saved, 'A', [0.3, 0.1], 'keys A');
    expect(again.before).to.have.length(1);
  });

  it('stays on the plan', () => {
    expect(placeAt(-0.2, 1.7)).to.deep.equal([0, 1]);
    expect(placeAt(1 / 3, 0.123_456)).to.deep.equal([0.3333, 0.1235]);
  });

  it('loses what others have done the same, and slots that are gone', () => {
    const draft = { A: [0.7, 0.7] as Place, B: null, GONE: [0.1, 0.1] as Place };
    expect(onTop(draft, { A: [0.7, 0.7], B: [0.2, 0.2] }, codes)).to.deep.equal({ B: null });
    expect(movedBetween(saved, { A: [0.1, 0.1], B: [0.2, 0.3], C: [0, 0] }).sort()).to.deep.equal(['B', 'C', 'GONE']);
  });
});
