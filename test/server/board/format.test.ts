import { expect } from 'chai';
import { driverLabel, formatClock, formatDuration, formatMoment, formatMoney } from '../../../server/board/format.ts';

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
});
