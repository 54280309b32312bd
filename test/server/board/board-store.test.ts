import { expect } from 'chai';
import { type BoardState, emptyBoard, inStep, reduceBoard } from '../../../server/board/live/board-store.ts';
import type { BoardSnapshot, PlanView, SlotView } from '../../../shared/live/board-events.ts';
import { slotOf } from './slots.ts';

const lot = { code: 'main', name: 'Main', timeZone: 'UTC', currency: 'USD' };
const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();

const noPlan: PlanView = { version: 0, image: null, places: {} };

function snapshotOf(slots: SlotView[], second = 0, plan = noPlan): BoardSnapshot {
  return { lot, version: slots.reduce((sum, slot) => sum + slot.version, plan.version), at: at(second), slots, plan };
}

function loaded(...slots: SlotView[]): BoardState {
  return reduceBoard(emptyBoard, { kind: 'snapshot', snapshot: snapshotOf(slots) });
}

function delta(state: BoardState, slots: SlotView[], second = 1, code = 'main'): BoardState {
  return reduceBoard(state, { kind: 'delta', delta: { lot: code, at: at(second), slots } });
}

describe('board store', () => {
  it('orders slots as people read them', () => {
    expect(loaded(slotOf('B12'), slotOf('B2'), slotOf('A')).order).to.deep.equal(['A', 'B2', 'B12']);
  });

  it('applies a slot only when its version is higher', () => {
    const state = loaded(slotOf('A', { version: 5 }), slotOf('B', { version: 2 }));
    const next = delta(state, [
      slotOf('A', { version: 5, state: 'reserved' }),
      slotOf('B', { version: 3, state: 'occupied' }),
    ]);
    expect(next.slots.get('A')).to.equal(state.slots.get('A'));
    expect(next.slots.get('B')?.state).to.equal('occupied');
    expect(next.version).to.equal(8);
  });

  it('ends the same in whatever order deltas arrive', () => {
    const state = loaded(slotOf('A'));
    const two = slotOf('A', { version: 2, state: 'reserved' });
    const three = slotOf('A', { version: 3, state: 'occupied' });
    const forth = delta(delta(state, [two]), [three]);
    const back = delta(delta(state, [three]), [two]);
    expect(back.slots).to.deep.equal(forth.slots);
    expect(back.version).to.equal(3);
  });

  it('takes a plan only when its version is higher, also one that came before the snapshot it was asked for', () => {
    const planOf = (version: number): PlanView => ({ version, image: null, places: { A: [0.5, version / 10] } });
    const tell = (state: BoardState, plan: PlanView) =>
      reduceBoard(state, { kind: 'delta', delta: { lot: 'main', at: at(1), slots: [], plan } });
    const state = tell(loaded(slotOf('A', { version: 4 })), planOf(2));
    expect(state.plan).to.deep.equal(planOf(2));
    expect(state.version).to.equal(6);
    expect(inStep(state, { lot: 'main', version: 6, at: at(2), costs: {} })).to.equal(true);
    expect(tell(state, planOf(1)).plan).to.equal(state.plan);
    const asked = tell(reduceBoard(state, { kind: 'joining' }), planOf(3));
    const snapshot = snapshotOf([slotOf('A', { version: 4 })], 2, planOf(2));
    expect(reduceBoard(asked, { kind: 'snapshot', snapshot }).plan.version).to.equal(3);
    // Restored from a backup: what is no more is not shown.
    expect(reduceBoard(state, { kind: 'snapshot', snapshot: snapshotOf([], 2, planOf(1)) }).plan.version).to.equal(1);
    expect(reduceBoard(state, { kind: 'snapshot', snapshot }).plan).to.equal(state.plan);
  });

  it('adds a slot it did not know', () => {
    const state = delta(loaded(slotOf('B')), [slotOf('A', { version: 4 })]);
    expect(state.order).to.deep.equal(['A', 'B']);
    expect(state.version).to.equal(5);
  });

  it('lets go of a slot that is gone, unless it has come back meanwhile', () => {
    const state = loaded(slotOf('A', { version: 4 }), slotOf('B'));
    const leave = (from: BoardState, version: number) =>
      reduceBoard(from, {
        kind: 'delta',
        delta: { lot: 'main', at: at(1), slots: [], gone: [{ code: 'A', version }] },
      });
    const left = leave(state, 4);
    expect([...left.slots.keys()]).to.deep.equal(['B']);
    expect(left.order).to.deep.equal(['B']);
    expect(left.version).to.equal(1);
    expect(leave(state, 3)).to.include({ order: state.order, version: 5 });
    expect(leave(left, 4).order).to.equal(left.order);
  });

  it('drops what belongs to another lot', () => {
    const state = loaded(slotOf('A'));
    expect(delta(state, [slotOf('A', { version: 9 })], 1, 'other').version).to.equal(1);
    const digest = { lot: 'other', version: 7, at: at(1), costs: {} };
    expect(inStep(state, digest)).to.equal(true);
  });

  it('keeps what arrived while the snapshot was fetched', () => {
    const joining = reduceBoard(emptyBoard, { kind: 'joining' });
    const early = delta(joining, [slotOf('A', { version: 3, state: 'occupied' })], 2);
    const other = delta(early, [slotOf('A', { version: 90 })], 2, 'other');
    const state = reduceBoard(other, { kind: 'snapshot', snapshot: snapshotOf([slotOf('A', { version: 2 })], 1) });
    expect(state.slots.get('A')?.state).to.equal('occupied');
    expect(state.version).to.equal(3);
    expect(state.sinceJoin).to.equal(null);
  });

  it('takes a snapshot with lower versions, as after a restored backup, and forgets slots that are gone', () => {
    const state = loaded(slotOf('A', { version: 50, state: 'occupied' }), slotOf('B'));
    const next = reduceBoard(reduceBoard(state, { kind: 'joining' }), {
      kind: 'snapshot',
      snapshot: snapshotOf([slotOf('A', { version: 40 })], 5),
    });
    expect(next.order).to.deep.equal(['A']);
    expect(next.slots.get('A')?.state).to.equal('free');
    expect(next.version).to.equal(40);
  });

  it('keeps the identity of slots a snapshot did not change', () => {
    const state = loaded(slotOf('A'), slotOf('B'));
    const next = reduceBoard(state, {
      kind: 'snapshot',
      snapshot: snapshotOf([slotOf('A'), slotOf('B', { version: 2 })]),
    });
    expect(next.slots.get('A')).to.equal(state.slots.get('A'));
    expect(next.slots.get('B')).to.not.equal(state.slots.get('B'));
  });

  it('compares a digest with the sum of the versions held, and moves running costs', () => {
    const session = { id: 's1', startedAt: at(0), costMinor: 100, overstay: false };
    const state = loaded(slotOf('A', { version: 2, state: 'occupied', session }), slotOf('B', { version: 3 }));
    const digest = { lot: 'main', version: 5, at: at(9), costs: { s1: 150 } };
    expect(inStep(state, digest)).to.equal(true);
    expect(inStep(state, { ...digest, version: 6 })).to.equal(false);
    const next = reduceBoard(state, { kind: 'digest', digest });
    expect(next.slots.get('A')?.session?.costMinor).to.equal(150);
    expect(next.slots.get('B')).to.equal(state.slots.get('B'));
    expect(next.at).to.equal(at(9));
    expect(reduceBoard(next, { kind: 'digest', digest }).slots).to.equal(next.slots);
    const byCode = reduceBoard(next, { kind: 'digest', digest: { ...digest, costs: { A: 175 } } });
    expect(byCode.slots.get('A')?.session?.costMinor).to.equal(175);
  });

  it('never sets the time of its data back', () => {
    const state = delta(loaded(slotOf('A')), [], 30);
    expect(delta(state, [], 20).at).to.equal(at(30));
  });
});
