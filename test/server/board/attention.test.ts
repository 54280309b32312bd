import { expect } from 'chai';
import {
  attentionChips,
  attentionItems,
  countStates,
  fadedLook,
  matchesSearch,
} from '../../../server/board/attention.ts';
import type { SlotView } from '../../../shared/live/board-events.ts';
import { slotOf } from './slots.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const session = (startedAt: string, overstay = false) => ({ id: startedAt, startedAt, costMinor: null, overstay });
const booking = {
  id: 'b1',
  reference: 'PW-7K2Q',
  state: 'reserved' as const,
  startsAt: '2026-11-21T09:00:00.000Z',
  endsAt: '2026-11-21T12:00:00.000Z',
  holdUntil: '2026-11-21T10:30:00.000Z',
  notes: null,
  services: [],
};

describe('board attention', () => {
  it('says nothing when nothing is wrong', () => {
    const slots = [slotOf('A'), slotOf('B', { state: 'occupied', session: session('2026-11-21T09:00:00.000Z') })];
    expect(attentionItems(slots, NOW)).to.deep.equal([]);
  });

  it('names bookings that nobody has come for shortly before they expire', () => {
    const reserved = slotOf('A', { state: 'reserved', booking });
    const at = (time: string) => attentionItems([reserved], Date.parse(time)).map(({ id }) => id);
    expect(at('2026-11-21T10:24:59.000Z')).to.deep.equal([]);
    expect(at('2026-11-21T10:25:00.000Z')).to.deep.equal(['no-show:A']);
    const unseen = slotOf('A', { state: 'unknown', booking });
    expect(attentionItems([unseen], Date.parse('2026-11-21T10:29:00.000Z'))).to.deep.equal([]);
  });

  it('sorts by urgency, then by how long it waits, then by slot', () => {
    const lost = { id: 'c', status: 'lost' as const, lastSeenAt: '2026-11-21T08:00:00.000Z' };
    const slots = [
      slotOf('D', { state: 'unknown', controller: lost }),
      slotOf('C', { state: 'occupied', session: session('2026-11-21T07:00:00.000Z', true) }),
      slotOf('B10', { state: 'attention', session: session('2026-11-21T09:00:00.000Z') }),
      slotOf('B2', { state: 'attention', session: session('2026-11-21T09:00:00.000Z') }),
      slotOf('A', { state: 'attention', session: session('2026-11-21T09:30:00.000Z') }),
    ];
    expect(attentionItems(slots, NOW).map(({ id }) => id)).to.deep.equal([
      'unaccounted-car:B2',
      'unaccounted-car:B10',
      'unaccounted-car:A',
      'overstay:C',
      'controller-lost:D',
    ]);
  });

  it('names a stay that nobody paid, after what stands there now', () => {
    const by = { displayName: 'Asha', phone: null };
    const said = { startedAt: '2026-11-21T07:00:00.000Z', endedAt: '2026-11-21T08:00:00.000Z', by };
    const freed = slotOf('A', { disowned: { ...said, at: '2026-11-21T08:05:00.000Z' } });
    const late = slotOf('B', { state: 'occupied', session: session('2026-11-21T09:00:00.000Z', true) });
    expect(attentionItems([freed, late], NOW).map(({ id, since }) => [id, since])).to.deep.equal([
      ['overstay:B', '2026-11-21T09:00:00.000Z'],
      ['disowned-stay:A', '2026-11-21T08:05:00.000Z'],
    ]);
  });

  it('names a booking that had to give way, once for each booking, and where it is now', () => {
    const displaced = { reference: 'PW-7K2Q', obstacle: 'taken' as const, at: '2026-11-21T09:10:00.000Z' };
    const parked = session('2026-11-21T09:00:00.000Z');
    const moved = slotOf('A', { state: 'attention', session: parked, displaced: { ...displaced, movedTo: 'B' } });
    const lost = slotOf('C', {
      state: 'out-of-service',
      displaced: { ...displaced, reference: 'PW-2', movedTo: null },
    });
    const items = attentionItems([lost, moved], NOW).map(({ id, booking: about }) => [id, about]);
    expect(items).to.deep.equal([
      ['unaccounted-car:A', null],
      ['displaced-booking:A:PW-7K2Q', { reference: 'PW-7K2Q', movedTo: 'B' }],
      ['displaced-booking:C:PW-2', { reference: 'PW-2', movedTo: null }],
    ]);
    expect(matchesSearch(moved, 'pw-7k2q'), 'found by its reference').to.equal(true);
  });

  it('names a driver’s stay without a price, and no car that is nobody’s for that', () => {
    const parked = session('2026-11-21T09:00:00.000Z');
    const slots = [
      slotOf('A', { state: 'occupied', session: parked, booking: { ...booking, state: 'active' } }),
      slotOf('B', { state: 'attention', session: parked, booking }),
      slotOf('C', {
        state: 'occupied',
        session: { ...parked, costMinor: 0 },
        booking: { ...booking, state: 'active' },
      }),
    ];
    expect(attentionItems(slots, NOW).map(({ id }) => id)).to.deep.equal(['unaccounted-car:B', 'no-price:A']);
  });

  it('names both troubles of one slot', () => {
    const slot = slotOf('A', {
      state: 'unknown',
      session: session('2026-11-21T07:00:00.000Z', true),
      controller: { id: 'c', status: 'lost', lastSeenAt: null },
    });
    expect(attentionItems([slot], NOW).map(({ kind }) => kind)).to.deep.equal(['overstay', 'controller-lost']);
  });

  describe('lost controllers', () => {
    const lostAt = (code: string, id: string, lastSeenAt: string | null) =>
      slotOf(code, { state: 'unknown', controller: { id, status: 'lost', lastSeenAt } });
    const chips = (slots: SlotView[]) => attentionChips(attentionItems(slots, NOW));
    const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

    it('are one chip when they are many, after what is more urgent', () => {
      const slots = codes.map((code, i) => lostAt(code, `esp32-${code}`, `2026-11-21T08:0${8 - i}:00.000Z`));
      const car = slotOf('Z', { state: 'attention', session: session('2026-11-21T09:00:00.000Z') });
      const [first, group, ...rest] = chips([...slots, car]);
      expect(first).to.include({ kind: 'unaccounted-car', slot: 'Z' });
      expect(group).to.include({ kind: 'controllers-lost', controllers: 8, since: '2026-11-21T08:01:00.000Z' });
      expect(group && 'items' in group && group.items.map(({ slot }) => slot).join('')).to.equal('HGFEDCBA');
      expect(rest).to.deep.equal([]);
    });

    it('stay apart while they are few', () => {
      const slots = ['A', 'B', 'C'].map((code) => lostAt(code, `esp32-${code}`, null));
      expect(chips(slots)).to.deep.equal(attentionItems(slots, NOW));
    });

    it('are counted, not their slots, and tell the oldest known silence', () => {
      const slots = codes.map((code, i) => lostAt(code, `gate-${i % 2}`, i === 0 ? null : '2026-11-21T08:00:00.000Z'));
      const [group] = chips(slots);
      expect(group).to.include({ kind: 'controllers-lost', controllers: 2, since: '2026-11-21T08:00:00.000Z' });
      expect(group && 'items' in group && group.items).to.have.length(8);
    });
  });

  it('counts every state, also those with none', () => {
    expect(countStates([slotOf('A'), slotOf('B'), slotOf('C', { state: 'unknown' })])).to.deep.equal({
      free: 2,
      reserved: 0,
      occupied: 0,
      attention: 0,
      'out-of-service': 0,
      unknown: 1,
    });
  });

  it('never fades an unknown slot into a free one', () => {
    expect(fadedLook(slotOf('A', { state: 'unknown' }))).to.equal('none');
    expect(fadedLook(slotOf('A', { state: 'unknown', booking }))).to.equal('reserved');
    expect(
      fadedLook(slotOf('A', { state: 'unknown', booking, session: session('2026-11-21T09:00:00.000Z') })),
    ).to.equal('occupied');
  });

  it('finds a slot by code, reference, driver and the digits of a phone', () => {
    const slot = slotOf('B1', {
      booking,
      driver: { id: 'd', displayName: 'whatsapp_12025550123', phone: '+12025550123', plate: 'KA01AB1234' },
    });
    for (const search of ['', 'b1', 'pw-7k', 'WhatsApp', '555 0123', '+1 (202) 555', 'esp32-b1', 'ka 01 ab', '1234'])
      expect(matchesSearch(slot, search), search).to.equal(true);
    for (const search of ['b', '7700', 'pw-zz', '01 29']) expect(matchesSearch(slot, search), search).to.equal(false);
  });
});
