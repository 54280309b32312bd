import { expect } from 'chai';
import {
  addressOf,
  daysOf,
  lengthOf,
  readAddress,
  shifted,
  todayIn,
} from '../../../server/board/attendant/reports/days.ts';

describe('the days of the reports page', () => {
  it('are counted where the lot is', () => {
    const at = Date.parse('2026-11-20T18:30:00Z');
    expect(todayIn('Asia/Kolkata', at)).to.equal('2026-11-21');
    expect(todayIn('America/New_York', at)).to.equal('2026-11-20');
  });

  it('are yesterday, seven whole days, or the month up to today', () => {
    expect(daysOf('yesterday', '2026-03-01')).to.deep.equal({ from: '2026-02-28', to: '2026-02-28' });
    expect(daysOf('week', '2026-11-02')).to.deep.equal({ from: '2026-10-26', to: '2026-11-01' });
    expect(lengthOf(daysOf('week', '2026-11-02'))).to.equal(7);
    expect(daysOf('month', '2026-11-01')).to.deep.equal({ from: '2026-11-01', to: '2026-11-01' });
    expect(shifted('2024-02-28', 1)).to.equal('2024-02-29');
  });

  it('are named by the address, and are yesterday where it names none', () => {
    const today = '2026-11-02';
    for (const choice of ['yesterday', 'week', 'month'] as const) {
      const days = daysOf(choice, today);
      expect(readAddress(addressOf(choice, days), today)).to.deep.equal({ choice, days });
    }
    const days = { from: '2026-10-01', to: '2026-10-31' };
    expect(readAddress(addressOf('custom', days), today)).to.deep.equal({ choice: 'custom', days });
    for (const odd of ['', 'never', '2026-10-31_2026-10-01', '2026-02-30_2026-03-01', '2026-10-01', '<script>'])
      expect(readAddress(odd, today).choice, odd).to.equal('yesterday');
  });
});
