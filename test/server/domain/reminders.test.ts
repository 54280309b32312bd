import { expect } from 'chai';
import type { Booking } from '../../../server/domain/booking.ts';
import { DEFAULT_SETTINGS } from '../../../server/domain/lot.ts';
import { dateOf, dayOf, decide, followUpOf, type ReminderKind, remindersOf } from '../../../server/domain/reminders.ts';
import { booking } from '../../support/db-world.ts';
import { DAY, HOUR, MINUTE } from '../../support/manual-clock.ts';

const place = (timeZone: string, settings = {}) => ({ timeZone, settings: { ...DEFAULT_SETTINGS, ...settings } });
const ahead = (startsAt: string, createdAt: string, parts: Partial<Booking> = {}) => {
  const starts = Date.parse(startsAt);
  const ends = starts + 2 * HOUR;
  return booking({
    id: 'b',
    startsAt: starts,
    endsAt: ends,
    holdUntil: ends,
    createdAt: Date.parse(createdAt),
    ...parts,
  });
};
const due = (of: Booking, kind: ReminderKind, at = place('UTC')) => {
  const found = remindersOf(of, at).find((each) => each.kind === kind);
  return found === undefined ? null : new Date(found.dueAt).toISOString();
};

describe('reminders', () => {
  it('of tomorrow come at the hour of the lot, whatever the clocks do', () => {
    const made = '2026-01-01T00:00:00Z';
    // Berlin is put forward on 29 March 2026 and back on 25 October.
    expect(due(ahead('2026-03-29T07:00:00Z', made), 'day-before', place('Europe/Berlin'))).to.equal(
      '2026-03-28T09:00:00.000Z',
    );
    expect(due(ahead('2026-03-30T07:00:00Z', made), 'day-before', place('Europe/Berlin'))).to.equal(
      '2026-03-29T08:00:00.000Z',
    );
    expect(due(ahead('2026-10-26T07:00:00Z', made), 'day-before', place('Europe/Berlin'))).to.equal(
      '2026-10-25T09:00:00.000Z',
    );
    // At an hour that this day skips it is the moment at which the clock is put forward; of one that comes twice the first.
    expect(
      due(ahead('2026-03-30T07:00:00Z', made), 'day-before', place('Europe/Berlin', { dayBeforeHour: 2 })),
    ).to.equal('2026-03-29T01:00:00.000Z');
    expect(
      due(ahead('2026-10-26T07:00:00Z', made), 'day-before', place('Europe/Berlin', { dayBeforeHour: 2 })),
    ).to.equal('2026-10-25T00:00:00.000Z');
    expect(due(ahead('2028-03-01T12:00:00Z', made), 'day-before')).to.equal('2028-02-29T10:00:00.000Z');
    expect(due(ahead('2026-05-10T19:00:00Z', made), 'day-before', place('Asia/Kolkata'))).to.equal(
      '2026-05-10T04:30:00.000Z',
    );
  });

  it('are left out for whoever booked later than they would have come', () => {
    expect(due(ahead('2026-05-10T12:00:00Z', '2026-05-09T09:59:00Z'), 'day-before')).not.to.equal(null);
    expect(due(ahead('2026-05-10T12:00:00Z', '2026-05-09T10:00:00Z'), 'day-before')).to.equal(null);
    expect(due(ahead('2026-05-10T12:00:00Z', '2026-05-10T10:59:00Z'), 'before-start')).to.equal(
      '2026-05-10T11:00:00.000Z',
    );
    expect(due(ahead('2026-05-10T12:00:00Z', '2026-05-10T11:00:00Z'), 'before-start')).to.equal(null);
  });

  it('of tomorrow give way to the one before the start', () => {
    const of = ahead('2026-05-10T12:00:00Z', '2026-05-01T00:00:00Z');
    const [first] = remindersOf(of, place('UTC'));
    expect(first && decide(first, Date.parse('2026-05-10T10:59:59Z'))).to.equal('send');
    expect(first && decide(first, Date.parse('2026-05-10T11:00:00Z'))).to.equal('too-late');
  });

  it('warn of a hold that runs out, unless it is hardly longer than the warning', () => {
    const held = (minutes: number) =>
      ahead('2026-05-10T12:00:00Z', '2026-05-10T12:00:00Z', {
        holdUntil: Date.parse('2026-05-10T12:00:00Z') + minutes * MINUTE,
      });
    expect(due(held(20), 'no-show-warning')).to.equal('2026-05-10T12:10:00.000Z');
    expect(due(held(19), 'no-show-warning')).to.equal(null);
    expect(due(held(60), 'no-show-warning', place('UTC', { noShowWarningMinutes: 0 }))).to.equal(null);
  });

  it('of an end are for the car that is there', () => {
    const parts = { state: 'active', arrivedAt: Date.parse('2026-05-10T12:05:00Z') } as const;
    const of = ahead('2026-05-10T12:00:00Z', '2026-05-10T12:00:00Z', parts);
    expect(due(of, 'before-end')).to.equal('2026-05-10T13:50:00.000Z');
    expect(due({ ...of, arrivedAt: Date.parse('2026-05-10T13:50:00Z') }, 'before-end')).to.equal(null);
    expect(remindersOf({ ...of, state: 'completed' }, place('UTC'))).to.deep.equal([]);
  });

  it('of a follow-up date may come two days late, not three', () => {
    const of = followUpOf('2028-02-29', place('UTC'));
    expect(new Date(of.dueAt).toISOString()).to.equal('2028-02-29T09:00:00.000Z');
    expect(decide(of, of.dueAt - 1)).to.equal('wait');
    expect(decide(of, of.dueAt + 2 * DAY)).to.equal('send');
    expect(decide(of, of.dueAt + 3 * DAY)).to.equal('too-late');
  });

  it('know which dates the calendar has', () => {
    for (const date of ['2026-02-29', '2026-13-01', '2026-04-31', '2026-4-1', '']) expect(dayOf(date), date).to.be.NaN;
    for (const date of ['2028-02-29', '1970-01-01', '2026-12-31']) expect(dateOf(dayOf(date))).to.equal(date);
  });
});
