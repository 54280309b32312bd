import { expect } from 'chai';
import { Board } from '../../firmware-sim/board.ts';
import { Fleet } from '../../firmware-sim/fleet.ts';
import { type Movement, movements, SCENARIOS } from '../../firmware-sim/scenarios.ts';
import { VirtualTime } from '../../firmware-sim/virtual-time.ts';

function take(count: number, generator: Iterable<Movement>): Movement[] {
  const taken: Movement[] = [];
  for (const movement of generator) {
    taken.push(movement);
    if (taken.length === count) break;
  }
  return taken;
}

describe('the traffic scenarios', () => {
  it('are the same for the same seed, and others for another', () => {
    const one = take(50, movements(SCENARIOS.busy, ['A', 'B'], 1));
    expect(take(50, movements(SCENARIOS.busy, ['A', 'B'], 1))).to.deep.equal(one);
    expect(take(50, movements(SCENARIOS.busy, ['A', 'B'], 2))).not.to.deep.equal(one);
  });

  it('go forward in time, alternate at each slot, and give every car time to be seen', () => {
    const all = take(500, movements(SCENARIOS.busy, ['A', 'B', 'C'], 7));
    const last = new Map<string, Movement>();
    let before = 0;
    for (const movement of all) {
      expect(movement.atMs).to.be.at.least(before);
      before = movement.atMs;
      const previous = last.get(movement.slot);
      expect(movement.move).to.equal(previous?.move === 'in' ? 'out' : 'in');
      expect(movement.atMs - (previous?.atMs ?? 0)).to.be.at.least(SCENARIOS.busy.shortestMs);
      last.set(movement.slot, movement);
    }
  });

  it('keep the means they promise', () => {
    const all = take(4000, movements(SCENARIOS.quiet, ['A'], 3));
    const cycle = (all.at(-1)?.atMs ?? 0) / 2000;
    const expected = SCENARIOS.quiet.meanGapMs + SCENARIOS.quiet.meanStayMs;
    expect(cycle / expected).to.be.within(0.9, 1.1);
  });

  it('are empty for none and for no slots', () => {
    expect(take(1, movements(SCENARIOS.none, ['A'], 1))).to.be.empty;
    expect(take(1, movements(SCENARIOS.busy, [], 1))).to.be.empty;
  });
});

describe('a fleet of boards', () => {
  function fleet(): Fleet {
    const board = (id: string, slots: string[]) =>
      new Board({ url: 'mqtt://127.0.0.1:1', lot: 'main', id, secret: 's', slots });
    return new Fleet([board('one', ['A', 'B']), board('two', ['B'])]);
  }

  it('finds a slot by its code, and by its controller where the code is not enough', () => {
    const boards = fleet();
    expect(boards.places.map(({ name }) => name)).to.deep.equal(['A', 'one/B', 'two/B']);
    expect(boards.place('two/B').board.id).to.equal('two');
    expect(boards.place('A').board.id).to.equal('one');
    expect(() => boards.place('B')).to.throw(RangeError, 'say one/B or two/B');
    expect(() => boards.place('X')).to.throw(RangeError, 'no controller here serves slot X');
    expect(() => boards.board('three')).to.throw(RangeError, 'no controller three');
  });

  it('plays movements when their time has come, and stops when told', () => {
    const boards = fleet();
    const clock = new VirtualTime();
    const car = (): boolean | undefined => boards.boards[0]?.snapshot().slots[0]?.car;
    const script: Movement[] = [
      { atMs: 100, slot: 'A', move: 'in' },
      { atMs: 200, slot: 'A', move: 'out' },
      { atMs: 300, slot: 'A', move: 'in' },
    ];
    const stop = boards.play(script.values(), clock);
    clock.advance(99);
    expect(car()).to.equal(false);
    clock.advance(1);
    expect(car()).to.equal(true);
    clock.advance(100);
    expect(car()).to.equal(false);
    stop();
    clock.advance(1000);
    expect(car()).to.equal(false);
  });
});
