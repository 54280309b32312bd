import { expect } from 'chai';
import { momentOf, spanOfDay, wallAt } from '../../../server/board/zone.ts';

const HOUR = 3_600_000;
const utc = (text: string): number => Date.parse(text);

describe('the clocks of a lot, in the browser', () => {
  it('are read and shown in every zone, also where the clocks change', () => {
    const cases = [
      ['2026-11-02T17:30', 'Asia/Kolkata', '2026-11-02T12:00Z'],
      ['2026-11-02T17:30', 'UTC', '2026-11-02T17:30Z'],
      ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30Z'],
      ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30Z'],
      ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30Z'],
      ['2026-10-25T03:30', 'Europe/Berlin', '2026-10-25T02:30Z'],
      ['2026-11-01T00:30', 'America/New_York', '2026-11-01T04:30Z'],
      ['2026-12-31T23:59', 'Pacific/Kiritimati', '2026-12-31T09:59Z'],
    ] as const;
    for (const [wall, zone, at] of cases) {
      expect(momentOf(wall, zone), `${wall} ${zone}`).to.equal(utc(at));
      expect(wallAt(utc(at), zone), `${at} ${zone}`).to.equal(wall);
    }
  });

  it('skip an hour in spring: it is read as if they had not', () => {
    expect(momentOf('2026-03-29T02:30', 'Europe/Berlin')).to.equal(utc('2026-03-29T01:30Z'));
    expect(momentOf('no time', 'UTC')).to.equal(null);
  });

  it('make days of 23, 24 and 25 hours', () => {
    const hours = (day: string): number => {
      const { from, to } = spanOfDay(day, 'Europe/Berlin');
      return (to - from) / HOUR;
    };
    expect(['2026-03-29', '2026-06-01', '2026-10-25'].map(hours)).to.deep.equal([23, 24, 25]);
  });
});
