import { expect } from 'chai';
import {
  driverLabel,
  formatClock,
  formatDuration,
  formatMoment,
  formatMoney,
  minorText,
  toMinor,
} from '../../../server/board/format.ts';

const second = 1000;
const hour = 3600 * second;

describe('board formats', () => {
  it('writes money with the exponent of its currency', () => {
    const plain = (minor: number, currency: string) => formatMoney(minor, currency).replace(/\s/g, ' ');
    expect(plain(1250, 'USD')).to.equal('$12.50');
    expect(plain(0, 'USD')).to.equal('$0.00');
    expect(plain(-5, 'EUR')).to.equal('-€0.05');
    expect(plain(1250, 'JPY')).to.equal('¥1,250');
    expect(plain(1250, 'KWD')).to.equal('KWD 1.250');
    expect(plain(1250, 'INR')).to.equal('₹12.50');
    expect(plain(12_345, 'UYW')).to.equal('UYW 1.2345');
    // Intl alone would write these two without decimals.
    expect(plain(1250, 'IQD')).to.equal('IQD 1.250');
    expect(plain(1250, 'HUF')).to.equal('HUF 12.50');
  });

  it('writes durations with their units', () => {
    expect(formatDuration(-5)).to.equal('0s');
    expect(formatDuration(999)).to.equal('0s');
    expect(formatDuration(2 * second)).to.equal('2s');
    expect(formatDuration(65 * second)).to.equal('1m 05s');
    expect(formatDuration(hour - 1)).to.equal('59m 59s');
    expect(formatDuration(hour)).to.equal('1h 00m');
    expect(formatDuration(hour + 135 * second)).to.equal('1h 02m');
    expect(formatDuration(51 * hour)).to.equal('2d 03h');
    expect(formatDuration(400 * 24 * hour)).to.equal('400d 00h');
  });

  it('names a driver without a name by the phone number', () => {
    const phone = '+12025550123';
    expect(driverLabel({ displayName: 'Asha', phone })).to.equal('Asha');
    expect(driverLabel({ displayName: `whatsapp_${phone}`, phone })).to.equal(phone);
    expect(driverLabel({ displayName: 'whatsapp_US.13491208655302741918', phone })).to.equal(phone);
    const unnumbered = { displayName: 'whatsapp_US.13491208655302741918', phone: null };
    expect(driverLabel(unnumbered)).to.equal(unnumbered.displayName);
  });

  it('writes times in the zone of the lot, with the day when it is not today there', () => {
    const at = '2026-11-21T20:02:31.000Z';
    expect(formatClock(at, 'UTC')).to.equal('20:02:31');
    expect(formatClock(at, 'Asia/Kolkata')).to.equal('01:32:31');
    const now = Date.parse('2026-11-21T23:00:00.000Z');
    expect(formatMoment(at, now, 'UTC')).to.equal('20:02');
    expect(formatMoment('2026-11-22T01:00:00.000Z', now, 'UTC')).to.equal('Nov 22, 01:00');
    expect(formatMoment('2026-11-22T01:00:00.000Z', now, 'America/New_York')).to.equal('20:00');
  });

  it('reads amounts as people type them, exactly', () => {
    const cases: [string, string, number | null][] = [
      ['12.5', 'USD', 1250],
      ['12,50', 'EUR', 1250],
      ['0.1', 'KWD', 100],
      ['1250', 'JPY', 1250],
      ['999999999999.99', 'USD', 99_999_999_999_999],
      ['12.500', 'USD', 1250],
      ['12.505', 'USD', null],
      ['12.5', 'JPY', null],
      ['', 'USD', null],
      ['-1', 'USD', null],
      ['1e3', 'USD', null],
      ['1.000,00', 'EUR', null],
    ];
    for (const [typed, currency, minor] of cases) expect(toMinor(typed, currency), typed).to.equal(minor);
  });

  it('reads no amount out of what may be meant for thousands, and leaves dinars their three digits', () => {
    for (const typed of ['1,150', '1,00,000', '1.150,00', '12,345'])
      for (const currency of ['USD', 'INR', 'JPY']) expect(toMinor(typed, currency), typed).to.equal(null);
    expect(toMinor('1,150', 'KWD')).to.equal(1150);
    expect(toMinor('1,15', 'USD')).to.equal(115);
  });

  it('writes an amount for a field that reads back as the same', () => {
    expect(minorText(5, 'USD')).to.equal('0.05');
    expect(minorText(115, 'INR')).to.equal('1.15');
    expect(minorText(1250, 'JPY')).to.equal('1250');
    expect(minorText(1250, 'KWD')).to.equal('1.250');
    for (const currency of ['USD', 'JPY', 'KWD', 'CLF'])
      for (const minor of [0, 1, 9, 10, 99, 100, 999, 1001, 29, 57, 999_999_999_999])
        expect(toMinor(minorText(minor, currency), currency), `${minor} ${currency}`).to.equal(minor);
  });
});
