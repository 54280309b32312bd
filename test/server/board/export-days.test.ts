import { expect } from 'chai';
import { dayIn, daysLater, usualDays } from '../../../server/board/attendant/exports/days.ts';

describe('the days of an export', () => {
  it('are those of the lot, not of the browser', () => {
    const at = Date.UTC(2026, 10, 24, 18, 40);
    expect(dayIn('Asia/Kolkata', at)).to.equal('2026-11-25');
    expect(dayIn('America/New_York', at)).to.equal('2026-11-24');
  });

  it('go over the ends of months and years', () => {
    expect(daysLater('2028-02-28', 1)).to.equal('2028-02-29');
    expect(daysLater('2027-01-01', -1)).to.equal('2026-12-31');
    expect(usualDays('2027-01-05')).to.deep.equal({
      today: ['2027-01-05', '2027-01-05'],
      yesterday: ['2027-01-04', '2027-01-04'],
      week: ['2026-12-30', '2027-01-05'],
      month: ['2027-01-01', '2027-01-05'],
      lastMonth: ['2026-12-01', '2026-12-31'],
    });
  });
});
