import { expect } from 'chai';
import { RawController } from '../../e2e/support/raw-controller.ts';
import { HOUR, MINUTE } from '../../support/manual-clock.ts';
import type { Site } from '../../support/parkwire.ts';

const DRIVER = '+919812345678';
const OTHER = '+919800000001';
const NEWCOMER = '+919800000002';

/** A stay that was billed, one that was corrected, one that goes on, events lost, a bill disputed, messages sent, money paid in. */
export async function busyHour(site: Site): Promise<void> {
  await site.api.patch('/api/lots/main', { rejoinSeconds: 120 });
  const controller = await RawController.start(site, 'esp32-a', ['A']);
  await site.slotIs('A', 'free');
  await site.text(DRIVER, 'book A');
  await site.text(OTHER, 'hello');
  const { id } = await site.driver(DRIVER);
  await site.api.post(`/api/drivers/${id}/top-ups`, { amountMinor: 500, requestId: 'cash-1' });
  await controller.report('A', 'occupied');
  site.clock.advance(40 * MINUTE);
  await controller.report('A', 'vacated');
  site.clock.advance(MINUTE);
  await controller.report('A', 'occupied');
  site.clock.advance(40 * MINUTE);
  const { seq } = await controller.report('A', 'vacated');
  site.clock.advance(3 * MINUTE);
  await controller.report('A', 'occupied', { seq: seq + 3, oldestSeq: seq + 3 });
  await controller.report('A', 'vacated');
  site.clock.advance(3 * MINUTE);
  await site.api.patch('/api/lots/main', { disputeRefundBelowMinor: 10_000 });
  expect(await site.text(DRIVER, 'dispute nobody was there')).to.contain('is back');
  await site.text(DRIVER, 'book B');
  await site.api.post('/api/lots/main/slots/B/observations', { type: 'occupied' });
  await site.told(DRIVER, 'bill');
  await payForBookings(site);
}

/** A deposit that is held and one that a fee was taken from, a fee given back, a debt given up, credit that lapses. */
async function payForBookings(site: Site): Promise<void> {
  const { id: driverId } = await site.driver(OTHER);
  const later = (minutes: number) => new Date(site.now() + minutes * MINUTE).toISOString();
  await site.api.patch('/api/lots/main', { depositMinor: 200, cancelFeeMinor: 300, noShowFeeMinor: 12_000 });
  await site.api.patch('/api/lots/main', { guestCreditDays: 30, cancelFreeMinutes: 0, maxFutureBookings: 3 });
  await site.text(NEWCOMER, 'hello');
  const { id: cancelled } = await site.api.post('/api/bookings', { slot: 'C', driverId, from: later(1), minutes: 60 });
  site.clock.advance(HOUR / 2);
  await site.api.post(`/api/bookings/${cancelled}/cancel`, { byRule: true });
  await site.api.post(`/api/drivers/${driverId}/refunds`, { bookingId: cancelled, amountMinor: 100, reason: 'rain' });
  const { id: missed } = await site.api.post('/api/bookings', { slot: 'D', driverId, minutes: 60 });
  site.clock.advance(13 * HOUR);
  await site.parkwire.jobs.expire();
  expect((await site.api.get(`/api/bookings/${missed}`)).state).to.equal('expired');
  await site.api.post(`/api/drivers/${driverId}/write-offs`, { reason: 'gone' });
  await site.api.post('/api/bookings', { slot: 'E', phone: NEWCOMER, from: later(60), minutes: 60 });
}
