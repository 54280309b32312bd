import { expect } from 'chai';
import { moveInGrid } from '../../../server/board/attendant/grid-keys.ts';

describe('board grid keys', () => {
  // Eight cells in rows of three: 0 1 2 / 3 4 5 / 6 7
  const move = (key: string, from: number, isCtrl = false) => moveInGrid(key, isCtrl, from, 8, 3);

  it('moves by arrows and stops at the edges', () => {
    expect(move('ArrowRight', 2)).to.equal(3);
    expect(move('ArrowRight', 7)).to.equal(7);
    expect(move('ArrowLeft', 3)).to.equal(2);
    expect(move('ArrowLeft', 0)).to.equal(0);
    expect(move('ArrowUp', 4)).to.equal(1);
    expect(move('ArrowUp', 1)).to.equal(1);
    expect(move('ArrowDown', 4)).to.equal(7);
    expect(move('ArrowDown', 7)).to.equal(7);
  });

  it('reaches the short last row from above its gap', () => {
    expect(move('ArrowDown', 5)).to.equal(7);
  });

  it('moves to the ends of the row and of the grid', () => {
    expect(move('Home', 5)).to.equal(3);
    expect(move('End', 3)).to.equal(5);
    expect(move('End', 6)).to.equal(7);
    expect(move('Home', 5, true)).to.equal(0);
    expect(move('End', 1, true)).to.equal(7);
  });

  it('leaves other keys and an empty grid alone', () => {
    expect(move('Enter', 1)).to.equal(null);
    expect(move('Tab', 1)).to.equal(null);
    expect(moveInGrid('End', false, 0, 0, 3)).to.equal(null);
  });
});
